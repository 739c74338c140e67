// The part of the port to read that draws the figures. `src/reading/` implements it.

import type { Person } from '../desk.ts'
import type { ExportedFile } from './exports.ts'

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

/** What whoever asks for the figures gets. */
export interface StatsAnswer {
  /** Markdown in the asker's language: the figures, or why not. */
  readonly text: string
  /** Draws what goes with the figures; left out where there are none. Rejects where it can't be drawn. */
  readonly draw?: () => Promise<Picture>
}

/** A chart as a PNG. */
export interface Picture extends ExportedFile {
  /** What it shows, in a few sentences. */
  readonly alt: string
}
