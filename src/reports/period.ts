// A period as people write it becomes two instants.

import { DateTime, type DurationLike } from 'luxon'

/** From `from` on, before `to`. */
export interface Period {
  readonly from: Date
  readonly to: Date
}

export type PeriodAnswer =
  | { readonly ok: true; readonly period: Period }
  | { readonly ok: false; readonly fault: string }

const DEFAULT = '7d'
const MOST_DAYS = 3_660
/** Outside of these nothing can have happened, and some dates can be written neither in ISO 8601 nor for PostgreSQL. */
const YEARS = { first: 1970, last: 2999 }

/**
 * Reads `today`, `7d` (any number of days; today is the last of them), `last week`, `this month`, a day, a month or a range of them
 * (`2026-01-01..2026-02-01`, both days included), in English or Romanian, in whole days of `zone`, an IANA time zone. Weeks begin on Monday.
 * Empty text is 7 days. The fault is a sentence with the remedy.
 */
export const readPeriod = (text: string, now: Date, zone: string): PeriodAnswer => {
  const words = plain(text) || DEFAULT
  const today = DateTime.fromJSDate(now, { zone }).startOf('day')
  const named = daysBack(words, today) ?? calendar(words, today)
  if (named !== null) return between(named)
  const [first = '', last = first, ...more] = words.split(RANGE)
  const [begin, end] = [dates(first, zone), dates(last, zone)]
  if (begin === null || end === null || more.length > 0 || begin.from.year < YEARS.first || end.from.year > YEARS.last)
    return {
      ok: false,
      fault: `"${text.trim()}" is no period; write today, 7d, last week, this month, 2026-01 or 2026-01-01..2026-02-01.`,
    }
  if (end.to <= begin.from)
    return { ok: false, fault: `"${text.trim()}" ends before it begins; write the earlier day first.` }
  return between({ from: begin.from, to: end.to })
}

interface Span {
  readonly from: DateTime
  readonly to: DateTime
}

const RANGE = / ?(?:\.\.+|…|–|—|\bto\b|\bpana la\b| - ) ?/

// Without capitals and marks, and with one space at most: what a hurried hand types on a phone.
const plain = (text: string): string =>
  text.trim().toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '').replace(/\s+/g, ' ')

const DAYS = /^(?:the )?(?:last |past |ultimele )?(\d{1,4}) ?(?:d|days?|z|zile|de zile)$/
const WEEKS = /^(?:the )?(?:last |past |ultimele )?(\d{1,3}) ?(?:w|weeks?|saptamani)$/

const daysBack = (words: string, today: DateTime): Span | null => {
  const days = Number(DAYS.exec(words)?.[1] ?? 0) || Number(WEEKS.exec(words)?.[1] ?? 0) * 7
  const to = today.plus({ days: 1 })
  return days >= 1 && days <= MOST_DAYS ? { from: to.minus({ days }), to } : null
}

const CALENDAR = {
  today: ['day', 0, ['today', 'day', 'this day', 'azi', 'astazi']],
  yesterday: ['day', 1, ['yesterday', 'last day', 'ieri']],
  thisWeek: ['week', 0, ['week', 'this week', 'saptamana', 'saptamana asta', 'saptamana aceasta']],
  lastWeek: ['week', 1, ['last week', 'previous week', 'saptamana trecuta']],
  thisMonth: ['month', 0, ['month', 'this month', 'luna', 'luna asta', 'luna aceasta']],
  lastMonth: ['month', 1, ['last month', 'previous month', 'luna trecuta']],
  thisYear: ['year', 0, ['year', 'this year', 'anul', 'anul asta', 'anul acesta']],
  lastYear: ['year', 1, ['last year', 'previous year', 'anul trecut']],
} as const satisfies Record<string, readonly [unit: 'day' | 'week' | 'month' | 'year', back: number, called: string[]]>

const calendar = (words: string, today: DateTime): Span | null => {
  const found = Object.values(CALENDAR).find(([, , called]) => called.some((name) => name === words))
  if (found === undefined) return null
  const [unit, back] = found
  const from = today.startOf(unit).minus({ [unit]: back })
  return { from, to: from.plus({ [unit]: 1 }) }
}

const DATES: readonly (readonly [written: RegExp, lasts: DurationLike])[] = [
  [/^\d{4}-\d\d-\d\d$/, { days: 1 }],
  [/^\d{4}-\d\d$/, { months: 1 }],
  [/^\d{4}$/, { years: 1 }],
]

const dates = (words: string, zone: string): Span | null => {
  const lasts = DATES.find(([written]) => written.test(words))?.[1]
  const from = DateTime.fromISO(words, { zone })
  return lasts !== undefined && from.isValid ? { from, to: from.plus(lasts) } : null
}

const between = ({ from, to }: Span): PeriodAnswer => ({
  ok: true,
  period: { from: from.toJSDate(), to: to.toJSDate() },
})

/** Whether it is more than ten years: each day is looked at and drawn. */
export const isTooLong = ({ from, to }: Period): boolean => to.getTime() - from.getTime() > MOST_DAYS * 86_400_000

/** As many days of `zone` as a period has, which end where it begins. */
export const periodBefore = ({ from, to }: Period, zone: string): Period => {
  const begin = DateTime.fromJSDate(from, { zone })
  const { days } = DateTime.fromJSDate(to, { zone }).diff(begin, 'days')
  return { from: begin.minus({ days: Math.round(days) }).toJSDate(), to: from }
}
