// The figures of a period, as text and as charts, for the admins.

import type { Database } from '../database/client.ts'
import type { DeskCharts } from '../desk/charts.ts'
import type { Desk, Person } from '../desk.ts'
import { backlogByDay } from '../reports/backlog-by-day.ts'
import { type Counting, createCounting, readReport } from '../reports/figures.ts'
import { type Period, readPeriod } from '../reports/period.ts'
import { type FigureWords, figuresText } from '../reports/text.ts'
import { volumeByDay } from '../reports/volume-by-day.ts'
import { isAdmin } from './access.ts'
import { pictureOf } from './pictures.ts'

interface FigureOptions {
  readonly db: Database
  readonly words: FigureWords
  readonly config: { readonly adminIds: readonly Person[]; readonly desk: Counting['opening'] }
  readonly now: () => Date
}

/** Counts them anew each time, and draws them. */
export const figuresOf = (options: FigureOptions): Pick<Desk, 'stats'> & DeskCharts => {
  const { db, config, now } = options
  const zone = config.desk.timeZone
  const counting = createCounting(db, config.desk, now)
  const isAllowed = (asker: Person): Promise<boolean> => isAdmin(db, config.adminIds, asker)
  const read = (text: string) => readPeriod(text, now(), zone)
  return {
    stats: async (asker, locale, asked) => {
      const { words } = options
      if (!(await isAllowed(asker))) {
        const key = asker.channel === 'web' ? 'figures.notWebAdmin' : 'figures.notAdmin'
        return { text: words(locale, key, { id: `${asker.channel}:${asker.externalId}` }) }
      }
      const answer = read(asked)
      if (!answer.ok) return { text: words(locale, 'figures.badPeriod') }
      const { period } = answer
      const text = figuresText(await readReport(counting, period), words, locale)
      return { text, draw: () => pictureOf({ db, words, zone }, period, locale) }
    },
    charts: async (asker, locale, text) => {
      const answer = read(text)
      return answer.ok && (await isAllowed(asker)) ? await draw(options, answer.period, locale) : []
    },
  }
}

const draw = async ({ db, words, config, now }: FigureOptions, period: Period, locale: string) => {
  const zone = config.desk.timeZone
  // Loaded by the first who asks: whoever never does is spared the library that draws.
  const [{ volumeChart }, { backlogChart }, { pageLook }, volume, backlog] = await Promise.all([
    import('../reports/charts/volume.ts'),
    import('../reports/charts/backlog.ts'),
    import('../reports/charts/look.ts'),
    volumeByDay(db, period, zone),
    backlogByDay(db, { period, zone, now: now() }),
  ])
  const reader = { words, locale, look: pageLook }
  const left = backlogChart({ days: backlog, period, zone }, reader)
  return [volumeChart({ days: volume, period, zone }, reader), ...(left === null ? [] : [left])]
}
