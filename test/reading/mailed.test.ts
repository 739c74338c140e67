// What mail tells of tickets is read when it is sent.

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../src/database/client.ts'
import { readMailed } from '../../src/reading/mailed.ts'
import { type OpenedDatabase, openFreshDatabase } from '../support/database.ts'
import { storeCustomer, storeTicket } from './stored.ts'

let fresh: OpenedDatabase
let db: Database
beforeAll(async () => {
  fresh = await openFreshDatabase()
  db = fresh.db
})
afterAll(() => fresh.close())

test('tickets are told in the order of their numbers, each as it stands now', async () => {
  const customer = await storeCustomer(db, { name: 'Ion' })
  const first = await storeTicket(db, customer, { question: 'The oven is cold' })
  const second = await storeTicket(db, customer)
  await db.customer.update({ where: { id: customer.customerId }, data: { email: 'ion@example.com' } })
  await db.ticket.update({ where: { id: second.id }, data: { status: 'resolved', resolvedAt: new Date() } })
  await db.destination.create({ data: { name: `slack:card:${first.id}`, channel: 'slack', posted: 'C1:1.1' } })
  expect(await readMailed(db, [second.id, first.id])).toEqual([
    {
      ...{ id: first.id, number: first.number, state: 'new', holder: null, customer: 'Ion', channel: 'telegram' },
      ...{ question: 'The oven is cold', email: 'ion@example.com', card: 'C1:1.1' },
    },
    expect.objectContaining({ id: second.id, state: 'resolved', card: null }),
  ])
  expect(await readMailed(db, [])).toEqual([])
})
