// The figures as people and programs read them: Markdown in the reader's language, JSON, CSV.

import { DateTime, Info } from 'luxon'
import { number, share, signed, signedSpan, span } from './amounts.ts'
import type { Figures, Report } from './figures.ts'
import type { Period } from './period.ts'

/** Words by key (`figures.` in the locales) in the reader's language. */
export type FigureWords = (locale: string, key: string, params?: Readonly<Record<string, string | number>>) => string

/** One short Markdown text: the period, then a line for each figure with its change against the period before. */
export const figuresText = (report: Report, words: FigureWords, locale: string): string => {
  const { period, zone } = report
  const title = words(locale, 'figures.title', { period: daysText(period, zone, locale) })
  const lines = linesOf(report, words, locale).map(({ key, value, change, more }) => {
    const brackets = [...(change === null ? [] : [change]), ...more].join(', ')
    return `- ${words(locale, `figures.${key}`)}: **${value}**${brackets === '' ? '' : ` (${brackets})`}`
  })
  const notes = [
    words(locale, 'figures.inBrackets'),
    ...(report.inBusinessTime ? [words(locale, 'figures.inBusinessTime')] : []),
  ]
  return [`**${title}**`, '', ...lines, '', notes.join(' ')].join('\n')
}

interface Line {
  readonly key: string
  readonly value: string
  /** Against the period before; null where one of the two is not known. */
  readonly change: string | null
  /** What else is to be told of it. */
  readonly more: readonly string[]
}

/** Each figure as people read it, under its key in the locales. */
export const linesOf = ({ figures: now, before, busiest }: Report, words: FigureWords, locale: string): Line[] => {
  const count = (key: (typeof COUNTS)[number]): Line => ({
    ...{ key, value: number(now[key], locale), more: [] },
    change: change(now[key], before[key], (by) => signed(by, locale)),
  })
  const say: Say = (key, params) => words(locale, `figures.${key}`, params)
  const few = (tickets: number) => (tickets > 0 && tickets < FEW ? [say('few', { count: tickets })] : [])
  const within = (p90: number | null) => (p90 === null ? [] : [say('within', { time: span(p90, locale) })])
  const age = ({ backlogMedianSeconds: median, backlogOldestSeconds: oldest }: Figures) =>
    median === null || oldest === null
      ? []
      : [say('age', { median: span(median, locale), oldest: span(oldest, locale) })]
  const median = (key: 'firstResponse' | 'resolution', tickets: number): Line => ({
    ...{ key, value: span(now[`${key}MedianSeconds`], locale) },
    change: change(now[`${key}MedianSeconds`], before[`${key}MedianSeconds`], (by) => signedSpan(by, locale)),
    more: [...within(now[`${key}P90Seconds`]), ...few(tickets)],
  })
  return [
    ...COUNTS.map(count),
    // What the period added to it: there is no backlog of then to compare with.
    {
      ...{ key: 'backlog', value: number(now.backlog, locale), more: age(now) },
      change: signed(now.opened + now.reopened - now.resolved, locale),
    },
    ...busiestLine(busiest, say, locale),
    median('firstResponse', now.firstResponses),
    median('resolution', now.resolutions),
    {
      ...{ key: 'slaMet', value: share(now.slaMet, locale), more: [] },
      change: change(now.slaMet, before.slaMet, (by) => points(by * 100, say, locale)),
    },
    {
      ...{ key: 'rating', value: number(now.rating, locale, 2) },
      change: change(now.rating, before.rating, (by) => signed(by, locale, 2)),
      more: now.ratedGood === null ? [] : [say('good', { share: share(now.ratedGood, locale), count: now.ratings })],
    },
  ]
}

type Say = (key: string, params: Readonly<Record<string, string | number>>) => string

const busiestLine = ([first, ...others]: Report['busiest'], say: Say, locale: string): Line[] => {
  if (first === undefined) return []
  const then = others.map((hour) => `${hourText(hour, locale)}: ${number(hour.opened, locale)}`).join('; ')
  return [
    {
      ...{ key: 'busiest', value: hourText(first, locale), change: null },
      more: [say('openedThen', { count: first.opened }), ...(then === '' ? [] : [say('nextBusiest', { hours: then })])],
    },
  ]
}

/** An hour of the week as people read it, such as `Monday 09:00–10:00`. */
export const hourText = (
  { weekday, hour }: { readonly weekday: number; readonly hour: number },
  locale: string,
): string => {
  const clock = (of: number): string => `${String(of % 24).padStart(2, '0')}:00`
  return `${Info.weekdays('long', { locale })[weekday - 1]} ${clock(hour)}–${clock(hour + 1)}`
}

const points = (by: number, say: Say, locale: string): string =>
  say('points', { by: signed(by, locale), count: Math.abs(Math.round(by)) })

const COUNTS = [
  ...(['conversations', 'handed', 'faqSolved', 'faqAssumed', 'faqTrue', 'assistantSolved', 'unanswered'] as const),
  ...(['opened', 'claimed', 'resolved', 'reopened'] as const),
] as const

/** Fewer tickets tell little. */
const FEW = 10

const change = (now: number | null, before: number | null, told: (by: number) => string): string | null =>
  now === null || before === null ? null : told(now - before)

/** The figures under the names that scripts rely on, with their period. */
export const figuresJson = ({ figures, period, busiest }: Report): string =>
  JSON.stringify({ from: period.from, to: period.to, ...figures, busiestHours: busiest }, null, 2)

/** A line of names and a line of values; what is not known is empty. */
export const figuresCsv = (report: Pick<Report, 'figures' | 'period'>): string => {
  const fields = Object.entries({
    from: report.period.from.toISOString(),
    to: report.period.to.toISOString(),
    ...report.figures,
  })
  return [fields.map(([name]) => name).join(','), fields.map(([, value]) => value ?? '').join(',')].join('\n')
}

/** The days of a period as people name them; a single one once. */
export const daysText = ({ from, to }: Period, zone: string, locale: string): string => {
  const day = (at: Date, minus: number): string =>
    DateTime.fromJSDate(at, { zone }).minus({ milliseconds: minus }).setLocale(locale).toLocaleString(DateTime.DATE_MED)
  const [first, last] = [day(from, 0), day(to, 1)]
  return first === last ? first : `${first} – ${last}`
}
