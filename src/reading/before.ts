// What went before a ticket: the articles that the FAQ offered, the customer's latest ticket and their latest rating.

import { type Database, Prisma } from '../database/client.ts'
import type { CardView } from '../desk.ts'

export type Before = Pick<CardView, 'offers' | 'ratedBefore' | 'latestBefore'>

/** Suggestions older than this were about something else. */
const LONGEST_BEFORE = Prisma.sql`interval '1 day'`

/** Reads it for one ticket, by its id. */
export const readBefore = async (db: Database, ticket: string): Promise<Before> => {
  const [before] = await db.$queryRaw<Before[]>`
    SELECT coalesce((
      SELECT jsonb_agg(offer ORDER BY created_at, rank) FROM (
        SELECT g.created_at, o.rank, jsonb_build_object('title', a.title, 'verdict',
          CASE WHEN g.verdict = 'person' OR g.article_id IS NULL OR g.article_id = a.id THEN g.verdict END) AS offer
        FROM suggestions g JOIN suggestion_articles o ON o.suggestion_id = g.id JOIN articles a ON a.id = o.article_id
        WHERE g.conversation_id = t.conversation_id AND g.created_at BETWEEN t.opened_at - ${LONGEST_BEFORE} AND t.opened_at
          AND g.created_at > coalesce((SELECT max(b.opened_at) FROM tickets b
            WHERE b.conversation_id = t.conversation_id AND b.number < t.number), '-infinity')
        ORDER BY g.created_at, o.rank LIMIT 10) offered), '[]') AS offers,
      (SELECT b.rating FROM tickets b WHERE b.customer_id = t.customer_id AND b.number < t.number AND b.rating IS NOT NULL
        ORDER BY b.number DESC LIMIT 1) AS "ratedBefore",
      (SELECT jsonb_build_object('number', b.number, 'card', p.posted)
        FROM tickets b LEFT JOIN destinations p ON p.name = 'slack:card:' || b.id
        WHERE b.customer_id = t.customer_id AND b.number < t.number ORDER BY b.number DESC LIMIT 1) AS "latestBefore"
    FROM tickets t WHERE t.id = ${ticket}::uuid`
  return before ?? { offers: [], ratedBefore: null, latestBefore: null }
}
