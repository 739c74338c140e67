// What people write behind `stats`: a period, and by what the figures are to be told apart.

import type { Dimension } from './breakdown.ts'
import { isTooLong, type Period, readPeriod } from './period.ts'

/** By what figures may be told apart; articles have figures of their own. */
export type By = Dimension | 'article'

export type StatsRequest =
  | { readonly ok: true; readonly period: Period; readonly by: By | null }
  | { readonly ok: false /** `long` is a period of more than ten years. */; readonly fault: 'period' | 'long' | 'by' }

// In English and in Romanian, in the singular and the plural, without marks.
const NAMES: Readonly<Record<By, RegExp>> = {
  manager: /^(?:managers?|manageri|managerul|agents?|people|oameni|team|echipa)$/,
  tag: /^(?:tags?|labels?|etichete|eticheta)$/,
  channel: /^(?:channels?|canal|canale|canalul)$/,
  article: /^(?:articles?|articol|articole|articolul|faqs?)$/,
}
const BY = /(?:^|\s)(?:by|per|pe|dupa|group by)\s+(\S+)/

/**
 * Reads `7d by manager`, `by tag last month`, `articles` and the like: any period that `readPeriod` knows, before or behind it, and for none
 * 7 days. `now` and `zone` are those of `readPeriod`.
 */
export const readRequest = (text: string, now: Date, zone: string): StatsRequest => {
  const words = text.trim().toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '').replace(/\s+/g, ' ')
  const asked = BY.exec(words)
  const name = asked?.[1] ?? words.split(' ').find((word) => byName(word) !== null)
  if (name === undefined) return requestOf(words, null, now, zone)
  const by = byName(name)
  if (by === null) return { ok: false, fault: 'by' }
  return requestOf(words.replace(asked?.[0] ?? name, ' '), by, now, zone)
}

const byName = (word: string): By | null => {
  for (const by of ['manager', 'tag', 'channel', 'article'] as const) if (NAMES[by].test(word)) return by
  return null
}

const requestOf = (words: string, by: By | null, now: Date, zone: string): StatsRequest => {
  const answer = readPeriod(words, now, zone)
  if (!answer.ok) return { ok: false, fault: 'period' }
  return isTooLong(answer.period) ? { ok: false, fault: 'long' } : { ok: true, period: answer.period, by }
}
