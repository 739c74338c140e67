// The one HTTP server: health for the operator, each channel's routes for everybody else.

import type { AddressInfo, Server } from 'node:net'
import { createAdaptorServer, type HttpBindings } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { secureHeaders } from 'hono/secure-headers'
import { createEventStreams, type EventStreams } from './event-streams.ts'
import { type Checks, health, type ServerLog } from './health.ts'
import { listenFault } from './listen-error.ts'
import { type MetricsDoor, metrics } from './metrics.ts'

/** Telegram's and Slack's largest payloads are some tens of kilobytes, and a chat message ends at 20,000 characters. */
const LARGEST_BODY = 1024 * 1024
const GRACE = 1_500
const IDLE_SWEEP = 50

export interface ServerParts {
  readonly host: string
  /** 0: any free one. */
  readonly port: number
  readonly mounts: readonly Hono[]
  /** What has to be ready before traffic is welcome, by name. */
  readonly health: Checks
  /** What is looked at beside it, and holds up no traffic. */
  readonly asides?: Checks
  /** Who may read the metrics, and what they are. */
  readonly metrics?: MetricsDoor
  /** Paths whose multipart posts whoever takes them limits. */
  readonly uploads?: readonly RegExp[]
  readonly log: ServerLog
}

export interface RunningServer {
  /** Where it listens, with the port that was taken. */
  readonly url: string
  /** Takes no more connections, ends event streams, lets requests finish; cuts off what is left after 1.5 s. */
  stop(): Promise<void>
}

/** Starts listening. Throws `ListenError` where the address can't be had; its message names the remedy. */
export const startServer = async (parts: ServerParts): Promise<RunningServer> => {
  const streams = createEventStreams()
  const server = createAdaptorServer({ fetch: createApp(parts, streams).fetch })
  await listen(server, parts)
  // A TCP server that listens has an address object.
  const { port } = server.address() as AddressInfo
  let stopped: Promise<void> | null = null
  return {
    url: `http://${parts.host.includes(':') ? `[${parts.host}]` : parts.host}:${port}`,
    stop: () => {
      stopped ??= stop(server, streams)
      return stopped
    },
  }
}

const createApp = (
  { mounts, health: checks, asides = {}, metrics: door, uploads = [], log }: ServerParts,
  streams: EventStreams,
) => {
  const app = new Hono<{ Bindings: HttpBindings }>()
  app.use(streams.middleware)
  // No HSTS: whether all of a domain speaks TLS is for its proxy to say. `no-referrer` would make browsers send `Origin: null` with form posts.
  app.use(secureHeaders({ overwrite: false, strictTransportSecurity: false, referrerPolicy: 'same-origin' }))
  // Nothing is named by NUL, and no column of the database takes it.
  app.use(async (c, next) => (c.req.url.includes('%00') ? c.notFound() : next()))
  app.use((c, next) => (isUpload(c, uploads) ? next() : limited(c, next)))
  app.route('/', health(checks, asides, log))
  if (door !== undefined) app.route('/', metrics(door))
  for (const mount of mounts) app.route('/', mount)
  app.notFound((c) => c.json({ error: 'There is nothing at this address.' }, 404))
  app.onError((err, c) => {
    log.error({ err, method: c.req.method }, 'request failed')
    return c.json({ error: 'Something went wrong here.' }, 500)
  })
  return app
}

/** Up to here a body that is too large is read to its end and forgotten: whoever is cut off while they send may never see the answer. */
const READ_OUT = 8 * LARGEST_BODY
/** Whoever stops sending on the way is answered then. */
const READ_OUT_WITHIN = 3_000
const readOut = async ({ body }: Request, bytes: number): Promise<void> => {
  if (!body || bytes > READ_OUT) return
  const signal = AbortSignal.timeout(READ_OUT_WITHIN)
  // A sender who stops, or hangs up, gets the same answer as one who is heard out.
  await body.pipeTo(new WritableStream(), { signal, preventCancel: true }).catch(() => {})
}

const limited = bodyLimit({
  maxSize: LARGEST_BODY,
  // The rest of the body is still on its way: a client that kept the connection would lose its next request, or this answer.
  onError: async (c) => {
    await readOut(c.req.raw, Number(c.req.header('Content-Length') ?? Number.POSITIVE_INFINITY))
    return c.json({ error: 'The request is larger than 1 MB.' }, 413, { Connection: 'close' })
  },
})

const isUpload = ({ req }: Context, uploads: readonly RegExp[]): boolean =>
  req.method === 'POST' &&
  /^multipart\/form-data/i.test(req.header('Content-Type') ?? '') &&
  uploads.some((path) => path.test(req.path))

const listen = (server: Pick<Server, 'listen' | 'once' | 'off'>, { host, port }: ServerParts): Promise<void> =>
  new Promise((resolve, reject) => {
    const fail = (error: Error) => reject(listenFault(error, host, port))
    server.once('error', fail)
    server.listen(port, host, () => {
      server.off('error', fail)
      resolve()
    })
  })

type Closable = ReturnType<typeof createAdaptorServer>

const stop = (server: Closable, streams: EventStreams): Promise<void> =>
  new Promise((resolve) => {
    // A connection kept alive turns idle only once its request has ended, so it is looked for again.
    const sweep = setInterval(() => 'closeIdleConnections' in server && server.closeIdleConnections(), IDLE_SWEEP)
    const cut = setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), GRACE)
    server.close(() => {
      clearInterval(sweep)
      clearTimeout(cut)
      resolve()
    })
    streams.end()
  })
