// The figures of a period told apart, as a table of the staff's page.

import type { PartColumn, PartedBy, PartsView } from '../desk/reports.ts'
import { number, share, span } from '../reports/amounts.ts'
import { breakdown } from '../reports/breakdown.ts'
import { partCounts, partName } from '../reports/by-text.ts'
import type { Measured } from '../reports/facts.ts'
import type { Counting } from '../reports/figures.ts'
import type { Period } from '../reports/period.ts'
import type { FigureWords } from '../reports/text.ts'

interface PartsParts {
  readonly counting: Counting
  readonly words: FigureWords
  readonly locale: string
}

/** Nobody reads a longer table; of tags there may be hundreds. */
const MOST_ROWS = 30

const COLUMNS: Readonly<Record<PartedBy, readonly PartColumn[]>> = {
  manager: [...partCounts.manager, 'firstResponse', 'resolution', 'slaMet', 'rating'],
  tag: [...partCounts.tag, 'firstResponse', 'resolution', 'slaMet', 'rating'],
  channel: [...partCounts.channel, 'firstResponse', 'rating'],
}

/** Counts them; what happened most comes first, and parts in which nothing of it happened are left out. */
export const readParts = async (
  { counting, words, locale }: PartsParts,
  period: Period,
  by: PartedBy,
): Promise<PartsView> => {
  const columns = COLUMNS[by]
  const parts = await breakdown(counting, period, by)
  const busy = parts.filter((part) => columns.some((column) => AMOUNTS[column](part) > 0))
  // What has no name comes last, and stays: without it the rest would not sum up.
  const shown = busy.filter(({ key }, index) => index < MOST_ROWS || key === null)
  const rows = shown.map((part) => ({
    name: partName(by, part, (key) => words(locale, `figures.by.${key}`)),
    values: columns.map((column) => TOLD[column](part, locale)),
  }))
  return { by, columns, rows, more: busy.length - shown.length }
}

/** Of how much a column tells. */
const AMOUNTS: Readonly<Record<PartColumn, (part: Measured) => number>> = {
  conversations: ({ conversations }) => conversations,
  faqSolved: ({ faqSolved }) => faqSolved,
  opened: ({ opened }) => opened,
  claimed: ({ claimed }) => claimed,
  resolved: ({ resolved }) => resolved,
  firstResponse: ({ firstResponses }) => firstResponses,
  resolution: ({ resolutions }) => resolutions,
  slaMet: ({ resolutions, slaMet }) => (slaMet === null ? 0 : resolutions),
  rating: ({ ratings }) => ratings,
}

const counted =
  (column: 'conversations' | 'faqSolved' | 'opened' | 'claimed' | 'resolved') =>
  (part: Measured, locale: string): string =>
    number(part[column], locale)

const TOLD: Readonly<Record<PartColumn, (part: Measured, locale: string) => string>> = {
  conversations: counted('conversations'),
  faqSolved: counted('faqSolved'),
  opened: counted('opened'),
  claimed: counted('claimed'),
  resolved: counted('resolved'),
  firstResponse: (part, locale) => span(part.firstResponseMedianSeconds, locale),
  resolution: (part, locale) => span(part.resolutionMedianSeconds, locale),
  slaMet: (part, locale) => share(part.slaMet, locale),
  // A mean of two says little: it stands with how many there were.
  rating: ({ rating, ratings }, locale) =>
    rating === null ? '–' : `${number(rating, locale, 2)} (${number(ratings, locale)})`,
}
