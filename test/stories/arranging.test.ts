// What managers settle about a ticket in Slack: its name, priority, tags and holder; what it leaves to the FAQ; and its history.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { type StaffTicket, ticketAbout } from './staff-view.ts'
import { type Customer, newCustomer, openDesk, type StoryDesk } from './story-desk.ts'

let desk: StoryDesk
let ion: Customer
let ticket: StaffTicket
beforeAll(async () => {
  desk = await openDesk()
  ion = newCustomer(desk, 'Ion')
  ion.sends('/human How do I defrost the flumoxer?')
  ticket = await ticketAbout(desk, 'flumoxer')
})
afterAll(() => desk.close())

const opens = async (action: string, button = 'ticket.more') => {
  await desk.anna.presses(ticket.card, button, button === 'ticket.more' ? action : undefined)
  return modal(action)
}

const modal = (action: string) =>
  desk.slack.until(() => desk.anna.views().find(({ content }) => content.callback_id === `ticket.${action}`))

const opensFurther = async (action: string) => {
  await desk.anna.pressesIn(await opens('more'), `ticket.more.${action}`)
  return modal(action)
}

test('a ticket is given to a colleague: card, thread and customer tell who has it', async () => {
  await desk.anna.submits(await opens('assign'), { manager: 'U2BEN' })
  await ticket.shows('held by Ben')
  await ticket.hears('Anna has given this ticket to Ben')
  await ion.sees('Ben is looking into')
})

test('its priority, and by one more step its tags and its name, stand on the card', async () => {
  await desk.anna.submits(await opens('priority'), { priority: 'urgent' })
  await ticket.shows('🔥 urgent')
  for (const [action, words] of [
    ['tags', 'Freezer'],
    ['subject', 'Icy flumoxer'],
  ] as const) {
    await desk.anna.submits(await opensFurther(action), { [action]: words })
  }
  await ticket.shows('`freezer`')
  await ticket.shows('*Icy flumoxer*')
})

test('an article out of the picker goes as it was changed', async () => {
  const view = await opens('faq', 'ticket.faq')
  const [entry] = await desk.anna.searches(view, 'article', 'refund')
  if (entry === undefined) throw new Error('the menu offers nothing about refunds')
  const { value } = entry
  await desk.anna.pressesIn(view, 'article', value)
  const chosen = await desk.slack.until(() =>
    desk.anna.views().find(({ content }) => JSON.stringify(content).includes(`words:${value}`)),
  )
  await desk.anna.submits(chosen, { article: value, words: 'Pull the **red** plug.' })
  await ion.sees('Pull the red plug.')
  await ticket.hears('Pull the *red* plug.')
})

test('the answer is kept as an article, and answers the next one who asks', async () => {
  await desk.anna.presses(ticket.card, 'ticket.resolve')
  await ion.sees('is resolved')
  await ticket.shows('is resolved')
  await desk.anna.submits(await opens('article'), { title: 'Defrosting the flumoxer' })
  await ticket.hears('in the FAQ now')
  const mara = newCustomer(desk, 'Mara')
  await eventually(async () => {
    await desk.anna.commands('/desk', 'faq flumoxer')
    expect(
      desk.anna
        .notices()
        .map(({ text }) => text)
        .join(),
    ).toContain('*Defrosting the flumoxer*')
  })
  mara.sends('How do I defrost the flumoxer?')
  await mara.sees('Pull the red plug.')
})

test('the history shows the earlier tickets of a customer, and what words read before', async () => {
  ion.sends('/human The other flumoxer hums')
  ticket = await ticketAbout(desk, 'hums')
  const reply = ticket.says(desk.anna, 'Kick it.')
  await ion.sees('Kick it.')
  desk.anna.edits(reply, 'Pat it.')
  await eventually(() => expect(ion.messages.map(({ text }) => text).join()).toContain('Pat it.'))
  const shown = JSON.stringify((await opensFurther('history')).content)
  expect(shown).toContain('Icy flumoxer')
  expect(shown).toContain('Anna: Kick it.')
  expect(shown).toContain('first answered by Anna')
})
