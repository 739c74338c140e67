import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { byArticle } from '../../src/reports/by-article.ts'
import { storeCustomer, storeManager } from '../reading/stored.ts'
import { type OpenedDatabase, openFreshDatabase } from '../support/database.ts'

let fresh: OpenedDatabase
beforeAll(async () => {
  fresh = await openFreshDatabase()
})
afterAll(() => fresh.close())

const january = { from: new Date('2026-01-01T00:00:00Z'), to: new Date('2026-02-01T00:00:00Z') }
const inside = new Date('2026-01-10T12:00:00Z')

test('an article counts how often it was shown, what was said of it, and how often managers sent it', async () => {
  const { db } = fresh
  const { conversationId } = await storeCustomer(db)
  const ana = await storeManager(db)
  for (const [id, title] of [
    ['refund', 'Refunds'],
    ['track', 'Tracking'],
    ['idle', 'Never shown'],
  ] as const)
    await db.article.create({ data: { id, title, answer: 'So.', locale: 'en', tags: [] } })
  const suggest = (articles: string[], verdict: string | null, settledAt: Date | null, createdAt = inside) =>
    db.suggestion.create({
      data: {
        ...{
          id: randomUUID(),
          conversationId,
          verdict,
          createdAt,
          settledAt,
          articleId: verdict && (articles[0] ?? null),
        },
        articles: { create: articles.map((articleId, rank) => ({ articleId, rank, confidence: 0.5 })) },
      },
    })
  await suggest(['refund', 'track'], 'solved', inside)
  await suggest(['refund'], 'solved', inside)
  await suggest(['refund'], 'not', inside)
  await suggest(['refund'], 'assumed', inside)
  await suggest(['track'], null, null)
  // Shown in the period, settled behind it; and the other way round.
  await suggest(['track'], 'not', january.to)
  await suggest(['track'], 'solved', january.from, new Date('2025-12-31T23:00:00Z'))
  const candidateId = randomUUID()
  await db.phrasingCandidate.create({
    data: { id: candidateId, articleId: 'track', text: 'where is it', createdAt: inside },
  })
  const sign = (kind: string, at: Date) =>
    db.phrasingSign.create({ data: { id: randomUUID(), candidateId, kind, managerId: ana.id, at } })
  await sign('picked', inside)
  await sign('picked', january.to)
  await sign('nod', inside)

  expect(await byArticle(db, january)).toEqual([
    { article: 'refund', title: 'Refunds', shown: 4, solved: 2, assumed: 1, not: 1, picked: 0, success: 2 / 3 },
    { article: 'track', title: 'Tracking', shown: 3, solved: 1, assumed: 0, not: 0, picked: 1, success: 1 },
  ])
})
