// What the staff's pages report to admins: figures with their charts, the tickets counted in them, and both as files.

import type { Database } from '../database/client.ts'
import type { CountedFigure, DeskReports, NotReported, PartedBy, PeriodView, ReportView } from '../desk/reports.ts'
import type { Person } from '../desk.ts'
import { endsOf } from '../reports/days.ts'
import { figures, readReport } from '../reports/figures.ts'
import { isTooLong, type Period, readPeriod } from '../reports/period.ts'
import { daysText, figuresCsv, figuresText, linesOf } from '../reports/text.ts'
import { isAdmin } from './access.ts'
import { drawCharts } from './charts.ts'
import { readCountedTickets } from './counted-tickets.ts'
import { exportName } from './export-files.ts'
import { exportText } from './exported.ts'
import { adminsAlone, type FigureParts } from './figures.ts'
import { readParts } from './parts-view.ts'

/** The part of the desk that reports; all is counted anew each time. */
export const reportsOf = (parts: FigureParts): DeskReports => {
  const { words, counting } = parts
  const { db, opening } = counting
  const zone = opening.timeZone
  return {
    report: async (asker, locale, { period: text, by }) => {
      const asked = await allowed(parts, asker, text)
      if (asked.kind === 'notAdmin') return { ...asked, text: adminsAlone(words, locale, asker) }
      return asked.kind === 'period' ? reportView({ ...parts, locale }, asked.period, by) : asked
    },
    countedTickets: async (asker, locale, { period: text, ...page }) => {
      const asked = await allowed(parts, asker, text)
      if (asked.kind !== 'period') return asked
      const { period } = asked
      const tickets = await readCountedTickets(db, { ...page, period })
      return { kind: 'tickets', ...viewOf(period, zone, locale), ...tickets }
    },
    reportFile: async (asker, what, text) => {
      const asked = await allowed(parts, asker, text)
      if (asked.kind !== 'period') return asked
      const { period } = asked
      const rows = what === 'figures' ? figuresFile(parts, period) : ticketsFile(db, period, zone)
      return { kind: 'file', name: `${exportName(what, period, zone)}.csv`, text: rows }
    },
  }
}

const reportView = async (
  parts: FigureParts & { readonly locale: string },
  period: Period,
  by: PartedBy,
): Promise<ReportView> => {
  const { counting, words, locale } = parts
  const [report, charts, divided] = await Promise.all([
    readReport(counting, period),
    drawCharts(parts, period),
    readParts(parts, period, by),
  ])
  const figures = linesOf(report, words, locale).map((line) => {
    return { ...line, name: words(locale, `figures.${line.key}`), counted: COUNTED_AS[line.key] ?? null }
  })
  const text = figuresText(report, words, locale)
  return { kind: 'report', ...viewOf(period, report.zone, locale), text, figures, charts, parts: divided }
}

/** Figures that count tickets, and the list of these. */
const COUNTED_AS: Readonly<Record<string, CountedFigure>> = {
  ...{ opened: 'opened', claimed: 'claimed', resolved: 'resolved', reopened: 'reopened', backlog: 'backlog' },
  ...{ firstResponse: 'firstResponses', resolution: 'resolutions', slaMet: 'slaMissed', rating: 'ratings' },
}

type Allowed = NotReported | { readonly kind: 'period'; readonly period: Period }

const allowed = async ({ counting, admins }: FigureParts, asker: Person, text: string): Promise<Allowed> => {
  const { db, now, opening } = counting
  if (!(await isAdmin(db, admins, asker))) return { kind: 'notAdmin' }
  const answer = readPeriod(text, now(), opening.timeZone)
  if (!answer.ok) return { kind: 'badPeriod' }
  if (isTooLong(answer.period)) return { kind: 'tooLong' }
  return { kind: 'period', period: answer.period }
}

const viewOf = (period: Period, zone: string, locale: string): PeriodView => ({
  days: daysText(period, zone, locale),
  ...endsOf(period, zone),
})

async function* figuresFile({ counting }: FigureParts, period: Period): AsyncGenerator<string> {
  yield `${figuresCsv({ figures: await figures(counting, period), period })}\n`
}

const ticketsFile = (db: Database, period: Period, zone: string): AsyncGenerator<string> =>
  exportText(db, { what: 'tickets', format: 'csv', state: 'all', period, zone, mark: true })
