import { expect, test } from 'vitest'
import { writes } from './happenings.ts'
import { claimedTicket, desk, resolvedTicket } from './situations.ts'
import { given } from './specification.ts'
import { DAY } from './world.ts'

const longAgo = { at: new Date('2026-02-01T10:00:00Z') }

test.each([
  ['resolved longer ago than it reopens', [resolvedTicket(1, longAgo)], 't-1'],
  ['none before', [], null],
  ['of several the newest', [resolvedTicket(1, longAgo), resolvedTicket(2, longAgo)], 't-2'],
])('a ticket opened by words comes after the one before: %s', (_, tickets, after) => {
  const world = desk({ tickets, settings: { reopenWindow: 7 * DAY } })
  const { decision, then } = given(world).when(writes('My washing machine leaks'))
  expect(decision.changes.find(({ type }) => type === 'OpenTicket')).toMatchObject({ after })
  then({ threadReads: after === null ? [] : ['staff.goesOnAfter'] })
})

test('words to an open ticket, and what reopens one, open none', () => {
  for (const tickets of [[claimedTicket()], [resolvedTicket()]]) {
    const { decision } = given(desk({ tickets })).when(writes('My washing machine leaks'))
    expect(decision.changes.some(({ type }) => type === 'OpenTicket')).toBe(false)
  }
})
