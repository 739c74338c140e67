// The chart of what is left to do: tickets open at the end of each day.

import type { BacklogOfDay } from '../backlog-by-day.ts'
import type { Period } from '../period.ts'
import { daysText } from '../text.ts'
import { dayInWords, dayLabels } from './day-labels.ts'
import { drawn } from './drawing.ts'
import { frame } from './frame.ts'
import type { Chart, ChartReader } from './volume.ts'

interface BacklogReport {
  readonly days: readonly BacklogOfDay[]
  readonly period: Period
  /** IANA name; days are told in this zone. */
  readonly zone: string
}

/** Draws it as a line; null where no day of the period has begun. */
export const backlogChart = (
  { days, period, zone }: BacklogReport,
  { words, locale, look }: ChartReader,
): Chart | null => {
  const [last] = days.slice(-1)
  if (last === undefined) return null
  const told = (count: number): string => count.toLocaleString(locale)
  const most = days.reduce((best, day) => (day.backlog > best.backlog ? day : best))
  const svg = drawn({
    ...frame({
      ...{ look, told, title: words(locale, 'figures.charts.backlog'), subtitle: daysText(period, zone, locale) },
      labels: dayLabels(
        days.map(({ day }) => day),
        zone,
        locale,
      ),
    }),
    series: [
      {
        ...{ type: 'line', silent: true, emphasis: { disabled: true }, symbol: 'circle', symbolSize: 9 },
        ...{ showSymbol: days.length <= MOST_DOTS, areaStyle: { color: look.coming, opacity: 0.15 } },
        ...{ itemStyle: { color: look.coming }, lineStyle: { color: look.coming, width: 3 } },
        name: words(locale, 'figures.charts.open', { total: told(last.backlog) }),
        data: days.map(({ backlog }) => backlog),
      },
    ],
  })
  const alt = [
    words(locale, 'figures.charts.backlogAlt', { period: daysText(period, zone, locale), open: told(last.backlog) }),
  ]
  if (most.backlog > 0) {
    const day = dayInWords(most.day, zone, locale)
    alt.push(words(locale, 'figures.charts.most.open', { day, total: told(most.backlog) }))
  }
  return { svg, alt: alt.join(' ') }
}

const MOST_DOTS = 31
