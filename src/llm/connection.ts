// The way to the server: a pool of connections of our own, through the proxies that the desk was told, and every time limit.

import { Readable } from 'node:stream'
import { EnvHttpProxyAgent, request } from 'undici'
import { ModelError } from './model.ts'
import { Passing } from './passing.ts'

/** In milliseconds. */
export interface Patience {
  readonly connect: number
  /** Until the server begins to answer; one that must load its model first takes its time. */
  readonly begin: number
  /** Between two pieces of an answer. */
  readonly idle: number
  /** For one request, whatever comes. */
  readonly whole: number
}

/** The proxies to the outside; null where there is none. */
export interface Proxies {
  readonly http: string | null
  readonly https: string | null
  /** The hosts that are reached without one, parted by commas. */
  readonly without: string | null
}

export interface Reply {
  readonly status: number
  readonly header: (name: string) => string
  /** Leaving it before its end cuts the connection. */
  readonly body: AsyncIterable<Uint8Array>
}

export interface Sending {
  readonly signal: AbortSignal
  /** Hears that there is a connection, and that the body goes out on it: what was never sent costs nothing. */
  readonly begun: () => void
}

export interface Connection {
  /** Where it leads to, for messages: a host without anything that may be secret. */
  readonly host: string
  /** Sends `body` as JSON. Throws `Passing` where nothing comes, and `ModelError` where nobody waits for it any more. */
  readonly post: (path: string, body: unknown, sending: Sending) => Promise<Reply>
  /** What an error while reading a reply's body means. */
  readonly failure: (error: unknown, signal: AbortSignal) => ModelError
  readonly close: () => Promise<void>
}

export const PATIENCE: Patience = { connect: 5_000, begin: 60_000, idle: 30_000, whole: 180_000 }

/** `headers` go with every request: the key. */
export const openConnection = (
  baseUrl: string,
  headers: Readonly<Record<string, string>>,
  proxies: Proxies,
  patience: Patience = PATIENCE,
): Connection => {
  const { host } = new URL(baseUrl)
  const agent = openAgent(proxies, patience)
  const failure = (error: unknown, signal: AbortSignal): ModelError =>
    signal.aborted ? givenUp(signal) : new Passing('away', wordsOf(host, error), { cause: error })
  return {
    host,
    failure,
    post: async (path, body, { signal, begun }) => {
      const bytesOut = Buffer.from(JSON.stringify(body))
      const until = AbortSignal.any([signal, AbortSignal.timeout(patience.whole)])
      try {
        const {
          statusCode,
          headers: answered,
          body: bytes,
        } = await request(addressOf(baseUrl, path), {
          dispatcher: agent,
          method: 'POST',
          headers: {
            ...{ 'content-type': 'application/json', 'content-length': `${bytesOut.byteLength}` },
            ...{ accept: 'application/json, text/event-stream', ...headers },
          },
          body: Readable.from(readBy(bytesOut, begun)),
          signal: until,
        })
        // Whoever leaves a body unread would else have the error of its cut thrown at the process.
        bytes.on('error', () => undefined)
        return { status: statusCode, header: (name) => [answered[name] ?? ''].flat()[0] ?? '', body: bytes }
      } catch (error) {
        throw failure(error, signal)
      }
    },
    close: () => agent.destroy(),
  }
}

// A body is read once it can be sent, and not before.
async function* readBy(body: Uint8Array, begun: () => void): AsyncGenerator<Uint8Array> {
  begun()
  yield body
}

// What stands behind a question mark stays there: Azure's older addresses name the version so.
const addressOf = (baseUrl: string, path: string): URL => {
  const url = new URL(baseUrl)
  url.pathname = `${url.pathname.replace(/\/$/, '')}${path}`
  return url
}

/** Why nobody waits any more: their time was over, or they let it go. */
export const givenUp = (signal: AbortSignal): ModelError => {
  const { reason } = signal
  if (reason instanceof ModelError) return reason
  return reason instanceof DOMException && reason.name === 'TimeoutError'
    ? new ModelError('away', 'the model took longer than could be waited; use a faster one, or one nearer to the desk.')
    : new ModelError('dropped', 'nobody waits for the answer any more.')
}

// An empty text says that there is no proxy; where it is left out, undici would look into the environment itself.
const openAgent = ({ http, https, without }: Proxies, { connect, begin, idle }: Patience): EnvHttpProxyAgent =>
  new EnvHttpProxyAgent({
    httpProxy: http ?? '',
    httpsProxy: https ?? '',
    noProxy: without ?? '',
    connect: { timeout: connect },
    headersTimeout: begin,
    bodyTimeout: idle,
    keepAliveTimeout: 30_000,
  })

const REMEDY = 'check the network and OPENAI_BASE_URL'

const wordsOf = (host: string, error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (error instanceof DOMException || /TIMEOUT/.test(code))
    return `${host} did not answer in time${code === '' ? '' : ` (${code})`}; ${REMEDY}, or whether the server has too much to do.`
  return `${host} can't be reached (${code === '' ? 'no connection' : code}); ${REMEDY}.`
}
