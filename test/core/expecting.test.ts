// When an answer can be expected: told with the place in the queue, and once more where it proved wrong.

import { expect, test } from 'vitest'
import { plainText } from '../../src/core/document.ts'
import type { ConversationEvent } from '../../src/core/events.ts'
import { fromMarkdown } from '../../src/document.ts'
import { createWords } from '../../src/locales/words.ts'
import { by, commands, writes } from './happenings.ts'
import { claimedTicket, desk, newTicket, resolvedTicket, snoozedTicket, waitingTicket } from './situations.ts'
import { given } from './specification.ts'
import { ana, DAY, HOUR, later, MINUTE, type World } from './world.ts'

const due: ConversationEvent = { type: 'TimerFired', timer: { kind: 'expected', ticket: 't-1' } }
/** A desk at which so many tickets wait that were opened before any of its customer's. */
const behind = (ahead: number, given: Partial<World> & Parameters<typeof desk>[0] = {}): World => {
  const world = desk(given)
  const queue = Array.from({ length: ahead }, () => new Date(world.now.getTime() - 30 * DAY))
  return { ...world, state: { ...world.state, queue } }
}
const expectedOf = ({ timers }: { timers: readonly { at: Date; subject: { kind: string } }[] }) =>
  timers.filter(({ subject }) => subject.kind === 'expected')

test.each([
  [0, { place: 'unsaid', ahead: 0 }],
  [1, { place: 'after', ahead: 1 }],
  [100, { place: 'after', ahead: 100 }],
  [101, { place: 'afterMany', ahead: 100 }],
])('of %d tickets that wait already the customer hears with their own', (ahead, params) => {
  const { decision } = given(behind(ahead)).when(writes('Where is it?'))
  expect(JSON.stringify(decision.deliveries)).toContain(JSON.stringify(params).slice(1, -1))
})

test.each([
  [100, 'customer.ticketOpenedMinutes', 1],
  [101, 'customer.ticketOpenedCrowd', 0],
])(
  'with %d before theirs customers hear %s: in a crowd what usually holds is promised to nobody',
  (ahead, say, timers) => {
    const { decision } = given(behind(ahead, { usualAnswer: 10 * MINUTE })).when(writes('Where is it?'))
    expect(JSON.stringify(decision.deliveries)).toContain(say)
    expect(expectedOf(decision)).toHaveLength(timers)
  },
)

test('/status tells the place of what nobody has: only what was opened before is counted', () => {
  const world = behind(2, { tickets: [newTicket(1)] })
  const younger = { ...world, state: { ...world.state, queue: [...(world.state.queue ?? []), world.now] } }
  const { decision } = given(younger).when(commands('/status'))
  expect(decision.deliveries).toMatchObject([
    { content: { body: { say: 'customer.ticketWaiting', params: { number: 1, place: 'after', ahead: 2 } } } },
  ])
})

test.each([
  ['en', 1, 'One request is before yours.'],
  ['en', 3, '3 requests are before yours.'],
  ['en', 101, 'More than 101 requests are before yours.'],
  ['ro', 3, 'Înaintea ei mai sunt 3 cereri.'],
  ['ro', 20, 'Înaintea ei mai sunt 20 de cereri.'],
])('in %s, %d before are: %s', (locale, ahead, words) => {
  const place = ahead > 100 ? 'afterMany' : 'after'
  expect(createWords()(locale, 'customer.ticketWaiting', { number: 7, place, ahead })).toMatch(new RegExp(` ${words}$`))
})

test('how long it takes and how many are before are counted each by itself', () => {
  const said = createWords()('en', 'customer.ticketOpenedHours', { number: 7, count: 1, place: 'after', ahead: 3 })
  expect(said).toMatch(/about 1 hour;.* 3 requests are before yours\.$/)
})

test('who is next, and whoever is put off, hears no place', () => {
  const document = fromMarkdown(createWords()('en', 'customer.ticketWaiting', { number: 7, place: 'unsaid', ahead: 0 }))
  expect(plainText(document)).toMatch(/add anything\.$/)
  const { decision } = given(behind(2, { tickets: [snoozedTicket(1, null)] })).when(commands('/status'))
  expect(decision.deliveries).toMatchObject([{ content: { body: { params: { place: 'unsaid' } } } }])
})

test('what was told is looked at after twice the time, and never at the customer’s night', () => {
  const at = (time: string, usualAnswer: number | null) =>
    expectedOf(given(desk({ now: new Date(time), usualAnswer })).when(writes('Where is it?')).decision)
  expect(at('2026-03-02T10:00:00Z', 20 * MINUTE)).toMatchObject([{ at: new Date('2026-03-02T10:40:00Z') }])
  // 22:10 in Bucharest; the morning there is 6:00 in UTC.
  expect(at('2026-03-02T19:30:00Z', 20 * MINUTE)).toMatchObject([{ at: new Date('2026-03-03T06:00:00Z') }])
  expect(at('2026-03-02T10:00:00Z', null)).toEqual([])
  // “About 5 minutes” and “about 2 hours” are what was told.
  expect(at('2026-03-02T10:00:00Z', 1_000)).toMatchObject([{ at: new Date('2026-03-02T10:10:00Z') }])
  expect(at('2026-03-02T10:00:00Z', 100 * MINUTE)).toMatchObject([{ at: new Date('2026-03-02T14:00:00Z') }])
})

test('a moment that was told is never corrected before it has come', () => {
  const businessHours = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: 9 * 60, to: 18 * 60 }))
  const start = desk({ now: new Date('2026-03-02T15:55:00Z'), usualAnswer: 10 * MINUTE, settings: { businessHours } })
  const { decision } = given(start).when(writes('Where is it?'))
  expect(JSON.stringify(decision.deliveries)).toContain('09:30 GMT+2')
  expect(expectedOf(decision)).toMatchObject([{ at: new Date('2026-03-03T07:40:00Z') }])
})

test('where nobody has answered by then the customer hears so, with who has it or how many are before', () => {
  given(later(behind(4, { tickets: [newTicket()] }), HOUR))
    .when(due)
    .then({ customerReads: ['customer.takesLonger'], changes: [], threadReads: [] })
  given(later(desk({ tickets: [claimedTicket()] }), HOUR))
    .when(due)
    .then({ customerReads: ['customer.takesLongerHeld'], changes: [] })
  given(later(desk({ tickets: [claimedTicket()], settings: { staffIdentity: 'desk' } }), HOUR))
    .when(due)
    .then({ customerReads: ['customer.takesLongerHeldByDesk'] })
})

test.each([
  ['answered', given(desk({ tickets: [newTicket()] })).when(by(ana, 1).replies('On its way')).world],
  ['the customer’s turn', desk({ tickets: [waitingTicket()] })],
  ['resolved', desk({ tickets: [resolvedTicket()] })],
  ['gone', desk()],
])('they hear nothing where it is %s by then', (_what, world) => {
  given(later(world, HOUR)).when(due).then({ customerReads: [], changes: [], timersAfter: [] })
})

test('where the desk was away and it is night by now, it is told in the morning', () => {
  given(desk({ now: new Date('2026-03-02T21:00:00Z'), tickets: [newTicket()] }))
    .when(due)
    .then({ customerReads: [], timersAfter: [9 * HOUR] })
})
