// A spammer stops costing the team time, and a wrong ban is taken back by one command.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { cardsAbout, type StaffTicket, ticketAbout } from './staff-view.ts'
import { type Colleague, type Customer, newCustomer, openDesk, type StoryDesk, staffChannel } from './story-desk.ts'

let desk: StoryDesk
let ion: Customer
let ticket: StaffTicket
beforeAll(async () => {
  desk = await openDesk()
  ion = newCustomer(desk, 'Ion')
  ion.sends('/human BUY PILLS')
  ticket = await ticketAbout(desk, 'BUY PILLS')
})
afterAll(() => desk.close())

const opensBan = async (who: Colleague) => {
  await who.presses(ticket.card, 'ticket.more', 'more')
  const more = await desk.slack.until(() => who.views().find(({ content }) => content.callback_id === 'ticket.more'))
  await who.pressesIn(more, 'ticket.more.ban')
  return desk.slack.until(() => who.views().find(({ content }) => content.callback_id === 'ticket.ban'))
}

const asks = async (who: Colleague, text: string): Promise<string> => {
  const before = who.notices().length
  await who.commands('/desk', text)
  return (await desk.slack.until(() => who.notices()[before])).text
}

// Cards, threads and whatever else is said there.
const inTheChannel = (): string => JSON.stringify(desk.slack.posts(staffChannel))
test('a manager who is no admin is told how to become one', async () => {
  expect(JSON.stringify((await opensBan(desk.anna)).content)).toContain('slack:U1ANNA')
  expect(await asks(desk.anna, `ban ${ticket.number}`)).toContain('slack:U1ANNA')
})

test('an admin bans the customer by the card’s menu: card and thread say who did, and why', async () => {
  const view = await opensBan(desk.dora)
  expect(JSON.stringify(view.content)).toContain(`/desk unban ${ticket.number}`)
  await desk.dora.submits(view, { reason: 'sells pills' })
  await ticket.shows('banned by Dora')
  await ticket.shows('is resolved')
  expect((await ticket.hears('Dora has banned this customer')).text).toContain('sells pills')
})

test('whatever they write is acknowledged and shown to nobody; once they hear that the team answers no more', async () => {
  ion.sends('BUY MORE')
  const told = await ion.sees('doesn’t answer here any more')
  const spam = ['What is your refund policy?', '/human BUY NOW', '/tickets']
  for (const words of spam) ion.sends(words)
  // Their language stays their own affair, and its answer comes after all of that was handled.
  ion.sends('/language')
  const { text } = await ion.sees('Which language', { after: told.message_id })
  const since = ion.messages.filter(({ message_id }) => message_id > told.message_id)
  expect(since.map((message) => message.text)).toEqual([...spam, '/language', text])
  expect(ion.messages.map((message) => message.text).join()).not.toContain('is resolved')
  expect(inTheChannel()).not.toMatch(/BUY MORE|refund policy|BUY NOW/)
})

test('a wrong ban is taken back by a command, and from then on all is as before', async () => {
  expect(await asks(desk.dora, 'unban')).toContain('/desk unban 12')
  expect(await asks(desk.dora, 'unban 99999')).toContain('no such ticket')
  expect(await asks(desk.dora, `unban ${ticket.number}`)).toContain('is answered again')
  await ticket.hears('Dora has taken the ban back')
  await ion.sees('answers you here again')
  ion.sends('I only wanted my pills')
  await ticket.hears('I only wanted my pills')
  await ticket.shows('is new')
  expect(JSON.stringify(await ticket.shows('Reopened'))).not.toContain('banned by')
})

test('on the web page it is the same, by a command with a reason', async () => {
  const page = openBrowser(() => desk.program.url)
  await page.writes('/human You are all fools')
  const rude = await ticketAbout(desk, 'You are all fools')
  expect(await asks(desk.dora, `ban #${rude.number} only abuse`)).toContain('is banned')
  expect((await rude.hears('Dora has banned this customer')).text).toContain('only abuse')
  for (const words of ['Cowards', 'Still here', '/human Fools']) await page.writes(words)
  await page.sees('doesn’t answer here any more')
  const texts = (await page.messages()).map(({ text }) => text)
  expect(texts).toEqual(expect.arrayContaining(['Cowards', 'Still here']))
  expect(texts.filter((text) => text.includes('doesn’t answer here'))).toHaveLength(1)
  expect(cardsAbout(desk, 'Cowards') + cardsAbout(desk, 'Fools')).toBe(0)
  expect(inTheChannel()).not.toMatch(/Cowards|Still here/)
})
