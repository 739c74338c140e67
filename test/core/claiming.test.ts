import { expect, test } from 'vitest'
import { by } from './happenings.ts'
import { claimedTicket, desk, newTicket, resolvedTicket } from './situations.ts'
import { given } from './specification.ts'
import { ana, bogdan, carmen, MINUTE } from './world.ts'

test('a manager who claims a new ticket has it, and the customer hears who is on it', () => {
  const { decision, then } = given(desk({ tickets: [newTicket()] })).when(by(ana, 1).claims)
  then({
    changes: [{ type: 'ClaimTicket', ticket: 't-1', manager: ana.id }],
    customerReads: ['customer.claimed'],
    threadReads: ['staff.claimed'],
    cards: 1,
    isSeen: true,
    outcome: { kind: 'done' },
  })
  expect(decision.deliveries.find(({ to }) => to.kind === 'chat')).toMatchObject({
    content: { body: { params: { name: 'Ana', number: 1 } } },
  })
})

test('a claim of what one holds already is no fault', () => {
  given(desk({ tickets: [claimedTicket()] }))
    .when(by(ana, 1).claims)
    .then({
      changes: [],
      customerReads: [],
      isSeen: false,
      outcome: { kind: 'done', notice: { say: 'staff.alreadyYours' } },
    })
})

test('whoever comes second learns who has the ticket', () => {
  given(desk({ tickets: [newTicket()] }))
    .when(by(ana, 1).claims, by(bogdan, 1).claims)
    .then({
      changes: [],
      customerReads: [],
      outcome: {
        kind: 'refused',
        because: 'held',
        notice: { say: 'staff.heldBy', params: { name: 'Ana', number: 1 } },
      },
    })
})

test.each(['claims', 'resolves', 'releases'] as const)('nobody %s a resolved ticket', (act) => {
  given(desk({ tickets: [resolvedTicket()] }))
    .when(by(bogdan, 1)[act])
    .then({ changes: [], customerReads: [], outcome: { kind: 'refused', because: 'state' } })
})

test.each([
  ['its holder', ana],
  ['an admin', carmen],
])('%s gives a ticket back to all', (_name, manager) => {
  given(desk({ tickets: [claimedTicket()] }))
    .when(by(manager, 1).releases)
    .then({
      changes: [{ type: 'ReleaseTicket', ticket: 't-1', by: manager.id }],
      threadReads: ['staff.released'],
      cards: 1,
      timersAfter: [15 * 60_000],
    })
})

test('nobody else gives a ticket back', () => {
  given(desk({ tickets: [claimedTicket()] }))
    .when(by(bogdan, 1).releases)
    .then({ changes: [], outcome: { kind: 'refused', because: 'held' } })
})

test('a ticket that nobody has is not given back', () => {
  given(desk({ tickets: [newTicket()] }))
    .when(by(ana, 1).releases)
    .then({ changes: [], outcome: { kind: 'refused', because: 'state', notice: { say: 'staff.notClaimed' } } })
})

test.each([
  ['new', newTicket()],
  ['claimed by another', claimedTicket()],
])('a ticket that is %s is resolved by whoever says so, and the customer is asked how it was', (_name, ticket) => {
  given(desk({ tickets: [ticket] }))
    .when(by(bogdan, 1).resolves)
    .then({
      changes: [{ type: 'ReleaseHeld' }, { type: 'ResolveTicket', ticket: 't-1', by: bogdan.id }],
      customerReads: ['customer.resolved'],
      buttons: [1, 2, 3, 4, 5].map((score) => `rating.${score}:1`),
      cards: 1,
    })
})

test.each(['claims', 'releases', 'resolves'] as const)('a ticket that does not exist %s nothing', (act) => {
  given(desk())
    .when(by(ana, 7)[act])
    .then({ changes: [], outcome: { kind: 'refused', because: 'unknown' } })
})

test.each([
  [400, { whole: 0, tenth: 4 }],
  [12_340, { whole: 12, tenth: 3 }],
  // Less than a tenth of a second is told as one.
  [20, { whole: 0, tenth: 1 }],
])('whoever comes %i ms later hears by how much', (lead, params) => {
  const world = desk({ tickets: [newTicket()] })
  const claimed = given(world).when(by(ana, 1).claims).world
  given({ ...claimed, at: new Date(world.now.getTime() + lead) })
    .when(by(bogdan, 1).claims)
    .then({
      changes: [],
      outcome: {
        kind: 'refused',
        because: 'held',
        notice: { say: 'staff.claimedFaster', params: { name: 'Ana', number: 1, ...params } },
      },
    })
})

test.each([
  ['pressed first and was heard second', -400],
  ['comes two minutes later', 2 * MINUTE],
])('whoever %s hears who has it', (_who, lead) => {
  const world = desk({ tickets: [newTicket()] })
  const claimed = given(world).when(by(ana, 1).claims).world
  given({ ...claimed, at: new Date(world.now.getTime() + lead) })
    .when(by(bogdan, 1).claims)
    .then({ outcome: { kind: 'refused', because: 'held', notice: { say: 'staff.heldBy' } } })
})
