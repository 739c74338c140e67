// The figures of a period as text and as a picture, for the admins.

import type { Desk, Person } from '../desk.ts'
import type { Library } from '../knowledge/library.ts'
import { dividedText } from '../reports/by-text.ts'
import { type Counting, readReport } from '../reports/figures.ts'
import type { Period } from '../reports/period.ts'
import { type By, readRequest } from '../reports/request.ts'
import { type FigureWords, figuresText } from '../reports/text.ts'
import { isAdmin } from './access.ts'
import { gapsText, readDivided } from './divided.ts'
import { pictureOf } from './pictures.ts'
import { readUnanswered } from './unanswered.ts'

export interface FigureParts {
  readonly counting: Counting
  readonly words: FigureWords
  readonly admins: readonly Person[]
}

interface StatsParts extends FigureParts {
  readonly library: Pick<Library, 'match'>
  /** The desk's own. */
  readonly locale: string
}

const FAULTS = { period: 'figures.badPeriod', long: 'figures.tooLong', by: 'figures.badBy' } as const

/** Counts them anew each time. */
export const figuresOf = (parts: StatsParts): Pick<Desk, 'stats'> => {
  const { counting, words, admins } = parts
  const { db, now, opening } = counting
  const zone = opening.timeZone
  return {
    stats: async (asker, locale, asked) => {
      if (!(await isAdmin(db, admins, asker))) return { text: adminsAlone(words, locale, asker) }
      const request = readRequest(asked, now(), zone)
      if (!request.ok) return { text: words(locale, FAULTS[request.fault]) }
      const { period, by } = request
      if (by !== null) return { text: await dividedAnswer(parts, { period, by, locale }), draw: null }
      const text = figuresText(await readReport(counting, period), words, locale)
      return { text, draw: () => pictureOf({ db, words, zone, now }, period, locale) }
    },
  }
}

/** What is said to whoever is no admin: how to become one, as Markdown. */
export const adminsAlone = (words: FigureWords, locale: string, { channel, externalId }: Person): string =>
  words(locale, channel === 'web' ? 'figures.notWebAdmin' : 'figures.notAdmin', { id: `${channel}:${externalId}` })

interface Divide {
  readonly period: Period
  readonly by: By
  readonly locale: string
}

// By article, what no article answered belongs to it.
const dividedAnswer = async (
  { counting, words, library, locale: ownLocale }: StatsParts,
  { period, by, locale }: Divide,
): Promise<string> => {
  const text = dividedText(await readDivided(counting, period, by), words, locale)
  if (by !== 'article') return text
  const gaps = await readUnanswered({ db: counting.db, library, locale: ownLocale }, period)
  return text + gapsText(gaps, words, locale)
}
