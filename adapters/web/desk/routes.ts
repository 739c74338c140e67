// What managers reach: the queue, one ticket, and what can be done with it.

import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { refusal } from '../door/errors.ts'
import { ticketNumber } from '../door/fields.ts'
import { asksForJson, readerOf, wantsPage } from '../door/negotiation.ts'
import { requestBody } from '../door/request-body.ts'
import type { Site } from '../door/site.ts'
import { ticketJson, ticketViewJson } from '../render.ts'
import { act } from './acting.ts'
import { askedPage } from './asked-page.ts'
import { previewHtml } from './composer.ts'
import { articleOptions, chosenArticle } from './faq-picker.ts'
import { createPresence } from './presence.ts'
import { sameShown, shownBy } from './queue.ts'
import { type House, listShown, queuePageOf, ticketPageOf } from './showing.ts'
import { type Staff, signedIn } from './signed-in.ts'
import { streamDeskChanges } from './stream.ts'
import { readFaq } from './ticket-page.ts'

// `/x/*` is `/x` too.
const BEHIND = ['/desk', '/desk/events', '/desk/preview', '/desk/tickets/*']

/** `GET /desk`, `/desk/tickets`, `/desk/tickets/N`, `/desk/events`, what a ticket's page asks for, and `POST /desk/tickets/N/<action>`. */
export const staffRoutes = (site: Site): Hono<Staff> => {
  const app = new Hono<Staff>()
  const house = { site, presence: createPresence(Date.now) }
  for (const path of BEHIND) app.use(path, signedIn(site))
  app.get('/desk', (c) => showQueue(c, house, !asksForJson(c)))
  app.get('/desk/tickets', (c) => showQueue(c, house, wantsPage(c)))
  app.get('/desk/events', (c) => streamDeskChanges(c, house))
  app.get('/desk/tickets/:number', (c) => atTicket(c, house, showTicket))
  app.get('/desk/tickets/:number/articles', (c) => atTicket(c, house, findArticles))
  app.get('/desk/tickets/:number/articles/:article', (c) => atTicket(c, house, showArticle))
  app.get('/desk/tickets/:number/assistant', (c) => atTicket(c, house, showAsked))
  app.post('/desk/preview', async (c) =>
    c.html(previewHtml(previewBody.parse(await requestBody(c)).text, readerOf(c, site))),
  )
  app.post('/desk/tickets/:number/preview', (c) => atTicket(c, house, previewOnPage))
  app.post('/desk/tickets/:number/here', (c) => atTicket(c, house, takeSign))
  app.post('/desk/tickets/:number/:action', (c) => act(c, house, c.req.param()))
  return app
}

const MOST_IN_JSON = 1_000
/** Says how many there are in all, beside a list whose own shape is fixed. */
const TOTAL = 'X-Total-Count'
// What is to be sent is checked when it is.
const previewBody = z.object({ text: z.string('noText').max(20_000, 'longText') }, 'badBody')
const hereBody = z.object(
  {
    writing: z.union([z.boolean(), z.stringbool()]).catch(false),
    gone: z.union([z.boolean(), z.stringbool()]).catch(false),
  },
  'badBody',
)

const atTicket = (
  c: Context<Staff>,
  house: House,
  show: (c: Context<Staff>, house: House, number: number) => Promise<Response>,
): Response | Promise<Response> => {
  const number = ticketNumber(c.req.param('number') ?? '')
  return number === null ? refusal(c, readerOf(c, house.site), 404, 'noTicket') : show(c, house, number)
}

const showQueue = async (c: Context<Staff>, house: House, isPage: boolean): Promise<Response> => {
  if (isPage) return c.html(await queuePageOf(c, house))
  const { rows, total } = await listShown(
    c,
    house.site,
    shownBy((name) => c.req.query(name)),
    MOST_IN_JSON,
  )
  return c.json({ tickets: rows.map(ticketJson) }, 200, { [TOTAL]: String(total) })
}

const showTicket = async (c: Context<Staff>, house: House, number: number): Promise<Response> => {
  const { site } = house
  if (wantsPage(c)) {
    const shown = await ticketPageOf(c, house, number, {})
    return shown === null ? refusal(c, readerOf(c, site), 404, 'noTicket') : c.html(shown)
  }
  const ticket = await site.desk.ticket(number)
  return ticket === null ? refusal(c, readerOf(c, site), 404, 'noTicket') : c.json(ticketViewJson(ticket))
}

const findArticles = async (c: Context<Staff>, { site }: House, number: number): Promise<Response> => {
  const faq = await readFaq(site, number, c.req.query('faq') ?? '', null)
  return c.html(articleOptions(faq, pickerAt(c, site, number)))
}

const showArticle = async (c: Context<Staff>, { site }: House, number: number): Promise<Response> => {
  const article = await site.desk.article(c.req.param('article') ?? '')
  if (article === null) return refusal(c, readerOf(c, site), 404, 'noArticle')
  return c.html(chosenArticle(article, pickerAt(c, site, number)))
}

const showAsked = async (c: Context<Staff>, { site }: House, number: number): Promise<Response> => {
  const reader = readerOf(c, site)
  const ticket = await site.desk.ticket(number)
  if (ticket === null) return refusal(c, reader, 404, 'noTicket')
  const records = await site.desk.consultationRecords(number)
  if (!wantsPage(c)) return c.json({ consultations: records })
  return c.html(askedPage({ reader, site, manager: c.get('staff').manager, number, records }))
}

const pickerAt = (c: Context<Staff>, site: Site, number: number) => ({
  number,
  suffix: sameShown(shownBy((name) => c.req.query(name))),
  reader: readerOf(c, site),
})

const previewOnPage = async (c: Context<Staff>, house: House, number: number): Promise<Response> => {
  const body = await requestBody(c)
  const { text } = previewBody.parse(body)
  const id = z.object({ id: z.guid() }).safeParse(body).data?.id ?? crypto.randomUUID()
  const unsent = { action: 'preview', typed: { text, id }, faults: {} }
  const shown = await ticketPageOf(c, house, number, { preview: text, unsent })
  return shown === null ? refusal(c, readerOf(c, house.site), 404, 'noTicket') : c.html(shown)
}

// A sign is worth nothing a minute later, so it is kept nowhere but in memory.
const takeSign = async (c: Context<Staff>, { presence }: House, ticket: number): Promise<Response> => {
  const { manager, id: session } = c.get('staff')
  const { writing, gone } = hereBody.parse(await requestBody(c))
  if (gone) presence.leave({ ticket, session })
  else presence.see({ ticket, session, name: manager.name, writing })
  return c.body(null, 204)
}
