// The figures as people and programs read them: Markdown in the reader's language, JSON, CSV.

import { DateTime } from 'luxon'
import type { Figures } from './figures.ts'
import type { Period } from './period.ts'

/** Words by key (`figures.` in the locales) in the reader's language. */
export type FigureWords = (locale: string, key: string, params?: Readonly<Record<string, string | number>>) => string

export interface Report {
  readonly figures: Figures
  readonly period: Period
  /** IANA name; days are told in this zone. */
  readonly zone: string
}

/** One short Markdown text: the period, then a line for each figure. */
export const figuresText = ({ figures, period, zone }: Report, words: FigureWords, locale: string): string => {
  const number = (count: number | null, digits = 0): string =>
    count === null ? '–' : count.toLocaleString(locale, { maximumFractionDigits: digits })
  const lines: readonly (readonly [key: string, value: string])[] = [
    ['figures.conversations', number(figures.conversations)],
    ['figures.faqSolved', number(figures.faqSolved)],
    ['figures.faqAssumed', number(figures.faqAssumed)],
    ['figures.opened', number(figures.opened)],
    ['figures.resolved', number(figures.resolved)],
    ['figures.reopened', number(figures.reopened)],
    ['figures.backlog', number(figures.backlog)],
    ['figures.firstResponse', span(figures.firstResponseMedianSeconds, locale)],
    ['figures.resolution', span(figures.resolutionMedianSeconds, locale)],
    ['figures.rating', number(figures.rating, 2)],
  ]
  const title = words(locale, 'figures.title', { period: days(period, zone, locale) })
  return [`**${title}**`, '', ...lines.map(([key, value]) => `- ${words(locale, key)}: **${value}**`)].join('\n')
}

/** The figures under the names that scripts rely on, with their period. */
export const figuresJson = ({ figures, period }: Report): string =>
  JSON.stringify({ from: period.from.toISOString(), to: period.to.toISOString(), ...figures }, null, 2)

/** A line of names and a line of values; what is not known is empty. */
export const figuresCsv = (report: Report): string => {
  const fields = Object.entries({
    from: report.period.from.toISOString(),
    to: report.period.to.toISOString(),
    ...report.figures,
  })
  return [fields.map(([name]) => name).join(','), fields.map(([, value]) => value ?? '').join(',')].join('\n')
}

const days = ({ from, to }: Period, zone: string, locale: string): string => {
  const day = (at: Date, minus: number): string =>
    DateTime.fromJSDate(at, { zone }).minus({ milliseconds: minus }).setLocale(locale).toLocaleString(DateTime.DATE_MED)
  const [first, last] = [day(from, 0), day(to, 1)]
  return first === last ? first : `${first} – ${last}`
}

const MINUTE = 60
const HOUR = 3_600
const DAY = 86_400

// Two units are enough: nobody needs the seconds of a day.
const span = (seconds: number | null, locale: string): string => {
  if (seconds === null) return '–'
  const unit = (count: number, name: string): string =>
    count.toLocaleString(locale, { style: 'unit', unit: name, unitDisplay: 'short' })
  const both = (big: number, bigName: string, small: number, smallName: string): string =>
    small === 0 ? unit(big, bigName) : `${unit(big, bigName)} ${unit(small, smallName)}`
  const whole = Math.round(seconds)
  if (whole < MINUTE) return unit(whole, 'second')
  if (whole < HOUR) return both(Math.floor(whole / MINUTE), 'minute', whole % MINUTE, 'second')
  if (whole < DAY) return both(Math.floor(whole / HOUR), 'hour', Math.floor((whole % HOUR) / MINUTE), 'minute')
  return both(Math.floor(whole / DAY), 'day', Math.floor((whole % DAY) / HOUR), 'hour')
}
