// How many tickets were opened and resolved on each day: the figures of the same names, day by day.

import type { Database } from '../database/client.ts'
import { type AskedDays, daysBegun, momentsSql } from './days.ts'

export interface VolumeOfDay {
  /** When the day begins. */
  readonly day: Date
  readonly opened: number
  readonly resolved: number
}

/**
 * Counts each day of a period in `zone`, an IANA time zone, that has begun by `now`; a day on which nothing happened has zeros. What
 * is counted is what `figures` counts, so that the days sum up to it.
 */
export const volumeByDay = async (db: Database, asked: AskedDays): Promise<readonly VolumeOfDay[]> => {
  const { from, to } = asked.period
  const days = daysBegun(asked)
  const begins = momentsSql(days)
  // The days' own beginnings are given, so that days are the same here and in what is drawn, whatever time zones the server knows.
  const rows = await db.$queryRaw<readonly { day: number; opened: number; resolved: number }[]>`
    SELECT day, sum(opened)::int AS opened, sum(resolved)::int AS resolved FROM (
      SELECT width_bucket(opened_at, ${begins}) AS day, count(*) AS opened, 0 AS resolved
        FROM tickets WHERE opened_at >= ${from} AND opened_at < ${to} GROUP BY 1
      UNION ALL
      SELECT width_bucket(at, ${begins}), 0, count(*)
        FROM audit WHERE what IN ('resolved', 'merged') AND at >= ${from} AND at < ${to} GROUP BY 1
    ) AS counted GROUP BY day`
  const counted = new Map(rows.map(({ day, opened, resolved }) => [day, { opened, resolved }]))
  // The first day is 1 there.
  return days.map((day, index) => ({ day, ...(counted.get(index + 1) ?? { opened: 0, resolved: 0 }) }))
}
