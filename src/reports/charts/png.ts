// A drawn chart as a picture that every chat can show, in letters that this package brings along.

import { fileURLToPath } from 'node:url'
import { Resvg } from '@resvg/resvg-js'

/** The PNG of a chart's SVG, `PIXELS` wide. */
export const pngOf = (svg: string): Buffer =>
  new Resvg(svg, { fitTo: { mode: 'width', value: PIXELS }, font: FONT, background: '#ffffff' }).render().asPng()

const PIXELS = 1200
const fontFile = (name: string): string => fileURLToPath(import.meta.resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`))
// The system's own are not looked at: a picture is the same on every machine, one without fonts included.
const FONT = {
  loadSystemFonts: false,
  fontFiles: [fontFile('DejaVuSans'), fontFile('DejaVuSans-Bold')],
  defaultFontFamily: 'DejaVu Sans',
}
