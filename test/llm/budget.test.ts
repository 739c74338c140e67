// The day's tokens, which processes share.

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openBudget } from '../../src/llm/budget.ts'
import { type OpenedDatabase, openFreshDatabase } from '../support/database.ts'

let database: OpenedDatabase
beforeAll(async () => {
  database = await openFreshDatabase()
})
beforeEach(async () => {
  await database.db.modelUsage.deleteMany()
})
afterAll(() => database.close())

const open = (at: string, daily = 1_000) =>
  openBudget({ db: database.db, daily, timeZone: 'Europe/Bucharest', now: () => new Date(at) })

test('several processes and a restart share a day’s tokens, and nobody takes the last ones twice', async () => {
  const [one, other] = await Promise.all([open('2026-06-01T09:00:00Z'), open('2026-06-01T09:00:00Z')])
  const taken = await Promise.all(Array.from({ length: 20 }, (_, index) => (index % 2 ? one : other).reserve(100)))
  expect(taken.filter((settle) => settle !== null)).toHaveLength(10)
  const restarted = await open('2026-06-01T20:00:00Z')
  expect(restarted.left()).toBe(0)
  expect(await restarted.reserve(1)).toBeNull()
})

test('what was reserved and not used is there again', async () => {
  const budget = await open('2026-06-01T09:00:00Z')
  const settle = await budget.reserve(900)
  expect(budget.left()).toBe(100)
  await settle?.(250)
  expect(budget.left()).toBe(750)
  expect((await open('2026-06-01T09:00:00Z')).left()).toBe(750)
})

test('a day begins at midnight of the desk’s time zone', async () => {
  await (await open('2026-06-01T20:59:00Z')).reserve(1_000)
  expect((await open('2026-06-01T20:59:59Z')).left()).toBe(0)
  const next = await open('2026-06-01T21:00:00Z')
  expect(next.left()).toBe(1_000)
  expect(await next.reserve(10)).not.toBeNull()
})

test('a process that runs over midnight has the new day’s tokens', async () => {
  let now = new Date('2026-06-01T20:59:00Z')
  const budget = await openBudget({ db: database.db, daily: 1_000, timeZone: 'Europe/Bucharest', now: () => now })
  const settle = await budget.reserve(1_000)
  now = new Date('2026-06-01T21:01:00Z')
  expect(budget.left()).toBe(1_000)
  await settle?.(400)
  expect(budget.left()).toBe(1_000)
  expect((await open('2026-06-01T20:00:00Z')).left()).toBe(600)
})

test('more than a day has is never given', async () => {
  const budget = await open('2026-06-01T09:00:00Z')
  expect(await budget.reserve(1_001)).toBeNull()
  expect(budget.left()).toBe(1_000)
})
