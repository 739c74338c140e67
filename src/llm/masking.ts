// What tells who somebody is doesn't reach the model: it reads placeholders, and its answer gets back what they stand for.

import { isIPv6 } from 'node:net'
import { LINK, namePatterns } from '../core/personal-data.ts'
import { type Hiding, hide, type PlaceholderKind } from './placeholders.ts'

export interface Masked {
  readonly texts: readonly string[]
  /** An answer with what its placeholders stand for; a placeholder that was never made goes. */
  readonly restore: (text: string) => string
}

/**
 * Masks e-mail addresses, phone, card and account numbers, IBANs, IP addresses and the names given.
 * Order numbers short of a phone's, dates, times, amounts, versions and what stands in links stay, but for e-mail addresses.
 */
export const mask = (texts: readonly string[], names: readonly string[] = []): Masked => {
  const named = namePatterns(names).map((pattern): Hiding => ({ pattern, as: () => 'name' }))
  const { texts: masked, restore } = hide(texts, [EMAIL, ...named, IBAN, IPV6, REST])
  return { texts: masked, restore: (text) => restore(text).text }
}

/** E-mail addresses: words with an @ in them, also as Markdown escapes them. Read a whole run at a time, or a long text would take long. RFC 5321 allows more that nobody has. */
export const EMAIL: Hiding = {
  pattern: /(?<![\p{L}\p{N}._%+'@\\-])[\p{L}\p{N}._%+'@\\-]*[\p{L}\p{N}_]/gu,
  as: (match) => (/[^@\\]\\?@/.test(match) ? 'email' : null),
}

// ISO 13616: two letters, two digits, up to 30 letters and digits, in fours on paper. A wrong check digit is no reason to tell it.
const IBAN: Hiding = {
  pattern:
    /(?<![\p{L}\p{N}])(?:[A-Z]{2}\d{2}(?:[ -]?[A-Z\d]{4}){2,7}(?:[ -]?(?=[A-Z]{0,2}\d)[A-Z\d]{1,3})?|[A-Za-z]{2}\d{2}[A-Za-z\d]{11,30})(?![\p{L}\p{N}])/gu,
  as: (match) => (match.replace(/\D/g, '').length > 9 ? 'iban' : null),
}

const IPV6: Hiding = {
  pattern: /(?<![\p{L}\p{N}:])[\da-f]{0,4}(?::[\da-f]{0,4}){2,7}(?![\p{L}\p{N}:])/giu,
  as: (match) => (isIPv6(match) && match.split(':').filter(Boolean).length > 2 ? 'ip' : null),
}

const DAY = String.raw`(?:(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d\d)`
const DATE = String.raw`(?<!\p{Nd})(?:${DAY}(?:[ ]?[-–][ ]?${DAY}|[T ]\d\d?:\d\d:\d\d\.\d+)?|(?:19|20)\d\d[-–/](?:19|20)\d\d|\d{1,2}[-/.]\d{1,2}[-/.]\d\d(?! \d(?!\d?:)))(?![-/.]?\p{Nd})`
const IPV4 = String.raw`(?<![\p{Nd}.])\d{1,3}(?:\.\d{1,3}){3}(?!\.?\p{Nd})`
// At least seven digits, however they are parted.
const NUMBER = String.raw`\+?\(?\p{Nd}(?:[ \t\u00a0\u202f.()/‐‑–-]{0,2}\p{Nd}){6,}\)?`

// Links and dates are matched so that the digits in them are not.
const REST: Hiding = {
  pattern: new RegExp([LINK.source, DATE, IPV4, NUMBER].join('|'), 'giu'),
  as: (match, { before, after }) => {
    if (LINK_OR_DATE.test(match)) return null
    if (isIp(match) && !isAfterVersion(before)) return tellsNobody(match) ? null : 'ip'
    return numberKind(match, before, after)
  },
}

const LINK_OR_DATE = new RegExp(`^(?:${LINK.source}|${DATE})$`, 'iu')
const VERSION_BEFORE = /(?:(?<!\p{L})v\.?|versi\p{L}*:?|wersj\p{L}*:?|верс\p{L}*:?) ?$/iu

// What is longer than such a word is none, and looking for its begin in all that was written takes quadratic time.
const isAfterVersion = (before: string): boolean => VERSION_BEFORE.test(before.slice(-40))

const isIp = (text: string): boolean =>
  /^\d{1,3}(?:\.\d{1,3}){3}$/.test(text) && text.split('.').every((part) => Number(part) < 256)

// Loopback and "any address" are the same on every machine.
const tellsNobody = (ip: string): boolean => ip.startsWith('127.') || ip === '0.0.0.0'

const numberKind = (match: string, before: string, after: string): PlaceholderKind | null => {
  const { length } = match.replace(/\P{Nd}/gu, '')
  if (length < 7) return null
  if (length >= 13 && length <= 19 && isCard(match)) return 'card'
  // E.164: no phone number has more than fifteen.
  if (length > 15) return 'account'
  if (isAmount(match, before, after) || isVersion(match, before)) return null
  return length < 9 && ORDER_BEFORE.test(before) ? null : 'phone'
}

// The check digit of ISO/IEC 7812-1, by Luhn.
const isCard = (text: string): boolean => {
  const digits = Array.from(text.matchAll(/\d/g), ([digit]) => Number(digit)).toReversed()
  const sum = digits.reduce((all, digit, place) => all + (place % 2 === 0 ? digit : digit * 2 - (digit > 4 ? 9 : 0)), 0)
  return digits.length >= 13 && sum % 10 === 0
}

const ORDER_BEFORE = /(?:\p{L}-?|#)$/u
const MONEY_BEFORE = /(?:[$€£₴₽₺]|(?<!\p{L})(?:eur|usd|gbp|ron|pln|huf|uah|rub|try|chf))[ \u00a0]?$/iu
const MONEY_AFTER =
  /^(?:,\d{1,2}(?!\d)|[ \u00a0]?(?:[$€£₴₽₺%]|(?:euro?s?|usd|gbp|lei|ron|pln|zł|huf|ft|uah|грн|rub|руб|try|tl|chf)(?!\p{L})))/iu

// No amount begins with a nought or a plus, as numbers that are called do.
const isAmount = (match: string, before: string, after: string): boolean => {
  if (!/^[1-9]/.test(match) || match.length > 15) return false
  return /^\d{1,2}(?:[ .\u00a0\u202f]\d{3}){2}$/u.test(match) || MONEY_BEFORE.test(before) || MONEY_AFTER.test(after)
}

// A single digit after a dot stands in no phone number, nor one alone before the only dot.
const isVersion = (match: string, before: string): boolean =>
  isAfterVersion(before) || /^\d\.\d+$/.test(match) || /^\d+(?:[.-]\d+)*\.\d(?:[.-]\d+)*$/.test(match)
