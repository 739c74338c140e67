// How each kind of value in the environment is written: pure readers that answer the value, or throw `Unfit` with what is wrong and the remedy.
// What they throw never repeats a value that may hold a secret.

import { DateTime, IANAZone } from 'luxon'
import type { OpenHours } from './core/business-time.ts'

/** The value can't be used; the message continues a sentence that begins with the variable's name. */
export class Unfit extends Error {
  override readonly name = 'Unfit'
}

/** A person by their account on one channel, as in `slack:U0123`. */
export interface PersonId {
  readonly channel: 'telegram' | 'slack' | 'web'
  readonly externalId: string
}

const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }
const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

/** `0`, `5s`, `15m`, `1h` or `7d` in milliseconds. */
export const duration = (text: string): number => {
  const [, count = '', unit = ''] = /^(\d{1,9})([smhd]?)$/.exec(text) ?? []
  if (count === '' || (unit === '' && Number(count) !== 0)) {
    throw new Unfit(`is "${text}", which is no duration; write it as 0, 5s, 15m, 1h or 7d`)
  }
  return Number(count) * (UNITS[unit] ?? 0)
}

/** `off`, or a duration greater than 0. */
export const durationOrOff = (text: string): number | null => {
  if (text === 'off') return null
  const milliseconds = duration(text)
  if (milliseconds === 0)
    throw new Unfit('is 0, which would keep nothing; write a duration such as 90d, or leave it out')
  return milliseconds
}

/** Reads a whole number within bounds, both included. */
export const wholeNumber =
  (from: number, to: number) =>
  (text: string): number => {
    const number = Number(text)
    if (/^\d{1,15}$/.test(text) && number >= from && number <= to) return number
    throw new Unfit(`is "${text}"; write a whole number from ${from} to ${to}`)
  }

/** Reads an address whose scheme is one of `schemes`; it may hold a password, so it is never shown. */
export const address =
  (...schemes: readonly string[]) =>
  (text: string): string => {
    // Not URL.canParse, which says yes to a host that is too long for new URL (Node 26.10).
    if (schemes.includes(URL.parse(text)?.protocol.replace(/:$/, '') ?? '')) return text
    throw new Unfit(
      `is not an address that begins with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}; give the whole address`,
    )
  }

/** An address of the web without its trailing slash. */
export const webAddress = (text: string): string => address('http', 'https')(text).replace(/\/+$/, '')

/** Slack's Web API root, which ends in `/api/`. */
export const slackApiRoot = (text: string): string => {
  const root = `${webAddress(text)}/`
  if (root.endsWith('/api/')) return root
  throw new Unfit('does not end in /api/; give the root of the Web API, such as https://slack.com/api/')
}

/** Reads a text by its form; what it looks like is told, never what it is. */
export const shaped =
  (form: RegExp, remedy: string) =>
  (text: string): string => {
    if (form.test(text)) return text
    throw new Unfit(remedy)
  }

/** A time zone by its IANA name. */
export const timeZone = (text: string): string => {
  if (IANAZone.isValidZone(text)) return text
  throw new Unfit(`is "${text}", which is no time zone; write its IANA name, such as Europe/Bucharest or UTC`)
}

/** `slack:U0123,telegram:4242` */
export const people = (text: string): PersonId[] =>
  entries(text).map((entry) => {
    const [, channel, externalId = ''] = /^(slack|telegram|web):(\S+)$/.exec(entry) ?? []
    const isFit =
      channel === 'telegram' ? /^\d+$/.test(externalId) : channel === 'web' || /^[A-Z0-9]+$/.test(externalId)
    if (isFit && (channel === 'slack' || channel === 'telegram' || channel === 'web')) return { channel, externalId }
    throw new Unfit(
      `has "${entry}"; write each person as slack:U0123 or telegram:4242 (their user id), parted by commas`,
    )
  })

const MAIL_ADDRESS = /^[^\s@<>()",:;\\]+@[^\s@<>()",:;\\]+$/

/** Mail addresses parted by commas, each once. */
export const emails = (text: string): string[] => {
  const given = entries(text).map((entry) => {
    if (MAIL_ADDRESS.test(entry)) return entry
    throw new Unfit(`has "${entry}", which is no mail address; write them parted by commas, such as anna@example.com`)
  })
  return [...new Map(given.map((address) => [address.toLowerCase(), address])).values()]
}

/** `Frontdesk <desk@example.com>`, or the address alone. */
export const sender = (text: string): { name: string; address: string } => {
  const [, name = '', inside = text] = /^([^<>\r\n]*)<([^<>]*)>$/.exec(text) ?? []
  const address = inside.trim()
  if (MAIL_ADDRESS.test(address)) return { name: name.trim().replace(/^"(.*)"$/, '$1'), address }
  throw new Unfit('is no sender; write it as Frontdesk <desk@example.com>, or the address alone')
}

/** Sites as scheme, host and port, parted by commas. */
export const origins = (text: string): string[] =>
  entries(text).map((entry) => {
    const site = URL.parse(entry)
    // Anything behind the host would look as if it counted, and browsers compare whole hosts.
    const isOrigin = site !== null && /^https?:$/.test(site.protocol) && /^https?:\/\/[^/?#@*]+\/?$/i.test(entry)
    if (isOrigin) return site.origin
    throw new Unfit(`has "${entry}"; write each site as https://www.example.com, without a path or *, parted by commas`)
  })

/** `2026-12-25,2027-01-01`: days of the calendar as ISO dates. */
export const holidays = (text: string): string[] =>
  entries(text).map((entry) => {
    if (/^\d{4}-\d\d-\d\d$/.test(entry) && DateTime.fromISO(entry).isValid) return entry
    throw new Unfit(`has "${entry}", which is no day; write days as 2026-12-25, parted by commas`)
  })

/** `Mon-Fri 09:00-18:00; Sat 10:00-14:00`, sorted by day and time; days that are not named are closed. `22:00-06:00` ends the next morning. */
export const businessHours = (text: string): OpenHours[] => {
  const hours = text
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .flatMap(hoursOfPart)
    .toSorted((one, other) => one.weekday - other.weekday || one.from - other.from)
  for (const [index, hour] of hours.entries()) {
    const before = hours.at(index - 1)
    // What comes before Monday is the Sunday of the week before.
    if (before === undefined || before === hour || endOf(before) <= startOf(hour) + (index === 0 ? WEEK : 0)) continue
    throw new Unfit(`has hours that overlap on ${nameOf(hour)}; give each span of a day once`)
  }
  if (hours.length > 0) return hours
  throw new Unfit(
    'holds no hours; write them as Mon-Fri 09:00-18:00; Sat 10:00-14:00, or leave it out to be always open',
  )
}

const WEEK = 7 * 1_440

const startOf = ({ weekday, from }: OpenHours): number => weekday * 1_440 + from
const endOf = ({ weekday, to }: OpenHours): number => weekday * 1_440 + to

const nameOf = ({ weekday }: OpenHours): string => {
  const day = DAYS[weekday - 1] ?? ''
  return `${day.charAt(0).toUpperCase()}${day.slice(1)}`
}

const hoursOfPart = (part: string): OpenHours[] => {
  const [, first = '', last = first, from = '', to = ''] = /^([a-z]{3})(?:-([a-z]{3}))? (\S+)-(\S+)$/i.exec(part) ?? []
  const [opens, closes] = [minutes(from), minutes(to)]
  // Whoever closes earlier than they open closes the next morning.
  const span = { from: opens, to: closes < opens ? closes + 1_440 : closes }
  const days = daysBetween(first.toLowerCase(), last.toLowerCase())
  if (days.length === 0 || !(span.from < span.to && span.from < 1_440)) {
    throw new Unfit(`has "${part}"; write each part as Mon-Fri 09:00-18:00 or Sat 10:00-14:00, parted by semicolons`)
  }
  return days.map((weekday) => ({ weekday, ...span }))
}

// Fri-Mon goes over the end of the week.
const daysBetween = (first: string, last: string): number[] => {
  const [from, to] = [DAYS.indexOf(first), DAYS.indexOf(last)]
  if (from < 0 || to < 0) return []
  const count = ((to - from + DAYS.length) % DAYS.length) + 1
  return Array.from({ length: count }, (_, index) => ((from + index) % DAYS.length) + 1)
}

const minutes = (text: string): number => {
  const [, hour = '', minute = ''] = /^(\d\d):(\d\d)$/.exec(text) ?? []
  const total = Number(hour) * 60 + Number(minute)
  return hour !== '' && Number(minute) < 60 && total <= 24 * 60 ? total : Number.NaN
}

const entries = (text: string): string[] =>
  text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
