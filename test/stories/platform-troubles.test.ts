// The platforms ask to wait, fail, cut and refresh connections: everything arrives all the same, once and in order.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { type StaffTicket, ticketAbout } from './staff-view.ts'
import { type Customer, newCustomer, openDesk, type StoryDesk } from './story-desk.ts'

let desk: StoryDesk
let ion: Customer
let ticket: StaffTicket
beforeAll(async () => {
  desk = await openDesk()
  ion = newCustomer(desk, 'Ion')
  ion.sends('/human The train is late')
  ticket = await ticketAbout(desk, 'The train is late')
  await ion.sees('Your request is')
})
afterAll(() => desk.close())

const heardByIon = (word: string): string[] =>
  ion.messages.filter(({ from, text }) => from === 'bot' && text.includes(word)).map(({ text }) => text)

test.each([
  ['asks to wait', 'rate-limited'],
  ['answers 500', 'server-error'],
  ['is behind a broken gateway', 'bad-gateway'],
  ['cuts the connection', 'reset-before'],
] as const)('when Telegram %s, answers arrive in the order in which they were written', async (_, kind) => {
  const fault = desk.telegram.fault({ kind, method: 'sendMessage', retryAfter: 1 })
  const first = ticket.says(desk.anna, `First after ${kind}`)
  const second = ticket.says(desk.anna, `Second after ${kind}`)
  await ticket.marked(second, 'white_check_mark')
  await ticket.marked(first, 'white_check_mark')
  expect(fault.struck()).toBe(1)
  expect(heardByIon(`after ${kind}`)).toEqual([expect.stringContaining('First'), expect.stringContaining('Second')])
})

test.each([
  ['asks to wait', 'rate-limited'],
  ['answers 500', 'server-error'],
  ['cuts the connection before it took the words', 'reset-before'],
  ['cuts the connection after it took the words', 'reset-after'],
] as const)('when Slack %s, the customer’s words arrive once and in order', { timeout: 60_000 }, async (_, kind) => {
  const fault = desk.slack.fault({ kind, method: 'chat.postMessage' })
  ion.sends(`First with ${kind}`)
  ion.sends(`Second with ${kind}`)
  await ticket.hears(`Second with ${kind}`)
  expect(fault.struck()).toBe(1)
  const heard = ticket.thread().filter((text) => text.includes(`with ${kind}`))
  expect(heard).toEqual([expect.stringContaining('First'), expect.stringContaining('Second')])
})

test('when polling fails, the desk polls on', async () => {
  const fault = desk.telegram.fault({ kind: 'bad-gateway', method: 'getUpdates', times: 2 })
  ion.sends('Before the trouble')
  await ticket.hears('Before the trouble')
  await desk.telegram.called('getUpdates', () => fault.struck() === 2)
  ion.sends('After the trouble')
  await ticket.hears('After the trouble')
})

test.each([
  ['asks for a new connection', (): void => desk.slack.socket.refresh()],
  ['warns that the connection ends', (): void => desk.slack.socket.refresh('warning')],
  [
    'asks for a new connection and never closes the old one',
    (): void => desk.slack.socket.refresh('warning', { stall: true }),
  ],
  ['cuts the connection', (): void => desk.slack.socket.cut()],
])('when Slack %s, no answer of a manager is lost', { timeout: 60_000 }, async (what, disturb) => {
  disturb()
  const reply = ticket.says(desk.anna, `Written while Slack ${what}`)
  await ion.sees(`Written while Slack ${what}`)
  await ticket.marked(reply, 'white_check_mark')
  expect(heardByIon(`while Slack ${what}`)).toHaveLength(1)
})

test('a notice of Slack’s that it limits the app’s events disturbs nothing', async () => {
  await desk.slack.socket.appRateLimited()
  ticket.says(desk.anna, 'Still here.')
  await ion.sees('Still here.')
})
