// What charts have around their data: the title and the legend; those by day also the days below and a few counts at the side.

import type { EChartsCoreOption } from 'echarts/core'
import type { Period } from '../period.ts'
import { daysText, type FigureWords } from '../text.ts'
import { dayLabels } from './day-labels.ts'
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

/** What a chart shows, day by day. */
export interface DailyReport<Counts> {
  readonly days: readonly (Counts & { readonly day: Date })[]
  readonly period: Period
  /** IANA name; days are told in this zone. */
  readonly zone: string
}

/** How a count reads. */
export const told = (count: number, locale: string): string => count.toLocaleString(locale)

const TEXT = 16
const FONT = "'DejaVu Sans', sans-serif"

/** How letters look that are read second. */
export const letters = (look: Look) => ({ fontFamily: FONT, fontSize: TEXT, color: look.quiet })

/** What every chart begins with: its title, one of the words, its period, and a legend. */
export const heading = (
  { period, zone }: Pick<DailyReport<unknown>, 'period' | 'zone'>,
  { words, locale, look }: ChartReader,
  title: string,
) => ({
  backgroundColor: look.ground,
  title: {
    ...{ left: 8, top: 10, padding: 0, itemGap: 8 },
    ...{ text: words(locale, title), subtext: daysText(period, zone, locale) },
    textStyle: { fontFamily: FONT, fontSize: 20, fontWeight: 'bold', color: look.text },
    subtextStyle: letters(look),
  },
  legend: {
    ...{ left: 8, top: 66, padding: 0, itemGap: 24, itemWidth: 16, itemHeight: 16, icon: 'roundRect' },
    textStyle: { ...letters(look), color: look.text },
  },
})

/** Where the data stand, from `top` on. */
export const grid = (top: number) => ({
  ...{ left: 8, right: 12, top, bottom: 10, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
})

/** With more days than these, dots would touch. */
export const MOST_DOTS = 31

/** How a column or a line is drawn in one of the colours. */
export const drawnIn = (color: string) => ({
  ...{ silent: true, emphasis: { disabled: true } },
  ...{ itemStyle: { color }, lineStyle: { color, width: 3 } },
})

/** The frame of a chart by day, to which it adds its `series`; `title` is one of the words. */
export const frame = (report: DailyReport<unknown>, reader: ChartReader, title: string): EChartsCoreOption => {
  const { locale, look } = reader
  const labels = dayLabels(
    report.days.map(({ day }) => day),
    report.zone,
    locale,
  )
  return {
    ...heading(report, reader, title),
    grid: grid(104),
    xAxis: {
      ...{ type: 'category', data: labels, axisTick: { show: false }, axisLine: { lineStyle: { color: look.line } } },
      axisLabel: { ...letters(look), lineHeight: 20, margin: 10, interval: (index: number) => labels[index] !== '' },
    },
    yAxis: {
      ...{ type: 'value', min: 0, minInterval: 1, splitNumber: 3, splitLine: { lineStyle: { color: look.line } } },
      axisLabel: { ...letters(look), formatter: (count: number) => told(count, locale) },
    },
  }
}
