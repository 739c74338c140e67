import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Database, openDatabase } from '../../src/database/client.ts'
import { readUsualAnswer, watchUsualAnswer } from '../../src/reports/usual-answer.ts'
import { storeCustomer, storeTicket } from '../reading/stored.ts'
import { type OpenedDatabase, openFreshDatabase } from '../support/database.ts'

const MINUTE = 60_000
const now = new Date('2026-03-10T12:00:00Z')
const opening = {
  timeZone: 'UTC',
  businessHours: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: 9 * 60, to: 18 * 60 })),
  holidays: [],
}
let fresh: OpenedDatabase
let db: Database
beforeAll(async () => {
  fresh = await openFreshDatabase()
  db = fresh.db
})
afterAll(() => fresh.close())

const answered = async (openedAt: Date, minutes: number | null) => {
  const answeredAt = minutes === null ? null : new Date(openedAt.getTime() + minutes * MINUTE)
  await storeTicket(db, await storeCustomer(db), { openedAt, answeredAt })
}

test('it is the median of the last two weeks in business time, once ten tickets tell it', async () => {
  const morning = new Date('2026-03-09T09:00:00Z')
  for (const minutes of [10, 20, 30, 40, 50, 60, 70, 80]) await answered(morning, minutes)
  await answered(morning, null)
  await answered(new Date('2026-01-09T09:00:00Z'), 1)
  expect(await readUsualAnswer(db, opening, now)).toBeNull()
  // Over the weekend: half an hour of it is business time.
  for (const minutes of [0, 60]) await answered(new Date('2026-03-06T17:30:00Z'), 2 * 24 * 60 + 15 * 60 + 30 + minutes)
  expect(await readUsualAnswer(db, opening, now)).toBe(50 * MINUTE)
})

test('what can’t be read is told, and stays unknown', async () => {
  const failures: unknown[] = []
  const away = openDatabase('postgresql://127.0.0.1:1/nowhere')
  const usual = await watchUsualAnswer(away, opening, (error) => failures.push(error))
  await usual.stop()
  await away.$disconnect()
  expect([usual.current(), failures.length]).toEqual([null, 1])
})
