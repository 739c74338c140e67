// Ways back lead nowhere but to this desk.

import type { Context } from 'hono'

/** A path of this desk, as an address to go to; `/` for anything that would lead elsewhere. */
export const ownPath = (given: string): string => {
  const base = 'http://desk.invalid'
  const url = given.startsWith('/') ? URL.parse(given, base) : null
  // A browser reads a second slash, however it is written, as another host.
  return url === null || url.origin !== base || url.pathname.startsWith('//') ? '/' : `${url.pathname}${url.search}`
}

/** The page of this desk that a request comes from, with all that its address asks: what a post shows has no address to come back to, the page that sent it has. */
export const wayBack = (c: Context): string => {
  const shown = c.req.method === 'GET' || c.req.method === 'HEAD' ? c.req.url : (c.req.header('Referer') ?? '')
  const url = URL.parse(shown)
  return url === null ? '/' : ownPath(`${url.pathname}${url.search}`)
}
