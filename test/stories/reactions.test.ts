// A thumb says something, too: the staff read in the thread what a customer put on an answer.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { ticketAbout } from './staff-view.ts'
import { newCustomer, openDesk, type StoryDesk } from './story-desk.ts'

let desk: StoryDesk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk.close())

test('on Telegram: each new one is told, one that is taken off is not, and none reopens a ticket', async () => {
  const ion = newCustomer(desk, 'Ion')
  ion.sends('/human The tap drips')
  const ticket = await ticketAbout(desk, 'The tap drips')
  const reply = ticket.says(desk.anna, 'A plumber comes at noon.')
  // It is known by then which message it became.
  await ticket.marked(reply, 'white_check_mark')
  const { message_id } = await ion.sees('A plumber comes at noon.')
  ion.reacts(message_id, '👎')
  await ticket.hears('The customer reacted with 👎 to: “A plumber comes at noon.”')
  ion.reacts(message_id, null)
  ion.reacts(message_id, '❤')
  await ticket.hears('The customer reacted with ❤ to')
  await desk.anna.presses(ticket.card, 'ticket.resolve')
  await ion.sees('is resolved')
  ion.reacts(message_id, '🔥')
  ion.sends('/status')
  await ion.sees('no open request')
  expect(ticket.thread().filter((line) => line.includes('reacted'))).toHaveLength(2)
})

test('in Slack: in the direct message, and in the thread of a message that became a ticket', async () => {
  const carl = desk.slack.person({ id: 'U9CARL', name: 'Carl' })
  const { channel } = carl.dm('/human The heater hisses')
  const heater = await ticketAbout(desk, 'The heater hisses')
  await heater.marked(heater.says(desk.anna, 'Open its valve.'), 'white_check_mark')
  carl.reacts(await desk.slack.sees(channel, ({ text }) => text.includes('Open its valve.')), '+1')
  await heater.hears('The customer reacted with 👍 to: “Open its valve.”')

  desk.slack.channel({ id: 'C5TALK', members: ['U9CARL', 'U1ANNA'] })
  const said = carl.postsIn('C5TALK', 'The blinds are stuck')
  await desk.anna.usesShortcut(said, 'ticket.create')
  const blinds = await ticketAbout(desk, 'The blinds are stuck')
  await blinds.marked(blinds.says(desk.anna, 'Pull both cords.'), 'white_check_mark')
  const reply = await desk.slack.sees(
    'C5TALK',
    ({ threadTs, text }) => threadTs === said.ts && text.includes('Pull both cords.'),
  )
  desk.anna.reacts(reply, 'eyes')
  carl.reacts(reply, 'pray')
  await blinds.hears('The customer reacted with 🙏 to: “Pull both cords.”')
  expect(blinds.thread().filter((line) => line.includes('reacted'))).toHaveLength(1)
})
