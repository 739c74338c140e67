// The chart of what comes in and what is done: tickets opened and resolved by day.

import type { Period } from '../period.ts'
import { daysText, type FigureWords } from '../text.ts'
import type { VolumeOfDay } from '../volume-by-day.ts'
import { dayInWords, dayLabels } from './day-labels.ts'
import { drawn } from './drawing.ts'
import { frame } from './frame.ts'
import type { Look } from './look.ts'

export interface Chart {
  readonly svg: string
  /** What it shows, in a few sentences. */
  readonly alt: string
}

export interface ChartReader {
  readonly words: FigureWords
  readonly locale: string
  readonly look: Look
}

export interface VolumeReport {
  readonly days: readonly VolumeOfDay[]
  readonly period: Period
  /** IANA name; days are told in this zone. */
  readonly zone: string
}

/** Draws it: columns where they are wide enough to be told apart, else lines. */
export const volumeChart = (report: VolumeReport, reader: ChartReader): Chart => {
  const { days, period, zone } = report
  const { words, locale, look } = reader
  const told = (count: number): string => count.toLocaleString(locale)
  const svg = drawn({
    ...frame({
      ...{ look, told, title: words(locale, 'figures.charts.volume'), subtitle: daysText(period, zone, locale) },
      labels: dayLabels(
        days.map(({ day }) => day),
        zone,
        locale,
      ),
    }),
    series: SHOWN.map(([of, hue]) => ({
      ...(days.length > MOST_COLUMNS ? LINE : COLUMN),
      ...{
        silent: true,
        emphasis: { disabled: true },
        itemStyle: { color: look[hue] },
        lineStyle: { color: look[hue], width: 3 },
      },
      name: words(locale, `figures.charts.${of}`, { total: told(sum(days, of)) }),
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
  const told = (count: number): string => count.toLocaleString(locale)
  const [opened, resolved] = [sum(days, 'opened'), sum(days, 'resolved')]
  const totals = { period: daysText(period, zone, locale), opened: told(opened), resolved: told(resolved) }
  const most = SHOWN.flatMap(([of]) => {
    const top = days.reduce<VolumeOfDay | null>((best, day) => (day[of] > (best?.[of] ?? 0) ? day : best), null)
    const day = top === null || days.length === 1 ? null : dayInWords(top.day, zone, locale)
    return top === null || day === null
      ? []
      : [words(locale, `figures.charts.most.${of}`, { day, total: told(top[of]) })]
  })
  return [words(locale, 'figures.charts.volumeAlt', totals), ...most].join(' ')
}
