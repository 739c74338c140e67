// The chart of when tickets are opened: a square for each hour of the week, the stronger the more.

import { Info } from 'luxon'
import type { OpenedInHour } from '../opened-by-hour.ts'
import { daysText, hourText } from '../text.ts'
import { drawn } from './drawing.ts'
import { type Chart, type ChartReader, type DailyReport, grid, heading, letters, told } from './frame.ts'

type Report = { readonly hours: readonly OpenedInHour[] } & Pick<DailyReport<unknown>, 'period' | 'zone'>

/** Draws it; null where nothing was opened. */
export const hoursChart = (report: Report, reader: ChartReader): Chart | null => {
  const [first, ...others] = report.hours
  if (first === undefined) return null
  const { words, locale, look } = reader
  const busiest = others.reduce((best, hour) => (hour.opened > best.opened ? hour : best), first)
  const { title, backgroundColor } = heading(report, reader, 'figures.charts.hours')
  const scale = words(locale, 'figures.charts.hoursScale', { total: told(busiest.opened, locale) })
  const axis = { type: 'category', axisTick: { show: false }, axisLine: { show: false }, splitLine: { show: false } }
  const svg = drawn({
    backgroundColor,
    title: [
      title,
      {
        left: 8,
        top: 66,
        padding: 0,
        text: scale,
        textStyle: { ...letters(look), fontWeight: 'normal', color: look.text },
      },
    ],
    grid: grid(100),
    xAxis: {
      ...{ ...axis, data: HOURS.map((hour) => String(hour).padStart(2, '0')) },
      axisLabel: { ...letters(look), interval: (index: number) => index % LABEL_EVERY === 0 },
    },
    yAxis: {
      ...{ ...axis, data: Info.weekdays('short', { locale }), inverse: true },
      axisLabel: letters(look),
    },
    series: [
      {
        type: 'scatter',
        symbol: 'roundRect',
        symbolSize: SQUARE,
        silent: true,
        data: squares(report, busiest, reader),
      },
    ],
  })
  return { svg, alt: inWords(report, busiest, reader) }
}

const HOURS = Array.from({ length: 24 }, (_, hour) => hour)
const LABEL_EVERY = 3
/** In units of the drawing: as much as there is for an hour, but for a gap. */
const SQUARE = [15, 22]
/** What is there at all is seen. */
const WEAKEST = 0.12

const squares = ({ hours }: Report, busiest: OpenedInHour, { look }: ChartReader) => {
  const known = new Map(hours.map(({ weekday, hour, opened }) => [`${weekday}-${hour}`, opened]))
  return [1, 2, 3, 4, 5, 6, 7].flatMap((weekday) =>
    HOURS.map((hour) => {
      const opened = known.get(`${weekday}-${hour}`) ?? 0
      const strength = WEAKEST + (1 - WEAKEST) * (opened / busiest.opened)
      const itemStyle = opened === 0 ? { color: look.line, opacity: 0.5 } : { color: look.coming, opacity: strength }
      return { value: [hour, weekday - 1], itemStyle }
    }),
  )
}

const inWords = ({ hours, period, zone }: Report, busiest: OpenedInHour, { words, locale }: ChartReader): string => {
  const total = hours.reduce((sum, { opened }) => sum + opened, 0)
  return [
    words(locale, 'figures.charts.hoursAlt', { period: daysText(period, zone, locale), total: told(total, locale) }),
    words(locale, 'figures.charts.busiest', { hour: hourText(busiest, locale), total: told(busiest.opened, locale) }),
  ].join(' ')
}
