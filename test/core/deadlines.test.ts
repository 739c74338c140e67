import { expect, test } from 'vitest'
import type { Decision } from '../../src/core/decision.ts'
import type { ConversationEvent } from '../../src/core/events.ts'
import { by, commands, writes } from './happenings.ts'
import { claimedTicket, desk, newTicket, resolvedTicket } from './situations.ts'
import { given } from './specification.ts'
import { ana, bogdan, carmen, happen, later, MINUTE } from './world.ts'

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

const reminders = ({ deliveries }: Decision) =>
  deliveries.flatMap(({ content }) => (content.kind === 'reminder' ? [content.again] : []))

test('the staff are shown what waits, anew', () => {
  const { decision, then } = given(desk({ tickets: [newTicket()] })).when(fired)
  then({ staffReads: [], customerReads: [], threadReads: [], changes: [] })
  expect(decision.deliveries).toEqual([{ to: { kind: 'reminder' }, content: { kind: 'reminder', again: true } }])
})

test.each([
  ['claimed', by(ana, 1).claims],
  ['answered', by(ana, 1).replies('Hello')],
  ['given to somebody', by(ana, 1).assigns(bogdan)],
  ['put off', by(ana, 1).snoozes('hour')],
  ['resolved', by(ana, 1).resolves],
  ['closed by its customer', commands('/close 1')],
  ['merged', by(ana, 1).merges(2)],
  ['somebody’s whom the team answers no more', by(carmen, 1).bans()],
])('once it is %s, the line is shown without it', (_what, event) => {
  const { decision } = given(desk({ tickets: [newTicket(), claimedTicket(2)] })).when(event)
  expect(reminders(decision)).toEqual([false])
})

test('a ticket that is claimed before anybody was reminded of it changes no line', () => {
  const start = happen(desk(), writes('Where is it?'))
  const { decision } = given(later(start.world, 14 * MINUTE)).when(by(ana, 1).claims)
  expect(reminders(decision)).toEqual([])
})

test('reminders wait for the desk to open', () => {
  // Monday noon in Bucharest, where the desk opens on Tuesdays at nine.
  const businessHours = [{ weekday: 2, from: 9 * 60, to: 18 * 60 }]
  const { decision, world } = happen(desk({ settings: { businessHours } }), writes('Where is it?'))
  const [timer] = decision.timers
  expect(timer?.at).toEqual(new Date('2026-03-03T07:15:00Z'))
  // A timer that fires too early only sets the right one.
  const ticket = world.state.tickets[0]?.id ?? ''
  const early = { type: 'TimerFired', timer: { kind: 'claimReminder', ticket } } as const
  const { decision: looked } = given(later(world, 60 * MINUTE)).when(early)
  expect([reminders(looked), looked.timers]).toEqual([[], [timer]])
})

test('a ticket that is reopened or released waits from then on', () => {
  const before = desk({ tickets: [resolvedTicket(1, { holder: null })] })
  const start = happen(later(before, 3 * 24 * 60 * MINUTE), writes('It is back'))
  expect(start.decision.timers.map(({ at }) => at.getTime() - start.world.now.getTime())).toEqual([15 * MINUTE])
  expect(reminders(happen(later(start.world, 14 * MINUTE), fired).decision)).toEqual([])
  expect(reminders(happen(later(start.world, 15 * MINUTE), fired).decision)).toEqual([true])
})

test.each([
  ['claimed', [claimedTicket()]],
  ['resolved', [resolvedTicket()]],
  ['gone', []],
])('a ticket that is %s is not recalled', (_name, tickets) => {
  given(desk({ tickets })).when(fired).then({ timersAfter: [] })
})
