// The desk's figures, counted from what is stored; each is defined in one sentence beside its SQL.

import { type Database, Prisma } from '../database/client.ts'
import { type Period, periodBefore } from './period.ts'

export interface Figures {
  readonly opened: number
  readonly claimed: number
  readonly resolved: number
  readonly reopened: number
  readonly backlog: number
  readonly faqSolved: number
  readonly faqAssumed: number
  readonly faqTrue: number
  readonly conversations: number
  /** Of how many tickets the times are that follow; the times are null where that is none. */
  readonly firstResponses: number
  readonly firstResponseMedianSeconds: number | null
  readonly firstResponseP90Seconds: number | null
  readonly resolutions: number
  readonly resolutionMedianSeconds: number | null
  readonly resolutionP90Seconds: number | null
  /** From 0 to 1; null where nothing was promised. */
  readonly slaMet: number | null
  readonly ratings: number
  /** From 1 to 5; null where nothing was rated. */
  readonly rating: number | null
  /** From 0 to 1; null where nothing was rated. */
  readonly ratedGood: number | null
}

const MEDIAN = Prisma.sql`percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds)`
const P90 = Prisma.sql`percentile_cont(0.9) WITHIN GROUP (ORDER BY seconds)`
/** Customers who ask again so soon were not helped. */
const ASKED_AGAIN = '7 days'

/** Counts the figures of a period; `backlog` is that of now. Over the same time, backlog grows by opened + reopened - resolved. */
export const figures = async (db: Database, { from, to }: Period): Promise<Figures> => {
  const rows = await db.$queryRaw<readonly Figures[]>`
    SELECT
      -- Opened: tickets that were opened in the period.
      (SELECT count(*)::int FROM tickets WHERE opened_at >= ${from} AND opened_at < ${to}) AS opened,
      -- Claimed: how often a manager claimed a ticket in the period.
      (SELECT count(*)::int FROM audit WHERE what = 'claimed' AND at >= ${from} AND at < ${to}) AS claimed,
      -- Resolved: how often a ticket was resolved in the period; one that was reopened and resolved again counts twice,
      -- and one that was merged into another counts once.
      (SELECT count(*)::int FROM audit WHERE what IN ('resolved', 'merged') AND at >= ${from} AND at < ${to}) AS resolved,
      -- Reopened: how often a resolved ticket became open again in the period.
      (SELECT count(*)::int FROM audit WHERE what = 'reopened' AND at >= ${from} AND at < ${to}) AS reopened,
      -- Backlog: tickets that are not resolved now.
      (SELECT count(*)::int FROM tickets WHERE status <> 'resolved') AS backlog,
      -- Solved by the FAQ: suggestions of which the customer confirmed in the period that they solved the matter.
      (SELECT count(*)::int FROM suggestions WHERE verdict = 'solved' AND settled_at >= ${from} AND settled_at < ${to}) AS "faqSolved",
      -- Perhaps solved: suggestions of which the period brought to an end a day in which the customer said nothing more.
      (SELECT count(*)::int FROM suggestions WHERE verdict = 'assumed' AND settled_at >= ${from} AND settled_at < ${to}) AS "faqAssumed",
      -- Truly solved: suggestions of both kinds after which the customer has neither asked again nor got a ticket within 7 days.
      (SELECT count(*)::int FROM suggestions s WHERE verdict IN ('solved', 'assumed') AND settled_at >= ${from} AND settled_at < ${to}
        AND NOT EXISTS (SELECT FROM suggestions n WHERE n.conversation_id = s.conversation_id
          AND n.created_at > s.created_at AND n.created_at <= s.created_at + ${ASKED_AGAIN}::interval)
        AND NOT EXISTS (SELECT FROM tickets t WHERE t.conversation_id = s.conversation_id
          AND t.opened_at > s.created_at AND t.opened_at <= s.created_at + ${ASKED_AGAIN}::interval)) AS "faqTrue",
      -- Conversations: those in which the customer wrote something in the period.
      (SELECT count(DISTINCT conversation_id)::int FROM messages
        WHERE author = 'customer' AND created_at >= ${from} AND created_at < ${to}) AS conversations,
      first.*, resolution.*, promised.*, rated.*
    FROM
      -- First response: the time from opening to the first answer of a manager, of tickets first answered in the period;
      -- its median, and what nine of ten took at most.
      (SELECT count(*)::int AS "firstResponses", ${MEDIAN} AS "firstResponseMedianSeconds", ${P90} AS "firstResponseP90Seconds" FROM (
        SELECT extract(epoch FROM answered_at - opened_at)::float8 AS seconds FROM tickets
        WHERE answered_at >= ${from} AND answered_at < ${to}) f) first,
      -- Resolution: the time from opening to the last resolution, of tickets resolved in the period that still are;
      -- one that was merged is over with the other one.
      (SELECT count(*)::int AS resolutions, ${MEDIAN} AS "resolutionMedianSeconds", ${P90} AS "resolutionP90Seconds" FROM (
        SELECT extract(epoch FROM resolved_at - opened_at)::float8 AS seconds FROM tickets
        WHERE status = 'resolved' AND merged_into_id IS NULL AND resolved_at >= ${from} AND resolved_at < ${to}) r) resolution,
      -- SLA met: of the tickets resolved in the period that still are and that were promised a time, the share of those that never overran one.
      (SELECT avg((NOT EXISTS (SELECT FROM audit b WHERE b.ticket_id = t.id AND b.what = 'breached'))::int)::float8 AS "slaMet" FROM tickets t
        WHERE status = 'resolved' AND merged_into_id IS NULL AND resolved_at >= ${from} AND resolved_at < ${to}
          AND (first_due_at IS NOT NULL OR resolution_due_at IS NOT NULL)) promised,
      -- Rating: the mean of the last score (1 to 5) of each ticket rated in the period, and the share of 4 and 5.
      (SELECT count(rating)::int AS ratings, avg(rating)::float8 AS rating, avg((rating >= 4)::int)::float8 AS "ratedGood" FROM tickets
        WHERE id IN (SELECT ticket_id FROM audit WHERE what = 'rated' AND at >= ${from} AND at < ${to})) rated`
  const [row] = rows
  if (row === undefined) throw new Error('a query of aggregates alone answered no row')
  return row
}

/** The figures of a period and of as many days of `zone` before it. */
export const figuresAndBefore = async (
  db: Database,
  period: Period,
  zone: string,
): Promise<{ figures: Figures; before: Figures }> => {
  const [now, before] = await Promise.all([figures(db, period), figures(db, periodBefore(period, zone))])
  return { figures: now, before }
}
