// Draws a chart as SVG, in this process and without a browser. Loading it takes a while, so it is imported where a chart is asked for.

import type { EChartsCoreOption } from 'echarts/core'
// One file is there in a seventh of the time that the hundreds take which its parts, imported one by one, consist of.
import { init } from 'echarts/dist/echarts.esm.min.mjs'

/** Units of the drawing: at the width of a phone its letters are still as large as a page's small print. */
const WIDTH = 480
const HEIGHT = 340

/** The chart as one `svg` element. It has no `style`, which the pages' content policy would refuse. */
export const drawn = (option: EChartsCoreOption): string => {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height: HEIGHT })
  try {
    chart.setOption({ animation: false, ...option })
    return plain(chart.renderToSVGString({ useViewBox: true }))
  } finally {
    chart.dispose()
  }
}

// Letters are styled in place; each of these properties is an attribute of SVG's as well. What is there for a pointer is left out.
const plain = (svg: string): string =>
  svg
    .replace(/<style[\s\S]*?<\/style>/g, '')
    .replaceAll(/ (?:class|ecmeta_\w+)="[^"]*"/g, '')
    .replaceAll(/style="([^"]*)"/g, (_, style: string) =>
      style
        .split(';')
        .filter((property) => property !== '')
        .map((property) => property.replace(/^([^:]+):(.*)$/, '$1="$2"'))
        .join(' '),
    )
