// The desk's figures, counted from what is stored; each is defined in one sentence beside its SQL.

import type { Database } from '../database/client.ts'
import type { Period } from './period.ts'

export interface Figures {
  readonly opened: number
  readonly resolved: number
  readonly reopened: number
  readonly backlog: number
  readonly faqSolved: number
  readonly faqAssumed: number
  readonly conversations: number
  /** Null where nothing was answered, resolved or rated. */
  readonly firstResponseMedianSeconds: number | null
  readonly resolutionMedianSeconds: number | null
  readonly rating: number | null
}

/** Counts the figures of a period; `backlog` is that of now. Over the same time, backlog grows by opened + reopened - resolved. */
export const figures = async (db: Database, { from, to }: Period): Promise<Figures> => {
  const rows = await db.$queryRaw<readonly Figures[]>`
    SELECT
      -- Opened: tickets that were opened in the period.
      (SELECT count(*)::int FROM tickets WHERE opened_at >= ${from} AND opened_at < ${to}) AS opened,
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
      -- Conversations: those in which the customer wrote something in the period.
      (SELECT count(DISTINCT conversation_id)::int FROM messages
        WHERE author = 'customer' AND created_at >= ${from} AND created_at < ${to}) AS conversations,
      -- First response: the median time from opening to the first answer of a manager, over tickets first answered in the period.
      (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM answered_at - opened_at)::float8) FROM tickets
        WHERE answered_at >= ${from} AND answered_at < ${to}) AS "firstResponseMedianSeconds",
      -- Resolution: the median time from opening to the last resolution, over tickets resolved in the period that still are;
      -- one that was merged is over with the other one.
      (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM resolved_at - opened_at)::float8) FROM tickets
        WHERE status = 'resolved' AND merged_into_id IS NULL AND resolved_at >= ${from} AND resolved_at < ${to}) AS "resolutionMedianSeconds",
      -- Rating: the mean of the last score (1 to 5) of each ticket rated in the period.
      (SELECT avg(rating)::float8 FROM tickets
        WHERE id IN (SELECT ticket_id FROM audit WHERE what = 'rated' AND at >= ${from} AND at < ${to})) AS rating`
  const [row] = rows
  if (row === undefined) throw new Error('a query without FROM answered no row')
  return row
}
