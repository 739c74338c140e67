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

test('a reply by the button can be called back in time, and the thread says that nothing went', async () => {
  await desk.program.stop()
  await desk.startAgain({ REPLY_HOLD: '20s' })
  const ion = newCustomer(desk, 'Ion')
  ion.sends('/human The toaster smokes')
  const ticket = await ticketAbout(desk, 'The toaster smokes')
  const replies = async (words: string, button: 'reply.undo' | 'reply.note') => {
    const before = [desk.anna.views().length, desk.anna.notices().length] as const
    await desk.anna.presses(ticket.card, 'ticket.reply')
    const form = await desk.slack.until(() =>
      desk.anna
        .views()
        .slice(before[0])
        .find(({ content }) => 'submit' in content),
    )
    await desk.anna.submits(form, { words })
    const offer = await desk.slack.until(() =>
      desk.anna
        .notices()
        .slice(before[1])
        .find(({ text }) => text.includes('seconds')),
    )
    expect(offer.text).toContain(`#${ticket.number}`)
    await desk.anna.pressesNotice(offer, button)
  }
  await replies('Throw it away.', 'reply.undo')
  await ticket.hears('Taken back')
  await replies('He should call.', 'reply.note')
  await ticket.hears('Note, not sent')
  expect(ticket.thread().join()).not.toContain('Throw it away.')
  await desk.anna.presses(ticket.card, 'ticket.resolve')
  await ion.sees('is resolved')
  expect(ion.messages.map(({ text }) => text).join()).not.toMatch(/Throw it away|should call/)
})

test('who asks is told so', async () => {
  await desk.anna.commands('/desk', 'help')
  const help = await desk.slack.until(() => desk.anna.notices().find(({ text }) => text.includes('/desk queue')))
  expect(help.text).toContain('`Reply…`')
  expect(help.text).not.toContain('goes to the customer')
})
