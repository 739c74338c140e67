// The chart of what is left to do: tickets open at the end of each day.

import type { BacklogOfDay } from '../backlog-by-day.ts'
import { daysText } from '../text.ts'
import { dayInWords } from './day-labels.ts'
import { drawn } from './drawing.ts'
import { type Chart, type ChartReader, type DailyReport, drawnIn, frame, MOST_DOTS, told } from './frame.ts'

/** Draws it as a line; null where no day of the period has begun. */
export const backlogChart = (report: DailyReport<BacklogOfDay>, reader: ChartReader): Chart | null => {
  const { days, period, zone } = report
  const { words, locale, look } = reader
  const [last] = days.slice(-1)
  if (last === undefined) return null
  const most = days.reduce((best, day) => (day.backlog > best.backlog ? day : best))
  const svg = drawn({
    ...frame(report, reader, 'figures.charts.backlog'),
    series: [
      {
        ...{ ...drawnIn(look.coming), type: 'line', symbol: 'circle', symbolSize: 9 },
        ...{ showSymbol: days.length <= MOST_DOTS, areaStyle: { color: look.coming, opacity: 0.15 } },
        name: words(locale, 'figures.charts.open', { total: told(last.backlog, locale) }),
        data: days.map(({ backlog }) => backlog),
      },
    ],
  })
  const alt = [
    words(locale, 'figures.charts.backlogAlt', {
      period: daysText(period, zone, locale),
      open: told(last.backlog, locale),
    }),
  ]
  if (most.backlog > 0) {
    const day = dayInWords(most.day, zone, locale)
    alt.push(words(locale, 'figures.charts.most.open', { day, total: told(most.backlog, locale) }))
  }
  return { svg, alt: alt.join(' ') }
}
