// The desk's figures of a period, and the same of the time before it.

import { isAlwaysOpen, type Opening } from '../core/business-time.ts'
import type { Database } from '../database/client.ts'
import { type BusinessClock, type BusinessSeconds, createBusinessClock } from './business-clock.ts'
import { factsOf, type Measured, measures } from './facts.ts'
import { type OpenedInHour, openedByHour } from './opened-by-hour.ts'
import { type Period, periodBefore } from './period.ts'

export interface Figures extends Measured {
  /** Tickets that are not resolved now. */
  readonly backlog: number
  /** How long ago they were opened, by the clock; null where there is none. */
  readonly backlogMedianSeconds: number | null
  readonly backlogOldestSeconds: number | null
}

/** What figures are counted with. */
export interface Counting {
  readonly db: Database
  readonly opening: Opening
  readonly clock: BusinessClock
  readonly now: () => Date
}

/** Makes it for a desk with these hours. */
export const createCounting = (db: Database, opening: Opening, now: () => Date): Counting => ({
  ...{ db, opening, now },
  clock: createBusinessClock(opening),
})

/** The SQL of business time up to a period's end, or to now: nothing was answered or resolved later, and a distant year has many days. */
export const secondsIn = ({ db, clock, now }: Counting, { to }: Period): Promise<BusinessSeconds> =>
  clock(db, new Date(Math.min(to.getTime(), now().getTime())))

/** Counts the figures of a period; the backlog is that of now. Over the same time, backlog grows by opened + reopened - resolved. */
export const figures = async (counting: Counting, period: Period): Promise<Figures> => {
  const { db, now } = counting
  const seconds = await secondsIn(counting, period)
  const [row] = await db.$queryRaw<readonly Figures[]>`
    SELECT m.*, b.* FROM
      (SELECT ${measures} FROM ${factsOf(period, seconds)} f) m,
      (SELECT count(*)::int AS backlog, percentile_cont(0.5) WITHIN GROUP (ORDER BY age) AS "backlogMedianSeconds", max(age) AS "backlogOldestSeconds"
        FROM (SELECT date_part('epoch', ${now()}::timestamptz - opened_at) AS age FROM tickets WHERE status <> 'resolved') o) b`
  if (row === undefined) throw new Error('a query of aggregates alone answered no row')
  return row
}

/** The figures of a period, and all that it takes to tell them. */
export interface Report {
  readonly figures: Figures
  /** Those of as many days before it. */
  readonly before: Figures
  readonly period: Period
  /** IANA name; days are told in this zone. */
  readonly zone: string
  /** The hours of the week in which the most tickets were opened, the busiest first. */
  readonly busiest: readonly OpenedInHour[]
  /** Whether response times count only while the desk is open. */
  readonly inBusinessTime: boolean
}

const BUSIEST = 3

/** Counts the figures of a period and of as many days before it. */
export const readReport = async (counting: Counting, period: Period): Promise<Report> => {
  const { opening } = counting
  const earlier = periodBefore(period, opening.timeZone)
  const [now, before, hours] = await Promise.all([
    figures(counting, period),
    figures(counting, earlier),
    openedByHour(counting.db, period, opening.timeZone),
  ])
  const busiest = hours.toSorted((one, other) => other.opened - one.opened).slice(0, BUSIEST)
  return { figures: now, before, period, zone: opening.timeZone, busiest, inBusinessTime: !isAlwaysOpen(opening) }
}
