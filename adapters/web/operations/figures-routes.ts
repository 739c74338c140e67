// The figures, the tickets counted in them and both as files, for admins; others learn how to become one. Nothing here changes anything.

import { type Context, Hono } from 'hono'
import type { NotReported, ReportFileKind } from '../../../src/desk/reports.ts'
import { adminsOnly, type Staff, signedIn } from '../desk/signed-in.ts'
import { refusal } from '../door/errors.ts'
import { asksForJson, type Reader, readerOf } from '../door/negotiation.ts'
import type { Site } from '../door/site.ts'
import { countedPage } from './counted-page.ts'
import { figuresForAdmins, figuresPage } from './figures-page.ts'
import { type AskedPeriod, countedOf, periodOf } from './figures-query.ts'

/** Rows of a page of tickets. */
const MOST_ROWS = 50

/** `GET /desk/figures`, `/desk/figures/tickets`, `/desk/figures/figures.csv` and `/desk/figures/tickets.csv`. */
export const figuresRoutes = (site: Site): Hono<Staff> => {
  const app = new Hono<Staff>()
  app.use('/desk/figures/*', signedIn(site))
  app.get('/desk/figures', (c) => showFigures(c, site))
  app.use('/desk/figures/*', adminsOnly(site))
  app.get('/desk/figures/tickets', (c) => showTickets(c, site))
  app.get('/desk/figures/figures.csv', (c) => sendFile(c, site, 'figures'))
  app.get('/desk/figures/tickets.csv', (c) => sendFile(c, site, 'tickets'))
  return app
}

const showFigures = async (c: Context<Staff>, site: Site): Promise<Response> => {
  const reader = readerOf(c, site)
  const { manager } = c.get('staff')
  const asked = periodOf(c.req.query())
  if (Object.keys(asked.faults).length > 0) return unread(c, reader, asked)
  const report = await site.desk.report(manager, reader.locale, asked)
  switch (report.kind) {
    case 'report':
      if (asksForJson(c)) return c.json({ from: report.first, to: report.last, text: report.text })
      return c.html(figuresPage({ reader, manager, asked, report, notice: null }))
    case 'notAdmin':
      return asksForJson(c) ? c.json({ text: report.text }) : c.html(figuresForAdmins(reader, manager, report.text))
    case 'badPeriod':
    case 'tooLong':
      return unread(c, reader, asked, `reports.${report.kind}`)
  }
}

// Told beside the field where days were typed, else above the choice.
const unread = (
  c: Context<Staff>,
  reader: Reader,
  { faults, ...asked }: AskedPeriod,
  because?: string,
): Response | Promise<Response> => {
  const isTyped = asked.typed.from !== '' || asked.typed.to !== ''
  const all = because !== undefined && isTyped ? { ...faults, to: because } : faults
  const notice = because !== undefined && !isTyped ? reader.say(because) : null
  if (asksForJson(c)) {
    const fields = Object.entries(all).map(([name, fault]) => [name, reader.say(fault)])
    return c.json(
      { error: notice ?? fields.map(([, fault]) => fault).join(' '), fields: Object.fromEntries(fields) },
      422,
    )
  }
  const page = { reader, manager: c.get('staff').manager, asked: { ...asked, faults: all }, report: null, notice }
  return c.html(figuresPage(page), 422)
}

const showTickets = async (c: Context<Staff>, site: Site): Promise<Response> => {
  const reader = readerOf(c, site)
  const { manager } = c.get('staff')
  const [asked, counted] = [periodOf(c.req.query()), countedOf(c.req.query())]
  if (counted === null) return refusal(c, reader, 404, 'noPage')
  const { figure, after } = counted
  const page = { figure, after, most: MOST_ROWS, period: asked.period }
  const tickets = await site.desk.countedTickets(manager, reader.locale, page)
  if (tickets.kind !== 'tickets') return unfit(c, reader, tickets)
  return c.html(countedPage({ reader, manager, asked, figure, tickets, isFirst: after === null, now: new Date() }))
}

const sendFile = async (c: Context<Staff>, site: Site, what: ReportFileKind): Promise<Response> => {
  const file = await site.desk.reportFile(c.get('staff').manager, what, periodOf(c.req.query()).period)
  if (file.kind !== 'file') return unfit(c, readerOf(c, site), file)
  // Read no faster than it is taken.
  const bytes = ReadableStream.from(watched(file.text, site)).pipeThrough(new TextEncoderStream())
  return c.body(bytes, 200, {
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': `attachment; filename="${file.name}"`,
  })
}

// Whoever reads sees that it breaks off; why stands in the log alone, since the answer has begun.
async function* watched(text: AsyncIterable<string>, { log }: Site): AsyncGenerator<string> {
  try {
    yield* text
  } catch (error) {
    log.error({ err: error }, 'a file of figures broke off')
    throw error
  }
}

const unfit = (c: Context<Staff>, reader: Reader, { kind }: NotReported): Response | Promise<Response> =>
  kind === 'notAdmin' ? refusal(c, reader, 403, 'desk.adminsOnly') : refusal(c, reader, 422, `reports.${kind}`)
