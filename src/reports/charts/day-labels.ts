// Which days are named below a chart, and how: few enough to be read on a phone.

import { DateTime, type DateTimeFormatOptions } from 'luxon'

/** One label a day, in the reader's language; empty for a day that is not named. The last day always is. */
export const dayLabels = (days: readonly Date[], zone: string, locale: string): readonly string[] => {
  const every = days.length <= WEEK ? 1 : Math.ceil(days.length / (days.length > MANY_DAYS ? MOST_MONTHS : MOST_LABELS))
  return days.map((day, index) =>
    (days.length - 1 - index) % every === 0 ? named(DateTime.fromJSDate(day, { zone }).setLocale(locale), days) : '',
  )
}

/** A day as a sentence names it: `Monday, January 5`. */
export const dayInWords = (day: Date, zone: string, locale: string): string =>
  DateTime.fromJSDate(day, { zone })
    .setLocale(locale)
    .toLocaleString({ weekday: 'long', day: 'numeric', month: 'long' })

const WEEK = 7
const MOST_LABELS = 5
const MOST_MONTHS = 4
const MANY_DAYS = 330

const DAY: DateTimeFormatOptions = { day: 'numeric', month: 'short' }
const MONTH: DateTimeFormatOptions = { month: 'short', year: 'numeric' }

const named = (day: DateTime, { length }: readonly Date[]): string => {
  if (length > MANY_DAYS) return day.toLocaleString(MONTH)
  // Of a few days the title tells the month.
  return length > WEEK ? day.toLocaleString(DAY) : `${day.toLocaleString({ weekday: 'short' })}\n${day.day}`
}
