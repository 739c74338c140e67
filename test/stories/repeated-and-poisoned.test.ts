// What comes twice counts once, and what can't be handled is set aside without holding up anything else.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { refuseWord } from './database-control.ts'
import { cardsAbout, type StaffTicket, ticketAbout } from './staff-view.ts'
import { type Customer, newCustomer, openDesk, type StoryDesk, staffChannel } from './story-desk.ts'

let desk: StoryDesk
let ion: Customer
let ticket: StaffTicket
beforeAll(async () => {
  // Slack brings again what was not acknowledged; here it waits less long for that.
  desk = await openDesk({ slack: { ackMs: 1_000 } })
  ion = newCustomer(desk, 'Ion')
})
afterAll(() => desk.close())

test('an update that Telegram brings twice opens one ticket', async () => {
  const { updateId } = ion.sends('/human The fence is down')
  ticket = await ticketAbout(desk, 'The fence is down')
  await ion.sees('Your request is')
  desk.telegram.redeliver(updateId ?? 0)
  ion.sends('/status')
  await ion.sees('is waiting for a person')
  expect(cardsAbout(desk, 'The fence is down')).toBe(1)
  expect(ion.messages.filter(({ text }) => text.includes('Your request is'))).toHaveLength(1)
})

test('an event that Slack sends twice, or again since its ack was lost, says the words once', async () => {
  desk.slack.fault({ method: 'events_api', kind: 'duplicate' })
  const first = ticket.says(desk.anna, 'We mend it on Monday.')
  await ticket.marked(first, 'white_check_mark')
  const lost = desk.slack.fault({ method: 'events_api', kind: 'ack-lost' })
  const second = ticket.says(desk.anna, 'Or on Tuesday.')
  await ticket.marked(second, 'white_check_mark')
  await ion.sees('Or on Tuesday.')
  expect(lost.struck()).toBe(1)
  const said = ion.messages.map(({ text }) => text).filter((text) => text.includes('day.'))
  expect(said.map((text) => text.split('\n').at(-1))).toEqual(['We mend it on Monday.', 'Or on Tuesday.'])
})

test('a customer’s words that can’t be stored are set aside, the staff hear of it, and all else flows', async () => {
  await refuseWord(desk.database.url, 'poison')
  const mara = newCustomer(desk, 'Mara')
  const vlad = newCustomer(desk, 'Vlad')
  mara.sends('/human There is poison in it')
  vlad.sends('/human Where is the key')
  await ticketAbout(desk, 'Where is the key')
  const parked = await desk.slack.sees(staffChannel, ({ text }) => text.includes('was set aside'))
  expect(parked.text).toContain('telegram:')
  expect(parked.text).not.toContain('poison')
  mara.sends('/human There is honey in it')
  await ticketAbout(desk, 'There is honey in it')
  await desk.telegram.called('getUpdates', () => desk.telegram.pending() === 0)
})

test('a manager’s words that can’t be stored are set aside too, and the next ones arrive', async () => {
  ticket.says(desk.anna, 'Use poison against it.')
  const next = ticket.says(desk.anna, 'Use honey against it.')
  await ticket.marked(next, 'white_check_mark')
  await ion.sees('Use honey against it.')
  await desk.slack.sees(staffChannel, ({ text }) => text.includes('was set aside') && text.includes('slack:'))
})
