// What customers reach: the chat as a page, as JSON and as a stream of events.

import { type Context, Hono } from 'hono'
import type { Person } from '../../../src/desk.ts'
import { messageBody, positionAfter } from '../door/fields.ts'
import { asksForJson, browserLocale, type Reader, readerOf, wantsPage } from '../door/negotiation.ts'
import { requestBody } from '../door/request-body.ts'
import { guestOf, openGuest } from '../door/sessions.ts'
import type { Site } from '../door/site.ts'
import { noticeText } from '../render.ts'
import { listMessages } from './message-list.ts'
import { chatPage } from './page.ts'
import { customerPressed, customerSaid, pressBody } from './parse.ts'
import { streamChat } from './stream.ts'

/** `GET /`, `POST` and `GET /messages`, `POST /press`, `GET /events`. */
export const customerRoutes = (site: Site): Hono => {
  const app = new Hono()
  app.get('/', async (c) => {
    if (asksForJson(c)) return readMessages(c, site)
    const after = c.req.query('after')
    const chat = await site.desk.chat(person(openGuest(c, site)), after === undefined ? null : positionAfter(after))
    return c.html(chatPage({ reader: readerOf(c, site, chat.locale), chat, notice: null }))
  })
  app.get('/messages', (c) => readMessages(c, site))
  app.post('/messages', async (c) => {
    const body = messageBody.parse(await requestBody(c))
    await site.receive(customerSaid({ guest: openGuest(c, site), locale: browserLocale(c), body }, new Date()))
    return wantsPage(c) ? c.redirect('/', 303) : c.json({ id: body.id }, 202)
  })
  app.route('/', pressRoute(site))
  app.get('/events', (c) => {
    const after = c.req.header('Last-Event-ID') ?? c.req.query('after')
    return streamChat(c, site, person(openGuest(c, site)), positionAfter(after))
  })
  return app
}

const readMessages = async (c: Context, site: Site): Promise<Response> => {
  const guest = guestOf(c)
  return guest === null ? c.json({ messages: [] }) : listMessages(c, site, person(guest))
}

const pressRoute = (site: Site): Hono =>
  new Hono().post('/press', async (c) => {
    const body = pressBody.parse(await requestBody(c))
    const guest = openGuest(c, site)
    // Before the commit: after it nothing may fail any more, or a press that counts would be called lost.
    const locale = await site.desk.localeOf(person(guest))
    const outcome = await site.receive(customerPressed({ guest, locale: browserLocale(c), body }, new Date()))
    const said = 'notice' in outcome ? outcome.notice : undefined
    if (said === undefined) return wantsPage(c) ? c.redirect('/', 303) : c.json({}, 202)
    const reader = readerOf(c, site, locale)
    const notice = noticeText(site.words, reader.locale, said, null)
    return wantsPage(c) ? pageAfterPress(c, site, { guest, reader, notice }) : c.json({ notice }, 202)
  })

interface Pressed {
  readonly guest: string
  readonly reader: Reader
  readonly notice: string
}

const pageAfterPress = async (c: Context, site: Site, { guest, reader, notice }: Pressed): Promise<Response> => {
  try {
    const chat = await site.desk.chat(person(guest), null)
    return c.html(chatPage({ reader, chat, notice }))
  } catch (error) {
    site.log.warn({ err: error }, 'a press was stored, but the chat could not be read after it')
    return c.redirect('/', 303)
  }
}

const person = (guest: string): Person => ({ channel: 'web', externalId: guest })
