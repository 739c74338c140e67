// Sessions of the chat in a frame on another site: cookies of their own, which that site's browser keeps apart from all others.

import type { Context, MiddlewareHandler } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { FRAME_PATH, isInFrame } from '../door/frame-path.ts'
import { FRAME_COOKIE, FRAME_VISITOR, GUEST_SECONDS, guestOf, hashed, newToken } from '../door/sessions.ts'
import type { Site } from '../door/site.ts'
import { isSame, signed } from './visitor.ts'

const VISITOR_COOKIE = 'frontdesk_visitor'
/** As long as a signature of the host site's is good. */
const VISITOR_SECONDS = 86_400

/** The id of the host site's visitor who is known here; null for anybody else, and once their day is over. */
export const visitorOfFrame = (c: Context, { options: { widget } }: Site): string | null => {
  const [, id = '', until = '', seal = ''] =
    /^([\w-]+)\.(\d+)\.([\da-f]{64})$/.exec(getCookie(c, VISITOR_COOKIE) ?? '') ?? []
  if (id === '' || widget.secret === null || Number(until) * 1_000 < Date.now()) return null
  return isSame(sealed(id, until, widget.secret), seal) ? Buffer.from(id, 'base64url').toString() : null
}

/** Leaves a visitor's session in the frame; null takes it out. */
export const keepVisitor = (c: Context, site: Site, visitor: string | null): void => {
  const { secret } = site.options.widget
  if (visitor === null || secret === null) {
    deleteCookie(c, VISITOR_COOKIE, frameCookie(c, site))
    return
  }
  const id = Buffer.from(visitor).toString('base64url')
  const until = String(Math.floor(Date.now() / 1_000) + VISITOR_SECONDS)
  const seal = sealed(id, until, secret)
  setCookie(c, VISITOR_COOKIE, `${id}.${until}.${seal}`, { ...frameCookie(c, site), maxAge: VISITOR_SECONDS })
}

/** The external id of whoever looks at the frame, of a session opened now where there was none. */
export const openFrameGuest = (c: Context, site: Site): string => {
  const known = guestOf(c)
  if (known !== null) return known
  const token = newToken()
  setCookie(c, FRAME_COOKIE, token, { ...frameCookie(c, site), maxAge: GUEST_SECONDS })
  return hashed(token)
}

/** Lets the routes of the frame know the host site's visitor; on all others they are whoever they are at the desk itself. */
export const knowsVisitors =
  (site: Site): MiddlewareHandler =>
  async (c, next) => {
    const visitor = isInFrame(c) ? visitorOfFrame(c, site) : null
    if (visitor !== null) c.set(FRAME_VISITOR, visitorsId(visitor))
    await next()
  }

/** By whom the desk knows a visitor of the host site: the same in every browser, and nobody else's. */
export const visitorsId = (id: string): string => hashed(`widget:${id}`)

// What a site signs for its visitors must never do for a cookie, so the key is another one.
const sealed = (id: string, until: string, secret: string): string =>
  signed(`${id}.${until}`, signed('the cookie of a visitor', secret))

// Partitioned: a browser that blocks other sites' cookies keeps it all the same, for that site alone (https://developer.mozilla.org/docs/Web/Privacy/Guides/Privacy_sandbox/Partitioned_cookies).
// It needs HTTPS, but for loopback, which browsers trust as much; on plain HTTP a frame keeps its chat on sites of the desk's own domain alone.
const frameCookie = (c: Context, { options }: Site) => {
  const base = { httpOnly: true, path: FRAME_PATH } as const
  return options.secureCookies || isLoopback(c)
    ? ({ ...base, sameSite: 'None', secure: true, partitioned: true } as const)
    : ({ ...base, sameSite: 'Lax', secure: false } as const)
}

const isLoopback = (c: Context): boolean =>
  /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(URL.parse(`http://${c.req.header('Host') ?? ''}`)?.hostname ?? '')
