// Before the first ticket the customer is asked for a name and an e-mail address, once, and the question is never asked again.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { cardsAbout, ticketAbout } from './staff-view.ts'
import { type Customer, newCustomer, openDesk, type StoryDesk } from './story-desk.ts'

let desk: StoryDesk
beforeAll(async () => {
  desk = await openDesk({ environment: { REGISTRATION: 'on-ticket' } })
})
afterAll(() => desk.close())

const asksForPerson = async (customer: Customer, question: string): Promise<void> => {
  customer.sends(`/human ${question}`)
  await customer.sees('what is your name')
}

test('the e-mail address may be skipped', async () => {
  const ion = newCustomer(desk, 'Ion')
  await asksForPerson(ion, 'A tile fell off')
  await ion.presses('👤 Ion').answered()
  await ion.sees('e-mail address')
  await ion.presses(/skip/i).answered()
  await ion.sees('Your request is')
  await ticketAbout(desk, 'A tile fell off')
})

test('a cancelled registration opens no ticket, and a person can still read the question without asking it again', async () => {
  const mara = newCustomer(desk, 'Mara')
  await asksForPerson(mara, 'The lamp hums')
  await mara.presses(/cancel/i).answered()
  const { message_id } = await mara.sees('nothing was passed on')
  expect(cardsAbout(desk, 'The lamp hums')).toBe(0)
  mara.sends('/human')
  await mara.sees('what is your name', { after: message_id })
  mara.sends('Mara Ionescu')
  await mara.sees('Thank you, Mara Ionescu')
  await mara.presses(/skip/i).answered()
  await mara.sees('Your request is')
  const ticket = await ticketAbout(desk, 'The lamp hums')
  await ticket.shows('Mara Ionescu')
})

test('the button that takes the question up after cancelling does the same', async () => {
  const vlad = newCustomer(desk, 'Vlad')
  await asksForPerson(vlad, 'The door squeaks')
  await vlad.presses(/cancel/i).answered()
  const { message_id } = await vlad.sees('nothing was passed on')
  await vlad.presses(/person/i, message_id).answered()
  await vlad.sees('what is your name', { after: message_id })
  await vlad.presses('👤 Vlad').answered()
  await vlad.sees('e-mail address')
  vlad.sends('vlad@example.com')
  await vlad.sees('Your request is')
  await ticketAbout(desk, 'The door squeaks')
})

test('what is no name and no address is asked for again, and the question stays', async () => {
  const ana = newCustomer(desk, 'Ana')
  await asksForPerson(ana, 'The clock is late')
  ana.sends('x'.repeat(101))
  await ana.sees('name of 1 to 100 characters')
  ana.sends('Ana')
  await ana.sees('e-mail address')
  ana.sends('and by the way, when do you open?')
  await ana.sees('doesn’t look like an e-mail address')
  ana.sends('/status')
  await ana.sees('no open requests')
  ana.sends('ana@example.com')
  await ana.sees('Your request is')
  expect(cardsAbout(desk, 'when do you open')).toBe(0)
  await ticketAbout(desk, 'The clock is late')
})

test('who is registered is not asked again', async () => {
  const dan = newCustomer(desk, 'Dan')
  await asksForPerson(dan, 'The first leak')
  await dan.presses('👤 Dan').answered()
  await dan.sees('e-mail address')
  await dan.presses(/skip/i).answered()
  await dan.sees('Your request is')
  dan.sends('/close')
  const { message_id } = await dan.sees('I have closed')
  dan.sends('/human The second leak')
  await dan.sees('Your request is', { after: message_id })
  await ticketAbout(desk, 'The second leak')
})
