// How long tickets waited for their first answer, by the day on which they got it: the figures of the same names, day by day.

import { Prisma } from '../database/client.ts'
import { daysBegun, momentsSql } from './days.ts'
import { type Counting, secondsIn } from './figures.ts'
import type { Period } from './period.ts'

export interface FirstResponses {
  /** How many tickets were answered first. */
  readonly answers: number
  /** Seconds of business time that half of them, and nine of ten, took at most; null where there are none. */
  readonly median: number | null
  readonly p90: number | null
}

export interface FirstResponsesByDay {
  /** Of the whole period. */
  readonly all: FirstResponses
  readonly days: readonly (FirstResponses & { readonly day: Date })[]
}

/** Measures each day of a period that has begun by now. */
export const firstResponseByDay = async (counting: Counting, period: Period): Promise<FirstResponsesByDay> => {
  const { db, opening, now } = counting
  const days = daysBegun({ period, zone: opening.timeZone, now: now() })
  const seconds = (await secondsIn(counting, period))(Prisma.sql`opened_at`, Prisma.sql`answered_at`)
  const rows = await db.$queryRaw<readonly (FirstResponses & { readonly day: number | null })[]>`
    SELECT day, count(*)::int AS answers, percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) AS median,
      percentile_cont(0.9) WITHIN GROUP (ORDER BY seconds) AS p90
    FROM (
      SELECT width_bucket(answered_at, ${momentsSql(days)}) AS day, ${seconds} AS seconds
      FROM tickets WHERE answered_at >= ${period.from} AND answered_at < ${period.to}
    ) f GROUP BY GROUPING SETS ((day), ())`
  const measured = new Map(rows.map(({ day, ...of }) => [day, of]))
  return {
    all: measured.get(null) ?? NONE,
    // The first day is 1 there.
    days: days.map((day, index) => ({ day, ...(measured.get(index + 1) ?? NONE) })),
  }
}

const NONE: FirstResponses = { answers: 0, median: null, p90: null }
