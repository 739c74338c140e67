// A period as people write it becomes two instants.

import { DateTime } from 'luxon'

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

/**
 * Reads `today`, `7d` (any number of days; today is the last of them) or `2026-01-01..2026-02-01` (both days included), in whole days of
 * `zone`, an IANA time zone. Empty text is 7 days. The fault is a sentence with the remedy.
 */
export const readPeriod = (text: string, now: Date, zone: string): PeriodAnswer => {
  const words = text.trim().toLowerCase() || DEFAULT
  const today = DateTime.fromJSDate(now, { zone }).startOf('day')
  const tomorrow = today.plus({ days: 1 })
  if (words === 'today') return between(today, tomorrow)
  const days = Number(/^(\d{1,4})d$/.exec(words)?.[1] ?? 0)
  if (days >= 1 && days <= MOST_DAYS) return between(tomorrow.minus({ days }), tomorrow)
  const [, first = '', last = ''] = /^(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)$/.exec(words) ?? []
  const [from, to] = [DateTime.fromISO(first, { zone }), DateTime.fromISO(last, { zone })]
  if (!from.isValid || !to.isValid)
    return { ok: false, fault: `"${text.trim()}" is no period; write today, 7d, 30d, 90d or 2026-01-01..2026-02-01.` }
  if (to < from) return { ok: false, fault: `"${text.trim()}" ends before it begins; write the earlier day first.` }
  return between(from, to.plus({ days: 1 }))
}

const between = (from: DateTime, to: DateTime): PeriodAnswer => ({
  ok: true,
  period: { from: from.toJSDate(), to: to.toJSDate() },
})
