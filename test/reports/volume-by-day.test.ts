import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../src/database/client.ts'
import { type Counting, createCounting, figures } from '../../src/reports/figures.ts'
import { volumeByDay } from '../../src/reports/volume-by-day.ts'
import { storeAudit, storeCustomer, storeTicket } from '../reading/stored.ts'
import { type OpenedDatabase, openFreshDatabase } from '../support/database.ts'

const zone = 'Europe/Bucharest'
// From Friday to Monday; on Sunday the clocks went forward, from 03:00 to 04:00.
const period = { from: new Date('2026-03-26T22:00:00Z'), to: new Date('2026-03-30T21:00:00Z') }

let fresh: OpenedDatabase
let db: Database
let counting: Counting
beforeAll(async () => {
  fresh = await openFreshDatabase()
  db = fresh.db
  counting = createCounting(db, { timeZone: zone, businessHours: [], holidays: [] }, () => period.to)
  const customer = await storeCustomer(db)
  const opened = [
    ...['2026-03-26T21:59:59.999Z', '2026-03-26T22:00:00Z', '2026-03-27T21:59:59.999Z'],
    ...['2026-03-28T22:00:00Z', '2026-03-29T20:59:59.999Z', '2026-03-29T21:00:00Z', '2026-03-30T21:00:00Z'],
  ]
  const tickets = []
  for (const at of opened) tickets.push(await storeTicket(db, customer, { openedAt: new Date(at) }))
  const [first, second] = tickets
  if (first === undefined || second === undefined) throw new Error('no tickets were stored')
  const ended = [
    ['resolved', '2026-03-26T22:00:00Z'],
    ['reopened', '2026-03-28T10:00:00Z'],
    ['resolved', '2026-03-29T20:59:59.999Z'],
    ['resolved', '2026-03-30T21:00:00Z'],
  ] as const
  for (const [what, at] of ended) await storeAudit(db, first.id, what, new Date(at))
  await storeAudit(db, second.id, 'merged', new Date('2026-03-29T12:00:00Z'))
})
afterAll(() => fresh.close())

test('each day counts from midnight to midnight of the desk’s time zone, and a day without anything has zeros', async () => {
  expect(await volumeByDay(db, { period, zone, now: period.to })).toEqual([
    { day: new Date('2026-03-26T22:00:00Z'), opened: 2, resolved: 1 },
    { day: new Date('2026-03-27T22:00:00Z'), opened: 0, resolved: 0 },
    { day: new Date('2026-03-28T22:00:00Z'), opened: 2, resolved: 2 },
    { day: new Date('2026-03-29T21:00:00Z'), opened: 1, resolved: 0 },
  ])
})

test('the days sum up to the figures', async () => {
  const days = await volumeByDay(db, { period, zone, now: period.to })
  const sum = (of: 'opened' | 'resolved') => days.reduce((total, day) => total + day[of], 0)
  const { opened, resolved } = await figures(counting, period)
  expect({ opened: sum('opened'), resolved: sum('resolved') }).toEqual({ opened, resolved })
  expect([opened, resolved]).toEqual([5, 3])
})
