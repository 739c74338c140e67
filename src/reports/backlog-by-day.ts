// How many tickets were open at the end of each day.

import type { Database } from '../database/client.ts'
import { type AskedDays, daysBegun, momentsSql } from './days.ts'

export interface BacklogOfDay {
  /** When the day begins. */
  readonly day: Date
  /** Tickets that were not resolved at its end; on the day that runs, those that are not now. */
  readonly backlog: number
}

/**
 * Counts it for each day of a period in `zone`, an IANA time zone, that has begun by `now`. It is counted back from the tickets that
 * are open now, by what `figures` says of every time: backlog grows by opened + reopened - resolved.
 */
export const backlogByDay = async (db: Database, asked: AskedDays): Promise<readonly BacklogOfDay[]> => {
  const { from, to } = asked.period
  const days = daysBegun(asked)
  // What came behind the period is counted back, too.
  const begins = momentsSql([...days, to])
  const rows = await db.$queryRaw<readonly { day: number; growth: number; open: number }[]>`
    SELECT coalesce(day, 0) AS day, coalesce(growth, 0) AS growth, open FROM
      (SELECT count(*)::int AS open FROM tickets WHERE status <> 'resolved') AS left_open LEFT JOIN (
        SELECT day, sum(growth)::int AS growth FROM (
          SELECT width_bucket(opened_at, ${begins}) AS day, count(*) AS growth
            FROM tickets WHERE opened_at >= ${from} GROUP BY 1
          UNION ALL
          SELECT width_bucket(at, ${begins}), sum(CASE what WHEN 'reopened' THEN 1 ELSE -1 END)
            FROM audit WHERE what IN ('resolved', 'merged', 'reopened') AND at >= ${from} GROUP BY 1
        ) AS counted GROUP BY day
      ) AS grown ON true`
  const growth = new Map(rows.map((row) => [row.day, row.growth]))
  let backlog = (rows[0]?.open ?? 0) - (growth.get(days.length + 1) ?? 0)
  const backwards: BacklogOfDay[] = []
  for (const [index, day] of [...days.entries()].toReversed()) {
    backwards.push({ day, backlog })
    backlog -= growth.get(index + 1) ?? 0
  }
  return backwards.toReversed()
}
