import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../src/database/client.ts'
import { type Counting, createCounting, figures } from '../../src/reports/figures.ts'
import { periodBefore } from '../../src/reports/period.ts'
import { storeAudit, storeCustomer, storeMessage, storeTicket } from '../reading/stored.ts'
import { type OpenedDatabase, openFreshDatabase } from '../support/database.ts'

let fresh: OpenedDatabase
let db: Database
let counting: Counting
beforeAll(async () => {
  fresh = await openFreshDatabase()
  db = fresh.db
  counting = createCounting(db, { timeZone: 'UTC', businessHours: [], holidays: [] }, () => january.to)
})
afterAll(() => fresh.close())

const at = (day: number, minute = 0): Date => new Date(Date.UTC(2026, 0, day, 12, minute))
const january = { from: new Date('2026-01-01T00:00:00Z'), to: new Date('2026-02-01T00:00:00Z') }

test('of an empty desk are zeros, and nulls where there is nothing to measure', async () => {
  expect(await figures(counting, january)).toEqual({
    ...{ opened: 0, claimed: 0, resolved: 0, reopened: 0, backlog: 0, conversations: 0 },
    ...{ faqSolved: 0, faqAssumed: 0, faqTrue: 0, assistantSolved: 0 },
    ...{ firstResponses: 0, firstResponseMedianSeconds: null, firstResponseP90Seconds: null },
    ...{ resolutions: 0, resolutionMedianSeconds: null, resolutionP90Seconds: null },
    ...{ slaMet: null, ratings: 0, rating: null, ratedGood: null },
    ...{ handed: 0, unanswered: 0, backlogMedianSeconds: null, backlogOldestSeconds: null },
  })
})

test('count what happened in the period, and the open tickets now', async () => {
  const [ion, dan] = [await storeCustomer(db), await storeCustomer(db)]
  // Opened before the period, answered and resolved within it, rated 5 after a 1.
  const old = await storeTicket(db, ion, {
    openedAt: new Date('2025-12-31T23:50:00Z'),
    answeredAt: new Date('2026-01-01T00:00:00Z'),
    status: 'resolved',
    resolvedAt: new Date('2026-01-01T00:50:00Z'),
    firstDueAt: new Date('2025-12-31T23:55:00Z'),
    rating: 5,
  })
  await storeAudit(db, old.id, 'breached', new Date('2025-12-31T23:55:00Z'))
  await storeAudit(db, old.id, 'claimed', at(1))
  await storeAudit(db, old.id, 'resolved', new Date('2026-01-01T00:50:00Z'))
  await storeAudit(db, old.id, 'rated', at(2))
  await storeAudit(db, old.id, 'rated', at(2, 1))
  // Resolved, reopened, and open again.
  const again = await storeTicket(db, ion, {
    openedAt: at(5),
    answeredAt: at(5, 20),
    status: 'snoozed',
    snoozedUntil: at(50),
    reopened: 1,
  })
  await storeAudit(db, again.id, 'resolved', at(6))
  await storeAudit(db, again.id, 'reopened', at(7))
  // Opened in the period, resolved after it.
  const slow = await storeTicket(db, dan, {
    openedAt: at(8),
    answeredAt: at(8, 60),
    status: 'resolved',
    resolvedAt: at(40),
    rating: 2,
  })
  await storeAudit(db, slow.id, 'resolved', at(40))
  await storeAudit(db, slow.id, 'rated', at(41))
  // Merged into another one: over, and measured by that one alone.
  const merged = await storeTicket(db, dan, {
    openedAt: at(9),
    status: 'resolved',
    resolvedAt: at(9, 1),
    mergedIntoId: slow.id,
  })
  await storeAudit(db, merged.id, 'merged', at(9, 1))
  // The period's last instant belongs to the next one.
  await storeTicket(db, dan, { openedAt: january.to })
  await storeMessage(db, ion, { at: at(5) })
  await storeMessage(db, ion, { at: at(6) })
  await storeMessage(db, dan, { at: at(40) })
  await storeMessage(db, dan, { at: at(8), author: 'bot' })
  const suggest = (verdict: string | null, settledAt: Date | null) =>
    db.suggestion.create({
      data: { id: randomUUID(), conversationId: ion.conversationId, verdict, createdAt: at(3), settledAt },
    })
  await suggest('solved', at(3))
  await suggest('solved', at(40))
  await suggest('assumed', at(4))
  await suggest('none', at(4))
  await suggest('not', at(3))
  await suggest(null, null)

  expect(await figures(counting, january)).toEqual({
    ...{ opened: 3, claimed: 1, resolved: 3, reopened: 1, backlog: 2, conversations: 1 },
    // The ticket that Ion opened on the 5th came within a week of both suggestions.
    ...{ faqSolved: 1, faqAssumed: 1, faqTrue: 0, assistantSolved: 0 },
    // 10, 20 and 60 minutes.
    ...{ firstResponses: 3, firstResponseMedianSeconds: 20 * 60, firstResponseP90Seconds: 52 * 60 },
    ...{ resolutions: 1, resolutionMedianSeconds: 60 * 60, resolutionP90Seconds: 60 * 60 },
    ...{ slaMet: 0, ratings: 1, rating: 5, ratedGood: 1 },
    // Ion's and Dan's; one question found nothing; of the open ones one waits for 26 days and a half, one was opened just now.
    ...{ handed: 2, unanswered: 1, backlogMedianSeconds: (26.5 * 86_400) / 2, backlogOldestSeconds: 26.5 * 86_400 },
  })
})

test('of all time make the backlog: opened + reopened - resolved', async () => {
  const all = await figures(counting, { from: new Date(0), to: new Date('2100-01-01') })
  expect(all.backlog).toBe(all.opened + all.reopened - all.resolved)
  expect(all.rating).toBe(3.5)
})

test('a suggestion truly solved a matter where its customer neither asked again nor got a ticket for a week', async () => {
  const march = { from: new Date('2026-03-01T00:00:00Z'), to: new Date('2026-04-01T00:00:00Z') }
  const day = (number: number) => new Date(Date.UTC(2026, 2, number, 12))
  const solvedFor = async (createdAt: Date, next: { asks?: Date; opens?: Date } = {}) => {
    const customer = await storeCustomer(db)
    const suggest = (at: Date, verdict: string | null) =>
      db.suggestion.create({
        data: {
          id: randomUUID(),
          conversationId: customer.conversationId,
          verdict,
          createdAt: at,
          settledAt: verdict && at,
        },
      })
    await suggest(createdAt, 'solved')
    if (next.asks) await suggest(next.asks, null)
    if (next.opens) await storeTicket(db, customer, { openedAt: next.opens })
  }
  await solvedFor(day(2))
  await solvedFor(day(2), { asks: day(4) })
  await solvedFor(day(2), { opens: day(8) })
  await solvedFor(day(2), { asks: day(10), opens: day(11) })
  expect(await figures(counting, march)).toMatchObject({ faqSolved: 4, faqTrue: 2, assistantSolved: 0 })
})

test('the period before is as many days of the zone, also where the clocks were changed', () => {
  const period = { from: new Date('2026-03-28T22:00:00Z'), to: new Date('2026-03-30T21:00:00Z') }
  expect(periodBefore(period, 'Europe/Bucharest')).toEqual({ from: new Date('2026-03-26T22:00:00Z'), to: period.from })
})
