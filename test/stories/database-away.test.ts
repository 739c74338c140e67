// The database goes away in the middle of the day: nothing is acknowledged, and once it is back nothing is missing.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { type Browser, openBrowser } from './browser.ts'
import { cutOff, letIn } from './database-control.ts'
import { type StaffTicket, ticketAbout } from './staff-view.ts'
import { type Customer, newCustomer, openDesk, type StoryDesk } from './story-desk.ts'

let desk: StoryDesk
let ion: Customer
let ticket: StaffTicket
let mara: Browser
let reply: { readonly ts: string }
beforeAll(async () => {
  desk = await openDesk()
  ion = newCustomer(desk, 'Ion')
  ion.sends('/human The roof leaks')
  ticket = await ticketAbout(desk, 'The roof leaks')
  await ion.sees('Your request is')
  mara = openBrowser(() => desk.program.url)
  await mara.writes('/status')
  await cutOff(desk.database.url)
})
afterAll(() => desk.close())

test('while it is away the desk lives, but says that it is not ready', async () => {
  expect((await mara.ask('GET', '/healthz')).status).toBe(200)
  await eventually(async () => expect((await mara.ask('GET', '/readyz')).status).toBe(503))
})

test('while it is away what a guest posts is not accepted', async () => {
  const words = { id: crypto.randomUUID(), text: '/human The cellar is wet' }
  expect((await mara.post('/messages', words)).status).toBe(503)
})

test('while it is away a manager who presses a button is told that nothing was saved', async () => {
  await desk.ben.presses(ticket.card, 'ticket.claim')
  await desk.slack.until(() => desk.ben.notices().find(({ text }) => text.includes('not saved')))
})

test('while it is away Telegram keeps what customers write, and Slack what managers write', async () => {
  ion.sends('It leaks a lot')
  ion.sends('Really a lot')
  reply = ticket.says(desk.anna, 'Put a bucket there.')
  await desk.program.logged(({ msg }) => msg !== undefined && /database|stored/i.test(msg))
  expect(desk.telegram.pending()).toBe(2)
})

test('once it is back everything arrives, once and in order', async () => {
  await letIn(desk.database.url)
  await ion.sees('Put a bucket there.')
  await ticket.marked(reply, 'white_check_mark')
  await ticket.hears('Really a lot')
  const words = ticket.thread().filter((text) => text.includes('a lot'))
  expect(words).toEqual([expect.stringContaining('It leaks a lot'), expect.stringContaining('Really a lot')])
  expect(ion.messages.filter(({ text }) => text.includes('bucket'))).toHaveLength(1)
  await eventually(async () => expect((await mara.ask('GET', '/readyz')).status).toBe(200))
})
