// How the desk works, read from a real database.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { readOperations } from '../../src/reading/operations.ts'
import { type OpenedDatabase, openFreshDatabase } from '../support/database.ts'

const AT = new Date('2026-01-05T12:00:00Z')
let fresh: OpenedDatabase
beforeAll(async () => {
  fresh = await openFreshDatabase()
})
afterAll(() => fresh.close())

test('what waits is counted by its way out, what is tried again is told with its reason, and delivered rows are left out', async () => {
  const { db } = fresh
  await db.destination.create({ data: { name: 'telegram:chat:1', channel: 'telegram' } })
  const row = { destinationName: 'telegram:chat:1', kind: 'message', content: {}, createdAt: AT }
  await db.delivery.createMany({
    data: [
      { ...row, id: crypto.randomUUID(), seq: 1, state: 'delivered' },
      { ...row, id: crypto.randomUUID(), seq: 2, attempts: 3, error: 'Telegram does not answer' },
      { ...row, id: crypto.randomUUID(), seq: 3 },
    ],
  })
  await db.parkedEvent.create({
    data: { key: 'telegram:1:9', channel: 'telegram', payload: '{}', reason: 'boom', parkedAt: AT },
  })
  const view = await readOperations(db)
  expect(view.outbox).toEqual([{ outlet: 'telegram', waiting: 2, again: 1, oldestAt: AT }])
  expect(view.struggling).toMatchObject([
    { kind: 'message', attempts: 3, reason: 'Telegram does not answer', ticket: null },
  ])
  expect(view.parked).toEqual({ count: 1, rows: [{ key: 'telegram:1:9', channel: 'telegram', at: AT }] })
  expect(view.database.bytes).toBeGreaterThan(0)
})
