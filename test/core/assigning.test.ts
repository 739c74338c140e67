import { expect, test } from 'vitest'
import type { Candidate } from '../../src/core/assigning.ts'
import type { TimerSubject } from '../../src/core/timer-subject.ts'
import type { Manager } from '../../src/core/types.ts'
import { writes } from './happenings.ts'
import { claimedTicket, desk, newTicket, resolvedTicket } from './situations.ts'
import { given } from './specification.ts'
import { ana, bogdan, carmen } from './world.ts'

const due = { type: 'TimerFired', timer: { kind: 'assign', ticket: 't-1' } satisfies TimerSubject } as const
const may = (manager: Manager, open: number, given: string | null = null): Candidate => ({
  manager,
  open,
  account: { channel: 'slack', externalId: manager.id },
  givenAt: given === null ? null : new Date(`2026-03-02T${given}Z`),
})
const away = { ...ana, away: { since: new Date('2026-03-02T08:00:00Z'), until: null } }

test.each([
  [
    'in turn, whoever was given one longest ago',
    'round-robin',
    null,
    [may(ana, 0, '09:00'), may(bogdan, 5, '08:00')],
    bogdan,
  ],
  ['in turn, whoever was never given one', 'round-robin', null, [may(ana, 0, '09:00'), may(bogdan, 5)], bogdan],
  ['whoever has fewest', 'least-busy', null, [may(ana, 3), may(bogdan, 2), may(carmen, 4)], bogdan],
  ['of equals whoever waited longest', 'least-busy', null, [may(ana, 2, '09:00'), may(bogdan, 2, '08:00')], bogdan],
  ['nobody at their cap', 'round-robin', 2, [may(ana, 2), may(bogdan, 1, '09:30')], bogdan],
  ['nobody who is away', 'least-busy', null, [may(away, 0), may(bogdan, 9)], bogdan],
  ['nobody where all are at their cap', 'least-busy', 1, [may(ana, 1), may(bogdan, 1)], null],
  ['nobody where nobody is there', 'round-robin', null, [], null],
] as const)('a new ticket is given to %s', (_, assignment, managerCap, candidates, to) => {
  const { world, decision, then } = given(
    desk({ tickets: [newTicket()], settings: { assignment, managerCap }, candidates }),
  ).when(due)
  if (to === null) return then({ changes: [], customerReads: [], threadReads: [], cards: 0 })
  then({
    changes: [{ type: 'AssignTicket', manager: to.id, by: null }],
    customerReads: ['customer.claimed'],
    threadReads: ['staff.assignedByRule'],
    cards: 1,
  })
  expect(world.state.tickets[0]).toMatchObject({ status: 'claimed', holder: to })
  expect(JSON.stringify(decision.deliveries)).toContain(`"externalId":"${to.id}"`)
})

test('what somebody has meanwhile is given to nobody else', () => {
  for (const ticket of [claimedTicket(), resolvedTicket()]) {
    const settings = { assignment: 'round-robin' } as const
    given(desk({ tickets: [ticket], settings, candidates: [may(bogdan, 0)] }))
      .when(due)
      .then({ changes: [], threadReads: [] })
  }
})

test('a ticket asks to be given once it is open, and again where it reopens without a holder', () => {
  const settings = { assignment: 'least-busy' } as const
  const kinds = (tickets: Parameters<typeof desk>[0]) =>
    given(desk({ settings, ...tickets }))
      .when(writes('My washing machine leaks'))
      .decision.timers.map(({ subject }) => subject.kind)
  expect(kinds({})).toContain('assign')
  expect(kinds({ tickets: [resolvedTicket(1, { holder: null })] })).toContain('assign')
  expect(kinds({ tickets: [resolvedTicket()] })).not.toContain('assign')
  expect(kinds({ settings: {} })).not.toContain('assign')
})
