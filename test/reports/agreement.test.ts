// Whatever happened at a desk: the figures are what a second, plain count of it says, and their parts sum up to them.

import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Opening } from '../../src/core/business-time.ts'
import type { Database } from '../../src/database/client.ts'
import { breakdown } from '../../src/reports/breakdown.ts'
import type { Measured } from '../../src/reports/facts.ts'
import { createCounting, figures } from '../../src/reports/figures.ts'
import { readPeriod } from '../../src/reports/period.ts'
import { volumeByDay } from '../../src/reports/volume-by-day.ts'
import { businessHours } from '../../src/setting-values.ts'
import { type StoredCustomer, storeCustomer, storeManager } from '../reading/stored.ts'
import { type OpenedDatabase, openFreshDatabase } from '../support/database.ts'
import { type Happened, naiveFigures, type Past, type PastSuggestion, type PastTicket } from './naive.ts'

const zone = 'Europe/Bucharest'
const TAGS = ['billing', 'delivery'] as const
const CHANNELS = ['telegram', 'slack', 'web', 'telegram'] as const
const MANAGERS = ['Ana', 'Bo', 'Cy'] as const

let fresh: OpenedDatabase
let db: Database
let customers: StoredCustomer[]
let managers: string[]
beforeAll(async () => {
  fresh = await openFreshDatabase()
  db = fresh.db
  customers = await Promise.all(CHANNELS.map((channel) => storeCustomer(db, { channel })))
  managers = (await Promise.all(MANAGERS.map((name) => storeManager(db, { name })))).map(({ id }) => id)
})
afterAll(() => fresh.close())

// Twelve days over the night in which Romania's clocks went forward; of these a period in the middle is asked for.
const BEGIN = Date.parse('2026-03-22T00:00:00Z')
const MINUTES = 12 * 24 * 60
const moment = fc.integer({ min: 0, max: MINUTES }).map((minute) => new Date(BEGIN + minute * 60_000))
const later = (at: Date, minutes: number): Date => new Date(at.getTime() + minutes * 60_000)
const customer = fc.integer({ min: 0, max: CHANNELS.length - 1 })
const manager = fc.option(fc.integer({ min: 0, max: MANAGERS.length - 1 }), { nil: null })
const happened = (...what: Happened['what'][]) =>
  fc
    .record({ what: fc.constantFrom(...what), at: moment, by: manager, heldBy: manager })
    .map(({ heldBy, ...one }) => (one.what === 'resolved' && one.by === null ? { ...one, heldBy } : one))

const ticket: fc.Arbitrary<PastTicket> = fc
  .record({
    ...{ customer, openedAt: moment, holder: manager, isMerged: fc.boolean(), isPromised: fc.boolean() },
    ...{
      answeredAfter: fc.option(fc.nat(6_000), { nil: null }),
      resolvedAfter: fc.option(fc.nat(9_000), { nil: null }),
    },
    ...{
      answeredBy: manager,
      rating: fc.option(fc.integer({ min: 1, max: 5 }), { nil: null }),
      tags: fc.subarray([...TAGS]),
    },
    events: fc.array(happened('claimed', 'resolved', 'merged', 'reopened', 'rated', 'breached'), { maxLength: 5 }),
  })
  .map(({ answeredAfter, resolvedAfter, answeredBy, events, isMerged, ...rest }) => {
    const answeredAt = answeredAfter === null ? null : later(rest.openedAt, answeredAfter)
    const answers: Happened[] = answeredAt === null ? [] : [{ what: 'answered', at: answeredAt, by: answeredBy }]
    return {
      ...rest,
      answeredAt,
      resolvedAt: resolvedAfter === null ? null : later(rest.openedAt, resolvedAfter),
      isMerged: isMerged && resolvedAfter !== null,
      happened: [...answers, ...events],
    }
  })

const suggestion: fc.Arbitrary<PastSuggestion> = fc
  .record({
    ...{ customer, at: moment, after: fc.nat(3_000), assisted: fc.boolean() },
    verdict: fc.constantFrom('solved', 'assumed', 'not', 'none'),
  })
  .map(({ after, ...rest }) => ({ ...rest, settledAt: later(rest.at, after) }))

const past: fc.Arbitrary<Past> = fc.record({
  tickets: fc.array(ticket, { maxLength: 14 }),
  suggestions: fc.array(suggestion, { maxLength: 8 }),
  words: fc.array(fc.record({ customer, at: moment }), { maxLength: 8 }),
})

const opening: fc.Arbitrary<Opening> = fc.constantFrom(
  { timeZone: zone, businessHours: [], holidays: [] },
  { timeZone: zone, businessHours: businessHours('Mon-Fri 09:00-18:00'), holidays: ['2026-03-25'] },
  { timeZone: zone, businessHours: businessHours('Sat-Sun 22:00-06:00'), holidays: [] },
)

const store = async ({ tickets, suggestions, words }: Past): Promise<void> => {
  await db.$transaction([
    db.audit.deleteMany(),
    db.ticket.deleteMany(),
    db.suggestion.deleteMany(),
    db.message.deleteMany(),
  ])
  const inChat = (index: number) => customers[index] as StoredCustomer // every customer of the past is stored
  const byManager = (index: number | null) => (index === null ? null : (managers[index] ?? null))
  const rows = tickets.map((one) => ({ ...one, id: randomUUID() }))
  await db.ticket.createMany({
    data: rows.map((one) => ({
      ...{ id: one.id, question: 'Where is my parcel?', locale: 'en', tags: [...one.tags] },
      ...{ openedAt: one.openedAt, waitingSince: one.openedAt, answeredAt: one.answeredAt, resolvedAt: one.resolvedAt },
      ...{ status: one.resolvedAt === null ? ('new' as const) : ('resolved' as const), rating: one.rating },
      ...{ resolutionDueAt: one.isPromised ? one.openedAt : null, holderId: byManager(one.holder) },
      ...{ conversationId: inChat(one.customer).conversationId, customerId: inChat(one.customer).customerId },
    })),
  })
  // Into whichever: the figures ask only whether it was merged.
  const merged = rows.filter(({ isMerged }) => isMerged).map(({ id }) => id)
  await db.$executeRaw`UPDATE tickets SET merged_into_id = id WHERE id = ANY(${merged}::uuid[])`
  await db.audit.createMany({
    data: rows.flatMap(({ id, happened: all }) =>
      all.map(({ what, at, by, heldBy = null }) => ({
        ...{ ticketId: id, what, at, managerId: byManager(by) },
        ...(heldBy === null ? {} : { facts: { holder: byManager(heldBy) } }),
      })),
    ),
  })
  await db.suggestion.createMany({
    data: suggestions.map(({ customer: index, at, verdict, settledAt, assisted }) => ({
      assisted,
      ...{ id: randomUUID(), conversationId: inChat(index).conversationId, verdict, createdAt: at, settledAt },
    })),
  })
  await db.message.createMany({
    data: words.map(({ customer: index, at }) => ({
      ...{ id: randomUUID(), author: 'customer', audience: 'everyone', document: {}, createdAt: at },
      conversationId: inChat(index).conversationId,
    })),
  })
}

const SUMMED = [
  ...([
    'conversations',
    'handed',
    'faqSolved',
    'faqAssumed',
    'faqTrue',
    'assistantSolved',
    'unanswered',
    'opened',
    'claimed',
  ] as const),
  ...(['resolved', 'reopened', 'firstResponses', 'resolutions', 'ratings'] as const),
] as const
const sums = (parts: readonly Measured[]) =>
  Object.fromEntries(SUMMED.map((key) => [key, parts.reduce((sum, part) => sum + part[key], 0)]))
const sumsOf = (all: Measured) => Object.fromEntries(SUMMED.map((key) => [key, all[key]]))

// Sums of floating-point numbers differ in their last digits by the order.
const near = (measured: Measured) =>
  Object.fromEntries(
    Object.entries(measured).map(([name, value]) => [
      name,
      typeof value === 'number' ? expect.closeTo(value, 6) : value,
    ]),
  )

test('whatever happened, the figures are what a plain count says, in all and of each part, and the parts sum up', async () => {
  const answer = readPeriod('2026-03-25..2026-03-29', new Date(), zone)
  if (!answer.ok) throw new Error('no period')
  const { period } = answer
  const now = later(new Date(BEGIN), 2 * MINUTES)
  await fc.assert(
    fc.asyncProperty(past, opening, async (history, hours) => {
      await store(history)
      const counting = createCounting(db, hours, () => now)
      const all = await figures(counting, period)
      expect(all).toMatchObject(near(naiveFigures(history, period, hours)))
      expect(all.backlog).toBe(history.tickets.filter(({ resolvedAt }) => resolvedAt === null).length)

      const byChannel = await breakdown(counting, period, 'channel')
      for (const { key, name: _, ...part } of byChannel) {
        const theirs = CHANNELS.flatMap((channel, index) => (channel === key ? [index] : []))
        expect(part).toEqual(near(naiveFigures(history, period, hours, { by: 'channel', customers: theirs })))
      }
      const byManager = await breakdown(counting, period, 'manager')
      for (const { key, name: _, ...part } of byManager) {
        const whose = key === null ? null : managers.indexOf(key)
        expect(part).toEqual(near(naiveFigures(history, period, hours, { by: 'manager', manager: whose })))
      }
      const byTag = await breakdown(counting, period, 'tag')
      for (const { key: tag, name: _, ...part } of byTag) {
        expect(part).toEqual(near(naiveFigures(history, period, hours, { by: 'tag', tag })))
      }
      expect([sums(byChannel), sums(byManager)]).toEqual([sumsOf(all), sumsOf(all)])
      const days = await volumeByDay(db, { period, zone, now })
      const opened = days.reduce((sum, day) => sum + day.opened, 0)
      const resolved = days.reduce((sum, day) => sum + day.resolved, 0)
      expect([opened, resolved]).toEqual([all.opened, all.resolved])
    }),
    { numRuns: 60 },
  )
})
