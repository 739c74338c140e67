import { expect, test } from 'vitest'
import type { ConversationEvent } from '../../src/core/events.ts'
import { writes } from './happenings.ts'
import { claimedTicket, desk, newTicket, resolvedTicket } from './situations.ts'
import { given } from './specification.ts'
import { happen, later, MINUTE } from './world.ts'

const fired: ConversationEvent = { type: 'TimerFired', timer: { kind: 'claimReminder', ticket: 't-1' } }

test('a ticket that nobody claims is recalled after 15 minutes, then after intervals that double, up to eight times the first', () => {
  const start = happen(desk(), writes('It burns'))
  const id = start.world.state.tickets[0]?.id ?? ''
  const intervals: number[] = []
  let [world, decision] = [start.world, start.decision]
  for (const _ of Array.from({ length: 7 })) {
    const wait = (decision.timers[0]?.at.getTime() ?? 0) - world.now.getTime()
    intervals.push(wait / MINUTE)
    ;({ world, decision } = happen(later(world, wait), {
      type: 'TimerFired',
      timer: { kind: 'claimReminder', ticket: id },
    }))
  }
  expect(intervals).toEqual([15, 30, 60, 120, 120, 120, 120])
})

test('the staff hear which ticket waits, and how long', () => {
  const { decision, then } = given(desk({ tickets: [newTicket()] })).when(fired)
  then({ staffReads: ['staff.unclaimedMinutes'], customerReads: [], threadReads: [], changes: [] })
  expect(decision.deliveries[0]).toMatchObject({ content: { body: { params: { number: 1, count: 60 } } } })
  given(later(desk({ tickets: [newTicket()] }), 60 * MINUTE))
    .when(fired)
    .then({ staffReads: ['staff.unclaimedHours'] })
})

test('a ticket that is reopened or released waits from then on', () => {
  const before = desk({ tickets: [resolvedTicket(1, { holder: null })] })
  const start = happen(later(before, 3 * 24 * 60 * MINUTE), writes('It is back'))
  expect(start.decision.timers.map(({ at }) => at.getTime() - start.world.now.getTime())).toEqual([15 * MINUTE])
  const { decision } = happen(later(start.world, 15 * MINUTE), fired)
  expect(decision.deliveries[0]).toMatchObject({ content: { body: { params: { number: 1, count: 15 } } } })
})

test.each([
  ['claimed', [claimedTicket()]],
  ['resolved', [resolvedTicket()]],
  ['gone', []],
])('a ticket that is %s is not recalled', (_name, tickets) => {
  given(desk({ tickets })).when(fired).then({ staffReads: [], timersAfter: [] })
})
