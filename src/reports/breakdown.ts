// The figures of a period by manager, by tag and by channel: the same facts as in all, told apart.

import { Prisma } from '../database/client.ts'
import { factsOf, type Measured, measures } from './facts.ts'
import type { Counting } from './figures.ts'
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

// What was resolved by its customer, or by silence, counts for whoever had it.
const KEYS: Readonly<Record<Dimension, Prisma.Sql>> = {
  manager: Prisma.sql`SELECT m.id::text AS key, m.name FROM managers m WHERE m.id = CASE f.what
    WHEN 'resolved' THEN coalesce(f.manager, t.holder_id)
    WHEN 'firstResponse' THEN (SELECT a.manager_id FROM audit a WHERE a.ticket_id = f.ticket AND a.what = 'answered' ORDER BY a.id LIMIT 1)
    ELSE f.manager END`,
  tag: Prisma.sql`SELECT tag AS key, tag AS name FROM unnest(t.tags) tag`,
  channel: Prisma.sql`SELECT i.channel AS key, i.channel AS name FROM conversations c JOIN identities i ON i.id = c.identity_id
    WHERE c.id = coalesce(f.conversation, t.conversation_id)`,
}

/**
 * Counts the figures of a period by `dimension`, whatever happened most first. By manager and by channel the parts sum up to the figures of all;
 * a ticket with several tags counts at each of them.
 */
export const breakdown = async (counting: Counting, period: Period, dimension: Dimension): Promise<readonly Part[]> => {
  const seconds = await counting.clock(counting.db, period.to)
  return counting.db.$queryRaw<readonly Part[]>`
    SELECT k.key, k.name, ${measures} FROM ${factsOf(period, seconds)} f
    LEFT JOIN tickets t ON t.id = f.ticket LEFT JOIN LATERAL (${KEYS[dimension]}) k ON true
    GROUP BY k.key, k.name ORDER BY k.key IS NULL, count(*) DESC, k.name, k.key`
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
