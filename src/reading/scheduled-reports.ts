// What a report holds that comes by itself: in a chat, and by mail with the tickets of its time.

import type { Database } from '../database/client.ts'
import type { DeskScheduledReports } from '../desk/scheduled-reports.ts'
import { fromMarkdown } from '../document.ts'
import { readReport } from '../reports/figures.ts'
import type { Period } from '../reports/period.ts'
import { daysText, type FigureWords, figuresText } from '../reports/text.ts'
import { exportName } from './export-files.ts'
import { exportText } from './exported.ts'
import type { FigureParts } from './figures.ts'
import { pictureOf } from './pictures.ts'

type ReportOf = Parameters<DeskScheduledReports['scheduledReport']>[0]

interface Parts extends Pick<FigureParts, 'counting' | 'words'> {
  /** The desk's own. */
  readonly locale: string
}

/** The part of the desk that tells such reports. */
export const scheduledReportsOf = ({ counting, words, locale }: Parts): DeskScheduledReports => {
  const { db, now, opening } = counting
  const zone = opening.timeZone
  return {
    scheduledReport: async (of) => {
      const period = periodOf(of)
      const kind = words(locale, `report.kind.${of.every}`)
      const figures = figuresText(await readReport(counting, period), words, locale)
      return {
        title: `${kind}, ${daysText(period, zone, locale)}`,
        text: `📊 ${kind}\n\n${figures}`,
        draw: () => pictureOf({ db, words, zone, now }, period, locale),
      }
    },
  }
}

const periodOf = ({ from, to }: ReportOf): Period => ({ from: new Date(from), to: new Date(to) })

interface MailedOptions {
  readonly db: Database
  readonly desk: DeskScheduledReports
  readonly words: FigureWords
  readonly locale: string
  /** The desk's time zone, by its IANA name. */
  readonly zone: string
  /** Told why a picture could not be drawn: the letter goes without it. */
  readonly onFailure: (error: unknown) => void
}

/** A report as a letter has it. */
export const readMailedReport = async ({ db, desk, words, locale, zone, onFailure }: MailedOptions, of: ReportOf) => {
  const { title, text, draw } = await desk.scheduledReport(of)
  const tickets = await ticketsOf(db, of, zone)
  const picture = await draw().catch(onFailure)
  const missing = tickets === null ? `\n\n${words(locale, 'report.tooMany')}` : ''
  return {
    subject: title,
    document: fromMarkdown(`${text}${missing}`),
    tickets: tickets && { name: `${exportName('tickets', periodOf(of), zone)}.csv`, csv: tickets },
    picture: picture ? { png: Buffer.from(await new Response(picture.open()).arrayBuffer()), alt: picture.alt } : null,
  }
}

/** What most mailboxes take beside a letter. */
const MOST_BYTES = 10_000_000

// As CSV; null where they are more than a mail should hold.
const ticketsOf = async (db: Database, of: ReportOf, zone: string): Promise<Buffer | null> => {
  const options = { what: 'tickets', format: 'csv', state: 'all', period: periodOf(of), zone, mark: true } as const
  const pieces: Buffer[] = []
  let bytes = 0
  for await (const text of exportText(db, options)) {
    const piece = Buffer.from(text)
    bytes += piece.length
    if (bytes > MOST_BYTES) return null
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}
