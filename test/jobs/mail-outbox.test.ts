// Mail leaves through the outbox: in order for each mailbox, again where it may arrive later, and as one mail where many came up.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { ChannelError, type Mail } from '../../src/channel.ts'
import { readUndelivered } from '../../src/reading/undelivered.ts'
import { customer, manager, openEngine, type TestEngine } from '../support/engine.ts'
import { eventually } from '../support/eventually.ts'

const boxes = { ana: 'ana@example.com', ben: 'ben@example.com' }
const sent: Mail[] = []
const faults = new Map<string, ChannelError>()
const mail = {
  send: async (one: Mail) => {
    const fault = faults.get(one.mailbox)
    if (fault !== undefined) throw fault
    sent.push(one)
    return { ids: [one.id] }
  },
}

let desk: TestEngine
beforeAll(async () => {
  // A clock that is behind: what is to wait for its card may go at once.
  const now = () => new Date(Date.now() - 60_000)
  desk = await openEngine({ settings: { staffMailboxes: Object.values(boxes) }, mail, now })
})
afterAll(() => desk.close())

const asks = async (id: string): Promise<string> => {
  await customer(desk.receive, id).writes(`Question of ${id}`)
  const ticket = await desk.db.ticket.findFirstOrThrow({ where: { conversation: { identity: { externalId: id } } } })
  return ticket.id
}
const mailTo = (mailbox: string) => sent.filter((one) => one.mailbox === mailbox)
const ticketsIn = ({ content }: Mail): string[] =>
  content.kind === 'digest' ? content.entries.map(({ ticket }) => ticket) : []
const toldTo = (mailbox: string) => mailTo(mailbox).map(ticketsIn)
const deliveries = (state: 'pending' | 'undelivered', mailbox: string) =>
  desk.db.delivery.findMany({ where: { state, destination: { address: mailbox } }, orderBy: { seq: 'asc' } })
/** All that mailboxes were told is long past, and what waits there may be tried. */
const timePasses = () =>
  desk.db.$executeRaw`UPDATE deliveries SET created_at = created_at - interval '1 day',
    delivered_at = delivered_at - interval '1 day', not_before = NULL WHERE kind = 'digest'`
const goesOn = () => faults.clear()

test('each mailbox is told of a new request, once', async () => {
  const ticket = await asks('first')
  await eventually(() => expect(toldTo(boxes.ana)).toEqual([[ticket]]))
  await eventually(() => expect(toldTo(boxes.ben)).toEqual([[ticket]]))
})

test('a mailbox that takes no mail keeps the others from nothing, and the staff hear of it once', async () => {
  await timePasses()
  faults.set(boxes.ana, new ChannelError('permanent', '550', { reason: 'mailboxRefused' }))
  const [one, other] = [await asks('refused-1'), await asks('refused-2')]
  await eventually(() => expect(toldTo(boxes.ben).flat()).toEqual(expect.arrayContaining([one, other])))
  await eventually(async () => expect((await deliveries('pending', boxes.ana)).length).toBe(0))
  const refused = await deliveries('undelivered', boxes.ana)
  expect(refused.map(({ error }) => error)).toEqual(refused.map(() => 'mailboxRefused'))
  const third = await asks('refused-3')
  await eventually(() => expect(toldTo(boxes.ben).flat()).toContain(third))
  await eventually(async () => expect((await deliveries('pending', boxes.ana)).length).toBe(0))
  await eventually(() =>
    expect(desk.slack.said().filter((line) => line.includes('ana@example.com'))).toEqual([
      expect.stringContaining('no such mailbox'),
    ]),
  )
  goesOn()
})

test('mail that did not arrive is listed with its mailbox and its reason', async () => {
  const rows = (await readUndelivered(desk.db, 50)).filter(({ to }) => to === 'mailbox')
  expect(rows[0]).toMatchObject({ mailbox: boxes.ana, reason: 'mailboxRefused', author: null })
  expect(rows.map(({ words }) => words).join()).toContain('Question of refused-1')
})

test('what was refused is sent again when a manager wants it', async () => {
  const [refused] = await deliveries('undelivered', boxes.ana)
  await timePasses()
  await manager(desk.receive, 'ANNA').retries(refused?.id ?? '')
  await eventually(() => expect(mailTo(boxes.ana).map(({ content }) => content)).toContainEqual(refused?.content))
})

test('a server that is away for an hour gets what came up meanwhile in one mail, behind what it was first asked to take', async () => {
  await timePasses()
  faults.set(boxes.ana, new ChannelError('retry', 'connection refused'))
  const first = await asks('away-1')
  await eventually(async () => expect((await deliveries('pending', boxes.ana))[0]?.attempts).toBeGreaterThan(0))
  const meanwhile = [await asks('away-2'), await asks('away-3'), await asks('away-4')]
  expect(await deliveries('pending', boxes.ana)).toHaveLength(2)
  goesOn()
  const before = mailTo(boxes.ana).length
  await timePasses()
  await eventually(() => expect(toldTo(boxes.ana).slice(before)).toEqual([[first], meanwhile]))
})

test('after ten mails within five minutes one a minute lists what came up since', async () => {
  await timePasses()
  const before = mailTo(boxes.ben).length
  for (let n = 1; n <= 10; n++) {
    const ticket = await asks(`single-${n}`)
    await eventually(() => expect(toldTo(boxes.ben).slice(before)[n - 1]).toEqual([ticket]))
  }
  const more = [await asks('more-1'), await asks('more-2'), await asks('more-3')]
  const [waiting, ...rest] = await deliveries('pending', boxes.ben)
  expect(rest).toEqual([])
  expect(waiting?.notBefore?.getTime()).toBeGreaterThan(Date.now())
  expect(waiting?.notBefore?.getTime()).toBeLessThan(Date.now() + 61_000)
  expect(toldTo(boxes.ben).slice(before)).toHaveLength(10)
  await timePasses()
  await eventually(() => expect(toldTo(boxes.ben).slice(before)[10]).toEqual(more))
})

test('of two processes that open tickets at once none is left out, and none is told twice', async () => {
  await timePasses()
  const second = await desk.second()
  const before = mailTo(boxes.ben).length
  const ids = Array.from({ length: 8 }, (_, n) => `both-${n}`)
  await Promise.all(ids.map((id, n) => customer((n % 2 ? desk : second).receive, id).writes(`Question of ${id}`)))
  const tickets = await desk.db.ticket.findMany({ where: { question: { startsWith: 'Question of both-' } } })
  await eventually(async () => {
    await timePasses()
    expect((await deliveries('pending', boxes.ben)).length).toBe(0)
  })
  expect(toldTo(boxes.ben).slice(before).flat().toSorted()).toEqual(tickets.map(({ id }) => id).toSorted())
  await second.close()
})

test('the words of a letter, a link among them, are not kept once it is sent or refused for good', async () => {
  await desk.receive({
    key: 'kim registers',
    at: new Date(),
    event: {
      type: 'CustomerRegistered',
      from: { channel: 'web', externalId: 'kim', address: 'kim', name: null, locale: 'en' },
      ...{ name: 'Kim', email: 'kim@example.com', login: 'kim', password: 'kept', session: 'kim-1' },
    },
  })
  const asksForLink = async (token: string, ends: 'delivered' | 'undelivered') => {
    const links = [{ address: `https://desk.example/reset/${token}`, token: `hash of ${token}` }]
    await desk.receive({ key: token, at: new Date(), event: { type: 'PasswordResetAsked', who: 'kim', links } })
    const where = { state: ends, kind: 'letter', destination: { address: 'kim@example.com' } } as const
    const [letter] = await eventually(async () => {
      const found = await desk.db.delivery.findMany({ where })
      expect(found).toHaveLength(1)
      return found
    })
    expect(JSON.stringify(letter?.content)).not.toContain('desk.example')
  }
  await asksForLink('link-1', 'delivered')
  expect(JSON.stringify(mailTo('kim@example.com'))).toContain('https://desk.example/reset/link-1')
  faults.set('kim@example.com', new ChannelError('permanent', '550', { reason: 'mailboxRefused' }))
  await asksForLink('link-2', 'undelivered')
  goesOn()
})
