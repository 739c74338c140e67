// The chart of what comes in and what is done: tickets opened and resolved by day.

import { daysText } from '../text.ts'
import type { VolumeOfDay } from '../volume-by-day.ts'
import { dayInWords } from './day-labels.ts'
import { drawn } from './drawing.ts'
import { type Chart, type ChartReader, type DailyReport, drawnIn, frame, told } from './frame.ts'

export type VolumeReport = DailyReport<VolumeOfDay>

/** Draws it: columns where they are wide enough to be told apart, else lines. */
export const volumeChart = (report: VolumeReport, reader: ChartReader): Chart => {
  const { days } = report
  const { words, locale, look } = reader
  const svg = drawn({
    ...frame(report, reader, 'figures.charts.volume'),
    series: SHOWN.map(([of, hue]) => ({
      ...(days.length > MOST_COLUMNS ? LINE : COLUMN),
      ...drawnIn(look[hue]),
      name: words(locale, `figures.charts.${of}`, { total: told(sum(days, of), locale) }),
      data: days.map((day) => day[of]),
    })),
  })
  return { svg, alt: inWords(report, reader) }
}

const SHOWN = [
  ['opened', 'coming'],
  ['resolved', 'done'],
] as const
type Counted = (typeof SHOWN)[number][0]

const MOST_COLUMNS = 31
const COLUMN = { type: 'bar', barGap: '8%', barCategoryGap: '30%', barMaxWidth: 48 } as const
const LINE = { type: 'line', showSymbol: false } as const

const sum = (days: readonly VolumeOfDay[], of: Counted): number => days.reduce((total, day) => total + day[of], 0)

const inWords = ({ days, period, zone }: VolumeReport, { words, locale }: ChartReader): string => {
  const [opened, resolved] = [sum(days, 'opened'), sum(days, 'resolved')]
  const totals = {
    period: daysText(period, zone, locale),
    opened: told(opened, locale),
    resolved: told(resolved, locale),
  }
  const most = SHOWN.flatMap(([of]) => {
    const top = days.reduce<VolumeOfDay | null>((best, day) => (day[of] > (best?.[of] ?? 0) ? day : best), null)
    const day = top === null || days.length === 1 ? null : dayInWords(top.day, zone, locale)
    return top === null || day === null
      ? []
      : [words(locale, `figures.charts.most.${of}`, { day, total: told(top[of], locale) })]
  })
  return [words(locale, 'figures.charts.volumeAlt', totals), ...most].join(' ')
}
