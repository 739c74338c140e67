// A customer's own tickets: all of them, and one with what was said about it.

import { type Context, Hono } from 'hono'
import type { Person } from '../../../src/desk.ts'
import { refusal } from '../door/errors.ts'
import { ticketNumber } from '../door/fields.ts'
import { readerOf } from '../door/negotiation.ts'
import { openVisitor } from '../door/sessions.ts'
import type { Site } from '../door/site.ts'
import { ticketPage } from './ticket-page.ts'
import { ticketsPage } from './tickets-page.ts'
import type { Unsent } from './unsent.ts'

/** So many fit a page that anybody reads. */
const MOST_TICKETS = 100

/** `GET /tickets` and `/tickets/N`. */
export const ticketRoutes = (site: Site): Hono => {
  const app = new Hono()
  app.get('/tickets', async (c) => {
    const { person: who } = await openVisitor(c, site)
    const [locale, tickets] = await Promise.all([site.desk.localeOf(who), site.desk.requests(who, MOST_TICKETS)])
    return c.html(ticketsPage({ reader: readerOf(c, site, locale), tickets }))
  })
  app.get('/tickets/:number', async (c) => {
    const number = ticketNumber(c.req.param('number'))
    const { person: who } = await openVisitor(c, site)
    return showOwnTicket(c, site, { who, number, unsent: null })
  })
  return app
}

interface Shown {
  readonly who: Person
  /** Null for what can be no number of a ticket. */
  readonly number: number | null
  readonly unsent: Unsent | null
}

/** One of a customer's own tickets as a page, 422 with what they sent and was not taken; 404 where they have none of that number. */
export const showOwnTicket = async (c: Context, site: Site, { who, number, unsent }: Shown): Promise<Response> => {
  const reader = readerOf(c, site, await site.desk.localeOf(who))
  const view = number === null ? null : await site.desk.request(who, number)
  if (view === null) return refusal(c, reader, 404, 'noOwnTicket')
  const { readUntil } = await site.desk.chatNews(who, view.messages.at(-1)?.position ?? 0, new Date())
  return c.html(ticketPage({ reader, view, readUntil, unsent }), unsent === null ? 200 : 422)
}
