// What a customer hears who leaves a ticket waiting for them.

import { describe, expect, test } from 'vitest'
import type { ConversationEvent } from '../../src/core/events.ts'
import type { Settings } from '../../src/core/types.ts'
import { by, writes } from './happenings.ts'
import { claimedTicket, desk, waitingTicket } from './situations.ts'
import { given, readAt } from './specification.ts'
import { ana, aWorld, DAY, HOUR, happen, later, MINUTE, type World } from './world.ts'

const acts = by(ana, 1)
const reminder: ConversationEvent = { type: 'TimerFired', timer: { kind: 'customerReminder', ticket: 't-1' } }
const close: ConversationEvent = { type: 'TimerFired', timer: { kind: 'autoClose', ticket: 't-1' } }
// Noon on a Monday in Bucharest.
const waits = (settings: Partial<Settings> = { customerReminder: DAY, autoClose: 3 * DAY }): World =>
  happen(desk({ tickets: [claimedTicket()], settings }), acts.awaitsCustomer).world
const setBy = (settings: Partial<Settings>) =>
  happen(desk({ tickets: [claimedTicket()], settings }), acts.awaitsCustomer).decision.timers

describe('a customer whose turn it is', () => {
  test('is reminded once, and told when the ticket closes', () => {
    const world = later(waits(), DAY)
    const { world: reminded, decision } = given(world).when(reminder)
    expect(decision.deliveries).toMatchObject([
      {
        content: { body: { say: 'customer.yourTurnCloses', params: { number: 1, day: 'later', time: '12:00 GMT+2' } } },
      },
    ])
    expect(decision.timers).toEqual([
      { at: new Date(world.now.getTime() + 2 * DAY), subject: { kind: 'autoClose', ticket: 't-1' } },
    ])
    given(reminded).when(reminder).then({ customerReads: [], timersAfter: [] })
  })

  test('then has their ticket closed, with words that say so and a way back', () => {
    const world = later(happen(later(waits(), DAY), reminder).world, 2 * DAY)
    const { world: closed } = given(world).when(close)
    given(world)
      .when(close)
      .then({
        changes: [{ type: 'ReleaseHeld' }, { type: 'ResolveTicket', ticket: 't-1', by: null, holder: ana.id }],
        customerReads: ['customer.closedForSilence'],
        threadReads: ['staff.closedForSilence'],
        buttons: ['ticket.reopen:1'],
      })
    given(closed)
      .when(writes('I am here'))
      .then({ changes: [{ type: 'ReopenTicket', holder: ana.id }] })
  })

  test('ends all that with any word', () => {
    const world = happen(later(waits(), DAY), reminder).world
    const answered = happen(later(world, DAY), writes('Here it is')).world
    given(later(answered, 5 * DAY))
      .when(close)
      .then({ customerReads: [], changes: [], timersAfter: [] })
    given(later(answered, 5 * DAY))
      .when(reminder)
      .then({ customerReads: [], changes: [], timersAfter: [] })
  })

  test('is given the whole time again where it becomes their turn anew', () => {
    const first = happen(later(waits(), 23 * HOUR), writes('Half of it')).world
    const again = happen(first, acts.awaitsCustomer).world
    given(later(again, HOUR))
      .when(reminder)
      .then({ customerReads: [], timersAfter: [23 * HOUR] })
  })

  test.each([
    ['in the evening, until their morning', 12 * HOUR, '2026-03-03T06:00:00Z'],
    ['after midnight, until the same morning', 16 * HOUR, '2026-03-03T06:00:00Z'],
    ['by day not at all', 6 * HOUR, '2026-03-02T16:00:00Z'],
  ])('is left alone at night: what would come %s waits', (_when, customerReminder, at) => {
    expect(setBy({ customerReminder })).toEqual([
      { at: new Date(at), subject: { kind: 'customerReminder', ticket: 't-1' } },
    ])
  })

  test('has their own night, where their platform tells where they are', () => {
    const base = waits({ customerReminder: 9 * HOUR })
    const { state } = aWorld(base)
    const there = { ...state, conversation: { ...state.conversation, timeZone: 'America/New_York' } }
    // Three in the afternoon there, nine in the evening at the desk.
    given({ ...later(base, 9 * HOUR), state: there })
      .when(reminder)
      .then({ customerReads: ['customer.yourTurn'] })
    const lost = { ...state, conversation: { ...state.conversation, timeZone: 'Mars/Olympus' } }
    given({ ...later(base, 13 * HOUR), state: lost })
      .when(reminder)
      .then({ customerReads: [], timersAfter: [7 * HOUR] })
  })

  test.each([
    ['neither reminder nor close', { customerReminder: 0, autoClose: 0 }, []],
    ['a reminder alone', { customerReminder: HOUR, autoClose: 0 }, [HOUR]],
    ['a close alone, of which they are warned', { customerReminder: 0, autoClose: 2 * HOUR }, [2 * HOUR]],
    ['a close before the reminder', { customerReminder: DAY, autoClose: HOUR }, [HOUR]],
  ])('gets %s, as the settings say', (_what, settings, times) => {
    const noon = aWorld().now.getTime()
    expect(setBy(settings).map(({ at }) => at.getTime() - noon)).toEqual(times)
  })

  test('is warned in time where nobody reminds them', () => {
    const world = later(waits({ customerReminder: 0, autoClose: 2 * HOUR }), 2 * HOUR)
    const { world: warned, decision } = given(world).when(reminder)
    expect(readAt(decision, 'chat')).toEqual(['customer.yourTurnCloses'])
    given(later(warned, HOUR))
      .when(close)
      .then({ changes: [], timersAfter: [HOUR] })
    given(later(warned, 2 * HOUR))
      .when(close)
      .then({ customerReads: ['customer.closedForSilence'] })
  })

  test('hears of no way back where nothing is reopened', () => {
    const settings = { customerReminder: HOUR, autoClose: 2 * HOUR, reopenWindow: 0 }
    const world = later(happen(later(waits(settings), HOUR), reminder).world, HOUR)
    given(world)
      .when(close)
      .then({ customerReads: ['customer.closedForSilenceForGood'], buttons: [] })
  })

  test('is never closed unwarned, whatever fires', () => {
    const world = desk({ tickets: [waitingTicket()], settings: { customerReminder: HOUR, autoClose: 2 * HOUR } })
    given(later(world, 9 * DAY))
      .when(close)
      .then({ customerReads: [], changes: [], timersAfter: [] })
  })
})

describe('what a customer hears when a ticket is open', () => {
  const weekdays = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: 9 * 60, to: 18 * 60 }))
  const opened = (time: string, settings: Partial<Settings>, usualAnswer?: number) => {
    const start = desk({ now: new Date(time), settings, ...(usualAnswer === undefined ? {} : { usualAnswer }) })
    const { deliveries } = happen(start, writes('Where is it?')).decision
    const said = deliveries.find(({ to }) => to.kind === 'chat')?.content
    return said?.kind === 'message' && 'say' in said.body ? [said.body.say, said.body.params] : []
  }

  test.each([
    ['nothing, where nothing is known', {}, undefined, 'customer.ticketOpened', {}],
    ['how long answers took lately', {}, 12 * MINUTE, 'customer.ticketOpenedMinutes', { count: 15 }],
    ['no promise of seconds', {}, 1_000, 'customer.ticketOpenedMinutes', { count: 5 }],
    ['hours in hours', {}, 100 * MINUTE, 'customer.ticketOpenedHours', { count: 2 }],
    [
      'the moment, where the desk closes before',
      { businessHours: weekdays },
      7 * HOUR,
      'customer.ticketOpenedBy',
      { day: 'tomorrow', time: '10:00 GMT+2' },
    ],
  ])('is %s', (_what, settings, usual, say, params) => {
    expect(opened('2026-03-02T10:00:00Z', settings, usual)).toEqual([say, expect.objectContaining(params)])
  })

  test.each([
    ['2026-03-02T04:00:00Z', { day: 'today', time: '09:00 GMT+2' }],
    ['2026-03-02T17:00:00Z', { day: 'tomorrow', time: '09:00 GMT+2' }],
    ['2026-03-27T17:00:00Z', { day: 'later', date: 'Monday, March 30', time: '09:00 GMT+3' }],
  ])('is at %s when the desk opens', (time, params) => {
    const closed = ['customer.ticketOpenedClosed', expect.objectContaining(params)]
    expect(opened(time, { businessHours: weekdays }, 10 * MINUTE)).toEqual(closed)
  })
})
