import { expect, test } from 'vitest'
import type { ConversationEvent } from '../../src/core/events.ts'
import type { RefusedDelivery } from '../../src/core/refused-delivery.ts'
import { claimedTicket, desk, newTicket, resolvedTicket } from './situations.ts'
import { buttonsOf, given } from './specification.ts'
import { ana } from './world.ts'

const refusal = (reason: string): ConversationEvent => ({ type: 'DeliveryRefused', delivery: 'd-1', reason })
const refused = (changed: Partial<RefusedDelivery>): RefusedDelivery => ({
  id: 'd-1',
  again: 'open',
  side: 'chat',
  mailbox: null,
  isAgain: false,
  author: 'manager',
  files: false,
  ticket: 't-1',
  target: null,
  ...changed,
})

test('a reply that the platform refuses is marked on the message, and the thread says why', () => {
  given(desk({ tickets: [claimedTicket()], refused: refused({ target: 'ts-1' }) }))
    .when(refusal('blocked'))
    .then({ marks: ['failed'], threadReads: ['staff.undelivered'], customerReads: [], changes: [] })
})

test("the bot's own words that a customer can't get are told to the open ticket as what they are", () => {
  given(desk({ tickets: [newTicket()], refused: refused({ author: 'bot', ticket: null }) }))
    .when(refusal('blocked'))
    .then({ marks: [], threadReads: ['staff.undeliveredAutomatic'], customerReads: [] })
})

test('words that the thread refuses are told to the customer who wrote them', () => {
  given(desk({ tickets: [newTicket()], refused: refused({ side: 'staff', author: 'customer' }) }))
    .when(refusal('rejected'))
    .then({ customerReads: ['customer.notPassedOn'], threadReads: [], staffReads: [] })
})

test('a file that can’t be passed on is told to both sides, with what to do instead', () => {
  given(desk({ tickets: [newTicket()], refused: refused({ side: 'staff', author: 'customer', files: true }) }))
    .when(refusal('fileTooLarge'))
    .then({ customerReads: ['customer.fileNotPassedOn'], threadReads: ['staff.fileNotShown'], staffReads: [] })
})

test.each([
  ['fileGone', ['delivery.again:d-1']],
  ['fileTooLarge', []],
  ['fileEmpty', []],
])('a file that is refused because of %s is offered another try where that may help', (reason, buttons) => {
  const file = refused({ side: 'staff', author: 'customer', files: true })
  const { decision } = given(desk({ tickets: [newTicket()], refused: file })).when(refusal(reason))
  expect(buttonsOf(decision).map(({ press }) => press)).toEqual(buttons)
})

test('a card that is refused is news on the staff channel', () => {
  given(desk({ tickets: [newTicket()], refused: refused({ side: 'staff', author: null }) }))
    .when(refusal('platform'))
    .then({ staffReads: ['staff.cardRefused'], customerReads: [] })
})

test('what a manager wrote elsewhere and the thread refuses is news on the staff channel, and no card', () => {
  given(desk({ tickets: [claimedTicket()], refused: refused({ side: 'staff' }) }))
    .when(refusal('platform'))
    .then({ staffReads: ['staff.notInThread'], threadReads: [], customerReads: [] })
})

test.each([
  ["the bot's own line", refused({ side: 'staff', author: 'bot' }), 'platform'],
  ['a mark on a message that its writer deleted', refused({ side: 'staff', author: null }), 'messageGone'],
  ['a delivery that nobody knows', null, 'blocked'],
  ['words of no ticket at all', refused({ author: 'bot', ticket: null }), 'blocked'],
])('%s that is refused is told to nobody', (name, delivery, reason) => {
  const tickets = name.startsWith('words') ? [] : [newTicket()]
  given(desk({ tickets, refused: delivery }))
    .when(refusal(reason))
    .then({ customerReads: [], threadReads: [], staffReads: [], marks: [], changes: [] })
})

test('a reason that nobody knows still finds words', () => {
  given(desk({ tickets: [newTicket()], refused: refused({}) }))
    .when(refusal('solar flare'))
    .then({ threadReads: ['staff.undelivered'] })
})

test('under a reply that was refused stands a button that sends it again, under other words none', () => {
  for (const [author, buttons] of [
    ['manager', ['delivery.again:d-1']],
    ['bot', []],
  ] as const) {
    const { decision } = given(desk({ tickets: [claimedTicket()], refused: refused({ author }) })).when(
      refusal('blocked'),
    )
    expect(buttonsOf(decision).map(({ press }) => press)).toEqual(buttons)
  }
})

const retried: ConversationEvent = {
  type: 'DeliveryRetried',
  by: { channel: 'slack', externalId: ana.id, name: ana.name },
  delivery: 'd-1',
}

test('what was refused is sent again', () => {
  given(desk({ tickets: [claimedTicket()], refused: refused({}) }))
    .when(retried)
    .then({ changes: [{ type: 'RetryDelivery', delivery: 'd-1' }], outcome: { kind: 'done' } })
})

test('to a banned customer it is not sent again', () => {
  given(desk({ ban: { toldIn: ['c-1'] }, tickets: [resolvedTicket()], refused: refused({}) }))
    .when(retried)
    .then({ changes: [], outcome: { kind: 'refused', notice: { say: 'staff.writesToBanned', params: { number: 1 } } } })
})

test.each([
  ['somebody else was first', refused({ again: 'taken' })],
  ['its words were deleted meanwhile', refused({ again: 'gone' })],
  ['nobody knows it', null],
])('it is not sent again where %s', (_why, delivery) => {
  given(desk({ tickets: [claimedTicket()], refused: delivery }))
    .when(retried)
    .then({ changes: [], outcome: { kind: 'refused' } })
})
