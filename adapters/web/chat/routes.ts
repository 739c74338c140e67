// What customers reach: the chat as a page, as JSON and as a stream of events.

import { type Context, Hono } from 'hono'
import type { Person } from '../../../src/desk.ts'
import { framePolicy } from '../door/content-policy.ts'
import { positionAfter } from '../door/fields.ts'
import { hostOf } from '../door/frame-path.ts'
import { asksForJson, browserLocale, readerOf, wantsPage } from '../door/negotiation.ts'
import { ownPath, wayBack } from '../door/own-path.ts'
import { requestBody } from '../door/request-body.ts'
import { chatName, chatOf, openVisitor, posterOf, type Visitor, visitorOf } from '../door/sessions.ts'
import type { Site } from '../door/site.ts'
import { receivePost } from '../files/receive-post.ts'
import { noticeText } from '../render.ts'
import { guessList } from './guesses.ts'
import { listMessages } from './message-list.ts'
import { chatPage } from './page.ts'
import { chatBody, customerPressed, customerSaid, fromMark, pressBody } from './parse.ts'
import { streamChat, streamPage } from './stream.ts'
import { showOwnTicket, ticketRoutes } from './ticket-routes.ts'
import { faultsOf, typedIn, type Unsent } from './unsent.ts'

const MOST_GUESSES = 3

/** `GET /` and `/events`, the routes of the chat, `/tickets`. */
export const customerRoutes = (site: Site): Hono => {
  const app = new Hono()
  app.get('/', async (c) => {
    if (asksForJson(c)) return readMessages(c, site)
    return showChat(c, site, (await openVisitor(c, site)).person)
  })
  app.get('/events', async (c) => {
    const after = c.req.header('Last-Event-ID') ?? c.req.query('after')
    return streamChat(c, site, await openVisitor(c, site), positionAfter(after))
  })
  app.route('/', chatRoutes(site))
  app.route('/', ticketRoutes(site))
  return app
}

/** What a page of the chat works with, on its own or in a frame: `GET` and `POST /messages`, `POST /press`, `GET /chat/stream` and `/guesses`. */
export const chatRoutes = (site: Site): Hono => {
  const app = new Hono()
  app.get('/messages', (c) => readMessages(c, site))
  app.post('/messages', (c) => takeMessage(c, site))
  app.route('/', pressRoute(site))
  app.get('/chat/stream', async (c) => {
    const visitor = await posterOf(c, site, c.req.query('chat'))
    const reader = readerOf(c, site, await site.desk.localeOf(visitor.person))
    return streamPage(c, site, { reader, visitor, from: fromMark(c.req.query('from')) })
  })
  app.get('/guesses', async (c) => {
    const { person: who } = await openVisitor(c, site)
    const reader = readerOf(c, site, await site.desk.localeOf(who))
    return c.html(
      guessList(await site.desk.guesses(who, c.req.query('text') ?? '', reader.locale, MOST_GUESSES), reader),
    )
  })
  return app
}

const readMessages = async (c: Context, site: Site): Promise<Response> => {
  const visitor = await visitorOf(c, site)
  return visitor === null ? c.json({ messages: [] }) : listMessages(c, site, visitor.person)
}

/** The chat as a page, on its own or in the frame that it was asked from; 422 with what was sent and not taken. */
export const showChat = async (
  c: Context,
  site: Site,
  who: Person,
  { notice = null, unsent = null }: { notice?: string | null; unsent?: Unsent | null } = {},
): Promise<Response> => {
  const host = hostOf(c, site)
  if (host !== null) {
    c.header('Content-Security-Policy', framePolicy(site.options.widget.origins))
    c.header('Cross-Origin-Resource-Policy', 'cross-origin')
  }
  const chat = await site.desk.chat(who, null)
  const news = await site.desk.chatNews(who, chat.messages.at(-1)?.position ?? 0, new Date())
  const reader = { ...readerOf(c, site, chat.locale), chat: chatName(who) }
  const shown = chatPage({ reader, chat, news, notice, host, unsent })
  return c.html(shown, unsent === null ? 200 : 422)
}

const takeMessage = async (c: Context, site: Site): Promise<Response> => {
  const read: Read = { body: {} }
  try {
    return await messageTaken(c, site, read)
  } catch (error) {
    const typed = wantsPage(c) ? typedIn(error, read.body) : null
    if (typed === null) throw error
    const { text, ticket, chat } = typed
    const { person: who } = await posterOf(c, site, chat)
    const unsent = { text, faults: faultsOf(error, readerOf(c, site, await site.desk.localeOf(who))) }
    return ticket === undefined
      ? showChat(c, site, who, { unsent })
      : showOwnTicket(c, site, { who, number: ticket, unsent })
  }
}

interface Read {
  /** Once it is read. */
  body: unknown
}

const messageTaken = async (c: Context, site: Site, read: Read): Promise<Response> => {
  const { parsed } = await receivePost(c, site, async ({ body: given, files }) => {
    read.body = given
    const body = chatBody(files).parse(given)
    const visitor = await posterOf(c, site, body.chat)
    const about = body.ticket === undefined ? null : await site.desk.request(visitor.person, body.ticket)
    const as = await chatOf(visitor, site, about === null ? {} : { ticket: about.ticket.number })
    const post = { visitor: visitor.person.externalId, as, locale: browserLocale(c), body, files }
    return { inbound: customerSaid({ ...post, quotes: about?.quotes ?? null }, new Date()), id: body.id, about }
  })
  const { id, about } = parsed
  if (!wantsPage(c)) return c.json({ id }, 202)
  return c.redirect(about === null ? chatPath(c, site) : `/tickets/${about.ticket.number}`, 303)
}

const pressRoute = (site: Site): Hono =>
  new Hono().post('/press', async (c) => {
    const body = pressBody.parse(await requestBody(c))
    const visitor = await posterOf(c, site, body.chat)
    // Before the commit: after it nothing may fail any more, or a press that counts would be called lost.
    const locale = await site.desk.localeOf(visitor.person)
    const as = await chatOf(visitor, site, { press: body.press })
    const post = { visitor: visitor.person.externalId, as, locale: browserLocale(c), body }
    const outcome = await site.receive(customerPressed(post, new Date()))
    const said = 'notice' in outcome ? outcome.notice : undefined
    if (wantsPage(c) && body.back !== undefined) return c.redirect(ownPath(body.back), 303)
    if (said === undefined) return wantsPage(c) ? c.redirect(chatPath(c, site), 303) : c.json({}, 202)
    const reader = readerOf(c, site, locale)
    const notice = noticeText(site.words, reader.locale, said, null)
    return wantsPage(c) ? pageAfterPress(c, site, visitor, notice) : c.json({ notice }, 202)
  })

const pageAfterPress = async (c: Context, site: Site, visitor: Visitor, notice: string): Promise<Response> => {
  try {
    return await showChat(c, site, visitor.person, { notice })
  } catch (error) {
    site.log.warn({ err: error }, 'a press was stored, but the chat could not be read after it')
    return c.redirect(chatPath(c, site), 303)
  }
}

// No other page of the desk may be shown in the frame.
const chatPath = (c: Context, site: Site): string => (hostOf(c, site) === null ? '/' : wayBack(c))
