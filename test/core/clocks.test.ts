// What a ticket's time comes to, and what is told of it.

import { describe, expect, test } from 'vitest'
import { businessTimeBetween } from '../../src/core/business-time.ts'
import { dueOf } from '../../src/core/clocks.ts'
import type { ConversationEvent } from '../../src/core/events.ts'
import { isOpen } from '../../src/core/tickets.ts'
import type { Settings } from '../../src/core/types.ts'
import { by, writes } from './happenings.ts'
import { desk } from './situations.ts'
import { given } from './specification.ts'
import { ana, bogdan, DAY, HOUR, happen, later, MINUTE, type World } from './world.ts'

const promised: Partial<Settings> = { slaFirstResponse: HOUR, slaResolution: DAY, claimReminder: 0 }
const hours = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: 9 * 60, to: 18 * 60 }))
const look = (world: World): ConversationEvent => ({
  type: 'TimerFired',
  timer: { kind: 'clock', ticket: ticketIn(world).id },
})
const ticketIn = ({ state }: World) => {
  const [ticket] = state.tickets
  if (ticket === undefined) throw new Error('there is no ticket')
  return ticket
}
const dueIn = (world: World) => {
  const { clock, priority } = ticketIn(world)
  return dueOf(clock, priority, world.settings)
}
const opened = (settings: Partial<Settings> = {}): World =>
  happen(desk({ settings: { ...promised, ...settings } }), writes('Where is it?')).world
const act = (world: World, ...events: ConversationEvent[]): World =>
  events.reduce((now, event) => happen(now, event).world, world)
const acts = by(ana, 1)

describe('a ticket is due', () => {
  test.each([
    ['urgent', 15, 6],
    ['high', 30, 12],
    ['normal', 60, 24],
    ['low', 120, 48],
  ] as const)('as soon as its priority promises: %s', (priority, minutes, resolution) => {
    const world = act(opened(), acts.prioritizes(priority))
    const at = (time: number) => new Date(ticketIn(world).openedAt.getTime() + time)
    expect(dueIn(world)).toEqual({ first: at(minutes * MINUTE), resolution: at(resolution * HOUR) })
  })

  test('in business time', () => {
    // Monday noon in Bucharest; a day of business time is nine hours.
    const world = opened({ businessHours: hours, slaFirstResponse: 7 * HOUR, slaResolution: 18 * HOUR })
    expect(dueIn(world)).toEqual({
      first: new Date('2026-03-03T08:00:00Z'),
      resolution: new Date('2026-03-04T10:00:00Z'),
    })
  })

  test('never, where nothing is promised', () => {
    const { world, decision } = happen(desk(), writes('Where is it?'))
    expect(dueIn(world)).toEqual({ first: null, resolution: null })
    expect(decision.timers.map(({ subject }) => subject.kind)).toEqual(['claimReminder'])
  })

  test.each([
    ['waits for its customer', acts.awaitsCustomer, writes('Here')],
    ['is snoozed', acts.snoozes('monday'), acts.claims],
  ])('later by the time in which it %s', (_what, stops, goesOn) => {
    const before = act(opened(), acts.claims)
    const paused = act(later(before, 10 * MINUTE), stops)
    const after = act(later(paused, 5 * HOUR), goesOn)
    expect(ticketIn(after).clock).toMatchObject({ paused: 5 * HOUR, stoppedAt: null })
    expect(dueIn(after).resolution).toEqual(new Date((dueIn(before).resolution?.getTime() ?? 0) + 5 * HOUR))
  })

  test('from its reopening, as if it were new', () => {
    const resolved = later(act(opened(), acts.replies('Done'), acts.resolves), 3 * DAY)
    const { world, decision } = happen(resolved, writes('It is back'))
    expect(dueIn(world).resolution).toEqual(new Date(resolved.now.getTime() + DAY))
    // Whoever was answered once is owed no other first answer.
    expect(decision.timers).toEqual([
      { at: new Date(resolved.now.getTime() + 0.75 * DAY), subject: { kind: 'clock', ticket: ticketIn(world).id } },
    ])
  })

  test('while it is put off no sooner for all the time that passes', () => {
    const paused = act(opened({ businessHours: hours }), acts.snoozes('threeDays'), acts.prioritizes('low'))
    const after = act(later(paused, 2 * DAY), acts.claims)
    const { clock } = ticketIn(after)
    expect(clock.paused).toBe(businessTimeBetween(paused.now, after.now, after.settings))
  })
})

describe('the clock', () => {
  const at = (world: World, time: number) => later(world, time)

  test('warns the channel once of what nobody has claimed, then looks when it is due', () => {
    const world = at(opened(), 45 * MINUTE)
    const { world: warned, decision } = given(world).when(look(world))
    expect(decision.deliveries).toMatchObject([
      { content: { body: { say: 'staff.firstWarning' }, resurfaces: true, calls: { staff: 'present' } } },
    ])
    expect(decision.timers).toMatchObject([
      { at: new Date(world.now.getTime() + 15 * MINUTE), subject: { kind: 'clock' } },
    ])
    expect(decision.changes).toContainEqual(expect.objectContaining({ type: 'RecordAlarm', alarm: 'firstWarning' }))
    given(warned).when(look(warned)).then({ threadReads: [] })
  })

  test('warns whoever holds it, in the thread alone', () => {
    const world = at(act(opened(), acts.claims), 45 * MINUTE)
    const { decision } = given(world).when(look(world))
    expect(decision.deliveries).toMatchObject([
      { content: { body: { say: 'staff.firstWarningHeld', params: { name: 'Ana' } }, calls: { managers: ['m-ana'] } } },
    ])
    expect(decision.deliveries[0]?.content).not.toHaveProperty('resurfaces')
  })

  test('tells everybody of a breach, and those who are to know, once', () => {
    const escalation = [
      { channel: 'slack', externalId: 'UBOSS' },
      { channel: 'telegram', externalId: '42' },
    ] as const
    const world = at(opened({ escalation }), HOUR)
    const { world: told, decision } = given(world).when(look(world))
    expect(decision.deliveries).toMatchObject([
      {
        to: { kind: 'thread' },
        content: { body: { say: 'staff.firstBreach' }, resurfaces: true, calls: { staff: 'all' } },
      },
      { to: { kind: 'person', account: escalation[0] }, content: { body: { say: 'staff.firstBreach' } } },
      { to: { kind: 'person', account: escalation[1] }, content: { body: { say: 'staff.firstBreach' } } },
    ])
    given(told).when(look(told)).then({ threadReads: [] })
    given(at(told, 2 * MINUTE))
      .when(acts.prioritizes('urgent'), look(told))
      .then({ threadReads: [] })
  })

  test('tells the worst alone where it looks late', () => {
    const world = at(opened(), 3 * DAY)
    given(world)
      .when(look(world))
      .then({ threadReads: ['staff.resolutionBreach'], timersAfter: [] })
  })

  test('has nothing to say of a ticket that was answered in time, and looks when its end nears', () => {
    const world = at(act(opened(), acts.replies('Hello')), 45 * MINUTE)
    const { decision, then } = given(world).when(look(world))
    then({ threadReads: [], changes: [] })
    expect(decision.timers.map(({ at: moment }) => moment)).toEqual([
      new Date(ticketIn(world).openedAt.getTime() + 18 * HOUR),
    ])
  })

  test.each([
    ['resolved', [acts.resolves]],
    ['waiting for its customer', [acts.awaitsCustomer]],
    ['snoozed', [acts.snoozes('monday')]],
  ])('has nothing to say of a ticket that is %s', (_what, events) => {
    const world = at(act(opened(), ...events), 2 * HOUR)
    given(world).when(look(world)).then({ threadReads: [], timersAfter: [], changes: [] })
  })

  test('warns again once a lower priority has put the end off', () => {
    const warned = act(at(opened(), 45 * MINUTE), look(opened()))
    const lower = act(warned, by(bogdan, 1).prioritizes('low'))
    expect(ticketIn(lower).clock.told).toEqual([])
    const world = at(lower, 45 * MINUTE)
    given(world)
      .when(look(world))
      .then({ threadReads: ['staff.firstWarning'] })
  })

  test('looks at once where a higher priority makes it due', () => {
    const world = at(opened(), 20 * MINUTE)
    const { world: after, decision } = happen(world, acts.prioritizes('urgent'))
    expect(decision.timers.map(({ at: moment }) => moment <= world.now)).toEqual([true])
    expect(isOpen(ticketIn(after))).toBe(true)
    given(after)
      .when(look(after))
      .then({ threadReads: ['staff.firstBreach'] })
  })
})
