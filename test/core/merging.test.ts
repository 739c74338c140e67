// Two tickets of one customer become one: what each side reads, where words go from then on, and what is refused.

import { expect, test } from 'vitest'
import { by, commands, edits, presses, writes } from './happenings.ts'
import {
  claimedTicket,
  desk,
  mergedTicket,
  newTicket,
  resolvedTicket,
  snoozedTicket,
  stored,
  waitingTicket,
} from './situations.ts'
import { given } from './specification.ts'
import { ana, bogdan, MINUTE } from './world.ts'

test('both threads point to each other, the customer hears the number, and what was held goes first', () => {
  const { decision, then } = given(desk({ tickets: [claimedTicket(1, bogdan), newTicket(2)] })).when(
    by(ana, 2).merges(1),
  )
  then({
    changes: [{ type: 'ReleaseHeld' }, { type: 'MergeTicket', ticket: 't-2', into: 't-1', by: ana.id }],
    threadReads: ['staff.mergedAway', 'staff.tookIn'],
    customerReads: ['customer.goesOn'],
    buttons: [],
    cards: 2,
  })
  expect(decision.deliveries).toContainEqual(
    expect.objectContaining({
      to: { kind: 'thread', ticket: 't-1' },
      content: expect.objectContaining({ body: expect.objectContaining({ document: expect.anything() }) }),
    }),
  )
  expect(JSON.stringify(decision.deliveries)).toContain('Question of t-2')
})

test.each([
  ['waits for the customer', waitingTicket(1, bogdan), bogdan.id, []],
  ['is put off', snoozedTicket(1, bogdan), bogdan.id, []],
  ['is put off and nobody’s', snoozedTicket(1), null, [15 * MINUTE]],
])('a ticket that %s is back with the question that it takes in', (_what, target, holder, timersAfter) => {
  given(desk({ tickets: [target, newTicket(2)] }))
    .when(by(ana, 2).merges(1))
    .then({
      changes: [{ type: 'ReleaseHeld' }, { type: 'MergeTicket' }, { type: 'ResumeTicket', ticket: 't-1', holder }],
      threadReads: ['staff.mergedAway', 'staff.tookIn'],
      cards: 2,
      timersAfter,
    })
})

test('the threads are linked where the links are known', () => {
  const merges = { ...by(ana, 2).merges(1), links: { from: 'https://x.test/2', into: 'https://x.test/1' } }
  given(desk({ tickets: [newTicket(1), newTicket(2)] }))
    .when(merges)
    .then({ threadReads: ['staff.mergedAwayLinked', 'staff.tookInLinked'] })
})

test('what went into a ticket before goes on where that one goes', () => {
  const { world, then } = given(desk({ tickets: [newTicket(1), newTicket(2), mergedTicket(3, 2)] })).when(
    by(ana, 2).merges(1),
  )
  then({ cards: 3 })
  expect(world.state.tickets.slice(1)).toMatchObject([{ into: { number: 1 } }, { into: { number: 1 } }])
})

test.each([
  ['into itself', [newTicket(1)], 1, 1, 'staff.notOpenToMerge'],
  ['into one that nobody knows', [newTicket(1)], 1, 9, 'staff.notOpenToMerge'],
  ['into one that was resolved meanwhile', [newTicket(1), resolvedTicket(2)], 1, 2, 'staff.notOpenToMerge'],
  ['into one that was merged meanwhile', [newTicket(1), mergedTicket(2, 1)], 1, 2, 'staff.wentInto'],
  ['once it was merged itself', [newTicket(1), mergedTicket(2, 1)], 2, 1, 'staff.wentInto'],
  ['once it is resolved', [newTicket(1), resolvedTicket(2)], 2, 1, 'staff.alreadyResolved'],
])('a ticket is not merged %s', (_why, tickets, number, into, say) => {
  given(desk({ tickets }))
    .when(by(ana, number).merges(into))
    .then({ changes: [], outcome: { kind: 'refused', because: 'state', notice: { say } } as object })
})

const threads = ({ decision }: { decision: { deliveries: readonly { to: object }[] } }) =>
  decision.deliveries.flatMap(({ to }) => ('ticket' in to ? [to.ticket] : []))

test('words go to the newest open ticket, by what was merged into it too', () => {
  const heard = (
    ...tickets: Parameters<typeof desk>[0] extends { tickets?: infer Tickets } | undefined
      ? [NonNullable<Tickets>]
      : never
  ) => threads(given(desk({ tickets: tickets[0] })).when(writes('And?')))
  expect(heard([newTicket(1), newTicket(2), mergedTicket(3, 1)])).toEqual(['t-1'])
  expect(heard([newTicket(1), mergedTicket(2, 1), newTicket(3)])).toEqual(['t-3'])
})

test.each([
  ['the ticket that it was said in', 't-1', 't-1'],
  ['the one that this was merged into', 't-2', 't-1'],
  ['the newest, where that is not open', 't-4', 't-3'],
])('an answer to a message goes to %s', (_where, said, reached) => {
  const tickets = [newTicket(1), mergedTicket(2, 1), newTicket(3), resolvedTicket(4)]
  const messages = new Map([['telegram:m-1', stored('m-1', said)]])
  const answers = { ...writes('That one'), quotes: 'm-1' }
  expect(threads(given(desk({ tickets, messages })).when(answers))).toEqual([reached])
})

test('words that were edited are told where the matter goes on', () => {
  const tickets = [newTicket(1), mergedTicket(2, 1)]
  const messages = new Map([['telegram:m-1', stored('m-1', 't-2', { inThread: true })]])
  const step = given(desk({ tickets, messages })).when(edits('m-1', 'Blue'))
  step.then({ threadReads: ['staff.edited'] })
  expect(threads(step)).toEqual(['t-1'])
})

test.each(['claims', 'releases', 'resolves'] as const)('nobody %s a ticket that was merged', (act) => {
  given(desk({ tickets: [newTicket(1), mergedTicket(2, 1)] }))
    .when(by(ana, 2)[act])
    .then({
      changes: [],
      outcome: { kind: 'refused', notice: { say: 'staff.wentInto', params: { number: 2, into: 1 } } } as object,
    })
})

test('what a manager writes in the thread of a merged ticket does not go, and they are told where to write', () => {
  const tickets = [newTicket(1), mergedTicket(2, 1)]
  given(desk({ tickets }))
    .when(by(ana, 2).replies('Hello', 'ts-9'))
    .then({ customerReads: [], threadReads: ['staff.writeThere'], marks: ['failed'] })
  given(desk({ tickets }))
    .when(by(ana, 2).sendsFile('ts-9'))
    .then({ customerReads: [], threadReads: ['staff.writeThere'], marks: ['failed'] })
  given(desk({ tickets }))
    .when(by(ana, 2).replies('Hello', null))
    .then({ changes: [], outcome: { kind: 'refused' } })
  given(desk({ tickets }))
    .when(by(ana, 2).notes('Hm', 'ts-9'))
    .then({ customerReads: [], marks: ['note'] })
})

test('old buttons and commands about a merged ticket tell where it goes on', () => {
  const tickets = [newTicket(1), mergedTicket(2, 1)]
  for (const press of ['rating.5:2', 'ticket.reopen:2']) {
    given(desk({ tickets }))
      .when(presses(press))
      .then({ changes: [], outcome: { kind: 'refused', notice: { say: 'customer.goesOn' } } as object })
  }
  for (const command of ['/status 2', '/close 2']) {
    given(desk({ tickets }))
      .when(commands(command))
      .then({ changes: [], customerReads: ['customer.goesOn'] })
  }
})

test('words never reopen a ticket that was merged', () => {
  given(desk({ tickets: [resolvedTicket(1, { at: new Date('2026-03-02T09:10:00Z') }), mergedTicket(2, 1)] }))
    .when(writes('Still broken'))
    .then({ changes: [{ type: 'ReopenTicket', ticket: 't-1' }] })
})
