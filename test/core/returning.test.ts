import { expect, test } from 'vitest'
import type { ConversationEvent } from '../../src/core/events.ts'
import { by } from './happenings.ts'
import { claimedTicket, desk, newTicket, waitingTicket } from './situations.ts'
import { given } from './specification.ts'
import { ana } from './world.ts'

const fired: ConversationEvent = { type: 'TimerFired', timer: { kind: 'returned', ticket: 't-1' } }
const shutOut = { ...ana, disabled: true }

test.each([
  ['in work', claimedTicket()],
  ['waiting for its customer', waitingTicket()],
] as const)(
  'a ticket %s goes back to all where its holder was shut out, and the staff hear of it',
  (_state, ticket) => {
    const held = ticket.status === 'new' ? ticket : { ...ticket, holder: shutOut }
    const after = given(desk({ tickets: [held] })).when(fired)
    after.then({
      changes: [{ type: 'ReleaseTicket', ticket: 't-1', by: null, from: ana.id }],
      threadReads: ['staff.returned'],
      cards: 1,
      customerReads: [],
    })
    expect(after.world.state.tickets[0]).toMatchObject({ status: 'new' })
  },
)

test('it stays where somebody else has it by then, or nobody does', () => {
  given(desk({ tickets: [claimedTicket()] }))
    .when(fired)
    .then({ changes: [], cards: 0 })
  given(desk({ tickets: [newTicket()] }))
    .when(fired)
    .then({ changes: [], cards: 0 })
})

test('whoever was shut out can do nothing, and is told so', () => {
  const { decision } = given({ ...desk({ tickets: [claimedTicket()] }), people: [shutOut] }).when(
    by(ana, 1).replies('Hello'),
  )
  expect(decision).toMatchObject({ changes: [], outcome: { kind: 'refused', notice: { say: 'staff.disabled' } } })
})
