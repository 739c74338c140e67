import { expect, test } from 'vitest'
import { createCounting, figures } from '../../src/reports/figures.ts'
import { readPeriod } from '../../src/reports/period.ts'
import { businessHours } from '../../src/setting-values.ts'
import { storeCustomer, storeTicket } from '../reading/stored.ts'
import { openFreshDatabase } from '../support/database.ts'

test('a period in a distant year costs no more than one of now', async () => {
  const fresh = await openFreshDatabase()
  await storeTicket(fresh.db, await storeCustomer(fresh.db))
  const opening = { timeZone: 'UTC', businessHours: businessHours('Mon-Fri 09:00-18:00'), holidays: [] }
  const asked: Date[] = []
  const now = new Date('2026-01-10T12:00:00Z')
  const counting = createCounting(fresh.db, opening, () => now)
  const answer = readPeriod('2900', now, 'UTC')
  if (!answer.ok) throw new Error(answer.fault)
  const watched = {
    ...counting,
    clock: (db: typeof fresh.db, until: Date) => {
      asked.push(until)
      return counting.clock(db, until)
    },
  }
  expect(await figures(watched, answer.period)).toMatchObject({ opened: 0, backlog: 1 })
  expect(asked).toEqual([now])
  await fresh.close()
})
