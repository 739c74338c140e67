// Time as the desk counts it: only while it is open, by its own clock, whatever daylight saving does to that.

import { DateTime } from 'luxon'

/** Open on one day of the week (1 is Monday), in minutes from midnight; beyond 1,440 it is the next day's morning. */
export interface OpenHours {
  readonly weekday: number
  readonly from: number
  readonly to: number
}

/** When a desk is open. */
export interface Opening {
  /** By its IANA name. */
  readonly timeZone: string
  /** Empty where it is always open. */
  readonly businessHours: readonly OpenHours[]
  /** Days on which it doesn't open at all, such as `2026-12-25`. */
  readonly holidays: readonly string[]
}

/** Time that the desk is open, in milliseconds since 1970. */
export interface OpenSpan {
  readonly from: number
  readonly to: number
}

const WHOLE_DAYS: readonly OpenHours[] = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: 0, to: 1_440 }))

/** The moment at which so much business time, in milliseconds, has passed since `at`; `at` itself for none. */
export const addBusinessTime = (at: Date, milliseconds: number, opening: Opening): Date => {
  if (milliseconds <= 0) return at
  if (isAlwaysOpen(opening)) return new Date(at.getTime() + milliseconds)
  let left = milliseconds
  for (const { from, to } of spansAfter(at, opening)) {
    if (left <= to - from) return new Date(from + left)
    left -= to - from
  }
  return at
}

/** How much business time, in milliseconds, lies between two moments; 0 where the second is not the later one. */
export const businessTimeBetween = (from: Date, to: Date, opening: Opening): number => {
  if (to <= from) return 0
  if (isAlwaysOpen(opening)) return to.getTime() - from.getTime()
  let total = 0
  for (const span of spansAfter(from, opening)) {
    if (span.from >= to.getTime()) break
    total += Math.min(span.to, to.getTime()) - span.from
  }
  return total
}

/** When the desk is open next: `at` itself where it is open then. */
export const nextOpening = (at: Date, opening: Opening): Date => {
  if (isAlwaysOpen(opening)) return at
  for (const { from } of spansAfter(at, opening)) return new Date(from)
  return at
}

/** Whether every moment is business time. */
export const isAlwaysOpen = ({ businessHours, holidays }: Opening): boolean =>
  businessHours.length === 0 && holidays.length === 0

/** What is left of the time that it is open from a moment on, in order and without end: no span overlaps the one before. */
export function* spansAfter(at: Date, { timeZone, businessHours, holidays }: Opening): Generator<OpenSpan> {
  const hours = businessHours.length === 0 ? WHOLE_DAYS : businessHours
  const closed = new Set(holidays)
  let reached = at.getTime()
  // Days are counted without a zone, since luxon asks the system for each moment in one; a night that began the day before may still go on.
  const { year, month, day } = DateTime.fromJSDate(at, { zone: timeZone })
  let date = DateTime.utc(year, month, day).minus({ days: 1 })
  for (;;) {
    const open = hours.filter(({ weekday }) => weekday === date.weekday)
    if (open.length > 0 && !closed.has(date.toISODate() ?? '')) {
      const midnight = date.setZone(timeZone, { keepLocalTime: true })
      for (const { from, to } of open) {
        const span = { from: Math.max(momentOf(midnight, from), reached), to: momentOf(midnight, to) }
        if (span.to <= span.from) continue
        reached = span.to
        yield span
      }
    }
    date = date.plus({ days: 1 })
  }
}

/** The moment when the clock on the wall shows so many minutes of a day; where it jumps over them, the moment when it does. */
const momentOf = (day: DateTime, minutes: number): number => {
  const date = minutes < 1_440 ? day : day.plus({ days: Math.floor(minutes / 1_440) })
  const [hour, minute] = [Math.floor((minutes % 1_440) / 60), minutes % 60]
  const shown = date.set({ hour, minute })
  if (shown.hour === hour && shown.minute === minute) return shown.toMillis()
  let after = shown
  while (after.minus({ minutes: 1 }).offset === after.offset) after = after.minus({ minutes: 1 })
  return after.toMillis()
}
