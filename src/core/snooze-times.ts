// For how long a ticket may be put off, and when that is over on the desk's own clock.

import { DateTime } from 'luxon'
import type { SnoozeChoice } from './events.ts'

const MORNING = { hour: 9, minute: 0, second: 0, millisecond: 0 }

/** The moment that a choice means at `now` in a time zone by its IANA name; Monday is the next one, never today. */
export const snoozedUntil = (choice: SnoozeChoice, now: Date, zone: string): Date => {
  const start = DateTime.fromJSDate(now, { zone })
  switch (choice) {
    case 'hour':
      return start.plus({ hours: 1 }).toJSDate()
    case 'fourHours':
      return start.plus({ hours: 4 }).toJSDate()
    case 'tomorrow':
      return start.plus({ days: 1 }).set(MORNING).toJSDate()
    case 'threeDays':
      return start.plus({ days: 3 }).toJSDate()
    case 'monday':
      return start.startOf('week').plus({ weeks: 1 }).set(MORNING).toJSDate()
  }
}

/** A moment for the desk's people, on the desk's clock and in its language. */
export const momentText = (at: Date, zone: string, locale: string): string =>
  DateTime.fromJSDate(at, { zone }).setLocale(locale).toLocaleString({
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
