// What another site tells of its visitor.

import { expect, test } from 'vitest'
import type { VisitorIntroduced } from '../../src/core/visitor-introduced.ts'
import { claimedTicket, desk } from './situations.ts'
import { given } from './specification.ts'

const introduced = (name: string | null, email: string | null): VisitorIntroduced => ({
  type: 'VisitorIntroduced',
  from: { channel: 'web', externalId: 'v', address: 'v', name, locale: null },
  name,
  email,
})

test('whom a site introduces is registered without being asked, and nothing is said', () => {
  given(desk({ registered: false }))
    .when(introduced('Ana', 'ana@example.com'))
    .then({ changes: [{ type: 'RegisterCustomer', name: 'Ana', email: 'ana@example.com' }], customerReads: [] })
})

test('what the site tells anew replaces what was known, and open cards show it', () => {
  given(desk({ tickets: [claimedTicket()] }))
    .when(introduced('Ana', null))
    .then({ changes: [{ type: 'ChangeCustomer', name: 'Ana', email: 'ion@example.com' }], cards: 1, customerReads: [] })
  given(desk()).when(introduced('Ion', 'ion@example.com')).then({ changes: [] })
})

test('who has no name stays as they are', () => {
  given(desk({ registered: false }))
    .when(introduced(null, 'ana@example.com'))
    .then({ changes: [] })
})

test('an address that everybody has to leave is still asked for', () => {
  const { decision } = given(desk({ registered: false, settings: { registration: 'required' } })).when(
    introduced('Ana', null),
  )
  expect(decision.changes.some(({ type }) => type === 'RegisterCustomer')).toBe(false)
})

test('what a site tells passes the same rules as what people type', () => {
  given(desk({ registered: false }))
    .when(introduced(' An\u0000a \n Pop ', 'ana@example.com\u0000'))
    .then({ changes: [{ type: 'RegisterCustomer', name: 'Ana Pop', email: 'ana@example.com' }] })
  given(desk()).when(introduced('Ion', 'no address')).then({ changes: [] })
  given(desk({ registered: false }))
    .when(introduced('\u0000', 'ana@example.com'))
    .then({ changes: [] })
})
