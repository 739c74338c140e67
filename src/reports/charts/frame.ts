// What all charts by day have around their data: the title, the legend, the days below and a few counts at the side.

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

/** The frame, to which the chart adds its `series`; `title` is one of the words. */
export const frame = (
  { days, period, zone }: DailyReport<unknown>,
  { words, locale, look }: ChartReader,
  title: string,
): EChartsCoreOption => {
  const labels = dayLabels(
    days.map(({ day }) => day),
    zone,
    locale,
  )
  const letters = { fontFamily: FONT, fontSize: TEXT, color: look.quiet }
  return {
    backgroundColor: look.ground,
    title: {
      ...{
        left: 8,
        top: 10,
        padding: 0,
        itemGap: 8,
        text: words(locale, title),
        subtext: daysText(period, zone, locale),
      },
      textStyle: { fontFamily: FONT, fontSize: 20, fontWeight: 'bold', color: look.text },
      subtextStyle: letters,
    },
    legend: {
      ...{ left: 8, top: 66, padding: 0, itemGap: 24, itemWidth: 16, itemHeight: 16, icon: 'roundRect' },
      textStyle: { ...letters, color: look.text },
    },
    grid: { left: 8, right: 12, top: 104, bottom: 10, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    xAxis: {
      ...{ type: 'category', data: labels, axisTick: { show: false }, axisLine: { lineStyle: { color: look.line } } },
      axisLabel: { ...letters, lineHeight: 20, margin: 10, interval: (index: number) => labels[index] !== '' },
    },
    yAxis: {
      ...{ type: 'value', min: 0, minInterval: 1, splitNumber: 3, splitLine: { lineStyle: { color: look.line } } },
      axisLabel: { ...letters, formatter: (count: number) => told(count, locale) },
    },
  }
}
