// `kill -9` at the worst moments: whatever was committed is said, once where the platform lets us know, and at most once more where it doesn't.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from '../support/eventually.ts'
import type { Program } from '../support/program.ts'
import { ticketAbout } from './staff-view.ts'
import { newCustomer, openDeskProcess, type StoryDesk } from './story-desk.ts'

let desk: StoryDesk<Program>
beforeAll(async () => {
  desk = await openDeskProcess()
})
afterAll(() => desk.close())

const opens = async (name: string, question: string) => {
  const customer = newCustomer(desk, name)
  customer.sends(`/human ${question}`)
  const ticket = await ticketAbout(desk, question)
  await customer.sees('Your request is')
  return { customer, ticket }
}
const killAndStart = async (): Promise<void> => {
  await desk.program.kill()
  await desk.startAgain()
}

test('killed between commit and delivery to Telegram, the answer arrives all the same', {
  timeout: 60_000,
}, async () => {
  const { customer, ticket } = await opens('Ion', 'The oven is cold')
  desk.telegram.fault({ kind: 'hang', method: 'sendMessage' })
  const reply = ticket.says(desk.anna, 'Turn the big knob.')
  await desk.telegram.called('sendMessage', ({ args }) => String(args.text).includes('big knob'))
  await killAndStart()
  await customer.sees('Turn the big knob.')
  await ticket.marked(reply, 'white_check_mark')
  expect(customer.messages.filter(({ text }) => text.includes('big knob'))).toHaveLength(1)
})

test('killed between delivery to Telegram and its receipt, the answer is repeated once at most', {
  timeout: 60_000,
}, async () => {
  const { customer, ticket } = await opens('Mara', 'The oven is hot')
  desk.telegram.fault({ kind: 'hang-after', method: 'sendMessage' })
  const reply = ticket.says(desk.anna, 'Turn the small knob.')
  await customer.sees('Turn the small knob.')
  await killAndStart()
  await ticket.marked(reply, 'white_check_mark')
  const said = customer.messages.filter(({ text }) => text.includes('small knob'))
  expect(said.length).toBeGreaterThanOrEqual(1)
  expect(said.length).toBeLessThanOrEqual(2)
})

test('killed between commit and delivery to Slack, the customer’s words arrive once', { timeout: 60_000 }, async () => {
  const { customer, ticket } = await opens('Vlad', 'The oven is gone')
  const fault = desk.slack.fault({ kind: 'hang', method: 'chat.postMessage' })
  customer.sends('It was here yesterday')
  await eventually(() => expect(fault.struck()).toBe(1))
  await killAndStart()
  fault.release()
  await ticket.hears('It was here yesterday')
  customer.sends('And now it is not')
  await ticket.hears('And now it is not')
  expect(ticket.thread().filter((text) => text.includes('yesterday'))).toHaveLength(1)
})

test('killed between delivery to Slack and its receipt, the thread shows the words once', {
  timeout: 60_000,
}, async () => {
  const { customer, ticket } = await opens('Ana', 'The oven is new')
  const fault = desk.slack.fault({ kind: 'reset-after', method: 'chat.postMessage' })
  customer.sends('How is it switched on')
  await ticket.hears('How is it switched on')
  expect(fault.struck()).toBe(1)
  await killAndStart()
  customer.sends('And off')
  await ticket.hears('And off')
  expect(ticket.thread().filter((text) => text.includes('switched on'))).toHaveLength(1)
})

test('killed between posting a card and its receipt, the staff channel shows one card', {
  timeout: 60_000,
}, async () => {
  const dan = newCustomer(desk, 'Dan')
  desk.slack.fault({ kind: 'reset-after', method: 'chat.postMessage' })
  dan.sends('/human The oven is old')
  const ticket = await ticketAbout(desk, 'The oven is old')
  await killAndStart()
  dan.sends('Very old')
  await ticket.hears('Very old')
  expect(desk.slack.posts(ticket.card.channel).filter(({ text }) => text.includes('The oven is old'))).toHaveLength(1)
})
