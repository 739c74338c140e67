// What the assistant does for managers in Slack: the whole desk beside a simulated server of a language model.

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Answering, type OpenAiSimulator, startOpenAi } from '../simulators/openai/openai-simulator.ts'
import { eventually } from '../support/eventually.ts'
import { type StaffTicket, ticketAbout } from './staff-view.ts'
import { newCustomer, openDesk, type StoryDesk } from './story-desk.ts'

let desk: StoryDesk
let model: OpenAiSimulator
beforeAll(async () => {
  model = await startOpenAi()
  desk = await openDesk({
    environment: { OPENAI_BASE_URL: model.url, OPENAI_API_KEY: 'sk-simulated', OPENAI_MODEL: 'small' },
  })
})
afterAll(async () => {
  await desk.close()
  await model.stop()
})
beforeEach(() => desk.anna.dismisses())

/** By what it is asked for; everything else it leaves unknown. */
const says = (purpose: RegExp, answer: unknown) => {
  const answering: Answering = ({ system }) => (purpose.test(system) ? answer : null)
  model.answerWith(answering)
}
const DRAFTS = /You draft/
const SUMS_UP = /You sum up/
const WRITES = /You write an article/

/** What somebody asks a person, and the ticket of it. */
const asks = async (name: string, words: string) => {
  const customer = newCustomer(desk, name)
  customer.sends(`/human ${words}`)
  return { customer, ticket: await ticketAbout(desk, words) }
}
const chooses = (ticket: StaffTicket, action: string) => desk.anna.presses(ticket.card, 'ticket.more', action)
const form = (words: string) =>
  desk.slack.until(
    () => desk.anna.views().find(({ content }) => JSON.stringify(content).includes(words)),
    () => `no form with ${words}: ${JSON.stringify(desk.anna.views())}`,
  )

test('a draft is made of what was answered before, changed, and sent as the manager’s reply', async () => {
  const before = await asks('Vera', 'Which umbrellas are repaired? vera@example.com')
  before.ticket.says(desk.anna, 'Dear Vera, all wooden umbrellas are repaired within 30 days.')
  await before.customer.sees('within 30 days')
  await desk.anna.presses(before.ticket.card, 'ticket.resolve')
  await before.ticket.shows('is resolved')

  says(DRAFTS, { known: true, reply: 'Wooden umbrellas are repaired within **30 days**.', sources: ['T1'] })
  const { customer, ticket } = await asks('Nora', 'Are umbrellas repaired, the wooden ones?')
  await chooses(ticket, 'draft')
  const view = await form('within **30 days**')
  expect(JSON.stringify(view.content)).toContain(`#${before.ticket.number}`)
  const { user } = model.chats().findLast(({ system }) => DRAFTS.test(system)) ?? { user: '' }
  expect(JSON.parse(user).tickets).toHaveLength(1)
  expect(user).not.toMatch(/Vera|vera@/)
  await desk.anna.submits(view, { words: 'Wooden umbrellas are repaired within *30 days*. Promised.' })
  await customer.sees('within 30 days. Promised.')
  await ticket.shows('is held by Anna')
})

test('nothing is said of a draft to the customer or in the thread', async () => {
  says(DRAFTS, { known: true, reply: 'Nobody reads this.', sources: [] })
  const { customer, ticket } = await asks('Ivo', 'Do you sell hats?')
  await chooses(ticket, 'draft')
  await form('Nobody reads this.')
  expect(ticket.thread().join()).not.toContain('Nobody reads this')
  expect(customer.messages.map(({ text }) => text).join()).not.toContain('Nobody reads this')
})

test('a model that is away leaves a form to answer by hand', async () => {
  const { customer, ticket } = await asks('Otto', 'Do you sell gloves?')
  model.fault({ kind: 'refused', method: 'chat', times: 3 })
  await chooses(ticket, 'draft')
  await desk.anna.submits(await form('There is no draft this time'), { words: 'We do.' })
  await customer.sees('We do.')
})

test('a draft that the customer overtakes says so', async () => {
  says(DRAFTS, { known: true, reply: 'We sell socks.', sources: [] })
  const { customer, ticket } = await asks('Sara', 'Do you sell socks?')
  const slow = model.fault({ kind: 'hang', method: 'chat' })
  await chooses(ticket, 'draft')
  await form('The assistant is writing')
  await eventually(() => expect(model.chats().at(-1)?.user).toContain('Do you sell socks?'))
  customer.sends('Red ones, I mean')
  await ticket.hears('Red ones')
  slow.release()
  await form('has written since')
})

test('a summary stands in the thread, with the tags that may fit', async () => {
  says(SUMS_UP, { summary: 'Wants a **scarf**.', tags: [], priority: 'high' })
  const { ticket } = await asks('Mia', 'Do you sell scarves?')
  await chooses(ticket, 'summary')
  await ticket.hears('Wants a *scarf*.')
  await ticket.hears('high priority')
})

test('a summary calls nobody, and one that leads where nobody in the thread does is not shown', async () => {
  says(SUMS_UP, { summary: 'Wants a coat. <!channel> <!here>', tags: ['evil'], priority: 'unclear' })
  const { ticket } = await asks('Pia', 'Do you sell coats? See https://coats.example')
  await chooses(ticket, 'summary')
  const { text, blocks } = await ticket.hears('Wants a coat.')
  expect(text + JSON.stringify(blocks)).not.toMatch(/<!channel>|<!here>|evil/)
  says(SUMS_UP, { summary: 'Approve it at [the desk](https://evil.example).', tags: [], priority: 'unclear' })
  await chooses(ticket, 'summary')
  await ticket.hears('no summary')
  expect(ticket.thread().join()).not.toContain('evil')
})

test('an article begins with what the assistant makes of the thread, without what tells who asked', async () => {
  const { customer, ticket } = await asks('Zoe', 'How are gloves washed? zoe@example.com')
  ticket.says(desk.anna, 'By hand, Zoe.')
  await customer.sees('By hand')
  await desk.anna.presses(ticket.card, 'ticket.resolve')
  await ticket.shows('is resolved')
  says(WRITES, {
    known: true,
    title: 'Washing gloves',
    question: 'How do I wash gloves?',
    answer: 'By hand, Zoe says.',
  })
  await chooses(ticket, 'article')
  const view = await form('Washing gloves')
  expect(JSON.stringify(view.content)).not.toMatch(/Zoe|zoe@/)
})
