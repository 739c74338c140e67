// Figures that are told apart, as people and programs read them: a line for each manager, tag, channel or article.

import { stringify } from 'csv-stringify/sync'
import { literal } from '../document.ts'
import { guarded } from '../knowledge/article-files/formula-cells.ts'
import { number, share, signed, span } from './amounts.ts'
import type { Part, PartAndBefore } from './breakdown.ts'
import type { ArticleOutcome } from './by-article.ts'
import type { Measured } from './facts.ts'
import type { Period } from './period.ts'
import type { By } from './request.ts'
import { daysText, type FigureWords } from './text.ts'

/** Figures of a period, told apart. */
export type Divided =
  | { readonly by: Exclude<By, 'article'>; readonly parts: readonly PartAndBefore[] }
  | { readonly by: 'article'; readonly articles: readonly ArticleOutcome[] }

export interface DividedReport {
  readonly divided: Divided
  readonly period: Period
  /** IANA name; days are told in this zone. */
  readonly zone: string
}

/** More lines than this nobody reads in a chat. */
const MOST_LINES = 20

/** A short Markdown text: the period, and a line for each part in which anything happened; what happened most comes first. */
export const dividedText = ({ divided, period, zone }: DividedReport, words: FigureWords, locale: string): string => {
  const say: Say = (key, params) => words(locale, `figures.by.${key}`, params)
  const title = say(`title.${divided.by}`, { period: daysText(period, zone, locale) })
  const lines =
    divided.by === 'article'
      ? divided.articles.map((one) => articleLine(one, say, locale))
      : divided.parts.flatMap((one) => partLine(divided.by, one, say, locale))
  const shown = lines.slice(0, MOST_LINES)
  const more = lines.length - shown.length
  const rows = lines.length === 0 ? [say('nothing')] : shown.map((line) => `- ${line}`)
  return [`**${title}**`, '', ...rows, ...(more > 0 ? ['', say('more', { count: more })] : [])].join('\n')
}

type Say = (key: string, params?: Readonly<Record<string, string | number>>) => string

type Counted = 'conversations' | 'faqSolved' | 'opened' | 'claimed' | 'resolved'

/** What is counted of a manager, a tag or a channel wherever they are told apart. */
export const partCounts: Readonly<Record<Exclude<By, 'article'>, readonly Counted[]>> = {
  manager: ['claimed', 'resolved'],
  tag: ['opened', 'resolved'],
  channel: ['conversations', 'faqSolved', 'opened', 'resolved'],
}

const partLine = (
  by: Exclude<By, 'article'>,
  { part, before }: PartAndBefore,
  say: Say,
  locale: string,
): readonly string[] => {
  const isIdle = partCounts[by].every((key) => part[key] === 0) && part.firstResponses === 0 && part.ratings === 0
  if (isIdle) return []
  const counts = partCounts[by].map((key) => {
    const change = signed(part[key] - (before?.[key] ?? 0), locale)
    return say(key, { value: `${number(part[key], locale)} (${change})` })
  })
  return [`**${literal(partName(by, part, say))}**: ${[...counts, ...timesOf(part, say, locale)].join(', ')}`]
}

const timesOf = (part: Measured, say: Say, locale: string): string[] => [
  ...(part.firstResponseMedianSeconds === null
    ? []
    : [say('firstResponse', { value: span(part.firstResponseMedianSeconds, locale) })]),
  ...(part.resolutionMedianSeconds === null
    ? []
    : [say('resolution', { value: span(part.resolutionMedianSeconds, locale) })]),
  ...(part.rating === null ? [] : [say('rating', { value: number(part.rating, locale, 1), count: part.ratings })]),
]

const CHANNELS = ['telegram', 'slack', 'web']

/** What a part is called, in plain words; `say` knows those below `figures.by.`. */
export const partName = (by: Exclude<By, 'article'>, { name }: Pick<Part, 'name'>, say: Say): string => {
  if (name === null) return say(`none.${by}`)
  return by === 'channel' && CHANNELS.includes(name) ? say(`channelName.${name}`) : name
}

const articleLine = (
  { title, shown, solved, assumed, not, picked, success }: ArticleOutcome,
  say: Say,
  locale: string,
) => {
  const told = [
    say('shown', { count: shown }),
    ...(success === null ? [] : [say('success', { value: share(success, locale), solved, all: solved + not })]),
    ...(assumed === 0 ? [] : [say('assumed', { count: assumed })]),
    ...(picked === 0 ? [] : [say('picked', { count: picked })]),
  ]
  return `**${literal(title)}**: ${told.join(', ')}`
}

/** The parts under the names that scripts rely on, with the period. */
export const dividedJson = ({ divided, period }: DividedReport): string =>
  JSON.stringify({ from: period.from, to: period.to, by: divided.by, parts: rowsOf(divided) }, null, 2)

// All of them, by the compiler, in the order in which a sheet has them.
const PART_COLUMNS: Readonly<Record<keyof Part, true>> = {
  ...{
    key: true,
    name: true,
    conversations: true,
    faqSolved: true,
    faqAssumed: true,
    faqTrue: true,
    assistantSolved: true,
    unanswered: true,
  },
  ...{ opened: true, handed: true, claimed: true, resolved: true, reopened: true },
  ...{ firstResponses: true, firstResponseMedianSeconds: true, firstResponseP90Seconds: true },
  ...{ resolutions: true, resolutionMedianSeconds: true, resolutionP90Seconds: true },
  ...{ slaMet: true, ratings: true, rating: true, ratedGood: true },
}
const ARTICLE_COLUMNS: Readonly<Record<keyof ArticleOutcome, true>> = {
  ...{ article: true, title: true, shown: true, solved: true, assumed: true, not: true, picked: true, success: true },
}

/** A line of names and a line for each part; what is not known is empty. */
export const dividedCsv = ({ divided }: DividedReport): string => {
  const columns = Object.keys(divided.by === 'article' ? ARTICLE_COLUMNS : PART_COLUMNS)
  const cast = { string: (text: string) => guarded(text) }
  return stringify([...rowsOf(divided)], { header: true, columns, cast }).trimEnd()
}

const rowsOf = (divided: Divided): readonly (Part | ArticleOutcome)[] =>
  divided.by === 'article' ? divided.articles : divided.parts.map(({ part }) => part)
