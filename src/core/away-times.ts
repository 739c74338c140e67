// Until when a manager says that they are away, on the desk's own clock.

import { DateTime } from 'luxon'
import { clockOf, weekdayNamed } from './clock-words.ts'
import { folded } from './courtesy.ts'

const MORNING = 9
/** Longer than anybody plans ahead here: days. */
const LONGEST = 366

const CLOCK = String.raw`(?:(?:la|at|ora)\s+)?(?:(\d{1,2})(?:[:.](\d\d))?\s*(am|pm)?)`
const LASTING = /^(?:for|pentru|timp de)?\s*(\d{1,4})\s*(m|min|minutes?|minute|h|hours?|ora|ore|d|days?|zi|zile)$/
const MOMENT = new RegExp(String.raw`^(?:(\S+?)(?:,?\s+|$))??(?:${CLOCK})?$`)
const DATE = /^\d{4}-\d\d-\d\d$/

/**
 * Reads `until 14:00`, `until tomorrow 09:00`, `monday`, `2026-12-24 9:00`, `2h` and the like, in English or Romanian.
 * `until` is null for no words; the answer is null where they can't be read or lie in the past. A clock alone is the next such time.
 */
export const readAwayTime = (words: string, now: Date, zone: string): { readonly until: Date | null } | null => {
  const text = folded(words).trim().replace(/\s+/g, ' ')
  if (text === '') return { until: null }
  const start = DateTime.fromJSDate(now, { zone })
  const said = text.replace(/^(?:until|till|til|pana) /, '')
  const until = lasting(said, start) ?? moment(said, start)
  if (until === null || !until.isValid || until <= start || until > start.plus({ days: LONGEST })) return null
  return { until: until.toJSDate() }
}

const lasting = (text: string, start: DateTime): DateTime | null => {
  const [, count, unit = ''] = LASTING.exec(text) ?? []
  if (count === undefined) return null
  const amount = Number(count)
  if (unit.startsWith('m')) return start.plus({ minutes: amount })
  return unit.startsWith('h') || unit.startsWith('o') ? start.plus({ hours: amount }) : start.plus({ days: amount })
}

const moment = (text: string, start: DateTime): DateTime | null => {
  const [whole, named, hour, minute, half] = MOMENT.exec(text) ?? []
  if (whole === undefined || whole === '') return null
  const day = named === undefined ? start : dayOf(named, start)
  if (day === null) return null
  const clock = hour === undefined ? { hour: MORNING, minute: 0 } : clockOf(Number(hour), Number(minute ?? 0), half)
  if (clock === null) return null
  const at = day.set({ ...clock, second: 0, millisecond: 0 })
  return named === undefined && at <= start ? at.plus({ days: 1 }) : at
}

const dayOf = (name: string, start: DateTime): DateTime | null => {
  if (name === 'today' || name === 'azi' || name === 'astazi') return start
  if (name === 'tomorrow' || name === 'maine') return start.plus({ days: 1 })
  if (DATE.test(name)) return DateTime.fromISO(name, { zone: start.zone })
  const weekday = weekdayNamed(name)
  // The next one, never today.
  return weekday === null ? null : start.plus({ days: ((weekday - start.weekday + 6) % 7) + 1 })
}
