// Words that their platform brings after later ones: they stand where they came, and tell both sides when they were written.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { fromPlainText, plainText } from '../../src/document.ts'
import { customer, manager, openEngine, type TestEngine } from '../support/engine.ts'
import { eventually } from '../support/eventually.ts'

const MINUTE = 60_000

let desk: TestEngine
beforeAll(async () => {
  desk = await openEngine()
})
afterAll(() => desk.close())

const ago = (minutes: number) => new Date(Date.now() - minutes * MINUTE)

const saidOn = (channel: 'telegram' | 'slack', words: string) =>
  eventually(() => {
    const contents = desk[channel].arrived.flatMap(({ content }) => (content.kind === 'message' ? [content] : []))
    const found = contents.find(({ document }) => plainText(document).endsWith(words))
    if (found === undefined) throw new Error(`nobody said: ${words}`)
    return found
  })

test('the staff read it at the words, also of the second that comes late and straight after new words', async () => {
  const ion = customer(desk.receive, 'late')
  await ion.writes('The lamp is out')
  await ion.writes('And the heating')
  const [first, second] = [ago(20), ago(10)]
  await ion.writes('It smells', 'late:1', first)
  await ion.writes('It hums', 'late:2', second)
  await ion.writes('Hello?')
  expect((await saidOn('slack', 'And the heating')).written).toBeUndefined()
  expect((await saidOn('slack', 'It smells')).written).toEqual({ label: '🕐 Written', at: first.toISOString() })
  expect((await saidOn('slack', 'It hums')).written).toEqual({ label: '🕐 Written', at: second.toISOString() })
  expect((await saidOn('slack', 'Hello?')).written).toBeUndefined()
})

test('the customer reads it before the words, in the desk’s time zone, with the day where it was another', async () => {
  const ana = customer(desk.receive, 'asked')
  await ana.writes('Where is my parcel?')
  const { number } = await desk.db.ticket.findFirstOrThrow({
    where: { conversation: { identity: { externalId: 'asked' } } },
  })
  const ben = manager(desk.receive, 'U1', 'Ben')
  await ben.replies(number, 'On its way', 'late:3', new Date('2026-01-31T22:30:00Z'))
  expect(plainText((await saidOn('telegram', 'On its way')).document)).toBe(
    '🕐 Written on February 1 at 00:30 GMT+2\n\nOn its way',
  )
})

const lateReply = async (engine: TestEngine, id: string) => {
  await customer(engine.receive, id).writes('When will it come?')
  const { number } = await engine.db.ticket.findFirstOrThrow({
    where: { conversation: { identity: { externalId: id } } },
  })
  const ben = manager(engine.receive, 'U1', 'Ben')
  await ben.replies(number, 'Tomorow', `C1:${id}`, new Date('2026-01-31T22:30:00Z'))
  return { ben, number }
}

const CORRECTED = '🕐 Written on February 1 at 00:30 GMT+2\n\nTomorrow'

test('the customer reads it still when the words are corrected, once they are said', async () => {
  const { ben, number } = await lateReply(desk, 'corrected')
  await saidOn('telegram', 'Tomorow')
  await ben.edits(number, 'Tomorrow', 'C1:corrected')
  await eventually(() => expect(desk.telegram.said('corrected').at(-1)).toBe(`edit ${CORRECTED}`))
})

test('the customer reads it still when the words are corrected while they are held', async () => {
  const holding = await openEngine({ settings: { replyHold: 3_600_000 } })
  const { ben, number } = await lateReply(holding, 'held')
  await ben.edits(number, 'Tomorrow', 'C1:held')
  await ben.resolves(number)
  await eventually(() => expect(holding.telegram.said('held')).toContain(CORRECTED))
  await holding.close()
})

test('the desk’s own lines make nothing late', async () => {
  const eva = customer(desk.receive, 'own')
  await eva.writes('The door is jammed', 'own:1', ago(20))
  const { number } = await desk.db.ticket.findFirstOrThrow({
    where: { conversation: { identity: { externalId: 'own' } } },
  })
  await manager(desk.receive, 'U1', 'Ben').claims(number)
  await eva.writes('It is the front door', 'own:2', ago(19))
  expect((await saidOn('slack', 'It is the front door')).written).toBeUndefined()
})

test('neither do notes of the staff, nor words that were deleted since', async () => {
  await customer(desk.receive, 'unread').writes('Is it mended?', 'unread:1', ago(20))
  const { number } = await desk.db.ticket.findFirstOrThrow({
    where: { conversation: { identity: { externalId: 'unread' } } },
  })
  const ben = manager(desk.receive, 'U1', 'Ben')
  await ben.replies(number, 'Nearly', 'C1:gone')
  await ben.deletes(number, 'C1:gone')
  const by = { channel: 'slack', externalId: 'U1', name: 'Ben' } as const
  const note = {
    type: 'ManagerNoted',
    by,
    ticket: { number },
    messageId: 'C1:note',
    words: fromPlainText('Ask Ana'),
  } as const
  await desk.receive({ key: 'C1:note', at: new Date(), event: note })
  await ben.replies(number, 'By noon', 'C1:noon', ago(10))
  expect(plainText((await saidOn('telegram', 'By noon')).document)).toBe('By noon')
})
