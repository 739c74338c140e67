// The charts of a period for the staff's page.

import type { ChartView } from '../desk/reports.ts'
import { backlogByDay } from '../reports/backlog-by-day.ts'
import type { Counting } from '../reports/figures.ts'
import type { Period } from '../reports/period.ts'
import type { FigureWords } from '../reports/text.ts'
import { volumeByDay } from '../reports/volume-by-day.ts'

interface ChartParts {
  readonly counting: Counting
  readonly words: FigureWords
  readonly locale: string
}

/** Counts and draws them in the page's colours. */
export const drawCharts = async (
  { counting, words, locale }: ChartParts,
  period: Period,
): Promise<readonly ChartView[]> => {
  const { db, opening, now } = counting
  const zone = opening.timeZone
  const asked = { period, zone, now: now() }
  // Loaded by the first who asks: whoever never does is spared the library that draws.
  const [{ volumeChart }, { backlogChart }, { pageLook }, volume, backlog] = await Promise.all([
    import('../reports/charts/volume.ts'),
    import('../reports/charts/backlog.ts'),
    import('../reports/charts/look.ts'),
    volumeByDay(db, asked),
    backlogByDay(db, asked),
  ])
  const reader = { words, locale, look: pageLook }
  const charts = [
    volumeChart({ days: volume, period, zone }, reader),
    backlogChart({ days: backlog, period, zone }, reader),
  ]
  return charts.filter((chart) => chart !== null)
}
