// The chart of how long customers waited for a first answer: half of them and nine of ten, day by day.

import { span } from '../amounts.ts'
import type { FirstResponsesByDay } from '../first-response-by-day.ts'
import { daysText } from '../text.ts'
import { dayInWords } from './day-labels.ts'
import { drawn } from './drawing.ts'
import {
  type Chart,
  type ChartReader,
  type DailyReport,
  drawnIn,
  frame,
  grid,
  heading,
  MOST_DOTS,
  told,
} from './frame.ts'

type Report = FirstResponsesByDay & Pick<DailyReport<unknown>, 'period' | 'zone'>

/** Draws it as lines over the days on which something was answered; null where nothing was. */
export const firstResponseChart = (report: Report, reader: ChartReader): Chart | null => {
  const { all, days } = report
  if (all.answers === 0) return null
  const { words, locale, look } = reader
  const most = Math.max(...days.map(({ p90 }) => p90 ?? 0))
  const [unit, size] = UNITS.find(([, seconds]) => most >= LEAST_UNITS * seconds) ?? SMALLEST
  const title = `figures.charts.firstResponse.${unit}`
  const { legend, ...head } = heading(report, reader, title)
  const svg = drawn({
    ...frame(report, reader, title),
    ...head,
    // Both times in one line would be too wide.
    legend: { ...legend, orient: 'vertical', itemGap: 6 },
    grid: grid(128),
    series: LINES.map(([of, name, hue]) => ({
      ...{ ...drawnIn(look[hue]), type: 'line', connectNulls: true },
      ...{ symbol: 'circle', symbolSize: 7, showSymbol: days.length <= MOST_DOTS },
      name: words(locale, name, { time: span(all[of], locale) }),
      data: days.map((day) => inUnits(day[of], size)),
    })),
  })
  return { svg, alt: inWords(report, reader) }
}

const LINES = [
  ['median', 'figures.charts.half', 'done'],
  ['p90', 'figures.charts.nineOfTen', 'coming'],
] as const

/** With fewer of them at the side there would be nothing to read off. */
const LEAST_UNITS = 3
const SMALLEST = ['minute', 60] as const
const UNITS = [['day', 86_400], ['hour', 3_600], SMALLEST] as const

const inUnits = (seconds: number | null, size: number): number | null =>
  seconds === null ? null : Math.round((seconds / size) * 100) / 100

const inWords = ({ all, days, period, zone }: Report, { words, locale }: ChartReader): string => {
  const times = { median: span(all.median, locale), p90: span(all.p90, locale) }
  const whole = { ...times, period: daysText(period, zone, locale), total: told(all.answers, locale) }
  const answered = days.filter(({ answers }) => answers > 0)
  const slowest = answered.reduce((worst, day) => ((day.median ?? 0) > (worst.median ?? 0) ? day : worst))
  return [
    words(locale, 'figures.charts.firstResponseAlt', whole),
    ...(answered.length < 2
      ? []
      : [
          words(locale, 'figures.charts.slowest', {
            day: dayInWords(slowest.day, zone, locale),
            time: span(slowest.median, locale),
          }),
        ]),
  ].join(' ')
}
