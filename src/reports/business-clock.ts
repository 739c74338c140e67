// Business time as SQL counts it, by the same rule as everywhere else: `core/business-time.ts`.

import { isAlwaysOpen, type Opening, type OpenSpan, spansAfter } from '../core/business-time.ts'
import { type Database, Prisma } from '../database/client.ts'

/** The SQL of how many seconds of business time lie between two moments of a row, the earlier one first. */
export type BusinessSeconds = (from: Prisma.Sql, to: Prisma.Sql) => Prisma.Sql

/** Makes it for tickets up to a moment. */
export type BusinessClock = (db: Database, until: Date) => Promise<BusinessSeconds>

/**
 * Counts what was by the hours of now: a desk that changes them sees all its past in the new ones. The open times since the first ticket are
 * kept, since working them out takes a day some 30 µs, and years of days are read with each figure.
 */
export const createBusinessClock = (opening: Opening): BusinessClock => {
  if (isAlwaysOpen(opening)) return () => Promise.resolve(byTheClock)
  let known: OpenTimes | null = null
  return async (db, until) => {
    const first = (await db.ticket.aggregate({ _min: { openedAt: true } }))._min.openedAt
    if (first === null) return byTheClock
    if (known?.first.getTime() !== first.getTime()) known = openTimes(first, opening)
    return byOpenTimes(known.upTo(until.getTime()))
  }
}

const epoch = (moment: Prisma.Sql): Prisma.Sql => Prisma.sql`date_part('epoch', ${moment})`

const byTheClock: BusinessSeconds = (from, to) => Prisma.sql`${epoch(to)} - ${epoch(from)}`

/** Of each open time its beginning, its length, and what was open before it; in seconds. */
interface Columns {
  readonly begins: readonly number[]
  readonly lengths: readonly number[]
  readonly before: readonly number[]
}

interface OpenTimes {
  readonly first: Date
  readonly upTo: (moment: number) => Columns
}

const openTimes = (first: Date, opening: Opening): OpenTimes => {
  const coming = spansAfter(first, opening)
  const spans: OpenSpan[] = []
  return {
    first,
    upTo: (moment) => {
      while ((spans.at(-1)?.from ?? 0) < moment) spans.push(coming.next().value)
      return columnsOf(first, spans)
    },
  }
}

// At the first ticket nothing was open yet, so that every moment lies behind some beginning.
const columnsOf = (first: Date, spans: readonly OpenSpan[]): Columns => {
  const [begins, lengths, before] = [[first.getTime() / 1_000], [0], [0]]
  let total = 0
  for (const { from, to } of spans) {
    begins.push(from / 1_000)
    lengths.push((to - from) / 1_000)
    before.push(total)
    total += (to - from) / 1_000
  }
  return { begins, lengths, before }
}

const byOpenTimes = ({ begins, lengths, before }: Columns): BusinessSeconds => {
  const passed = (moment: Prisma.Sql): Prisma.Sql => Prisma.sql`(
    SELECT h.before[n] + least(x - h.begins[n], h.lengths[n])
    FROM (SELECT ${begins}::float8[] AS begins, ${lengths}::float8[] AS lengths, ${before}::float8[] AS before) h,
      LATERAL (SELECT ${epoch(moment)} AS x) m, LATERAL (SELECT width_bucket(x, h.begins) AS n) p)`
  return (from, to) => Prisma.sql`${passed(to)} - ${passed(from)}`
}
