import { expect, test } from 'vitest'
import { commands } from './happenings.ts'
import { claimedTicket, desk, newTicket, resolvedTicket } from './situations.ts'
import { given } from './specification.ts'
import { DAY, later } from './world.ts'

const several = desk({ tickets: [resolvedTicket(1), newTicket(2), claimedTicket(3)] })

test.each([
  ['/status 2', 'customer.ticketWaiting'],
  ['/tickets 3', 'customer.ticketHeld'],
  ['/status #3', 'customer.ticketHeld'],
])('%s tells where that request alone stands', (typed, say) => {
  given(several)
    .when(commands(typed))
    .then({ customerReads: [say], changes: [] })
})

test('a resolved request can be asked about, and reopened while that is possible', () => {
  given(several)
    .when(commands('/status 1'))
    .then({ customerReads: ['customer.ticketResolved'], buttons: ['ticket.reopen:1'] })
  given(later(several, 8 * DAY))
    .when(commands('/status 1'))
    .then({ customerReads: ['customer.ticketResolved'], buttons: [] })
})

test.each(['/status 4', '/close 4', '/status 999999999'])(
  '%s, of somebody else or of nobody, is not found',
  (typed) => {
    given(several)
      .when(commands(typed))
      .then({ customerReads: ['customer.unknownTicket'], changes: [] })
  },
)

test('words that are no number ask about all open requests', () => {
  given(several)
    .when(commands('/status of my parcel'))
    .then({ customerReads: ['customer.ticketWaiting', 'customer.ticketHeld'] })
})

test('/close with a number closes that request, and the others stay', () => {
  const { world, then } = given(several).when(commands('/close 2'))
  then({
    customerReads: ['customer.closed'],
    threadReads: ['staff.closedByCustomer'],
  })
  expect(world.state.tickets.map(({ status }) => status)).toEqual(['resolved', 'resolved', 'claimed'])
})

test('/close with the number of a request that is resolved says so', () => {
  given(several)
    .when(commands('/close 1'))
    .then({ customerReads: ['customer.ticketResolved'], changes: [] })
})

test('/close with words closes nothing, and tells how to choose', () => {
  given(several)
    .when(commands('/close the lamp'))
    .then({ customerReads: ['customer.closeWhich'], changes: [] })
})
