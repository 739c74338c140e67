// What the charts of the hours and of the first answers count, against histories computed by hand.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../src/database/client.ts'
import { clockSpansOf } from '../../src/reports/clock-spans.ts'
import { createCounting, figures } from '../../src/reports/figures.ts'
import { firstResponseByDay } from '../../src/reports/first-response-by-day.ts'
import { openedByHour } from '../../src/reports/opened-by-hour.ts'
import { type StoredCustomer, storeAudit, storeCustomer, storeTicket } from '../reading/stored.ts'
import { type OpenedDatabase, openFreshDatabase } from '../support/database.ts'

const zone = 'Europe/Bucharest'
// From Friday to Monday; on Sunday the clocks went forward, from 03:00 to 04:00.
const period = { from: new Date('2026-03-26T22:00:00Z'), to: new Date('2026-03-30T21:00:00Z') }

let fresh: OpenedDatabase
let db: Database
let ion: StoredCustomer
beforeAll(async () => {
  fresh = await openFreshDatabase()
  db = fresh.db
  ion = await storeCustomer(db)
  const tickets = [
    ['2026-03-26T21:59:00Z', '2026-03-27T10:00:00Z'],
    ['2026-03-27T08:10:00Z', '2026-03-27T08:20:00Z'],
    ['2026-03-27T08:50:00Z', '2026-03-27T09:20:00Z'],
    // 02:59 before the clocks were changed, 04:00 after.
    ['2026-03-29T00:59:00Z', '2026-03-30T20:59:00Z'],
    ['2026-03-29T01:00:00Z', '2026-03-30T21:00:00Z'],
    ['2026-03-30T21:00:00Z', null],
  ] as const
  for (const [opened, answered] of tickets) {
    const answeredAt = answered === null ? null : new Date(answered)
    const { id } = await storeTicket(db, ion, { openedAt: new Date(opened), answeredAt })
    if (answeredAt !== null) await storeAudit(db, id, 'answered', answeredAt)
  }
})
afterAll(() => fresh.close())

describe('the hours of the week', () => {
  test('are those of the desk’s clocks, also where they were changed', async () => {
    expect(await openedByHour(db, period, zone)).toEqual([
      { weekday: 5, hour: 10, opened: 2 },
      { weekday: 7, hour: 2, opened: 1 },
      { weekday: 7, hour: 4, opened: 1 },
    ])
  })

  test('of a zone without changes are one part; a change begins another one to the minute', () => {
    expect(clockSpansOf(period, 'Asia/Kolkata')).toEqual([{ begin: period.from, ahead: 330 }])
    expect(clockSpansOf(period, zone)).toEqual([
      { begin: period.from, ahead: 120 },
      { begin: new Date('2026-03-29T01:00:00Z'), ahead: 180 },
    ])
    const year = { from: new Date('2025-12-31T22:00:00Z'), to: new Date('2026-12-31T22:00:00Z') }
    expect(clockSpansOf(year, zone).map(({ ahead }) => ahead)).toEqual([120, 180, 120])
  })
})

describe('the first answers', () => {
  const MINUTE = 60
  const counting = (at: Date) => createCounting(db, { timeZone: zone, businessHours: [], holidays: [] }, () => at)

  test('count on the day on which they were given; a day without any has no times', async () => {
    const { days } = await firstResponseByDay(counting(period.to), period)
    const first = (12 * 60 + 1) * MINUTE
    const none = { answers: 0, median: null, p90: null }
    const late = 44 * 60 * MINUTE
    expect(days).toEqual([
      { day: period.from, answers: 3, median: 30 * MINUTE, p90: 30 * MINUTE + 0.8 * (first - 30 * MINUTE) },
      { day: new Date('2026-03-27T22:00:00Z'), ...none },
      { day: new Date('2026-03-28T22:00:00Z'), ...none },
      { day: new Date('2026-03-29T21:00:00Z'), answers: 1, median: late, p90: late },
    ])
  })

  test('of all days make the figures, and no day is to come', async () => {
    const at = counting(period.to)
    const { all, days } = await firstResponseByDay(at, period)
    const {
      firstResponses,
      firstResponseMedianSeconds: median,
      firstResponseP90Seconds: p90,
    } = await figures(at, period)
    expect(all).toEqual({ answers: firstResponses, median, p90 })
    expect(days.reduce((sum, { answers }) => sum + answers, 0)).toBe(firstResponses)
    expect((await firstResponseByDay(counting(period.from), period)).days).toHaveLength(1)
  })
})
