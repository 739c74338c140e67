/** Events and interactions over HTTP: signed requests to the app's address. https://docs.slack.dev/apis/events-api/using-http-request-urls */
import { createHmac, randomUUID } from 'node:crypto'
import { isRecord } from './blocks.ts'
import type { Answer, Attempt, Envelope } from './events.ts'

export type HttpMode = {
  /** Proves the address with the challenge, as Slack does before it saves one; rejects with what the address answered instead. */
  readonly verify: () => Promise<void>
  /** Brings an envelope's payload once. */
  readonly attempt: (envelope: Envelope, attempt: Attempt) => Promise<Answer>
  /** Hangs up on what is under way. */
  readonly stop: () => void
}

export type HttpModeOptions = {
  /** The app's request URL. */
  readonly url: string
  readonly signingSecret: string
  /** Milliseconds a request waits for its answer. */
  readonly ackMs: number
}

/** An address that is being proved may be one that has just started. */
const VERIFY_MS = 10_000
const reasons = { timeout: 'http_timeout', 'not connected': 'connection_failed', refused: 'http_error' } as const

/** The sending side for one address. */
export function createHttpMode({ url, signingSecret, ackMs }: HttpModeOptions): HttpMode {
  const stopped = new AbortController()
  const post = (body: string, headers: Readonly<Record<string, string>>, patience: number): Promise<Response> => {
    const stamp = String(Math.floor(Date.now() / 1000))
    const signature = createHmac('sha256', signingSecret).update(`v0:${stamp}:${body}`).digest('hex')
    const signed = { 'x-slack-request-timestamp': stamp, 'x-slack-signature': `v0=${signature}` }
    return fetch(url, {
      method: 'POST',
      body,
      headers: { ...headers, ...signed },
      redirect: 'manual',
      signal: AbortSignal.any([AbortSignal.timeout(patience), stopped.signal]),
    })
  }
  const send = async (envelope: Envelope, { retry, failure }: Attempt): Promise<Answer> => {
    try {
      const response = await post(bodyOf(envelope), { ...typeOf(envelope), ...retryHeaders(retry, failure) }, ackMs)
      const text = await response.text()
      if (response.ok) return { acked: true, payload: objectIn(text) }
      return { acked: false, reason: 'refused', isFinal: response.headers.get('x-slack-no-retry') === '1' }
    } catch (error) {
      const isLate = error instanceof Error && error.name === 'TimeoutError'
      return { acked: false, reason: isLate ? 'timeout' : 'not connected' }
    }
  }
  return {
    verify: async () => {
      const challenge = randomUUID()
      const asked = { token: 'verification', challenge, type: 'url_verification' }
      const response = await post(JSON.stringify(asked), json, VERIFY_MS)
      const text = await response.text()
      if (response.status !== 200 || (text !== challenge && objectIn(text).challenge !== challenge))
        throw new Error(`${url} did not prove itself: it answered ${response.status} ${text}`)
    },
    attempt: async (envelope, attempt) => {
      const [first] = await Promise.all(Array.from({ length: attempt.copies }, () => send(envelope, attempt)))
      return first ?? { acked: false, reason: 'not connected' }
    },
    stop: () => stopped.abort(),
  }
}

const retryHeaders = (retry: number, failure: Attempt['failure']): Record<string, string> =>
  failure === null ? {} : { 'x-slack-retry-num': String(retry), 'x-slack-retry-reason': reasons[failure] }

// The bare types, without a charset (HTTPModuleFunctions.js compares them whole).
const json = { 'content-type': 'application/json' }
const form = { 'content-type': 'application/x-www-form-urlencoded' }

const typeOf = ({ type }: Envelope) => (type === 'events_api' ? json : form)

// Commands are flat forms, everything else that a person does is JSON in the one field of a form.
function bodyOf({ type, payload }: Envelope): string {
  if (type === 'events_api') return JSON.stringify(payload)
  if (type !== 'slash_commands') return new URLSearchParams({ payload: JSON.stringify(payload) }).toString()
  return new URLSearchParams(Object.entries(payload).map(([name, value]) => [name, String(value)])).toString()
}

function objectIn(text: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(text)
    return isRecord(parsed) ? parsed : {}
  } catch {
    return {}
  }
}
