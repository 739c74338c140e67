// The chart of what came of the articles that were shown most: a bar for each, as long as many people said, or left open, whether it helped.

import { share } from '../amounts.ts'
import type { ArticleOutcome } from '../by-article.ts'
import { daysText } from '../text.ts'
import { drawn } from './drawing.ts'
import { type Chart, type ChartReader, type DailyReport, grid, heading, letters, told } from './frame.ts'

type Report = { readonly articles: readonly ArticleOutcome[] } & Pick<DailyReport<unknown>, 'period' | 'zone'>

/** Draws it, with the most shown one on top; null where none was shown. */
export const articlesChart = (report: Report, reader: ChartReader): Chart | null => {
  const { articles } = report
  if (articles.length === 0) return null
  const { words, locale, look } = reader
  const { legend, ...head } = heading(report, reader, 'figures.charts.articles')
  const svg = drawn({
    ...head,
    legend: { ...legend, itemGap: 14, selectedMode: false },
    grid: { ...grid(100), left: 12 },
    xAxis: { type: 'value', min: 0, show: false },
    yAxis: titles(report, reader),
    series: PARTS.map(([of, hue, opacity]) => ({
      ...{ type: 'bar', stack: 'shown', barWidth: 11, silent: true, emphasis: { disabled: true } },
      itemStyle: { color: look[hue], opacity },
      name: words(locale, `figures.charts.articleEnds.${of}`, {
        total: told(sum(articles.map((article) => article[of])), locale),
      }),
      data: articles.map((article) => article[of]),
    })),
  })
  return { svg, alt: inWords(report, reader) }
}

const PARTS = [
  ['solved', 'done', 1],
  ['assumed', 'done', 0.45],
  ['not', 'coming', 1],
] as const

const LONGEST_TITLE = 36

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0)

// Each above its bar, since a title is wider than what there is beside one.
const titles = ({ articles }: Report, reader: ChartReader) => ({
  ...{ type: 'category', inverse: true, data: articles.map((article) => labelOf(article, reader)) },
  ...{ axisTick: { show: false }, axisLine: { show: false }, z: 3 },
  axisLabel: {
    ...{ ...letters(reader.look), color: reader.look.text },
    ...{ inside: true, margin: 0, verticalAlign: 'bottom', padding: [0, 0, 7, 0] },
  },
})

const labelOf = (article: ArticleOutcome, { words, locale }: ChartReader): string => {
  const outcome = { shown: told(article.shown, locale), share: share(article.success, locale) }
  return `${shortened(article.title)} · ${words(locale, 'figures.charts.articleShare', outcome)}`
}

const shortened = (title: string): string => {
  const written = [...title]
  if (written.length <= LONGEST_TITLE) return title
  const begun = written.slice(0, LONGEST_TITLE - 1).join('')
  return `${begun.trimEnd()}…`
}

const inWords = ({ articles, period, zone }: Report, { words, locale }: ChartReader): string =>
  [
    words(locale, 'figures.charts.articlesAlt', { period: daysText(period, zone, locale) }),
    ...articles.map(({ title, ...article }) => {
      const [shown, solved] = [told(article.shown, locale), told(article.solved, locale)]
      const others = { assumed: told(article.assumed, locale), not: told(article.not, locale) }
      return words(locale, 'figures.charts.articleAlt', { title, shown, solved, ...others })
    }),
  ].join(' ')
