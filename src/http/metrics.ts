// `GET /metrics` for Prometheus: with a token for whoever has it, without one for this machine alone.

import { createHash, timingSafeEqual } from 'node:crypto'
import { BlockList, isIP } from 'node:net'
import { getConnInfo } from '@hono/node-server/conninfo'
import { type Context, Hono } from 'hono'

export interface MetricsDoor {
  /** The bearer token; null where none is set. */
  readonly token: string | null
  /** Whether a proxy of one's own brings requests: then whoever it brings comes from this machine, too. */
  readonly isBehindProxy: boolean
  /** What Prometheus reads. */
  scrape(): Promise<{ readonly contentType: string; readonly text: string }>
}

/** The route. 401 without the right token; 403 from elsewhere, or through a proxy, where none is set. */
export const metrics = (door: MetricsDoor): Hono => {
  const app = new Hono()
  app.get('/metrics', async (c) => {
    c.header('Cache-Control', 'no-store')
    if (door.token === null && !isNear(c, door)) return c.json({ error: CLOSED }, 403)
    if (door.token !== null && !isSame(shown(c), door.token)) {
      return c.json({ error: 'Metrics need the bearer token.' }, 401, { 'WWW-Authenticate': 'Bearer' })
    }
    const { contentType, text } = await door.scrape()
    return c.body(text, 200, { 'Content-Type': contentType })
  })
  return app
}

const CLOSED = 'Without METRICS_TOKEN, metrics are told on this machine alone, and not through a proxy.'

const shown = (c: Context): string =>
  c.req
    .header('Authorization')
    ?.match(/^bearer (.*)$/i)?.[1]
    ?.trim() ?? ''

// Of digests, which are as long as each other whatever was shown: the time tells nothing.
const isSame = (given: string, token: string): boolean => timingSafeEqual(digest(given), digest(token))
const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8)
loopback.addAddress('::1', 'ipv6')

/** What proxies say of themselves, though not all do. */
const BROUGHT_BY = ['Forwarded', 'X-Forwarded-For', 'X-Forwarded-Host', 'X-Real-IP', 'Via']

// The name that was asked for counts, too: a stranger's page may have its own name lead to this machine.
const isNear = (c: Context, { isBehindProxy }: MetricsDoor): boolean =>
  !isBehindProxy &&
  isLoopback(getConnInfo(c).remote.address ?? '') &&
  isLoopbackName(new URL(c.req.url).hostname) &&
  BROUGHT_BY.every((name) => c.req.header(name) === undefined)

const isLoopbackName = (host: string): boolean =>
  host === 'localhost' || host.endsWith('.localhost') || isLoopback(host.replace(/^\[(.*)\]$/, '$1'))

const isLoopback = (address: string): boolean => {
  const family = isIP(address)
  return family !== 0 && loopback.check(address, family === 6 ? 'ipv6' : 'ipv4')
}
