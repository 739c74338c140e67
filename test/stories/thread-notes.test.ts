// For desks that talk among themselves in threads: nothing that is written there goes to the customer, and a button does.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { ticketAbout } from './staff-view.ts'
import { newCustomer, openDesk, type StoryDesk } from './story-desk.ts'

let desk: StoryDesk
beforeAll(async () => {
  desk = await openDesk({ environment: { SLACK_THREAD: 'notes' } })
})
afterAll(() => desk.close())

test('what is written in a thread stays there, and a reply goes by the button on the card', async () => {
  const ion = newCustomer(desk, 'Ion')
  ion.sends('/human The kettle hums')
  const ticket = await ticketAbout(desk, 'The kettle hums')
  const talk = ticket.says(desk.anna, 'He bought it last week, be nice')
  await ticket.marked(talk, 'lock')
  await ticket.shows('is new')

  await desk.anna.presses(ticket.card, 'ticket.reply')
  const form = await desk.slack.until(() => desk.anna.views().find(({ content }) => 'submit' in content))
  await desk.anna.submits(form, { words: 'It hums **by design**.' })
  await ion.sees('It hums by design.')
  await ticket.hears('It hums *by design*.')
  await ticket.shows('held by Anna')
  expect(ion.messages.map(({ text }) => text).join('\n')).not.toContain('be nice')
})

test('who asks is told so', async () => {
  await desk.anna.commands('/desk', 'help')
  const help = await desk.slack.until(() => desk.anna.notices().find(({ text }) => text.includes('/desk queue')))
  expect(help.text).toContain('`Reply…`')
  expect(help.text).not.toContain('goes to the customer')
})
