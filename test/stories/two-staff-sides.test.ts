// With Slack and the staff desk page in use at once, both show the same ticket, whichever side does something.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { frontdesk } from '../cli/command.ts'
import { eventually } from '../support/eventually.ts'
import { type Browser, openBrowser } from './browser.ts'
import { type StaffTicket, ticketAbout } from './staff-view.ts'
import { openDesk, type StoryDesk } from './story-desk.ts'

let desk: StoryDesk
let ion: Browser
let carla: Browser
let ticket: StaffTicket
const id = (): string => crypto.randomUUID()

beforeAll(async () => {
  desk = await openDesk()
  ;[ion, carla] = [openBrowser(() => desk.program.url), openBrowser(() => desk.program.url)]
  const { out } = await frontdesk(['desk', 'link'], { DATABASE_URL: desk.database.url })
  await carla.signsIn(out.trim(), 'Carla')
})
afterAll(() => desk.close())

test('with Slack configured no sign-in link is printed', () => {
  expect(desk.program.deskLink).toBeNull()
})

test('a ticket from the web page is on the staff desk and in the staff channel', async () => {
  await ion.writes('/human The parcel locker is broken')
  ticket = await ticketAbout(desk, 'The parcel locker is broken')
  expect(await carla.queue()).toMatchObject([{ number: ticket.number, state: 'new', channel: 'web' }])
})

test('who claims it on the page holds it in Slack too', async () => {
  expect((await carla.post(`/desk/tickets/${ticket.number}/claim`)).status).toBe(200)
  await ticket.shows('held by Carla')
  await desk.ben.presses(ticket.card, 'ticket.release')
  await desk.slack.until(() => desk.ben.notices().find(({ text }) => text.includes('Carla has #')))
  expect(await carla.queue()).toMatchObject([{ holder: 'Carla' }])
})

test('what is said on one side is read on the other, and by the customer', async () => {
  await carla.post(`/desk/tickets/${ticket.number}/reply`, { id: id(), text: 'Which one is it?' })
  await ticket.hears('Which one is it?')
  await ion.sees('Which one is it?')
  await ion.writes('The one at the station')
  await ticket.hears('The one at the station')
  const reply = ticket.says(desk.anna, 'Somebody is on the way.')
  await ticket.marked(reply, 'white_check_mark')
  await ion.sees('Somebody is on the way.')
  await eventually(async () => {
    const texts = (await carla.ticket(ticket.number)).messages.map(({ text }) => text)
    expect(texts).toEqual(expect.arrayContaining(['The one at the station', 'Somebody is on the way.']))
  })
})

test('a note is read on both staff sides and nowhere else', async () => {
  const noted = ticket.says(desk.anna, '// he called twice')
  await ticket.marked(noted, 'lock')
  await carla.post(`/desk/tickets/${ticket.number}/note`, { id: id(), text: 'three times, even' })
  await ticket.hears('three times, even')
  const notes = (await carla.ticket(ticket.number)).messages.filter(({ note }) => note).map(({ text }) => text)
  expect(notes).toEqual(['he called twice', 'three times, even'])
  expect(JSON.stringify(await ion.messages())).not.toContain('times')
})

test('what is resolved in Slack leaves the queue of the page, and the rating is on the card', async () => {
  await desk.anna.presses(ticket.card, 'ticket.resolve')
  await ion.sees('is resolved')
  expect(await carla.queue()).toEqual([])
  await ion.presses('4')
  await ticket.shows('★★★★☆')
})
