import { expect, test } from 'vitest'
import { by, commands, presses, writes } from './happenings.ts'
import { claimedTicket, desk, idle, kept, newTicket, resolvedTicket } from './situations.ts'
import { given } from './specification.ts'
import { ana, DAY, HOUR, happen, later, MINUTE } from './world.ts'

const done = desk({ tickets: [resolvedTicket()] })
const rated = happen(done, presses('rating.4:1')).world

test('a tap stores the rating, shows it on the card and thanks', () => {
  const { then } = given(done).when(presses('rating.4:1'))
  then({
    changes: [{ type: 'RateTicket', ticket: 't-1', score: 4 }],
    cards: 1,
    customerReads: ['customer.ratedMayComment'],
    buttons: ['ticket.reopen:1'],
    form: { kind: 'commenting', ticket: 't-1', until: new Date(done.now.getTime() + 10 * MINUTE) },
  })
})

test('words within ten minutes are the comment, once', () => {
  const soon = later(rated, 9 * MINUTE)
  given(soon)
    .when(writes('Very quick!'))
    .then({
      changes: [{ type: 'CommentRating', ticket: 't-1', comment: 'Very quick!' }],
      threadReads: ['staff.comment'],
      customerReads: ['customer.commented'],
      buttons: ['ticket.reopen:1'],
      form: idle,
    })
  given(soon)
    .when(writes('Very quick!'), writes('But it broke again'))
    .then({ changes: [{ type: 'ReopenTicket' }] })
})

test('words after ten minutes reopen the ticket', () => {
  given(later(rated, 10 * MINUTE))
    .when(writes('It broke again'))
    .then({ changes: [{ type: 'ReopenTicket' }], threadReads: ['staff.reopened', 'It broke again'], form: idle })
})

test('words without a tap reopen the ticket', () => {
  given(done)
    .when(writes('It broke again'))
    .then({ changes: [{ type: 'ReopenTicket' }] })
})

test('another tap changes the rating for a day', () => {
  given(later(rated, 23 * HOUR))
    .when(presses('rating.2:1'))
    .then({ changes: [{ type: 'RateTicket', score: 2 }] })
  given(later(rated, DAY))
    .when(presses('rating.2:1'))
    .then({ changes: [], customerReads: [], outcome: { kind: 'refused', notice: { say: 'customer.ratedBefore' } } })
})

test('a first tap counts even after a day', () => {
  given(later(done, 2 * DAY))
    .when(presses('rating.5:1'))
    .then({ changes: [{ type: 'RateTicket', score: 5 }] })
})

test('a rating does not take the place of a question that is kept', () => {
  given(desk({ form: kept, tickets: [resolvedTicket()] }))
    .when(presses('rating.5:1'))
    .then({ form: kept, changes: [{ type: 'RateTicket' }], customerReads: ['customer.rated'] })
})

test.each([
  ['of a ticket that is not theirs', 'rating.5:99', 'customer.unknownTicket'],
  ['of a ticket that is open', 'rating.5:2', 'customer.notYetRatable'],
])('a tap %s changes nothing and is answered kindly', (_name, press, say) => {
  given(desk({ tickets: [resolvedTicket(1), newTicket(2)] }))
    .when(presses(press))
    .then({ changes: [], customerReads: [], outcome: { kind: 'refused', notice: { say } } })
})

test('the reopen button reopens the ticket, and ends the time for a comment', () => {
  given(rated)
    .when(presses('ticket.reopen:1'))
    .then({
      changes: [{ type: 'ReopenTicket', ticket: 't-1' }],
      customerReads: ['customer.reopened'],
      threadReads: ['staff.reopened'],
      cards: 1,
      form: idle,
    })
  given(rated)
    .when(presses('ticket.reopen:1'), writes('Look again'))
    .then({ changes: [], threadReads: ['Look again'] })
})

test.each([
  ['too late', 'ticket.reopen:1', 'customer.tooLateToReopen'],
  ['of an open ticket', 'ticket.reopen:2', 'customer.alreadyOpen'],
  ['of a ticket that is not theirs', 'ticket.reopen:3', 'customer.unknownTicket'],
])('a reopen button %s changes nothing and is answered kindly', (_name, press, say) => {
  const old = resolvedTicket(1, { at: new Date('2026-01-01T10:00:00Z') })
  given(desk({ tickets: [old, newTicket(2)] }))
    .when(presses(press))
    .then({ changes: [], customerReads: [], outcome: { kind: 'refused', notice: { say } } })
})

test('where tickets do not reopen no button offers it', () => {
  const { then } = given(desk({ tickets: [resolvedTicket()], settings: { reopenWindow: 0 } })).when(
    presses('rating.3:1'),
  )
  then({ buttons: [] })
  expect(done.settings.reopenWindow).toBeGreaterThan(0)
})

test('the day begins with the rating, however late that comes', () => {
  const late = happen(later(done, 3 * DAY), presses('rating.4:1')).world
  given(later(late, 23 * HOUR))
    .when(presses('rating.5:1'))
    .then({ changes: [{ type: 'RateTicket', score: 5, ratedAt: late.now }] })
  given(later(late, DAY)).when(presses('rating.5:1')).then({ changes: [] })
})

test.each([
  [1, true],
  [2, true],
  [3, false],
])('a rating of %i calls whoever had the ticket and the admins: %s', (score, isCalled) => {
  const admins = [
    { channel: 'slack', externalId: 'UDORA' },
    { channel: 'telegram', externalId: '7' },
  ] as const
  const world = desk({ tickets: [resolvedTicket()], settings: { admins } })
  const { decision, world: after } = given(world).when(presses(`rating.${score}:1`))
  const told = decision.deliveries.filter(({ to }) => to.kind === 'thread' || to.kind === 'person')
  expect(told).toMatchObject(
    isCalled
      ? [
          {
            to: { kind: 'thread' },
            content: { body: { say: 'staff.ratedPoorly' }, calls: { managers: [ana.id], accounts: admins } },
          },
          { to: { kind: 'person', account: admins[1] }, content: { body: { say: 'staff.ratedPoorly' } } },
        ]
      : [],
  )
  // Once is enough, until it was better in between.
  given(after)
    .when(presses('rating.1:1'))
    .then({ threadReads: isCalled ? [] : ['staff.ratedPoorly'] })
})

test('a ticket’s rating is asked for once, however often it is resolved', () => {
  const world = desk({ tickets: [claimedTicket()] })
  const resolves = by(ana, 1).resolves
  given(world)
    .when(resolves)
    .then({ customerReads: ['customer.resolved'], buttons: [1, 2, 3, 4, 5].map((score) => `rating.${score}:1`) })
  const again = [resolves, writes('It is back')] as const
  given(world)
    .when(...again, resolves)
    .then({ customerReads: ['customer.resolvedAgain'], buttons: ['ticket.reopen:1'] })
  given(world)
    .when(...again, commands('/close'))
    .then({ customerReads: ['customer.closedAgain'], buttons: ['ticket.reopen:1'] })
})
