// What all charts by day have around their data: the title, the legend, the days below and a few counts at the side.

import type { EChartsCoreOption } from 'echarts/core'
import type { Look } from './look.ts'

interface Frame {
  readonly title: string
  readonly subtitle: string
  /** A label a day; empty for one that is not named. */
  readonly labels: readonly string[]
  readonly look: Look
  /** How a count at the side reads. */
  readonly told: (count: number) => string
}

const TEXT = 16
const FONT = "'DejaVu Sans', sans-serif"

/** The frame, to which the chart adds its `series`. */
export const frame = ({ title, subtitle, labels, look, told }: Frame): EChartsCoreOption => {
  const letters = { fontFamily: FONT, fontSize: TEXT, color: look.quiet }
  return {
    backgroundColor: look.ground,
    title: {
      ...{ left: 8, top: 10, padding: 0, itemGap: 8, text: title, subtext: subtitle },
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
      axisLabel: { ...letters, formatter: told },
    },
  }
}
