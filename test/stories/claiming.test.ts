// Who has a ticket: one manager at most, whatever happens at once.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { cardsAbout, type StaffTicket, ticketAbout } from './staff-view.ts'
import { type Customer, newCustomer, openDesk, type StoryDesk } from './story-desk.ts'

let desk: StoryDesk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk.close())

const opens = async (name: string, question: string): Promise<[Customer, StaffTicket]> => {
  const customer = newCustomer(desk, name)
  customer.sends(`/human ${question}`)
  return [customer, await ticketAbout(desk, question)]
}

test('a manager who answers an unclaimed ticket has claimed it', async () => {
  const [ion, ticket] = await opens('Ion', 'The tap drips')
  const reply = ticket.says(desk.ben, 'Turn it tighter.')
  await ion.sees('Turn it tighter.')
  await ticket.shows('held by Ben')
  await ticket.marked(reply, 'white_check_mark')
})

test('of two managers who press Claim at once exactly one has the ticket, and the other hears who', async () => {
  const [mara, ticket] = await opens('Mara', 'The window is stuck')
  const before = [desk.anna, desk.ben].map((who) => who.notices().length)
  await Promise.all([desk.anna.presses(ticket.card, 'ticket.claim'), desk.ben.presses(ticket.card, 'ticket.claim')])
  const card = JSON.stringify(await ticket.shows('held by'))
  const [holder, other, place] = card.includes('held by Anna')
    ? (['Anna', desk.ben, 1] as const)
    : (['Ben', desk.anna, 0] as const)
  const told = await desk.slack.until(() => other.notices()[before[place] ?? 0])
  expect(told.text).toMatch(new RegExp(`${holder} (was [\\d.]+ s faster and )?has #${ticket.number}`))
  await mara.sees(`${holder} is looking into`)
  expect(mara.messages.filter(({ text }) => text.includes('is looking into'))).toHaveLength(1)
})

test('a manager gives a ticket back, and another one takes it', async () => {
  const [, ticket] = await opens('Vlad', 'The stairs creak')
  await desk.anna.presses(ticket.card, 'ticket.claim')
  await ticket.shows('ticket.release')
  await desk.anna.presses(ticket.card, 'ticket.release')
  await ticket.shows('ticket.claim')
  await desk.ben.presses(ticket.card, 'ticket.claim')
  await ticket.shows('held by Ben')
})

test('a resolved ticket opens again when the customer writes: the same card, the same thread, the same holder', async () => {
  const [ana, ticket] = await opens('Ana', 'The bell is silent')
  await desk.anna.presses(ticket.card, 'ticket.claim')
  await ticket.shows('held by Anna')
  await desk.anna.presses(ticket.card, 'ticket.resolve')
  await ana.sees('is resolved')
  ana.sends('It is silent again')
  await ticket.hears('It is silent again')
  await ticket.hears('reopened this ticket')
  await ana.sees('is open again')
  await ticket.shows('held by Anna')
  expect(cardsAbout(desk, 'silent')).toBe(1)
})

test('a resolved ticket opens again by the button under a rating', async () => {
  const [dan, ticket] = await opens('Dan', 'The mirror is blind')
  await desk.anna.presses(ticket.card, 'ticket.resolve')
  await dan.sees('is resolved')
  await dan.presses('2').answered()
  await dan.sees('write a few words')
  await dan.presses(/reopen/i).answered()
  await dan.sees('is open again')
  await ticket.shows('ticket.release')
})
