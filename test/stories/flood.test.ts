// Somebody pours words out, by malice or by mistake: the thread stays readable, and nothing is lost.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { frontdesk } from '../cli/command.ts'
import { openBrowser } from './browser.ts'
import { type StaffTicket, ticketAbout } from './staff-view.ts'
import { type Customer, newCustomer, openDesk, type StoryDesk, staffChannel } from './story-desk.ts'

const LIMIT = 8

let desk: StoryDesk
let ion: Customer
let ticket: StaffTicket
beforeAll(async () => {
  desk = await openDesk({ environment: { FLOOD_LIMIT: String(LIMIT) } })
  ion = newCustomer(desk, 'Ion')
})
afterAll(() => desk.close())

const lines = (count: number): string[] => Array.from({ length: count }, (_, n) => `line ${n + 1} of my log`)

test('what a customer pours into a ticket stops in its thread where people could not read it any more', async () => {
  ion.sends('/human My log shows errors')
  ticket = await ticketAbout(desk, 'My log shows errors')
  for (const line of lines(30)) ion.sends(line)
  await ticket.hears('writes faster than anybody can read')
  const { message_id: told } = await ion.sees('more than the team can read at once')
  // Their language stays their own affair, and its answer comes after all of that was handled.
  ion.sends('/language')
  await ion.sees('Which language', { after: told })
  const shown = ticket.thread().filter((words) => /line \d+ of my log/.test(words))
  expect(shown).toEqual(lines(LIMIT - 1))
  expect(ion.messages.filter(({ text }) => text?.includes('more than the team can read'))).toHaveLength(1)
})

test('whatever was kept back can be read, in its order', async () => {
  const { out } = await frontdesk(['ticket', 'show', String(ticket.number)], { DATABASE_URL: desk.database.url })
  const read = [...out.matchAll(/line \d+ of my log/g)].map(([line]) => line)
  expect(read).toEqual(lines(30))
})

test('on the web page it is the same, and no other customer is kept from writing', async () => {
  const page = openBrowser(() => desk.program.url)
  await page.writes('/human The page is slow')
  const slow = await ticketAbout(desk, 'The page is slow')
  for (const line of lines(LIMIT + 3)) await page.writes(line)
  await page.sees('more than the team can read at once')
  await slow.hears('writes faster than anybody can read')
  const other = newCustomer(desk, 'Mara')
  other.sends('/human Mine is another matter')
  await ticketAbout(desk, 'Mine is another matter')
  expect(JSON.stringify(desk.slack.posts(staffChannel))).not.toContain(`line ${LIMIT + 3} of my log`)
})

test('where it is spam, an admin ends it with the command that the line names', async () => {
  await desk.dora.commands('/desk', `ban ${ticket.number}`)
  await ticket.hears('Dora has banned this customer')
})
