// The figures of a period as text and as a picture, for the admins.

import type { Database } from '../database/client.ts'
import type { Desk, Person } from '../desk.ts'
import { type Counting, createCounting, readReport } from '../reports/figures.ts'
import { readPeriod } from '../reports/period.ts'
import { type FigureWords, figuresText } from '../reports/text.ts'
import { isAdmin } from './access.ts'
import { pictureOf } from './pictures.ts'

export interface FigureOptions {
  readonly db: Database
  readonly words: FigureWords
  readonly config: { readonly adminIds: readonly Person[]; readonly desk: Counting['opening'] }
  readonly now: () => Date
}

/** Counts them anew each time. */
export const figuresOf = ({ db, words, config, now }: FigureOptions): Pick<Desk, 'stats'> => {
  const counting = createCounting(db, config.desk, now)
  const zone = config.desk.timeZone
  return {
    stats: async (asker, locale, asked) => {
      if (!(await isAdmin(db, config.adminIds, asker))) return { text: adminsAlone(words, locale, asker) }
      const answer = readPeriod(asked, now(), zone)
      if (!answer.ok) return { text: words(locale, 'figures.badPeriod') }
      const { period } = answer
      const text = figuresText(await readReport(counting, period), words, locale)
      return { text, draw: () => pictureOf({ db, words, zone, now }, period, locale) }
    },
  }
}

/** What is said to whoever is no admin: how to become one, as Markdown. */
export const adminsAlone = (words: FigureWords, locale: string, { channel, externalId }: Person): string =>
  words(locale, channel === 'web' ? 'figures.notWebAdmin' : 'figures.notAdmin', { id: `${channel}:${externalId}` })
