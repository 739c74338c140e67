// When a report comes by itself, as admins write it and on the desk's own clock.

import { DateTime } from 'luxon'
import { type Clock, clockOf, weekdayNamed } from './clock-words.ts'
import { folded } from './courtesy.ts'

export interface ReportSchedule extends Clock {
  /** 1 for Monday; null where it comes each day. */
  readonly weekday: number | null
  /** The address that it goes to by mail; null where it goes to where the staff are told. */
  readonly mailbox: string | null
}

/** The time that a report tells of: from its first instant on, before the last one; ISO 8601. */
export interface ReportOf {
  readonly every: 'day' | 'week'
  readonly from: string
  readonly to: string
}

export type ReportWish =
  | { readonly kind: 'show' | 'off' | 'unread' }
  | { readonly kind: 'set'; readonly schedule: ReportSchedule }

// A chat may have made a link of it.
const MAILBOX =
  /<?(?:mailto:)?([^\s<>|@:,;"'()[\]„“”]+@[^\s<>|@,;"'()[\]„“”]+\.[^\s<>|@,;"'()[\]„“”]*[^\s<>|@,;"'()[\]„“”.!?])(?:\|[^>]*)?>?/i
/** A mailbox has 320 characters at most (RFC 5321, section 4.5.3.1), and looking for one takes cubic time. */
const LONGEST = 500
const TIME = /^(\d{1,2})(?:[:.h](\d\d)?)?(am|pm)?$/
const DAILY = new Set('daily day days everyday zilnic zilnica zi zile'.split(' '))
const WEEKLY = new Set('weekly week weeks saptamanal saptamanala saptamana'.split(' '))
const OFF = new Set('off stop none no never oprit oprita opreste opriti niciodata nu'.split(' '))
const SHOW = new Set('show status arata'.split(' '))
const MAIL = new Set(['mail', 'email', 'e-mail', 'mailul', 'e-mailul'])
const FILLING = new Set(
  'a an at by every each in on the to report reports please catre de fiecare la ora o pe prin raport raportul'.split(
    ' ',
  ),
)

/** Where nothing else is written it is Monday, at nine. */
const MONDAY = 1
const MORNING: Clock = { hour: 9, minute: 0 }

/** Reads `daily 09:00`, `weekly Mon 9am`, `luni la 9:30 către ana@example.com`, `off`; nothing asks what is set. */
export const readReportWish = (given: string): ReportWish => {
  const text = given.slice(0, LONGEST)
  const mailbox = MAILBOX.exec(text)?.[1] ?? null
  const all = folded(text.replace(MAILBOX, ' '))
    .replace(/(\d)\s+(am|pm)\b/g, '$1$2')
    .split(/[\s,;]+/)
    // What stood around an address.
    .filter((word) => /[\p{L}\p{N}]/u.test(word))
  // By mail, but to whom?
  if (mailbox === null && all.some((word) => MAIL.has(word))) return UNREAD
  const words = all.filter((word) => !FILLING.has(word) && !MAIL.has(word))
  const [only] = words
  if (mailbox === null && only === undefined) return text.trim() === '' ? { kind: 'show' } : UNREAD
  if (mailbox === null && words.length === 1 && only !== undefined) {
    if (OFF.has(only)) return { kind: 'off' }
    if (SHOW.has(only)) return { kind: 'show' }
  }
  const schedule = scheduleOf(words, mailbox)
  return schedule === null ? UNREAD : { kind: 'set', schedule }
}

const UNREAD: ReportWish = { kind: 'unread' }

const scheduleOf = (words: readonly string[], mailbox: string | null): ReportSchedule | null => {
  const found = { day: [] as number[], clock: [] as Clock[], every: [] as ('day' | 'week')[] }
  for (const [index, word] of words.entries()) {
    const next = words[index + 1] ?? ''
    // `Every 2 days` is no time of a day.
    if (/^\d+$/.test(word) && (DAILY.has(next) || WEEKLY.has(next))) return null
    const [weekday, clock] = [weekdayNamed(word), clockIn(word)]
    if (DAILY.has(word)) found.every.push('day')
    else if (WEEKLY.has(word)) found.every.push('week')
    else if (weekday !== null) found.day.push(weekday)
    else if (clock !== null) found.clock.push(clock)
    else return null
  }
  const { day, clock, every } = found
  if (words.length === 0 || day.length > 1 || clock.length > 1 || every.length > 1) return null
  if (every[0] === 'day' && day.length > 0) return null
  const weekday = day[0] ?? (every[0] === 'week' ? MONDAY : null)
  return { weekday, mailbox, ...(clock[0] ?? MORNING) }
}

const clockIn = (word: string): Clock | null => {
  const [whole, hour, minute, half] = TIME.exec(word) ?? []
  return whole === undefined ? null : clockOf(Number(hour), Number(minute ?? 0), half)
}

interface Due {
  /** When the report was due, as it was planned. */
  readonly nextAt: Date
  readonly now: Date
  /** The desk's time zone, by its IANA name. */
  readonly zone: string
}

/**
 * What the report that is due tells of, the day before it or the seven days, and when the one after it comes. Of several that were missed it is the
 * latest. One that was planned in another time zone is the one of this zone that is nearest to it, so that no day is told twice.
 */
export const dueReport = (
  schedule: ReportSchedule,
  { nextAt, now, zone }: Due,
): { readonly of: ReportOf; readonly next: Date } => {
  const every = schedule.weekday === null ? 'day' : 'week'
  const half = every === 'day' ? { hours: 12 } : { hours: 84 }
  const planned = latestOf(schedule, DateTime.fromJSDate(nextAt, { zone }).plus(half))
  const latest = latestOf(schedule, DateTime.fromJSDate(now, { zone }))
  const at = planned > latest ? planned : latest
  const to = at.startOf('day')
  const from = to.minus({ [`${every}s`]: 1 })
  const of = { every, from: from.toJSDate().toISOString(), to: to.toJSDate().toISOString() } as const
  return { of, next: following(schedule, at) }
}

/** When the next report after `now` is due. On a day whose clocks skip that time it is due as much later. */
export const nextReport = (schedule: ReportSchedule, now: Date, zone: string): Date =>
  following(schedule, latestOf(schedule, DateTime.fromJSDate(now, { zone })))

const following = (schedule: ReportSchedule, at: DateTime): Date =>
  onDay(schedule, at.startOf('day').plus(schedule.weekday === null ? { days: 1 } : { weeks: 1 })).toJSDate()

const latestOf = (schedule: ReportSchedule, now: DateTime): DateTime => {
  const { weekday } = schedule
  const today = now.startOf('day')
  const day = weekday === null ? today : today.minus({ days: (today.weekday - weekday + 7) % 7 })
  const at = onDay(schedule, day)
  return at <= now ? at : onDay(schedule, day.minus(weekday === null ? { days: 1 } : { weeks: 1 }))
}

const onDay = ({ hour, minute }: ReportSchedule, day: DateTime): DateTime => day.set({ hour, minute })
