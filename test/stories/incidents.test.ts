// Something is down for many: a manager opens an incident in Slack, customers hear of it at once, and one answer ends it for all.

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SeenMessage } from '../simulators/slack/slack-simulator.ts'
import { cardsAbout, type StaffTicket, ticketAbout } from './staff-view.ts'
import { type Customer, newCustomer, openDesk, type StoryDesk, staffChannel } from './story-desk.ts'

let desk: StoryDesk
let dan: Customer
let parcel: StaffTicket
beforeAll(async () => {
  desk = await openDesk()
  dan = newCustomer(desk, 'Dan')
  dan.sends('/human My zorbly bill was charged twice')
  parcel = await ticketAbout(desk, 'charged twice')
})
afterAll(() => desk.close())

const incident = (words: string): Promise<SeenMessage> =>
  desk.slack.sees(staffChannel, (post) => post.text.startsWith('Incident 1 ') && JSON.stringify(post).includes(words))
const presses = async (name: string, where: string) => {
  const { ts } = await incident(where)
  await desk.anna.presses({ channel: staffChannel, ts }, `incident.${name}`)
}
const view = (id: string) => desk.slack.until(() => desk.anna.views().find(({ content }) => content.callback_id === id))
const notice = (words: string) => desk.slack.until(() => desk.anna.notices().find(({ text }) => text.includes(words)))

test('it is opened by a command, and a ticket is linked to it by its menu', async () => {
  await desk.anna.commands('/desk', 'incident')
  await notice('Write what is wrong')
  await desk.anna.commands('/desk', 'incident “Zorbly payments are down”')
  await notice('Incident 1 is open')
  await desk.anna.presses(parcel.card, 'ticket.more', 'more')
  await desk.anna.pressesIn(await view('ticket.more'), 'ticket.more.incident')
  await desk.anna.submits(await view('ticket.incident'), { incident: '1' })
  await parcel.hears('Anna has linked this ticket to incident 1')
  await parcel.shows('incident 1: Zorbly payments are down')
})

test('whoever asks about it hears so at once, in Slack and on Telegram; nobody else does', async () => {
  const [ion, eve] = [newCustomer(desk, 'Ion'), newCustomer(desk, 'Eve')]
  ion.sends('Zorbly payments are down')
  const { message_id } = await ion.sees('We know about this: Zorbly payments are down')
  await ion.presses(/Tell me when/, message_id).answered()
  await ion.sees('I will tell you here')
  eve.sends('/human The snarfle hums at night')
  await ticketAbout(desk, 'snarfle hums')
  const carl = desk.slack.person({ id: 'U9CARL', name: 'Carl' })
  const ref = carl.dm('Are the zorbly payments down again?')
  const told = await desk.slack.sees(ref.channel, ({ text }) => text.includes('We know about this'))
  await carl.presses({ channel: ref.channel, ts: told.ts }, 'suggestion.person')
  const linked = await ticketAbout(desk, 'zorbly payments down again')
  await linked.hears('Linked to incident 1')
  await presses('list', 'Show tickets')
  await notice('1 waiting to hear of its end')

  await presses('resolve', 'Resolve…')
  const modal = await view('incident.resolve')
  expect(JSON.stringify(modal.content)).toContain('3 customers will hear this')
  await desk.anna.submits(modal, { answer: 'They work **again**.' })
  await incident('is over: 3 answered')
  await ion.sees('It is over: Zorbly payments are down')
  await dan.sees('They work again.')
  await desk.slack.sees(ref.channel, ({ text }) => text.includes('They work *again*.'))
  await parcel.shows('is resolved')
  await linked.shows('is resolved')
  expect(cardsAbout(desk, 'Zorbly payments are down')).toBe(0)
  await desk.anna.commands('/desk', 'incidents')
  await notice('No incident is open')
})
