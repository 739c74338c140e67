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

test('what waits is counted by its way out, what is tried again is told with its reason, and what was delivered or erased nothing is left out', async () => {
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
  const counts = { requests: 3, messages: 41, files: 2, managersPosts: 0, oldPosts: 0, mails: 0 }
  const nothing = { ...counts, requests: 0, messages: 0, files: 0 }
  const deleting = { ...row, id: crypto.randomUUID(), seq: 4, kind: 'delete', state: 'undelivered' as const }
  await db.delivery.create({ data: deleting })
  const removals = [{ delivery: deleting.id, channel: 'telegram', posts: 7 }]
  await db.erasure.create({ data: { id: crypto.randomUUID(), why: 'retention', at: AT, counts, removals } })
  await db.erasure.create({ data: { id: crypto.randomUUID(), why: 'retention', at: AT, counts: nothing } })
  const view = await readOperations(db)
  expect(view.erased).toMatchObject([{ why: 'retention', at: AT, requests: 3, messages: 41, files: 2, underWay: 0 }])
  expect(view.outbox).toEqual([{ outlet: 'telegram', waiting: 2, again: 1, oldestAt: AT }])
  expect(view.struggling).toMatchObject([
    { kind: 'message', attempts: 3, reason: 'Telegram does not answer', ticket: null },
  ])
  expect(view.parked).toEqual({ count: 1, rows: [{ key: 'telegram:1:9', channel: 'telegram', at: AT }] })
  expect(view.database.bytes).toBeGreaterThan(0)
})
