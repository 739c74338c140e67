// The figures of a period by manager, by tag and by channel: the same facts as in all, told apart.

import { Prisma } from '../database/client.ts'
import { factsOf, type Measured, measures } from './facts.ts'
import { type Counting, secondsIn } from './figures.ts'
import { type Period, periodBefore } from './period.ts'

/** By what figures are told apart. */
export type Dimension = 'manager' | 'tag' | 'channel'

export interface Part extends Measured {
  /** A manager's id, a tag, a channel; null for what has none. */
  readonly key: string | null
  /** What people call it; null where the key is. */
  readonly name: string | null
}

export interface PartAndBefore {
  readonly part: Part
  /** The same of as many days before the period; null where there was nothing of it. */
  readonly before: Part | null
}

/**
 * The facts (`f`) with the key of the part that each belongs to. What stands elsewhere is looked up for those facts alone that need it: the limits
 * of one row keep PostgreSQL from reading all tickets there are instead.
 */
const KEYED: Readonly<Record<Dimension, (facts: Prisma.Sql) => Prisma.Sql>> = {
  manager: (facts) => Prisma.sql`
    SELECT f.*, coalesce(f.manager, a.manager_id)::text AS key FROM ${facts} f
    LEFT JOIN LATERAL (SELECT manager_id FROM audit WHERE f.what = 'firstResponse' AND ticket_id = f.ticket AND what = 'answered' ORDER BY id LIMIT 1) a ON true`,
  tag: (facts) => Prisma.sql`
    SELECT f.*, tag AS key FROM ${facts} f LEFT JOIN LATERAL (SELECT tags FROM tickets WHERE id = f.ticket LIMIT 1) t ON true
    LEFT JOIN LATERAL unnest(t.tags) tag ON true`,
  channel: (facts) => Prisma.sql`
    SELECT f.*, i.channel AS key FROM ${facts} f
    LEFT JOIN LATERAL (SELECT conversation_id FROM tickets WHERE f.conversation IS NULL AND id = f.ticket LIMIT 1) t ON true
    LEFT JOIN conversations c ON c.id = coalesce(f.conversation, t.conversation_id) LEFT JOIN identities i ON i.id = c.identity_id`,
}

/**
 * Counts the figures of a period by `dimension`, whatever happened most first. By manager and by channel the parts sum up to the figures of all;
 * a ticket with several tags counts at each of them.
 */
export const breakdown = async (counting: Counting, period: Period, dimension: Dimension): Promise<readonly Part[]> => {
  const seconds = await secondsIn(counting, period)
  return counting.db.$queryRaw<readonly Part[]>`
    SELECT key, coalesce((SELECT name FROM managers WHERE id::text = key), key) AS name, ${measures}
    FROM (${KEYED[dimension](factsOf(period, seconds))}) f GROUP BY key ORDER BY key IS NULL, count(*) DESC, name, key`
}

/** The parts of a period, each with the same of as many days before it. */
export const breakdownAndBefore = async (
  counting: Counting,
  period: Period,
  dimension: Dimension,
): Promise<readonly PartAndBefore[]> => {
  const earlier = periodBefore(period, counting.opening.timeZone)
  const [parts, partsBefore] = await Promise.all([
    breakdown(counting, period, dimension),
    breakdown(counting, earlier, dimension),
  ])
  const before = new Map(partsBefore.map((part) => [part.key, part]))
  return parts.map((part) => ({ part, before: before.get(part.key) ?? null }))
}
