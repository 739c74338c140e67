// A customer who blocked the bot can't be reached: the managers hear so, and why, at the very message.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { type StaffTicket, ticketAbout } from './staff-view.ts'
import { type Customer, newCustomer, openDesk, type StoryDesk } from './story-desk.ts'

let desk: StoryDesk
let ion: Customer
let ticket: StaffTicket
beforeAll(async () => {
  desk = await openDesk()
  ion = newCustomer(desk, 'Ion')
  ion.sends('/human The heating is off')
  ticket = await ticketAbout(desk, 'The heating is off')
})
afterAll(() => desk.close())

test('the thread tells that the customer blocked the bot', async () => {
  ion.blocks()
  await ticket.hears('left the chat or blocked the bot')
})

test('an answer that could not be delivered is marked, and the thread says why and what to do', async () => {
  const reply = ticket.says(desk.anna, 'Somebody comes at ten.')
  await ticket.marked(reply, 'warning')
  const told = await ticket.hears('did not reach the customer')
  expect(told.text).toContain('blocked the bot')
  expect(told.text).toContain('e-mail')
  expect(told.reactions).toEqual([])
})

test('once the customer is back answers arrive again, and what was refused is not sent late', async () => {
  ion.unblocks()
  await ticket.hears('can be reached again')
  const reply = ticket.says(desk.anna, 'Are you warm now?')
  await ion.sees('Are you warm now?')
  const shown = await ticket.marked(reply, 'white_check_mark')
  expect(shown.reactions).not.toContain('warning')
  expect(ion.messages.filter(({ text }) => text.includes('at ten'))).toEqual([])
})

test('an account that was deleted is told apart from a blocked bot', async () => {
  const mara = newCustomer(desk, 'Mara')
  mara.sends('/human The fridge is warm')
  const hers = await ticketAbout(desk, 'The fridge is warm')
  await mara.sees('Your request is')
  mara.leavesTelegram()
  const reply = hers.says(desk.anna, 'Close its door.')
  await hers.marked(reply, 'warning')
  expect((await hers.hears('did not reach the customer')).text).toContain('account was deleted')
})
