// A customer's sign on what the desk said.

import { expect, test } from 'vitest'
import { fromPlainText } from '../../src/core/document.ts'
import type { StoredMessage } from '../../src/core/stored-message.ts'
import { reacts } from './happenings.ts'
import {
  claimedTicket,
  desk,
  mergedTicket,
  newTicket,
  resolvedTicket,
  snoozedTicket,
  stored,
  waitingTicket,
} from './situations.ts'
import { given } from './specification.ts'
import { HOUR, later, type World } from './world.ts'

const reply = (changed: Partial<StoredMessage> = {}, ticket: string | null = 't-1') =>
  new Map([['telegram:7', stored('m-7', ticket, { author: 'manager', document: fromPlainText('Done.'), ...changed })]])

const lines = (world: World, sign: string | null = '👍') =>
  given(world)
    .when(reacts('7', sign))
    .decision.deliveries.map(({ to, content }) => [to, content])

test.each([
  ['that a manager has', claimedTicket()],
  ['that is nobody’s', newTicket()],
  ['that waits for the customer', waitingTicket()],
  ['that is snoozed', snoozedTicket()],
])('is told in the thread of a ticket %s, and changes nothing', (_, ticket) => {
  given(desk({ tickets: [ticket], messages: reply() }))
    .when(reacts('7', '👍'))
    .then({ changes: [], threadReads: ['staff.reacted'], customerReads: [], cards: 0 })
})

const photo = { kind: 'photo', name: null, mediaType: null, bytes: 9, at: { channel: 'slack', id: 'f' } } as const

test.each<[string, string | null, Partial<StoredMessage>, object]>([
  ['its words', '👎', {}, { say: 'staff.reacted', params: { reaction: '👎', words: 'Done.' } }],
  [
    'them on one line',
    '❤️',
    { document: fromPlainText('One\ntwo\n\nthree') },
    { params: { reaction: '❤️', words: 'One two three' } },
  ],
  [
    'only the beginning of long ones, by whole characters',
    ':parrot:',
    { document: fromPlainText('😀'.repeat(81)) },
    { params: { reaction: ':parrot:', words: `${'😀'.repeat(80)}…` } },
  ],
  ['a file', '👍', { document: fromPlainText(''), files: [photo] }, { params: { reaction: '👍', words: '📎 photo' } }],
  ['what the desk said by itself', '👍', { author: 'bot' }, { say: 'staff.reacted' }],
  ['a sign that has no name here', null, {}, { say: 'staff.reactedSomehow', params: { words: 'Done.' } }],
])('tells of %s', (_, sign, said, body) => {
  expect(lines(desk({ tickets: [claimedTicket()], messages: reply(said) }), sign)).toMatchObject([
    [
      { kind: 'thread', ticket: 't-1' },
      { kind: 'message', author: { role: 'bot' }, body },
    ],
  ])
})

test.each<[string, World]>([
  ['the customer’s own words', desk({ tickets: [claimedTicket()], messages: reply({ author: 'customer' }) })],
  ['what was never seen, or is deleted', desk({ tickets: [claimedTicket()] })],
  ['what belongs to no ticket', desk({ tickets: [claimedTicket()], messages: reply({}, null) })],
  ['a ticket that is resolved', desk({ tickets: [resolvedTicket()], messages: reply() })],
  ['what a banned customer read', desk({ tickets: [claimedTicket()], messages: reply(), ban: { toldIn: ['c-1'] } })],
])('on %s is nobody’s news', (_, world) => {
  expect(given(world).when(reacts('7', '👍')).decision).toEqual({
    changes: [],
    deliveries: [],
    timers: [],
    outcome: { kind: 'done' },
  })
})

test('goes to the thread in which a merged ticket goes on', () => {
  const world = desk({ tickets: [mergedTicket(1, 2), claimedTicket(2)], messages: reply() })
  expect(lines(world)).toMatchObject([[{ kind: 'thread', ticket: 't-2' }, {}]])
})

test('is shown in the channel where the thread has gone from the staff’s eyes', () => {
  const world = desk({ tickets: [claimedTicket()], messages: reply() })
  expect(lines(later(world, 2 * HOUR))).toMatchObject([[{ kind: 'thread' }, { resurfaces: true }]])
  expect(lines(world)).not.toMatchObject([[{ kind: 'thread' }, { resurfaces: true }]])
})
