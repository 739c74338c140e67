// The chat on the customers' own sites: the script that they put there, and the frame that it opens.

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { chatRoutes, showChat } from '../chat/routes.ts'
import { refusal } from '../door/errors.ts'
import { FRAME_PATH, hostOf } from '../door/frame-path.ts'
import { browserLocale, readerOf } from '../door/negotiation.ts'
import { requestBody } from '../door/request-body.ts'
import { hashed, visitorOf } from '../door/sessions.ts'
import type { Site } from '../door/site.ts'
import { webPerson } from '../door/web-person.ts'
import { keepVisitor, openFrameGuest, visitorOfFrame, visitorsId } from './frame-sessions.ts'
import { type Visitor, visitorIn } from './visitor.ts'

/** A change of it is on all sites within minutes. */
const SHORT = 'public, max-age=300'
/** Other sites may use what is served with it. */
const FOR_OTHERS = { 'Cross-Origin-Resource-Policy': 'cross-origin' }

const visitorBody = z.object(
  {
    visitor: z.string('badBody').max(2_000, 'badBody').nullish(),
    signature: z.string('badBody').max(200, 'badBody').nullish(),
  },
  'badBody',
)

/** `GET /widget.js`, `/widget/settings`, `/widget`, `POST /widget/visitor`, and the routes of the chat below `/widget`; 404 where no site is configured. */
export const widgetRoutes = (site: Site): Hono => {
  const app = new Hono()
  const { origins } = site.options.widget
  for (const path of ['/widget.js', '/widget/*']) {
    app.use(path, async (c, next) => (origins.length > 0 ? next() : refusal(c, readerOf(c, site), 404, 'widget.off')))
  }
  app.get('/widget.js', sendScript)
  app.get('/widget/settings', (c) => sendSettings(c, site))
  app.get('/widget', (c) => sendFrame(c, site))
  app.post('/widget/visitor', (c) => takeVisitor(c, site))
  app.route(FRAME_PATH, chatRoutes(site))
  return app
}

const text = readFileSync(new URL('../assets/widget.js', import.meta.url))
const script = { text, zipped: gzipSync(text, { level: 9 }) }
const tag = `"${createHash('sha256').update(text).digest('hex').slice(0, 16)}"`

const sendScript = (c: Context): Response => {
  const isZipped = c.req.header('Accept-Encoding')?.includes('gzip') ?? false
  const headers = { ...FOR_OTHERS, 'Cache-Control': SHORT, ETag: tag, Vary: 'Accept-Encoding' }
  if (c.req.header('If-None-Match')?.includes(tag)) return c.body(null, 304, headers)
  return c.body(isZipped ? script.zipped : script.text, 200, {
    ...headers,
    'Content-Type': 'text/javascript; charset=utf-8',
    ...(isZipped ? { 'Content-Encoding': 'gzip' } : {}),
  })
}

// A site that isn't listed can't read the answer, and so shows nothing.
const sendSettings = (c: Context, site: Site): Response | Promise<Response> => {
  const origin = c.req.header('Origin') ?? ''
  const reader = readerOf(c, site)
  if (!site.options.widget.origins.includes(origin)) return refusal(c, reader, 403, 'widget.notListed')
  const { say } = reader
  const words = { open: say('widget.open'), close: say('widget.close'), news: say('widget.news'), title: say('title') }
  return c.json(words, 200, {
    ...FOR_OTHERS,
    'Access-Control-Allow-Origin': origin,
    'Cache-Control': 'private, max-age=300',
    Vary: 'Origin, Accept-Language',
  })
}

const sendFrame = async (c: Context, site: Site): Promise<Response> => {
  if (hostOf(c, site) === null) return refusal(c, readerOf(c, site), 403, 'widget.notListed')
  // Whoever its posts will come from: on a site of the desk's own domain that may be a customer who is signed in.
  const who = (await visitorOf(c, site))?.person ?? webPerson(openFrameGuest(c, site))
  return showChat(c, site, who)
}

const takeVisitor = async (c: Context, site: Site): Promise<Response> => {
  const { visitor: claim = null, signature = null } = visitorBody.parse(await requestBody(c))
  const before = visitorOfFrame(c, site)
  const told =
    claim === null || claim === ''
      ? null
      : visitorIn({ text: claim, signature }, site.options.widget.secret, new Date())
  if (typeof told === 'string') site.log.warn({ because: told }, 'a visitor of a site with the widget stays a guest')
  const visitor = typeof told === 'string' ? null : told
  if (visitor !== null) await introduce(c, site, visitor)
  if (visitor !== null || before !== null) keepVisitor(c, site, visitor?.id ?? null)
  return c.json({ changed: before !== (visitor?.id ?? null) })
}

// Once for what the site signed at that moment: who was told anew, and then as before, is as before.
const introduce = async (c: Context, site: Site, { id, name, email, at }: Visitor): Promise<void> => {
  const externalId = visitorsId(id)
  const facts = hashed(JSON.stringify([name, email]))
  const from = { channel: 'web', externalId, address: externalId, name, locale: browserLocale(c) } as const
  const event = { type: 'VisitorIntroduced', from, name, email } as const
  await site.receive({ key: `web:${externalId}:${at.getTime()}:${facts}`, at: new Date(), event })
}
