// The part of the port to read that draws the figures. `src/reading/` implements it.

import type { Person } from '../desk.ts'

export interface DeskCharts {
  /** The charts of a period for the staff's page; none where the asker is no admin or the period is none. `period` as people write it; empty: 7 days. */
  charts(asker: Person, locale: string, period: string): Promise<readonly ChartView[]>
}

export interface ChartView {
  /** One `svg` element in the page's own colours, without scripts and without `style`; the words in it are escaped. */
  readonly svg: string
  /** What it shows, in a few sentences. */
  readonly alt: string
}
