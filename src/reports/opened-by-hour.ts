// At which hours of the week tickets are opened: the figure `opened` by the clocks of the desk's time zone.

import type { Database } from '../database/client.ts'
import { clockSpansOf } from './clock-spans.ts'
import { momentsSql } from './days.ts'
import type { Period } from './period.ts'

export interface OpenedInHour {
  /** From 1, Monday, to 7. */
  readonly weekday: number
  /** From 0 to 23: the hour that begins then. */
  readonly hour: number
  readonly opened: number
}

/** Counts each hour of the week of a period in `zone`, an IANA time zone; those in which nothing was opened are left out. */
export const openedByHour = (db: Database, period: Period, zone: string): Promise<readonly OpenedInHour[]> => {
  const spans = clockSpansOf(period, zone)
  const begins = momentsSql(spans.map(({ begin }) => begin))
  const ahead = spans.map((span) => span.ahead)
  return db.$queryRaw`
    SELECT extract(isodow FROM there)::int AS weekday, extract(hour FROM there)::int AS hour, count(*)::int AS opened
    FROM (
      SELECT opened_at AT TIME ZONE 'UTC'
        + (SELECT ${ahead}::int[])[width_bucket(opened_at, ${begins})] * interval '1 minute' AS there
      FROM tickets WHERE opened_at >= ${period.from} AND opened_at < ${period.to}
    ) t GROUP BY 1, 2 ORDER BY 1, 2`
}
