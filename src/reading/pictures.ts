// A period's chart as a picture that goes into chats and mails.

import type { Database } from '../database/client.ts'
import type { Picture } from '../desk/charts.ts'
import type { Period } from '../reports/period.ts'
import type { FigureWords } from '../reports/text.ts'
import { volumeByDay } from '../reports/volume-by-day.ts'

export interface PictureOptions {
  readonly db: Database
  readonly words: FigureWords
  /** The desk's time zone, by its IANA name. */
  readonly zone: string
  readonly now: () => Date
}

/** Draws the tickets opened and resolved by day as a PNG, in the reader's language. Rejects where they can't be counted or drawn. */
export const drawVolume = async (
  { db, words, zone, now }: PictureOptions,
  period: Period,
  locale: string,
): Promise<{ readonly png: Buffer; readonly alt: string }> => {
  // Loaded by the first who asks: whoever never does is spared the library that draws.
  const [{ volumeChart }, { pictureLook }, { pngOf }, days] = await Promise.all([
    import('../reports/charts/volume.ts'),
    import('../reports/charts/look.ts'),
    import('../reports/charts/png.ts'),
    volumeByDay(db, { period, zone, now: now() }),
  ])
  const { svg, alt } = volumeChart({ days, period, zone }, { words, locale, look: pictureLook })
  return { png: pngOf(svg), alt }
}

/** The same as chats take it. */
export const pictureOf = async (options: PictureOptions, period: Period, locale: string): Promise<Picture> => {
  const drawing = await drawVolume(options, period, locale)
  const png = new Blob([new Uint8Array(drawing.png)])
  return { name: 'tickets-by-day.png', bytes: png.size, open: () => png.stream(), alt: drawing.alt }
}
