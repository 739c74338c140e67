// A message in any channel becomes a ticket by the shortcut; its author is answered in its thread.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { type StaffTicket, ticketAbout } from './staff-view.ts'
import { type Colleague, openDesk, type StoryDesk } from './story-desk.ts'

let desk: StoryDesk
let carl: Colleague
let said: { channel: string; ts: string }
let ticket: StaffTicket
beforeAll(async () => {
  desk = await openDesk()
  carl = desk.slack.person({ id: 'U9CARL', name: 'Carl' })
  desk.slack.channel({ id: 'C5TALK', members: ['U9CARL', 'U1ANNA'] })
})
afterAll(() => desk.close())

const reads = (words: string) =>
  desk.slack.sees('C5TALK', ({ threadTs, text }) => threadTs === said.ts && text.includes(words))

test('the ticket is its author’s, and leads back to the message', async () => {
  said = carl.postsIn('C5TALK', 'The projector is dead')
  await desk.anna.usesShortcut(said, 'ticket.create')
  ticket = await ticketAbout(desk, 'The projector is dead')
  await ticket.shows('Carl')
  await ticket.hears(`archives/C5TALK/p${said.ts.replace('.', '')}`)
  await reads('Your request is')
})

test('words go both ways between the staff’s thread and the message’s', async () => {
  const reply = ticket.says(desk.anna, 'Press the green knob.')
  await reads('Press the green knob.')
  await ticket.marked(reply, 'white_check_mark')
  desk.anna.postsIn('C5TALK', 'I told you so', { threadTs: said.ts })
  carl.postsIn('C5TALK', 'It lives!', { threadTs: said.ts })
  await ticket.hears('It lives!')
  expect(ticket.thread().join()).not.toContain('told you so')
})

test('the author rates it where they were answered', async () => {
  await desk.anna.presses(ticket.card, 'ticket.resolve')
  await carl.presses(await reads('is resolved'), 'rating.5')
  await ticket.shows('★★★★★')
})

test('it counts among the author’s tickets, wherever else they write', async () => {
  carl.dm('/human My chair squeaks')
  const other = await ticketAbout(desk, 'My chair squeaks')
  await other.shows('Requests before: 1')
})
