import { expect, test } from 'vitest'
import { firstName } from '../../src/core/shown-names.ts'
import { by, commands } from './happenings.ts'
import { claimedTicket, desk, newTicket } from './situations.ts'
import { given } from './specification.ts'
import { ana } from './world.ts'

test.each([
  ['Anna Banks', 'Anna'],
  ['  Anna  Maria Banks', 'Anna'],
  ['anna', 'anna'],
])('customers see %j as %j', (name, shown) => {
  expect(firstName(name)).toBe(shown)
})

test('where the desk hides its people, customers hear of the desk alone', () => {
  const settings = { staffIdentity: 'desk' } as const
  given(desk({ tickets: [newTicket()], settings }))
    .when(by(ana, 1).claims)
    .then({ customerReads: ['customer.claimedByDesk'] })
  given(desk({ tickets: [claimedTicket()], settings }))
    .when(commands('/status'))
    .then({ customerReads: ['customer.ticketHeldByDesk'] })
})
