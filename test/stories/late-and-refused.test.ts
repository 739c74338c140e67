// Platforms bring things late and twice, and refuse what they took a moment ago: people still read everything once, or why not.

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { NewFile } from '../simulators/telegram/stored-files.ts'
import { cardsAbout, type StaffTicket, ticketAbout } from './staff-view.ts'
import { type Customer, newCustomer, openDesk, type StoryDesk } from './story-desk.ts'

let desk: StoryDesk
let ion: Customer
let ticket: StaffTicket
beforeAll(async () => {
  desk = await openDesk()
  ion = newCustomer(desk, 'Ion')
  ion.sends('/human The roof leaks')
  ticket = await ticketAbout(desk, 'The roof leaks')
  await ion.sees('Your request is')
})
afterAll(() => desk.close())

const photo = (name: string): NewFile => ({
  kind: 'photo',
  bytes: new Uint8Array([0xff, 0xd8, 0xff, ...Buffer.from(name)]),
  mediaType: 'image/jpeg',
})
const photosIn = (shown: StaffTicket): string[] =>
  shown.replies().flatMap(({ files }) => files.map(({ bytes }) => bytes.subarray(3).toString()))
const saidTo = (customer: Customer): string[] =>
  customer.messages.filter(({ from }) => from === 'bot').map(({ text }) => text)
/** Resolves once Telegram has nothing left that the desk has not confirmed. */
const allTaken = () => expect.poll(() => desk.telegram.pending()).toBe(0)

test('what Telegram brings again although it was confirmed has no second effect, words and presses alike', async () => {
  const twice = desk.telegram.fault({ kind: 'duplicate', method: 'update', times: 4 })
  const vlad = newCustomer(desk, 'Vlad')
  vlad.sends('Where is my refund for the cellar?')
  const offer = await vlad.sees(({ buttons }) => buttons.length > 0)
  await vlad.presses('person', offer.message_id).answered()
  const cellar = await ticketAbout(desk, 'Where is my refund for the cellar?')
  vlad.sends('up to the knees')
  vlad.sends('and it rises')
  await cellar.hears('and it rises')
  await allTaken()
  ticket.says(desk.anna, 'A plumber comes.')
  await ion.sees('A plumber comes.')
  expect([twice.struck(), cardsAbout(desk, 'Where is my refund for the cellar?')]).toEqual([4, 1])
  expect(cellar.thread().filter((text) => /knees|rises/.test(text))).toEqual([
    expect.stringContaining('knees'),
    expect.stringContaining('rises'),
  ])
  expect(saidTo(vlad).filter((text) => text.includes('Your request is'))).toHaveLength(1)
})

test('part of an album that Telegram brings long after the rest stands in the same ticket, and is answered no second time', async () => {
  const mara = newCustomer(desk, 'Mara')
  const late = (part: number) => {
    let seen = 0
    return desk.telegram.fault({
      kind: 'held',
      method: 'update',
      when: ({ message }) => JSON.stringify(message ?? '').includes('media_group_id') && ++seen === part,
    })
  }
  const second = late(2)
  const third = late(2)
  mara.sendsAlbum([photo('one'), photo('two'), photo('three')], 'Where is my refund for the chimney?')
  const offer = await mara.sees(({ buttons }) => buttons.length > 0)
  const answers = saidTo(mara).length
  second.release()
  await allTaken()
  await mara.presses('person', offer.message_id).answered()
  const chimney = await ticketAbout(desk, 'Where is my refund for the chimney?')
  await mara.sees('Your request is')
  const before = saidTo(mara).length
  third.release()
  await desk.slack.until(() => (photosIn(chimney).length === 3 ? true : undefined))
  mara.sends('That is all of it')
  await chimney.hears('That is all of it')
  expect([second.struck(), third.struck()]).toEqual([1, 1])
  expect(photosIn(chimney)).toEqual(['one', 'two', 'three'])
  expect([answers, saidTo(mara).length - before]).toEqual([1, 0])
  expect(cardsAbout(desk, 'chimney')).toBe(1)
})

test('a press that Telegram takes no answer for has its effect, and what there is to say comes as a message', async () => {
  const error = 'Bad Request: query is too old and response timeout expired or query ID is invalid'
  const tooOld = desk.telegram.fault({ kind: 'refused', method: 'answerCallbackQuery', times: 2, error })
  const elena = newCustomer(desk, 'Elena')
  elena.sends('Where is my refund?')
  const old = await elena.sees('5 working days')
  elena.presses(/solved/i)
  await elena.sees('Glad that helped')
  elena.presses(/person/i, old.message_id)
  await elena.sees('from earlier')
  expect(tooOld.struck()).toBe(2)
})

test('who presses a button in Slack too late for its modal, and whose address is used up, is told to try again', async () => {
  const expired = desk.slack.fault({ kind: 'refused', method: 'views.open', error: 'expired_trigger_id' })
  const usedUp = desk.slack.fault({ kind: 'not-found', method: 'response_url' })
  const before = desk.anna.notices().length
  await desk.anna.presses(ticket.card, 'ticket.more', 'priority')
  await desk.slack.until(() => desk.anna.notices()[before])
  expect(
    desk.anna
      .notices()
      .slice(before)
      .map(({ text }) => text),
  ).toEqual(['That did not work. Please try again.'])
  expect([expired.struck(), usedUp.struck(), desk.anna.views()]).toEqual([1, 1, []])
  await desk.anna.presses(ticket.card, 'ticket.more', 'priority')
  await desk.slack.until(() => desk.anna.views()[0])
  desk.anna.dismisses()
})

test('a link that Slack unfolds, a reply that stands in the channel too, and a mention are said once', async () => {
  const { channel, ts: threadTs } = ticket.card
  const linked = ticket.says(desk.anna, 'The plan is on https://example.com/plan')
  const shown = await ion.sees('The plan is on')
  await ticket.marked(linked, 'white_check_mark')
  desk.slack.unfurl(channel, linked.ts)
  desk.anna.postsIn(channel, 'The plan is for everybody', { threadTs, subtype: 'thread_broadcast' })
  desk.anna.postsIn(channel, `<@${desk.slack.bot.user}> knows the plan is good`, { threadTs })
  await ion.sees('knows the plan is good')
  const last = ticket.says(desk.anna, 'That is it.')
  await ticket.marked(last, 'white_check_mark')
  expect(saidTo(ion).filter((text) => text.includes('he plan is '))).toHaveLength(3)
  expect(shown.edits).toBe(0)
})

test('an event that Slack repeats in another envelope says the words once', async () => {
  const when = (payload: object): boolean => JSON.stringify(payload).includes('scaffold')
  const lost = desk.slack.fault({ method: 'events_api', kind: 'ack-lost', when })
  const other = desk.slack.fault({ method: 'events_api', kind: 'new-envelope', when })
  const reply = ticket.says(desk.anna, 'The scaffold stands.')
  await ticket.marked(reply, 'white_check_mark')
  await desk.slack.until(() => (other.struck() === 1 ? true : undefined))
  ticket.says(desk.anna, 'So it goes on.')
  await ion.sees('So it goes on.')
  expect([lost.struck(), saidTo(ion).filter((text) => text.includes('scaffold')).length]).toEqual([1, 1])
})

test('a message that leads from a group to its supergroup is nobody’s news', async () => {
  const cards = desk.slack.posts(ticket.card.channel).length
  desk.telegram.group(-77, 'Neighbours').upgradeTo(-1_000_000_000_077)
  ion.sends('Are you still there?')
  await ticket.hears('Are you still there?')
  await allTaken()
  expect(desk.slack.posts(ticket.card.channel)).toHaveLength(cards)
})
