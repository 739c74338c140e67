// What went before a ticket: the articles that the FAQ offered, the customer's latest ticket and their latest rating.

import { type Database, Prisma } from '../database/client.ts'
import type { CardView, Offer } from '../desk.ts'

export type Before = Pick<CardView, 'offers' | 'ratedBefore' | 'latestBefore'>

/** Suggestions older than this were about something else. */
const LONGEST_BEFORE = Prisma.sql`interval '1 day'`

/** Reads it for one ticket, by its id. */
export const readBefore = async (db: Database, ticket: string): Promise<Before> => {
  const offers = await db.$queryRaw<Offer[]>`
    SELECT a.title, CASE WHEN g.verdict = 'person' OR g.article_id IS NULL OR g.article_id = a.id THEN g.verdict END AS verdict
    FROM tickets t JOIN suggestions g ON g.conversation_id = t.conversation_id
      JOIN suggestion_articles o ON o.suggestion_id = g.id JOIN articles a ON a.id = o.article_id
    WHERE t.id = ${ticket}::uuid AND g.created_at BETWEEN t.opened_at - ${LONGEST_BEFORE} AND t.opened_at
      AND g.created_at > coalesce((SELECT max(b.opened_at) FROM tickets b
        WHERE b.conversation_id = t.conversation_id AND b.number < t.number), '-infinity')
    ORDER BY g.created_at, o.rank LIMIT 10`
  const [rated] = await db.$queryRaw<{ rating: Before['ratedBefore'] }[]>`
    SELECT b.rating FROM tickets t JOIN tickets b ON b.customer_id = t.customer_id AND b.number < t.number
    WHERE t.id = ${ticket}::uuid AND b.rating IS NOT NULL ORDER BY b.number DESC LIMIT 1`
  const [latest] = await db.$queryRaw<NonNullable<Before['latestBefore']>[]>`
    SELECT b.number, p.posted AS card FROM tickets t JOIN tickets b ON b.customer_id = t.customer_id AND b.number < t.number
      LEFT JOIN destinations p ON p.name = 'slack:card:' || b.id
    WHERE t.id = ${ticket}::uuid ORDER BY b.number DESC LIMIT 1`
  return { offers, ratedBefore: rated?.rating ?? null, latestBefore: latest ?? null }
}
