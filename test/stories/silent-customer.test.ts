// A customer whose turn it is says nothing: one reminder that warns, then a close that says how to go on.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { type StaffTicket, ticketAbout } from './staff-view.ts'
import { type Customer, newCustomer, openDesk, type StoryDesk } from './story-desk.ts'

// Nobody is reminded at night: the desk lies where it is noon.
const hoursToNoon = 12 - new Date().getUTCHours()
const noonZone = hoursToNoon === 0 ? 'UTC' : `Etc/GMT${hoursToNoon > 0 ? '-' : '+'}${Math.abs(hoursToNoon)}`

let desk: StoryDesk
let ion: Customer
let ticket: StaffTicket
beforeAll(async () => {
  desk = await openDesk({ environment: { TIMEZONE: noonZone, CUSTOMER_REMINDER: '2s', AUTO_CLOSE: '4s' } })
  ion = newCustomer(desk, 'Ion')
  ion.sends('/human The spinnaker sags')
  ticket = await ticketAbout(desk, 'spinnaker')
  await desk.anna.presses(ticket.card, 'ticket.more', 'waiting')
})
afterAll(() => desk.close())

test('they are reminded once, told when the request closes, and then that it is closed', async () => {
  await ion.sees('waits for your answer. Just write it here. If I hear nothing, I will close it today at')
  await ion.sees('I have closed your request')
  await ticket.shows('is resolved')
  await ticket.hears('the customer was reminded and has not answered')
  expect(ticket.thread().join()).not.toContain('closed this ticket')
})

test('their next word opens it again', async () => {
  ion.sends('It still sags')
  await ticket.hears('It still sags')
  await ticket.shows('is held by Anna')
})
