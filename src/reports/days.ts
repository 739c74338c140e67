// A period as the days it is made of, in the desk's time zone.

import { DateTime } from 'luxon'
import { Prisma } from '../database/client.ts'
import type { Period } from './period.ts'

/** When each day of a period begins, in order. A day on which the clocks change is one day; the first one begins with the period. */
export const daysOf = ({ from, to }: Period, zone: string): readonly Date[] => {
  const days: Date[] = []
  let day = DateTime.fromJSDate(from, { zone })
  while (day.toMillis() < to.getTime()) {
    days.push(day.toJSDate())
    day = day.startOf('day').plus({ days: 1 })
  }
  return days
}

/** The first and the last day of a period, as `2026-01-31`. */
export const endsOf = ({ from, to }: Period, zone: string): { readonly first: string; readonly last: string } => {
  const day = (at: DateTime): string => at.toFormat('yyyy-MM-dd')
  const end = DateTime.fromJSDate(to, { zone }).minus({ milliseconds: 1 })
  return { first: day(DateTime.fromJSDate(from, { zone })), last: day(end) }
}

/** What a count by day is asked for. */
export interface AskedDays {
  readonly period: Period
  /** IANA name; days are told in this zone. */
  readonly zone: string
  readonly now: Date
}

/** When each day of a period begins that has begun by now, in order. */
export const daysBegun = ({ period, zone, now }: AskedDays): readonly Date[] =>
  daysOf(period, zone).filter((day) => day <= now)

/** Moments as an array in SQL. A query of its own is run once; without it each row would read all of them from text again. */
export const momentsSql = (moments: readonly Date[]): Prisma.Sql =>
  Prisma.sql`(SELECT ${moments.map((moment) => moment.toISOString())}::text[]::timestamptz[])`
