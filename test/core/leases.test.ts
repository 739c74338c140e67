import { expect, test } from 'vitest'
import type { ConversationEvent } from '../../src/core/events.ts'
import { leaseOf } from '../../src/core/lease-times.ts'
import { by, edits, writes } from './happenings.ts'
import { claimedTicket, desk, newTicket, resolvedTicket, snoozedTicket, stored, waitingTicket } from './situations.ts'
import { given } from './specification.ts'
import { ana, bogdan, HOUR, happen, later, MINUTE, type World } from './world.ts'

const settings = { claimLease: 4 * HOUR, claimReminder: 15 * MINUTE }
const fired: ConversationEvent = { type: 'TimerFired', timer: { kind: 'lease', ticket: 't-1' } }
const leased = (ticket = claimedTicket()) => desk({ tickets: [ticket], settings })
/** Ana claims a new ticket whose customer waits. */
const claimed = (): World => happen(leased({ ...newTicket(), leaseFrom: desk().now }), by(ana, 1).claims).world
const endIn = ({ state, settings: all, now }: World): number | null => {
  const [ticket] = state.tickets
  const end = ticket === undefined ? null : (leaseOf(ticket, all)?.end ?? null)
  return end === null ? null : (end.getTime() - now.getTime()) / HOUR
}

test('a claim lasts while the customer waits: its holder is called at half of it, and at its end it is nobody’s', () => {
  const start = claimed()
  expect(endIn(start)).toBe(4)
  const half = given(later(start, 2 * HOUR)).when(fired)
  half.then({ changes: [], threadReads: ['staff.leaseHalf'], timersAfter: [2 * HOUR] })
  expect(half.decision.deliveries[0]?.content).toMatchObject({
    calls: { managers: [ana.id] },
    body: { params: { name: 'Ana', number: 1, at: 'Mon, Mar 2, 16:00' } },
  })
  const end = given(later(half.world, 2 * HOUR)).when(fired)
  end.then({
    changes: [{ type: 'LapseClaim', ticket: 't-1', holder: ana.id }],
    threadReads: ['staff.lapsed'],
    cards: 1,
    customerReads: [],
    timersAfter: [15 * MINUTE],
  })
  // In the channel too: never silently.
  expect(end.decision.deliveries.find(({ to }) => to.kind === 'thread')?.content).toMatchObject({ resurfaces: true })
  expect(end.world.state.tickets[0]).toMatchObject({ status: 'new' })
})

test.each([
  ['a note', by(ana, 1).notes('I look into it'), 4],
  ['claiming it once more', by(ana, 1).claims, 4],
  ['giving it to somebody', by(bogdan, 1).assigns(bogdan), 4],
  ['a reply', by(ana, 1).replies('Here you are'), null],
  ['an article', by(ana, 1).answers('a1'), 1],
  ['a colleague’s reply', by(bogdan, 1).replies('Here you are'), null],
  ['a colleague’s note', by(bogdan, 1).notes('Hm'), 1],
  ['more words of the customer’s', writes('Hello?'), 1],
  ['giving the customer their turn', by(ana, 1).awaitsCustomer, null],
  ['snoozing it', by(ana, 1).snoozes('monday'), null],
  ['releasing it', by(ana, 1).releases, null],
  ['resolving it', by(ana, 1).resolves, null],
])('three hours later, %s leaves a lease of so many hours', (_what, event, hours) => {
  expect(endIn(happen(later(claimed(), 3 * HOUR), event).world)).toBe(hours)
})

test('it runs again once the customer writes, and the card tells until when', () => {
  const answered = later(happen(claimed(), by(ana, 1).replies('Which one?')).world, HOUR)
  const { world, then } = given(answered).when(writes('The blue one'))
  then({ cards: 1, timersAfter: [] })
  expect(endIn(world)).toBe(4)
  given(later(world, MINUTE)).when(writes('Or the red one', '2')).then({ cards: 0 })
})

test('thanks wait for nothing', () => {
  const { world, then } = given(leased()).when(writes('Thank you!'))
  then({ cards: 0 })
  expect(endIn(world)).toBeNull()
})

test('a look that comes too early, or finds nothing that runs, only sets the next one', () => {
  given(later(claimed(), HOUR))
    .when(fired)
    .then({ changes: [], threadReads: [], timersAfter: [HOUR] })
  given(leased())
    .when(fired)
    .then({ changes: [], threadReads: [], timersAfter: [2 * HOUR] })
})

test.each([
  ['new', { ...newTicket(), leaseFrom: new Date(0) }],
  ['waiting', waitingTicket()],
  ['snoozed', snoozedTicket(1, ana)],
  ['resolved', resolvedTicket()],
])('a look at a ticket that is %s does nothing', (_state, ticket) => {
  given(leased(ticket)).when(fired).then({ changes: [], threadReads: [], timersAfter: [] })
})

test('where the lease is off no claim lapses', () => {
  const world = desk({ tickets: [{ ...claimedTicket(), leaseFrom: new Date(0) }] })
  const { decision } = given(world).when(fired)
  expect(decision).toMatchObject({ changes: [], deliveries: [], timers: [] })
})

test('nobody’s reply is blocked at its end', () => {
  const late = later(claimed(), 9 * HOUR)
  const { world } = given(happen(late, fired).world).when(by(ana, 1).replies('Sorry!'))
  expect(world.state.tickets[0]).toMatchObject({ status: 'claimed', holder: ana })
})

test('a ticket that was put off, or reopened, has a lease from then on', () => {
  const woken = given(leased(waitingTicket())).when(writes('Here it is'))
  woken.then({ changes: [{ type: 'ResumeTicket' }], timersAfter: [2 * HOUR], cards: 1 })
  expect(endIn(woken.world)).toBe(4)
  const reopened = given(leased(resolvedTicket())).when(writes('It is back'))
  expect(endIn(reopened.world)).toBe(4)
  reopened.then({ timersAfter: [2 * HOUR] })
  const edited = stored('m-1', 't-1', { origin: '9' })
  const world = { ...leased(waitingTicket()), messages: new Map([['telegram:9', edited]]) }
  expect(endIn(happen(world, edits('9', 'The red one')).world)).toBe(4)
})

test('a reply that is taken back before it goes has answered nobody', () => {
  const held = stored('m-1', 't-1', { author: 'manager', fate: 'held', manager: ana, origin: 'ts-1' })
  const world = { ...leased(), messages: new Map([['slack:ts-1', held]]) }
  expect(endIn(happen(world, by(ana, 1).deletes()).world)).toBe(4)
})

test('it counts in business time', () => {
  const businessHours = [{ weekday: 1, from: 540, to: 780 }]
  // A Monday, noon in Bucharest: an hour until the desk closes for a week.
  const world = desk({ tickets: [{ ...newTicket(), leaseFrom: desk().now }], settings: { ...settings, businessHours } })
  const { decision, world: after } = happen(world, by(ana, 1).claims)
  expect(endIn(after)).toBe(7 * 24)
  expect(decision.timers.map(({ at }) => (at.getTime() - world.now.getTime()) / HOUR)).toEqual([7 * 24 - 2])
})
