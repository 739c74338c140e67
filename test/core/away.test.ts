import { expect, test } from 'vitest'
import { isAway } from '../../src/core/manager.ts'
import { by, presses, writes } from './happenings.ts'
import { claimedTicket, desk, newTicket, resolvedTicket } from './situations.ts'
import { given } from './specification.ts'
import { ana, bogdan, HOUR, later, MINUTE, type World } from './world.ts'

const { now } = desk()
const since = new Date(now.getTime() - HOUR)
const awayAna = { ...ana, away: { since, until: null } }
const untilTwo = { ...ana, away: { since, until: new Date(now.getTime() + 2 * HOUR) } }
/** Ana is away. */
const without = (tickets: Parameters<typeof desk>[0]): World => ({ ...desk(tickets), people: [awayAna, bogdan] })

test('being away ends by itself', () => {
  expect([MINUTE, 2 * HOUR].map((passed) => isAway(untilTwo, new Date(now.getTime() + passed)))).toEqual([true, false])
})

test.each([
  ['writes back', by(ana, 1).replies('Here'), 'staff.welcomeBack'],
  ['writes a note', by(ana, 1).notes('Hm'), 'staff.welcomeBack'],
  ['has something else to hear', by(ana, 1).claims, 'staff.alreadyYours'],
])('whoever %s is back', (_who, event, say) => {
  const { decision, then } = given(without({ tickets: [claimedTicket()] })).when(event)
  expect(decision.changes).toContainEqual({ type: 'EndAway', manager: ana.id })
  then({ outcome: { kind: 'done', notice: { say } } })
})

test('neither what is refused nor words of before bring anybody back', () => {
  const refused = given(without({ tickets: [resolvedTicket()] })).when(by(ana, 1).claims)
  expect(refused.decision.changes).toEqual([])
  const late = { ...without({ tickets: [claimedTicket()] }), at: new Date(since.getTime() - MINUTE) }
  expect(given(late).when(by(ana, 1).notes('Hm')).decision.changes).not.toContainEqual({
    type: 'EndAway',
    manager: ana.id,
  })
})

test('whoever gives a ticket to somebody who is away is told, and it is theirs', () => {
  given(without({ tickets: [newTicket()] }))
    .when(by(bogdan, 1).assigns(ana))
    .then({
      changes: [{ type: 'AssignTicket', manager: ana.id, by: bogdan.id }],
      outcome: { kind: 'done', notice: { say: 'staff.assignedAway', params: { name: 'Ana' } } },
    })
  given({ ...desk({ tickets: [newTicket()] }), people: [untilTwo, bogdan] })
    .when(by(bogdan, 1).assigns(ana))
    .then({ outcome: { notice: { say: 'staff.assignedAwayUntil', params: { name: 'Ana', at: 'Mon, Mar 2, 14:00' } } } })
})

test.each([
  ['words', writes('It is back')],
  ['the button', presses('ticket.reopen:1')],
])('reopened by %s, a ticket goes to its holder, or to all while they are away', (_what, event) => {
  given(desk({ tickets: [resolvedTicket()] }))
    .when(event)
    .then({ changes: [{ type: 'ReopenTicket', holder: ana.id }] })
  const { decision, then } = given(desk({ tickets: [resolvedTicket(1, { holder: untilTwo })] })).when(event)
  then({ changes: [{ type: 'ReopenTicket', holder: null }], timersAfter: [15 * MINUTE] })
  const line = decision.deliveries.find(({ to }) => to.kind === 'thread')
  expect(line?.content).toMatchObject({ resurfaces: true, body: { say: 'staff.reopenedAwayUntil' } })
  given(later(desk({ tickets: [resolvedTicket(1, { holder: untilTwo })] }), 2 * HOUR))
    .when(event)
    .then({ changes: [{ type: 'ReopenTicket', holder: ana.id }] })
})
