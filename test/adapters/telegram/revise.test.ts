// Corrections of what stands in a chat, against the simulator: its errors are Telegram's own.
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Delivery } from '../../../src/channel.ts'
import { fromMarkdown } from '../../../src/document.ts'
import type { Person } from '../../simulators/telegram/person.ts'
import { deliveryOf, refusalOf } from '../contract.ts'
import { type Rig, rig } from './start-channel.ts'

const ANA = { id: 4242, firstName: 'Ana', hasStarted: true }
const ION = { role: 'manager', id: '1', name: 'Ion' } as const
const LONG = 'word '.repeat(1500)

let made: Rig
let ana: Person
let time = 1_800_000_000_000

beforeEach(async () => {
  time = 1_800_000_000_000
  made = await rig({ now: () => time })
  ana = made.sim.user(ANA)
})
afterEach(() => made.sim.stop())

const say = async (text: string) => (await made.channel.send(deliveryOf(String(ANA.id), text))).ids
const send = (content: Delivery['content'], sent: readonly string[] = []) =>
  made.channel.send({ ...deliveryOf(String(ANA.id), ''), content, sent })
const edit = (posted: readonly string[], text: string, sent: readonly string[] = []) =>
  send({ kind: 'edit', author: ION, document: fromMarkdown(text), posted }, sent)
const takeBack = (posted: readonly string[]) => send({ kind: 'delete', posted })
const sendsFile = async () => {
  const file = { kind: 'document', name: 'a.txt', mediaType: 'text/plain', bytes: 1 } as const
  const open = async () => ({ stream: new Blob(['a']).stream(), name: 'a.txt', mediaType: 'text/plain', bytes: 1 })
  const files = [{ ...file, at: { channel: 'slack', id: 'F1' } as const, open }]
  return (await send({ kind: 'files', author: ION, files, album: null })).ids
}
const shown = () => ana.messages.map(({ message_id, text }) => [String(message_id), text.trim().slice(0, 12)])

it('puts other words in the place of those before, under the same name', async () => {
  const [id = ''] = await say('Restart it')
  expect(await edit([id], 'Don’t **restart** it')).toEqual({ ids: [id] })
  expect(ana.messages).toMatchObject([{ text: 'Ion\nDon’t restart it', edits: 1, entities: [{ type: 'bold' }, {}] }])
})

it('says the words without formatting where Telegram refuses the tags', async () => {
  const posted = await say('Restart it')
  const error = "Bad Request: can't parse entities: Unsupported start tag at byte offset 0"
  made.sim.fault({ kind: 'refused', method: 'editMessageText', error })
  await edit(posted, '**Wait**')
  expect(ana.messages).toMatchObject([{ text: 'Ion\nWait', entities: [] }])
})

it('takes a change that changes nothing for done', async () => {
  const posted = await say('Restart it')
  await edit(posted, 'Wait')
  expect(await edit(posted, 'Wait')).toEqual({ ids: posted })
})

it('deletes what is over when the words became fewer', async () => {
  const posted = await say(LONG)
  expect(posted).toHaveLength(2)
  expect(await edit(posted, 'Short')).toEqual({ ids: posted.slice(0, 1) })
  expect(shown()).toEqual([[posted[0], 'Ion\nShort']])
})

it('says what has no place yet when the words became more', async () => {
  const posted = await say('Short')
  const { ids } = await edit(posted, LONG)
  expect(ids).toEqual([posted[0], String(Number(posted[0]) + 1)])
  expect(shown().map(([id]) => id)).toEqual(ids)
})

it('tells which parts stand when it fails in the middle, and goes on after them', async () => {
  const posted = await say(LONG)
  made.sim.fault({
    kind: 'rate-limited',
    method: 'editMessageText',
    when: ({ message_id }) => String(message_id) === posted[1],
  })
  const other = 'other '.repeat(1000)
  const { kind, sent, retryAfterSeconds } = await refusalOf(edit(posted, other))
  expect({ kind, sent, retryAfterSeconds }).toEqual({ kind: 'retry', sent: posted.slice(0, 1), retryAfterSeconds: 5 })
  expect(await edit(posted, other, sent)).toEqual({ ids: posted })
  expect(ana.messages.map(({ edits }) => edits)).toEqual([1, 1])
})

it('deletes all parts at once, and takes what is gone already for done', async () => {
  const posted = await say(LONG)
  await say('stays')
  expect(await takeBack(posted)).toEqual({ ids: [] })
  expect(shown().map(([, text]) => text)).toEqual(['stays'])
  expect(await takeBack(posted)).toEqual({ ids: [] })
})

it('corrects what can’t be deleted any more, in its place and under its files; doing so twice changes no more', async () => {
  const posted = [...(await say(LONG)), ...(await sendsFile())]
  const [gone = ''] = await say('Gone')
  time += 48 * 3_600_000
  ana.deletesForBoth(Number(gone))
  const content = { kind: 'delete', posted: [...posted, gone], instead: fromMarkdown('Taken back.') } as const
  for (let time = 1; time <= 2; time++) expect(await send(content)).toEqual({ ids: [] })
  expect(ana.messages.map(({ text, edits, file }) => [text, edits, file !== null])).toEqual([
    ['Taken back.', 1, false],
    ['Taken back.', 1, false],
    ['Taken back.', 1, true],
  ])
})

it('tells that a message can’t be taken back any more where nothing is to stand in its place', async () => {
  const posted = await say('Restart it')
  time += 48 * 3_600_000
  expect(await refusalOf(takeBack(posted))).toMatchObject({ kind: 'permanent', reason: 'messageGone' })
})

it('deletes what is erased, and tells where something else of it may stand, which a bot can’t look for', async () => {
  const posted = await say('Restart it')
  const erases = { place: String(ANA.id), files: true }
  const perhaps = [{ delivery: 'lost', triedAt: new Date(time).toISOString(), files: false }]
  const removal = (erased: typeof erases) => send({ kind: 'delete', posted, erases: erased })
  const erased = { ...erases, perhaps }
  expect(await refusalOf(removal(erased))).toMatchObject({ kind: 'permanent' })
  expect(shown()).toEqual([])
  expect(await removal(erases)).toEqual({ ids: posted })
})

it('deletes the rest of what is erased where one message is too old, and tells which went', async () => {
  const [old = ''] = await say('Too old')
  time += 48 * 3_600_000
  const young = [...(await say('One')), ...(await say('Two'))]
  const removal = () =>
    send({ kind: 'delete', posted: [old, ...young], erases: { place: String(ANA.id), files: false } })
  for (let time = 1; time <= 2; time++)
    expect(await refusalOf(removal())).toMatchObject({ kind: 'permanent', reason: 'messageGone', sent: young })
  expect(shown()).toEqual([[old, 'Too old']])
})

it('says the words anew where the message is gone that they were to change', async () => {
  const [gone = ''] = await say('Restart it')
  ana.deletesForBoth(Number(gone))
  const { ids } = await edit([gone], 'Wait')
  expect(shown()).toEqual([[ids[0], 'Ion\nWait']])
})

it('tells that the customer blocked the bot', async () => {
  const posted = await say('Restart it')
  ana.blocks()
  expect(await refusalOf(edit(posted, 'Wait'))).toMatchObject({ kind: 'permanent', reason: 'blocked' })
  expect(await refusalOf(takeBack(posted))).toMatchObject({ kind: 'permanent', reason: 'blocked' })
})

it('refuses what a chat has no place for', async () => {
  const mark = send({ kind: 'mark', target: '1', mark: 'delivered' })
  expect(await refusalOf(mark)).toMatchObject({ kind: 'permanent', reason: 'rejected' })
  const nowhere = { ...deliveryOf('', 'x'), address: null, content: { kind: 'delete', posted: ['1'] } } as const
  expect(await refusalOf(made.channel.send(nowhere))).toMatchObject({ kind: 'permanent' })
})
