// What the figures are told with: words, and a picture. `src/reading/` makes them.

import type { ExportedFile } from './exports.ts'

/** What whoever asks for the figures gets. */
export interface StatsAnswer {
  /** Markdown in the asker's language: the figures, or why not. */
  readonly text: string
  /** Draws what goes with the figures; null where nothing does, left out where there are no figures. Rejects where it can't be drawn. */
  readonly draw?: (() => Promise<Picture>) | null
}

/** A chart as a PNG. */
export interface Picture extends ExportedFile {
  /** What it shows, in a few sentences. */
  readonly alt: string
}
