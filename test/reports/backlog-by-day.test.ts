import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../src/database/client.ts'
import { backlogByDay } from '../../src/reports/backlog-by-day.ts'
import { type Counting, createCounting, figures } from '../../src/reports/figures.ts'
import { storeAudit, storeCustomer, storeTicket } from '../reading/stored.ts'
import { type OpenedDatabase, openFreshDatabase } from '../support/database.ts'

const zone = 'Europe/Bucharest'
// Midnights there.
const at = (day: number, hour = 0): Date => new Date(Date.UTC(2026, 0, day, hour - 2))
const period = { from: at(5), to: at(10) }

let fresh: OpenedDatabase
let db: Database
let counting: Counting
beforeAll(async () => {
  fresh = await openFreshDatabase()
  db = fresh.db
  counting = createCounting(db, { timeZone: zone, businessHours: [], holidays: [] }, () => period.to)
})
afterAll(() => fresh.close())

const backlogs = async (now: Date) => (await backlogByDay(db, { period, zone, now })).map(({ backlog }) => backlog)

test('of a desk without tickets it is zero, and the days that have not begun are left out', async () => {
  expect(await backlogs(at(6, 12))).toEqual([0, 0])
  expect(await backlogs(at(4))).toEqual([])
})

test('it is what was open at each day’s end, whatever happened to it later', async () => {
  const customer = await storeCustomer(db)
  // Open before the period, and still.
  await storeTicket(db, customer, { openedAt: at(1) })
  // Resolved on the 6th, reopened on the 7th, resolved behind the period.
  const back = await storeTicket(db, customer, { openedAt: at(5), status: 'resolved', resolvedAt: at(12) })
  await storeAudit(db, back.id, 'resolved', at(6, 12))
  await storeAudit(db, back.id, 'reopened', at(7))
  await storeAudit(db, back.id, 'resolved', at(12))
  // Opened in the last instant of the 8th, merged on the 9th.
  const merged = await storeTicket(db, customer, {
    ...{ openedAt: new Date(at(9).getTime() - 1), status: 'resolved', resolvedAt: at(9, 1), mergedIntoId: back.id },
  })
  await storeAudit(db, merged.id, 'merged', at(9, 1))
  // Opened behind the period.
  await storeTicket(db, customer, { openedAt: at(11) })

  expect(await backlogs(at(20))).toEqual([2, 1, 2, 3, 2])
})

test('on the day that runs it is the figure', async () => {
  const days = await backlogByDay(db, { period: { from: at(5), to: at(21) }, zone, now: at(20, 12) })
  const { backlog } = await figures(counting, period)
  expect(days.at(-1)).toEqual({ day: at(20), backlog })
})
