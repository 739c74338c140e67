// A customer asked twice about one matter: a manager in Slack merges the two tickets.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { type StaffTicket, ticketAbout } from './staff-view.ts'
import { type Customer, newCustomer, openDesk, type StoryDesk } from './story-desk.ts'

let desk: StoryDesk
let ion: Customer
let stove: StaffTicket
let oven: StaffTicket
// Who opens a request while an earlier one is resolved, and reopens that, has two.
beforeAll(async () => {
  desk = await openDesk()
  ion = newCustomer(desk, 'Ion')
  ion.sends('/human The zorbly stove is cold')
  stove = await ticketAbout(desk, 'stove')
  await desk.anna.presses(stove.card, 'ticket.resolve')
  await ion.presses('5', (await ion.sees('is resolved')).message_id).answered()
  await ion.sees('Thank you')
  ion.sends('/human The zorbly oven is cold')
  oven = await ticketAbout(desk, 'oven')
  await ion.presses(/Reopen/).answered()
  await stove.hears('reopened')
})
afterAll(() => desk.close())

const view = (action: string) =>
  desk.slack.until(() => desk.anna.views().find(({ content }) => content.callback_id === `ticket.${action}`))

test('one goes into the other: cards, threads and the customer tell so', async () => {
  const answer = oven.says(desk.anna, 'Is the plug in?')
  await oven.marked(answer, 'white_check_mark')
  await desk.anna.presses(oven.card, 'ticket.more', 'more')
  await desk.anna.pressesIn(await view('more'), 'ticket.more.merge')
  await desk.anna.submits(await view('merge'), { into: String(stove.number) })
  await oven.shows(`was merged into #${stove.number}`)
  await oven.shows(`p${stove.card.ts.replace('.', '')}|go there`)
  await oven.hears(`Anna has merged this ticket into #${stove.number}`)
  const { text } = await stove.hears(`Anna has merged #${oven.number} into this ticket`)
  expect(text).toContain('The zorbly oven is cold')
  expect(text).toContain(`p${oven.card.ts.replace('.', '')}`)
  await ion.sees(`${oven.number} now goes on together with #${stove.number}`)
})

test('the customer’s words, and their answers to what was said before, go on in the other thread', async () => {
  ion.sends('Still cold')
  await stove.hears('Still cold')
  ion.answers((await ion.sees('Is the plug in?')).message_id, 'It is plugged in')
  await stove.hears('It is plugged in')
  expect(oven.thread().join()).not.toMatch(/Still cold|It is plugged/)
})

test('what is written in the old thread does not go, and its writer reads where to write', async () => {
  const lost = oven.says(desk.anna, 'Turn the knob')
  await oven.marked(lost, 'warning')
  await oven.hears(`goes on as #${stove.number}`)
  const reply = stove.says(desk.anna, 'Turn the other knob')
  await stove.marked(reply, 'white_check_mark')
  await ion.sees('Turn the other knob')
  expect(ion.messages.map(({ text }) => text).join()).not.toContain('Turn the knob')
})

test('the customer rates one request alone', async () => {
  const { message_id: before } = await ion.sees('Turn the other knob')
  await desk.anna.presses(stove.card, 'ticket.resolve')
  expect((await ion.sees('is resolved', { after: before })).text).toContain(`#${stove.number}`)
  ion.sends(`/status ${oven.number}`)
  await ion.sees(`${oven.number} now goes on`, { after: before })
})
