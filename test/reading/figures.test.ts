import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWords } from '../../src/locales/words.ts'
import { figuresOf } from '../../src/reading/figures.ts'
import { type OpenedDatabase, openFreshDatabase } from '../support/database.ts'
import { storeCustomer, storeManager, storeTicket } from './stored.ts'

let fresh: OpenedDatabase
beforeAll(async () => {
  fresh = await openFreshDatabase()
  await storeTicket(fresh.db, await storeCustomer(fresh.db))
  await storeManager(fresh.db, { channel: 'web', externalId: 'ana' })
})
afterAll(() => fresh.close())

const admin = { channel: 'telegram', externalId: '7' } as const
const charts = (asker: { channel: 'telegram' | 'web'; externalId: string }, period: string) =>
  figuresOf({
    db: fresh.db,
    words: createWords(),
    config: { adminIds: [admin], desk: { timeZone: 'UTC', businessHours: [], holidays: [] } },
    now: () => new Date('2026-01-06T12:00:00Z'),
  }).charts(asker, 'en', period)

test('admins see the charts of a period', async () => {
  const [volume, backlog] = await charts(admin, '')
  expect(volume?.alt).toContain(
    'Dec 31, 2025 – Jan 6, 2026: 1 opened, 0 resolved. The most were opened on Monday, January 5',
  )
  expect(volume?.svg).toContain('Opened: 1')
  expect(backlog?.alt).toContain('1 in the end. The most were open on Monday, January 5: 1.')
})

test('nobody else does, and nobody those of words that are no period', async () => {
  expect([await charts({ channel: 'web', externalId: 'ana' }, ''), await charts(admin, 'weak')]).toEqual([[], []])
})
