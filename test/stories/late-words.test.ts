// Slack was away while the customer wrote on: what a manager had written before arrives after it, and says when it was written.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { ticketAbout } from './staff-view.ts'
import { newCustomer, openDesk, type StoryDesk } from './story-desk.ts'

const MINUTE = 60_000
/** How far the platforms' clocks are behind: what is said now was said so long ago. */
let behind = 8 * MINUTE
const clock = () => Date.now() - behind

let desk: StoryDesk
beforeAll(async () => {
  desk = await openDesk({
    environment: { TIMEZONE: 'Europe/Bucharest' },
    slack: { clock },
    telegram: { now: clock },
  })
})
afterAll(() => desk.close())

test('a reply that Slack could not bring in time reaches the customer with its time, after what they wrote since', async () => {
  const ion = newCustomer(desk, 'Ion')
  ion.sends('/human The lift is stuck')
  const ticket = await ticketAbout(desk, 'The lift is stuck')
  ticket.says(desk.anna, 'Somebody is coming.')
  expect((await ion.sees('Somebody is coming.')).text).not.toContain('Written at')

  const away = desk.slack.fault({ method: 'apps.connections.open', kind: 'server-error', times: 1_000 })
  desk.slack.socket.cut()
  const late = ticket.says(desk.anna, 'He is in the building.')
  behind = 0
  ion.sends('Where is he?')
  await ticket.hears('Where is he?')
  away.release()

  const { text } = await ion.sees('He is in the building.')
  const written = new Date(Number(late.ts) * 1000)
  const time = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Bucharest', timeStyle: 'short' }).format(written)
  expect(text).toMatch(new RegExp(`🕐 Written (on .* )?at ${time} GMT.*He is in the building`, 's'))
  await ticket.marked(late, 'white_check_mark')
  ion.sends('I see him.')
  expect((await ticket.hears('I see him.')).text).toBe('I see him.')
})
