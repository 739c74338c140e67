// What managers reach: the queue, one ticket, and what can be done with it.

import { type Context, Hono } from 'hono'
import type { Inbound, Receive } from '../../../src/channel.ts'
import type { DeskManager } from '../../../src/desk.ts'
import { refusal } from '../door/errors.ts'
import { ticketNumber } from '../door/fields.ts'
import { asksForJson, readerOf, wantsPage } from '../door/negotiation.ts'
import { refOf } from '../door/sessions.ts'
import type { Site } from '../door/site.ts'
import { receivePost } from '../files/receive-post.ts'
import { type Html, noticeText, ticketJson, ticketViewJson } from '../render.ts'
import { deskPage } from './page.ts'
import { managerActed } from './parse.ts'
import { type Staff, signedIn } from './signed-in.ts'
import { streamDeskChanges } from './stream.ts'
import { ticketPanel } from './ticket-panel.ts'

type Refused = Extract<Awaited<ReturnType<Receive>>, { kind: 'refused' }>

const ARTICLES_SHOWN = 8

/** `GET /desk`, `/desk/tickets`, `/desk/tickets/N`, `/desk/events` and `POST /desk/tickets/N/<action>`. */
export const staffRoutes = (site: Site): Hono<Staff> => {
  const app = new Hono<Staff>()
  for (const path of ['/desk', '/desk/events', '/desk/tickets', '/desk/tickets/*']) app.use(path, signedIn(site))
  app.get('/desk', (c) => showQueue(c, site, !asksForJson(c)))
  app.get('/desk/tickets', (c) => showQueue(c, site, wantsPage(c)))
  app.get('/desk/events', (c) => streamDeskChanges(c, site))
  app.get('/desk/tickets/:number', (c) => {
    const number = ticketNumber(c.req.param('number'))
    return number === null ? refusal(c, readerOf(c, site), 404, 'noTicket') : showTicket(c, site, number)
  })
  app.post('/desk/tickets/:number/:action', (c) => act(c, site, c.req.param()))
  return app
}

/** Nobody looks through more at once, and a page of thousands would be slow to show. */
const MOST_ON_PAGE = 200
const MOST_IN_JSON = 1_000
/** Says how many there are in all, beside a list whose own shape is fixed. */
const TOTAL = 'X-Total-Count'

const showQueue = async (c: Context<Staff>, site: Site, isPage: boolean): Promise<Response> => {
  if (!isPage) {
    const { rows, total } = await site.desk.queue(MOST_IN_JSON)
    return c.json({ tickets: rows.map(ticketJson) }, 200, { [TOTAL]: String(total) })
  }
  const queue = await site.desk.queue(MOST_ON_PAGE)
  const { manager } = c.get('staff')
  return c.html(deskPage({ reader: readerOf(c, site), manager, queue, open: null, notice: null, now: new Date() }))
}

const showTicket = async (c: Context<Staff>, site: Site, number: number): Promise<Response> => {
  if (wantsPage(c)) {
    const shown = await ticketPage(c, site, number, null)
    return shown === null ? refusal(c, readerOf(c, site), 404, 'noTicket') : c.html(shown)
  }
  const ticket = await site.desk.ticket(number)
  return ticket === null ? refusal(c, readerOf(c, site), 404, 'noTicket') : c.json(ticketViewJson(ticket))
}

const act = async (c: Context<Staff>, site: Site, path: { number: string; action: string }): Promise<Response> => {
  const { manager, id: session } = c.get('staff')
  const number = ticketNumber(path.number)
  const by = refOf(manager)
  const { parsed, outcome: first } = await receivePost(c, site, ({ body, files }) => ({
    inbound:
      number === null ? null : managerActed({ session, by, number, action: path.action, files }, body, new Date()),
  }))
  const { inbound } = parsed
  if (number === null || inbound === null || first === null) return refusal(c, readerOf(c, site), 404, 'noTicket')
  const outcome = first.kind === 'repeated' ? ((await refusedBefore(site, inbound, number, manager)) ?? first) : first
  if (outcome.kind === 'refused') return tellRefusal(c, site, number, outcome)
  const said = outcome.kind === 'done' ? outcome.notice : undefined
  const notice = said === undefined ? null : noticeText(site.words, readerOf(c, site).locale, said, number)
  if (!wantsPage(c)) return c.json({ number, ...(notice !== null && { notice }) })
  // What is said of a reply must be read while it can still be taken back.
  const shown = notice === null || path.action !== 'reply' ? null : await ticketPage(c, site, number, notice)
  return shown === null ? c.redirect(`/desk/tickets/${number}`, 303) : c.html(shown)
}

// Nobody remembers whether what comes again was refused the first time; whoever has the ticket now tells.
const refusedBefore = async (
  site: Site,
  { event }: Inbound,
  number: number,
  manager: DeskManager,
): Promise<Refused | null> => {
  if (event.type !== 'ManagerClaimed' && event.type !== 'ManagerReleased') return null
  const holder = (await site.desk.ticket(number))?.holder ?? null
  if (holder === null || holder === manager.name) return null
  return { kind: 'refused', because: 'held', notice: { say: 'staff.heldBy', params: { name: holder, number } } }
}

const tellRefusal = async (c: Context<Staff>, site: Site, number: number, refused: Refused): Promise<Response> => {
  const error = noticeText(site.words, readerOf(c, site).locale, refused.notice, number)
  const status = refused.because === 'unknown' ? 404 : 409
  if (wantsPage(c)) {
    const shown = await ticketPage(c, site, number, error)
    if (shown !== null) return c.html(shown, status)
  }
  const holder = status === 409 ? (await site.desk.ticket(number))?.holder : null
  return c.json({ error, ...(holder ? { holder } : {}) }, status)
}

const ticketPage = async (
  c: Context<Staff>,
  site: Site,
  number: number,
  notice: string | null,
): Promise<Html | null> => {
  const reader = readerOf(c, site)
  const sought = c.req.query('faq') ?? ''
  const [queue, ticket, articles] = await Promise.all([
    site.desk.queue(MOST_ON_PAGE),
    site.desk.ticket(number),
    site.desk.searchArticles(sought, ARTICLES_SHOWN),
  ])
  if (ticket === null) return null
  const now = new Date()
  const panel = ticketPanel({ reader, ticket, articles, sought, now })
  return deskPage({ reader, manager: c.get('staff').manager, queue, open: { number, panel }, notice, now })
}
