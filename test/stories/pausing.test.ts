// A manager puts a ticket off, until the customer answers or until a moment; the customer's next word brings it back.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { type StaffTicket, ticketAbout } from './staff-view.ts'
import { type Customer, newCustomer, openDesk, type StoryDesk } from './story-desk.ts'

let desk: StoryDesk
let ion: Customer
let ticket: StaffTicket
beforeAll(async () => {
  desk = await openDesk()
  ion = newCustomer(desk, 'Ion')
  ion.sends('/human The quibbler leaks')
  ticket = await ticketAbout(desk, 'quibbler')
})
afterAll(() => desk.close())

const queueSays = (words: string) =>
  eventually(async () => {
    await desk.ben.commands('/desk', 'queue')
    expect(desk.ben.notices().at(-1)?.text ?? '').toContain(words)
  })

test('one press makes it the customer’s turn: card, queue and customer tell so', async () => {
  await desk.anna.presses(ticket.card, 'ticket.more', 'waiting')
  await ticket.shows('waits for the customer; Anna holds it')
  await ion.sees('Anna is looking into')
  await queueSays('waits for the customer; Anna holds it')
  ion.sends('/status')
  await ion.sees('Anna is waiting for your answer')
})

test('the customer’s answer gives it back to its holder', async () => {
  ion.sends('It drips from the lid')
  await ticket.hears('It drips from the lid')
  await ticket.shows('is held by Anna')
})

test('a modal puts it off until a moment, which card, thread and queue tell', async () => {
  await desk.ben.presses(ticket.card, 'ticket.more', 'snooze')
  const view = await desk.slack.until(() =>
    desk.ben.views().find(({ content }) => content.callback_id === 'ticket.snooze'),
  )
  await desk.ben.submits(view, { snooze: 'threeDays' })
  await ticket.shows('is held by Anna, and snoozed until <!date^')
  await ticket.hears('Ben has snoozed this ticket until')
  await queueSays('snoozed until')
  ion.sends('/status')
  await ion.sees('Anna is on it')
})

test('the customer’s word wakes it at once', async () => {
  ion.sends('Now it floods')
  await ticket.hears('no longer snoozed')
  await ticket.hears('Now it floods')
  await eventually(() =>
    expect(JSON.stringify(desk.slack.posts(ticket.card.channel))).not.toContain('snoozed until <!'),
  )
  await ticket.shows('is held by Anna')
})
