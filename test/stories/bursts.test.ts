// People begin in several messages: the desk lets them finish, and answers once.

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Program } from '../support/program.ts'
import { cardsAbout, ticketAbout } from './staff-view.ts'
import { type Customer, newCustomer, openDeskProcess, type StoryDesk } from './story-desk.ts'

let desk: StoryDesk<Program>
beforeAll(async () => {
  desk = await openDeskProcess({ environment: { BURST_WINDOW: '1s' } })
})
afterAll(() => desk.close())

const sends = (customer: Customer, ...words: readonly string[]): number =>
  words.map((text) => customer.sends(text).updateId ?? 0).at(-1) ?? 0

test('a question in three messages is answered once from the FAQ, and typing is shown meanwhile', async () => {
  const ana = newCustomer(desk, 'Ana')
  sends(ana, 'Hello', 'I sent a parcel back', 'When do I get my money back?')
  await desk.telegram.called(
    'sendChatAction',
    ({ args }) => args.chat_id === String(ana.id) && args.action === 'typing',
  )
  await ana.sees(/5 working days/)
  expect(ana.messages.filter(({ from }) => from === 'bot')).toHaveLength(1)
})

test('what no article answers is one card for the staff, with all the words in their order', async () => {
  const ion = newCustomer(desk, 'Ion')
  sends(ion, '/human', 'The oven', 'of the red kind', 'whistles at night')
  const { card } = await ticketAbout(desk, 'whistles at night')
  const shown = desk.slack.posts(card.channel).find(({ ts }) => ts === card.ts)
  expect(shown?.text).toMatch(/The oven\s+of the red kind\s+whistles at night/)
  expect(shown?.replies).toEqual([])
})

test('words to an open ticket do not wait for each other', async () => {
  const vlad = newCustomer(desk, 'Vlad')
  sends(vlad, '/human The lamp is dark')
  const ticket = await ticketAbout(desk, 'The lamp is dark')
  sends(vlad, 'And cold', 'And gone')
  await ticket.hears('And gone')
  expect(ticket.thread()).toEqual(['And cold', 'And gone'])
})

test('killed while words were gathered, the desk answers them all once it is back', { timeout: 60_000 }, async () => {
  const mara = newCustomer(desk, 'Mara')
  const last = sends(mara, '/human', 'The bell', 'rings without end')
  await desk.telegram.called('getUpdates', ({ args }) => Number(args.offset) > last)
  await desk.program.kill()
  await desk.startAgain()
  const { card } = await ticketAbout(desk, 'rings without end')
  expect(desk.slack.posts(card.channel).find(({ ts }) => ts === card.ts)?.text).toMatch(/The bell\s+rings without end/)
  expect(cardsAbout(desk, 'rings without end')).toBe(1)
})
