// The main road: a customer on Telegram, a manager in Slack, from the first question to the figures.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { type StaffTicket, ticketAbout } from './staff-view.ts'
import { adminOnTelegram, type Customer, newCustomer, openDesk, type StoryDesk } from './story-desk.ts'

let desk: StoryDesk
let ion: Customer
let ticket: StaffTicket
beforeAll(async () => {
  desk = await openDesk({ environment: { REGISTRATION: 'on-ticket' } })
  ion = newCustomer(desk, 'Ion')
})
afterAll(() => desk.close())

test('a question that the FAQ knows is answered at once, with buttons to judge the answer', async () => {
  ion.sends('I forgot my password')
  const suggestion = await ion.sees('Forgot password')
  const labels = suggestion.buttons.map(({ text }) => text.toLowerCase())
  for (const label of ['solved', 'not what', 'person'])
    expect(labels.filter((text) => text.includes(label))).toHaveLength(1)
})

test('who asks for a person is asked for a name, offered by a button, and an e-mail address', async () => {
  await ion.presses('person').answered()
  expect((await ion.sees('what is your name')).buttons[0]?.text).toBe('👤 Ion')
  await ion.presses('👤 Ion').answered()
  await ion.sees('e-mail address')
  ion.sends('no address at all')
  await ion.sees('doesn’t look like an e-mail address')
  ion.sends('ion@example.com')
  await ion.sees('Your request is #')
})

test('the staff channel gets one card with the number and the question, and the address', async () => {
  ticket = await ticketAbout(desk, 'I forgot my password')
  await ticket.shows('ion@example.com')
  expect((await ion.sees(`#${ticket.number}`)).text).toContain(`#${ticket.number}`)
})

test('a manager claims by a button: the card shows who holds it, and the customer hears it', async () => {
  expect(await desk.anna.presses(ticket.card, 'ticket.claim')).toMatchObject({ acked: true })
  await ticket.shows('held by Anna')
  await ticket.shows('ticket.release')
  await ion.sees('Anna is looking into your request')
})

test('what a manager writes in the thread reaches the customer and is marked so', async () => {
  const reply = ticket.says(desk.anna, 'I have sent you a new link, *Ion*.')
  await ion.sees(/new link, Ion/)
  await ticket.marked(reply, 'white_check_mark')
})

test('what the customer writes reaches the thread under their name', async () => {
  ion.sends('It works <!channel> & thank you')
  const heard = await ticket.hears('thank you')
  expect(heard.username).toContain('Ion')
  expect(heard.text).not.toContain('<!channel>')
})

test('twenty messages in a row keep their order', async () => {
  const words = Array.from({ length: 20 }, (_, n) => `line ${n + 1} of 20`)
  for (const line of words) ion.sends(line)
  await ticket.hears('line 20 of 20')
  expect(ticket.thread().filter((text) => text.includes('of 20'))).toEqual(words)
})

test('what the customer edits is told to the thread', async () => {
  const { messageId } = ion.sends('My name is Joan')
  await ticket.hears('My name is Joan')
  ion.edits(messageId, 'My name is Ion')
  expect((await ticket.hears('My name is Ion')).text).toContain('Edited')
})

test('a note is marked with a lock and never leaves Slack', async () => {
  const note = ticket.says(desk.anna, '// he is a nice one')
  await ticket.marked(note, 'lock')
  const reply = ticket.says(desk.anna, 'You are welcome.')
  await ticket.marked(reply, 'white_check_mark')
  expect(ion.messages.filter(({ text }) => text.includes('nice one'))).toEqual([])
})

test('a resolved ticket asks for a rating, and the card shows the rating and its comment', async () => {
  await desk.anna.presses(ticket.card, 'ticket.resolve')
  const asked = await ion.sees('is resolved')
  expect(asked.buttons.map(({ text }) => text)).toEqual(['1', '2', '3', '4', '5'])
  await ion.presses('5', asked.message_id).answered()
  await ion.sees('write a few words')
  ion.sends('Quick and kind')
  await ion.sees('we will read that')
  await ticket.shows('★★★★★')
  await ticket.shows('Quick and kind')
})

test('an admin reads the figures on Telegram', async () => {
  const admin = desk.telegram.user({ id: adminOnTelegram, firstName: 'Dora' })
  admin.sends('/stats')
  const figures = (await admin.sees('Tickets opened')).text
  expect(figures).toMatch(/Tickets opened\D*1/)
  expect(figures).toMatch(/Tickets resolved\D*1/)
  expect(figures).toMatch(/Rating\D*1\D*5\D*5/)
})

test('an admin reads the same figures in Slack, for their eyes alone', async () => {
  expect(await desk.dora.commands('/desk', 'stats', ticket.card.channel)).toMatchObject({ acked: true })
  await desk.slack.until(() => desk.dora.notices().find(({ text }) => /Tickets opened\D*1/.test(text)))
  expect(ticket.thread().filter((text) => text.includes('Tickets opened'))).toEqual([])
})

test('whoever is no admin is told how to become one', async () => {
  ion.sends('/stats')
  expect((await ion.sees('team’s admins')).text).toContain(`telegram:${ion.id}`)
  await desk.ben.commands('/desk', 'stats', ticket.card.channel)
  const notice = await desk.slack.until(() => desk.ben.notices().find(({ text }) => text.includes('team’s admins')))
  expect(notice.text).toContain('slack:U2BEN')
})
