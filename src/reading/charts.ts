// The charts of a period for the staff's page.

import type { ChartView } from '../desk/reports.ts'
import { backlogByDay } from '../reports/backlog-by-day.ts'
import { byArticle } from '../reports/by-article.ts'
import type { Counting } from '../reports/figures.ts'
import { firstResponseByDay } from '../reports/first-response-by-day.ts'
import { openedByHour } from '../reports/opened-by-hour.ts'
import type { Period } from '../reports/period.ts'
import type { FigureWords } from '../reports/text.ts'
import { volumeByDay } from '../reports/volume-by-day.ts'

interface ChartParts {
  readonly counting: Counting
  readonly words: FigureWords
  readonly locale: string
}

/** Counts and draws them in the page's colours; those of which there is nothing to show are left out. */
export const drawCharts = async (
  { counting, words, locale }: ChartParts,
  period: Period,
): Promise<readonly ChartView[]> => {
  const zone = counting.opening.timeZone
  const [{ volume, backlog, response, hours, articles, look }, counts] = await Promise.all([
    loadDrawing(),
    countAll(counting, period),
  ])
  const [reader, of] = [
    { words, locale, look },
    { period, zone },
  ]
  const charts = [
    counts.volume.length === 0 ? null : volume({ ...of, days: counts.volume }, reader),
    backlog({ ...of, days: counts.backlog }, reader),
    response({ ...of, ...counts.responses }, reader),
    hours({ ...of, hours: counts.hours }, reader),
    articles({ ...of, articles: counts.articles.filter(({ shown }) => shown > 0).slice(0, MOST_ARTICLES) }, reader),
  ]
  return charts.filter((chart) => chart !== null)
}

// Loaded by the first who asks: whoever never does is spared the library that draws.
const loadDrawing = async () => {
  const [volume, backlog, response, hours, articles, look] = await Promise.all([
    import('../reports/charts/volume.ts'),
    import('../reports/charts/backlog.ts'),
    import('../reports/charts/first-response.ts'),
    import('../reports/charts/hours.ts'),
    import('../reports/charts/articles.ts'),
    import('../reports/charts/look.ts'),
  ])
  return {
    ...{ volume: volume.volumeChart, backlog: backlog.backlogChart, response: response.firstResponseChart },
    ...{ hours: hours.hoursChart, articles: articles.articlesChart, look: look.pageLook },
  }
}

/** As many as can be told apart on a phone. */
const MOST_ARTICLES = 6

const countAll = async (counting: Counting, period: Period) => {
  const { db, opening, now } = counting
  const zone = opening.timeZone
  const asked = { period, zone, now: now() }
  const [volume, backlog, responses, hours, articles] = await Promise.all([
    volumeByDay(db, asked),
    backlogByDay(db, asked),
    firstResponseByDay(counting, period),
    openedByHour(db, period, zone),
    byArticle(db, period),
  ])
  return { volume, backlog, responses, hours, articles }
}
