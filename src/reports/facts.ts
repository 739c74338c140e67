// What the figures count: one row for each thing that happened in a period. Totals and breakdowns are made of the same rows, so that they agree.

import { Prisma } from '../database/client.ts'
import type { BusinessSeconds } from './business-clock.ts'
import type { Period } from './period.ts'

/** Customers who ask again so soon were not helped. */
const ASKED_AGAIN = '7 days'

/**
 * A table expression with the columns `what`, `ticket` and `conversation` (one of both is known), `manager` (whose doing it is, where that is
 * read with it) and `value`: seconds, a score, or 1 for yes and 0 for no; null where it is only counted.
 */
export const factsOf = ({ from, to }: Period, seconds: BusinessSeconds): Prisma.Sql => {
  const within = (moment: Prisma.Sql) => Prisma.sql`${moment} >= ${from} AND ${moment} < ${to}`
  const [opened, answered, resolved] = [Prisma.sql`opened_at`, Prisma.sql`answered_at`, Prisma.sql`resolved_at`]
  // Resolved in the period and still resolved; one that was merged is over with the other one.
  const over = Prisma.sql`status = 'resolved' AND merged_into_id IS NULL AND ${within(resolved)}`
  return Prisma.sql`(
    -- Opened: a ticket that was opened in the period.
    SELECT 'opened' AS what, id AS ticket, conversation_id AS conversation, NULL::uuid AS manager, NULL::float8 AS value
      FROM tickets WHERE ${within(opened)}
    -- Handed: a conversation that got a ticket in the period.
    UNION ALL SELECT DISTINCT 'handed', NULL::uuid, conversation_id, NULL::uuid, NULL::float8 FROM tickets WHERE ${within(opened)}
    -- Claimed, resolved, reopened: each time that it happened; one that was merged into another is resolved by that. What its customer or
    -- silence resolved is the doing of whoever had it.
    UNION ALL SELECT CASE what WHEN 'merged' THEN 'resolved' ELSE what END, ticket_id, NULL,
        coalesce(manager_id, (facts->>'holder')::uuid), NULL
      FROM audit WHERE what IN ('claimed', 'resolved', 'merged', 'reopened') AND ${within(Prisma.sql`at`)}
    -- First response: the business time from the opening to a manager's first answer, of a ticket first answered in the period.
    UNION ALL SELECT 'firstResponse', id, conversation_id, NULL, ${seconds(opened, answered)} FROM tickets WHERE ${within(answered)}
    -- Resolution: the business time from the opening to the last resolution.
    UNION ALL SELECT 'resolution', id, conversation_id, holder_id, ${seconds(opened, resolved)} FROM tickets WHERE ${over}
    -- Promised: whether a ticket that was promised a time never overran one.
    UNION ALL SELECT 'promised', id, conversation_id, holder_id,
        CASE WHEN EXISTS (SELECT FROM audit b WHERE b.ticket_id = tickets.id AND b.what = 'breached') THEN 0 ELSE 1 END
      FROM tickets WHERE ${over} AND (first_due_at IS NOT NULL OR resolution_due_at IS NOT NULL)
    -- Rated: the last score (1 to 5) of a ticket that was rated in the period.
    UNION ALL SELECT 'rated', id, conversation_id, holder_id, rating FROM tickets
      WHERE rating IS NOT NULL AND id IN (SELECT ticket_id FROM audit WHERE what = 'rated' AND ${within(Prisma.sql`at`)})
    -- Wrote: a conversation in which the customer wrote something in the period.
    UNION ALL SELECT DISTINCT 'wrote', NULL::uuid, conversation_id, NULL::uuid, NULL::float8
      FROM messages WHERE author = 'customer' AND ${within(Prisma.sql`created_at`)}
    -- Solved, assumed: a suggestion of which the customer confirmed in the period that it solved the matter, or after which it brought a day
    -- to its end in which nothing more was said. The value is whether they neither asked again nor got a ticket within 7 days: truly solved.
    UNION ALL SELECT verdict, NULL, conversation_id, NULL, CASE WHEN
        EXISTS (SELECT FROM suggestions n WHERE n.conversation_id = s.conversation_id
          AND n.created_at > s.created_at AND n.created_at <= s.created_at + ${ASKED_AGAIN}::interval)
        OR EXISTS (SELECT FROM tickets t WHERE t.conversation_id = s.conversation_id
          AND t.opened_at > s.created_at AND t.opened_at <= s.created_at + ${ASKED_AGAIN}::interval) THEN 0 ELSE 1 END
      FROM suggestions s WHERE verdict IN ('solved', 'assumed') AND ${within(Prisma.sql`settled_at`)}
    -- Assisted: one of those that its customer confirmed, answered by the assistant.
    UNION ALL SELECT 'assisted', NULL, conversation_id, NULL, NULL FROM suggestions
      WHERE verdict = 'solved' AND assisted AND ${within(Prisma.sql`settled_at`)}
    -- Unanswered: a question of the period for which no article was found.
    UNION ALL SELECT 'unanswered', NULL, conversation_id, NULL, NULL FROM suggestions WHERE verdict = 'none' AND ${within(Prisma.sql`created_at`)}
  )`
}

const MEDIAN = Prisma.sql`percentile_cont(0.5) WITHIN GROUP (ORDER BY value)`
const P90 = Prisma.sql`percentile_cont(0.9) WITHIN GROUP (ORDER BY value)`

/** The figures of a group of facts (`f`), as the columns of `Measured`. */
export const measures = Prisma.sql`
  count(*) FILTER (WHERE what = 'wrote')::int AS conversations,
  count(*) FILTER (WHERE what = 'solved')::int AS "faqSolved",
  count(*) FILTER (WHERE what = 'assumed')::int AS "faqAssumed",
  count(*) FILTER (WHERE what IN ('solved', 'assumed') AND value = 1)::int AS "faqTrue",
  count(*) FILTER (WHERE what = 'assisted')::int AS "assistantSolved",
  count(*) FILTER (WHERE what = 'unanswered')::int AS unanswered,
  count(*) FILTER (WHERE what = 'opened')::int AS opened,
  count(*) FILTER (WHERE what = 'handed')::int AS handed,
  count(*) FILTER (WHERE what = 'claimed')::int AS claimed,
  count(*) FILTER (WHERE what = 'resolved')::int AS resolved,
  count(*) FILTER (WHERE what = 'reopened')::int AS reopened,
  count(*) FILTER (WHERE what = 'firstResponse')::int AS "firstResponses",
  ${MEDIAN} FILTER (WHERE what = 'firstResponse') AS "firstResponseMedianSeconds",
  ${P90} FILTER (WHERE what = 'firstResponse') AS "firstResponseP90Seconds",
  count(*) FILTER (WHERE what = 'resolution')::int AS resolutions,
  ${MEDIAN} FILTER (WHERE what = 'resolution') AS "resolutionMedianSeconds",
  ${P90} FILTER (WHERE what = 'resolution') AS "resolutionP90Seconds",
  avg(value) FILTER (WHERE what = 'promised') AS "slaMet",
  count(*) FILTER (WHERE what = 'rated')::int AS ratings,
  avg(value) FILTER (WHERE what = 'rated') AS rating,
  avg((value >= 4)::int) FILTER (WHERE what = 'rated')::float8 AS "ratedGood"`

/** What is measured of a period, or of a part of what happened in it. */
export interface Measured {
  readonly conversations: number
  readonly faqSolved: number
  readonly faqAssumed: number
  readonly faqTrue: number
  /** Those of `faqSolved` that the assistant answered. */
  readonly assistantSolved: number
  readonly unanswered: number
  readonly opened: number
  /** Conversations that got a ticket. */
  readonly handed: number
  readonly claimed: number
  readonly resolved: number
  readonly reopened: number
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
