// A post that another site's page makes in somebody's browser is refused; scripts outside browsers send neither header and pass.

import type { MiddlewareHandler } from 'hono'
import { refusal } from './errors.ts'
import { readerOf } from './negotiation.ts'
import type { Site } from './site.ts'

/** Refuses (403) whatever changes something and comes from another origin than the public address or the host that was asked. */
export const originGuard = (site: Site): MiddlewareHandler => {
  const own = URL.parse(site.options.publicUrl)?.origin
  return async (c, next) => {
    const origin = c.req.header('Origin')
    const isSafe = c.req.method === 'GET' || c.req.method === 'HEAD'
    const host = c.req.header('Host')
    if (isSafe || origin === own) return next()
    // https://w3c.github.io/webappsec-fetch-metadata: browsers say so themselves, also where they leave the origin out.
    const isForeign = ['cross-site', 'same-site'].includes(c.req.header('Sec-Fetch-Site') ?? '')
    if (origin === undefined && !isForeign) return next()
    const from = origin === undefined ? undefined : URL.parse(origin)?.host
    if (from !== undefined && from !== '' && from === host?.toLowerCase()) return next()
    return refusal(c, readerOf(c, site), 403, 'otherSite')
  }
}
