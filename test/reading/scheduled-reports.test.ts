// What a report holds that comes by itself: the figures of its time, a picture of them, and by mail the tickets.

import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { plainText } from '../../src/core/document.ts'
import type { Database } from '../../src/database/client.ts'
import { createWords } from '../../src/locales/words.ts'
import { readMailedReport, scheduledReportsOf } from '../../src/reading/scheduled-reports.ts'
import { createCounting } from '../../src/reports/figures.ts'
import { type OpenedDatabase, openFreshDatabase } from '../support/database.ts'
import { picture } from '../support/picture.ts'
import { storeCustomer, storeTicket } from './stored.ts'

let fresh: OpenedDatabase
let db: Database
beforeAll(async () => {
  fresh = await openFreshDatabase()
  db = fresh.db
})
afterAll(() => fresh.close())

const zone = 'Europe/Bucharest'
const of = { every: 'day', from: '2026-03-03T22:00:00.000Z', to: '2026-03-04T22:00:00.000Z' } as const
const partsIn = (locale: string) => {
  const words = createWords()
  const opening = { timeZone: zone, businessHours: [], holidays: [] }
  const counting = createCounting(db, opening, () => new Date(of.to))
  const desk = scheduledReportsOf({ counting, words, locale })
  const failures: unknown[] = []
  return { db, desk, words, locale, zone, onFailure: (error: unknown) => void failures.push(error), failures }
}

test('it tells the day before in the desk’s language, with the tickets of that day alone', async () => {
  const ion = await storeCustomer(db, { name: 'Ion' })
  for (const [question, openedAt] of [
    ['Late', '2026-03-04T21:59:59Z'],
    ['=1+1', '2026-03-03T22:00:00Z'],
    ['Tomorrow', '2026-03-04T22:00:00Z'],
  ] as const)
    await storeTicket(db, ion, { question, openedAt: new Date(openedAt) })
  const { subject, document, tickets, picture: shown } = await readMailedReport(partsIn('en'), of)
  expect(subject).toBe('Daily report, Mar 4, 2026')
  expect(plainText(document)).toMatch(/^📊 Daily report\n\nFigures, Mar 4, 2026\n.*Tickets opened: 2/s)
  expect(tickets?.name).toBe('tickets-2026-03-04-2026-03-04.csv')
  const rows: string[][] = parse(tickets?.csv ?? '', { bom: true })
  expect(rows.map((row) => row[7])).toEqual(['question', "'=1+1", 'Late'])
  expect(shown?.alt).toMatch(/^Chart of the tickets by day, Mar 4, 2026: 2 opened, 0 resolved\./)
  expect(shown?.png.subarray(1, 4).toString()).toBe('PNG')
  expect((await readMailedReport(partsIn('ro'), { ...of, every: 'week' })).subject).toMatch(/^Raport săptămânal, 4 mar/)
})

test('it goes without a picture that can not be drawn', async () => {
  const parts = partsIn('en')
  const draw = () => Promise.reject(new Error('nothing to draw with'))
  const desk = { scheduledReport: async () => ({ title: 'Daily report', text: '**3** opened', draw }) }
  expect(await readMailedReport({ ...parts, desk }, of)).toMatchObject({ subject: 'Daily report', picture: null })
  expect(parts.failures).toHaveLength(1)
})

test('tickets that are too many for a mail stay behind, and it says so', async () => {
  const ion = await storeCustomer(db, { name: 'Ion' })
  const openedAt = new Date('2026-04-04T12:00:00Z')
  for (let each = 0; each < 6; each++) await storeTicket(db, ion, { question: 'x'.repeat(2_000_000), openedAt })
  const april = { every: 'week', from: '2026-04-01T21:00:00.000Z', to: '2026-04-08T21:00:00.000Z' } as const
  const desk = {
    scheduledReport: async () => ({ title: 'Weekly report', text: '**6** opened', draw: async () => picture }),
  }
  const { tickets, document } = await readMailedReport({ ...partsIn('en'), desk }, april)
  expect(tickets).toBeNull()
  expect(plainText(document)).toContain('too many for an e-mail')
})
