// Files between a customer's direct message and the ticket's thread: whole, in their place, and told where they can't go.

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SeenMessage } from '../simulators/slack/slack-simulator.ts'
import type { NewFile } from '../simulators/slack/stored-files.ts'
import { type StaffTicket, ticketAbout } from './staff-view.ts'
import { type Colleague, openDesk, type StoryDesk, staffChannel } from './story-desk.ts'

let desk: StoryDesk
let carl: Colleague
let chat: string
let ticket: StaffTicket
beforeAll(async () => {
  desk = await openDesk()
  carl = desk.slack.person({ id: 'U9CARL', name: 'Carl' })
})
afterAll(() => desk.close())

const file = (name: string, mediaType: string, bytes: number): NewFile => ({
  name,
  mediaType,
  bytes: Buffer.alloc(bytes, name),
})
const bill = file('Factură 7.pdf', 'application/pdf', 90_000)
const photo = file('router.png', 'image/png', 400_000)
const map = file('map.jpg', 'image/jpeg', 120_000)

const reads = (words: string): Promise<SeenMessage> =>
  desk.slack.sees(chat, ({ byBot, text }) => byBot && text.includes(words))
const showsFile = ({ name }: NewFile, where = staffChannel): Promise<SeenMessage> =>
  desk.slack.sees(where, ({ byBot, files }) => byBot && files.some((each) => each.name === name))
const filesIn = ({ files }: SeenMessage) => files.map(({ name, mediaType, bytes }) => ({ name, mediaType, bytes }))
const managerSends = (words: string, files: readonly NewFile[]) =>
  desk.anna.postsIn(staffChannel, words, { threadTs: ticket.card.ts, files })

test('files of the question come with it into the thread, in one message that says whose they are', async () => {
  chat = carl.dm('Where is my refund? Here is the bill', { files: [bill, photo] }).channel
  await carl.presses(
    await desk.slack.sees(chat, ({ blocks }) => JSON.stringify(blocks).includes('suggestion.person')),
    'suggestion.person',
  )
  ticket = await ticketAbout(desk, 'Where is my refund?')
  const shown = await showsFile(bill)
  expect(shown.threadTs).toBe(ticket.card.ts)
  expect(shown.text).toContain('Carl')
  expect(filesIn(shown)).toEqual([bill, photo])
})

test('a manager’s files reach the customer after the words, and the message is marked', async () => {
  const sent = managerSends('This way', [map])
  const words = await reads('This way')
  const shown = await showsFile(map, chat)
  expect(filesIn(shown)).toEqual([map])
  expect(shown.text).toContain('Anna')
  expect(Number(shown.ts)).toBeGreaterThan(Number(words.ts))
  await ticket.marked(sent, 'white_check_mark')
})

test('files alone go both ways, and keep their place among the words', async () => {
  const alone = file('alone.txt', 'text/plain', 100)
  carl.dm('first')
  carl.dm('', { files: [alone] })
  carl.dm('last')
  await ticket.hears('last')
  const shown = await showsFile(alone)
  const thread = desk.slack.posts(staffChannel).find(({ ts }) => ts === ticket.card.ts)?.replies ?? []
  const at = (ts: string) => thread.findIndex((reply) => reply.ts === ts)
  const [first, last] = await Promise.all([ticket.hears('first'), ticket.hears('last')])
  expect([at(first.ts), at(shown.ts), at(last.ts)]).toEqual([at(first.ts), at(first.ts) + 1, at(first.ts) + 2])
  const signed = file('signed.pdf', 'application/pdf', 2000)
  await ticket.marked(managerSends('', [signed]), 'white_check_mark')
  expect(filesIn(await showsFile(signed, chat))).toEqual([signed])
})

test('a manager’s note keeps its files in Slack', async () => {
  const secret = file('internal.pdf', 'application/pdf', 10)
  await ticket.marked(managerSends('// for us', [secret]), 'lock')
  ticket.says(desk.anna, 'That is all')
  await reads('That is all')
  expect(desk.slack.posts(chat).flatMap(({ files }) => files.map(({ name }) => name))).not.toContain('internal.pdf')
})

test('a manager’s canvas can’t leave Slack, and the thread says so', async () => {
  await ticket.marked(managerSends('the plan', [{ name: 'Plan', mode: 'canvas' }]), 'warning')
  await ticket.hears('can’t leave Slack')
})

test('a customer’s file that can’t be fetched is told to both, and holds up nothing', async () => {
  carl.dm('see this', { files: [{ name: 'Plan', mode: 'canvas' }] })
  carl.dm('and this is said after it')
  await ticket.hears('and this is said after it')
  await ticket.hears('can’t be shown here')
  await reads('could not be passed on')
})

test('a file is shared once, though Slack’s answer was lost', async () => {
  const once = file('once.pdf', 'application/pdf', 5000)
  const fault = desk.slack.fault({ method: 'files.completeUploadExternal', kind: 'reset-after' })
  carl.dm('only once', { files: [once] })
  carl.dm('the end')
  await ticket.hears('the end')
  expect(fault.struck()).toBe(1)
  const thread = desk.slack.posts(staffChannel).flatMap(({ replies }) => replies)
  expect(thread.filter(({ files }) => files.some(({ name }) => name === 'once.pdf'))).toHaveLength(1)
})
