// Slack over HTTP, where there is no app-level token: one address for events, presses and commands, and the app's manifest.

import { createHmac, timingSafeEqual } from 'node:crypto'
import { Hono } from 'hono'
import type { Logger } from 'pino'
import { type Acknowledge, type Handle, notTaken } from './handle.ts'
import { parseJson } from './json.ts'
import { slackManifest } from './manifest.ts'

export interface RouteParts {
  /** Null where Socket Mode serves: then no request is taken. */
  readonly signingSecret: string | null
  /** The intake, once the channel has started; null before, and after it stopped. */
  readonly handle: () => Handle | null
  /** The desk's public address, for the manifest. */
  readonly publicUrl: string
  readonly log: Pick<Logger, 'warn'>
}

/** Requests older or newer than this are refused: https://docs.slack.dev/authentication/verifying-requests-from-slack */
const mostSkewSeconds = 300

/** Routes of the Slack channel. An event is answered with 200 after its commit, else with 500, so that Slack brings it again. */
export const createRoutes = ({ signingSecret, handle, publicUrl, log }: RouteParts): Hono => {
  const app = new Hono()
  app.get('/slack/manifest', (c) =>
    c.json(slackManifest(signingSecret === null ? null : new URL('/slack/events', publicUrl).href)),
  )
  if (signingSecret === null) return app
  app.post('/slack/events', async (c) => {
    const text = await c.req.text()
    const form = new URLSearchParams(text)
    if (form.get('ssl_check') === '1') return c.body(null, 200)
    const signed = { text, at: c.req.header('x-slack-request-timestamp'), signature: c.req.header('x-slack-signature') }
    if (!isFromSlack(signingSecret, signed)) return c.json({ error: 'The signature is not Slack’s.' }, 401)
    const body = readBody(c.req.header('content-type') ?? '', text, form)
    if (isVerification(body)) return c.json({ challenge: body.challenge })
    const taker = handle()
    if (taker === null) return c.body(null, 503)
    const retry = Number(c.req.header('x-slack-retry-num') ?? 0)
    const answer = await acknowledged((ack) => taker(body, ack, retry)).catch((error: unknown) => {
      log.warn({ err: error, retry }, notTaken)
      return null
    })
    if (answer === null) return c.body(null, 500)
    return answer === undefined ? c.body(null, 200) : c.json(answer)
  })
  return app
}

/** The answer that goes with the ack (undefined for none), as soon as there is one; rejects where it must not be acknowledged. */
const acknowledged = (handle: (ack: Acknowledge) => Promise<void>): Promise<object | undefined> =>
  new Promise((resolve, reject) => {
    const ack = async (answer?: object) => resolve(answer)
    handle(ack).then(() => resolve(undefined), reject)
  })

const isFromSlack = (
  secret: string,
  { text, at, signature }: { text: string; at: string | undefined; signature: string | undefined },
): boolean => {
  // Written so that what is no number is refused, too.
  if (!at || !signature || !(Math.abs(Date.now() / 1000 - Number(at)) <= mostSkewSeconds)) return false
  const expected = Buffer.from(`v0=${createHmac('sha256', secret).update(`v0:${at}:${text}`).digest('hex')}`)
  const given = Buffer.from(signature)
  return given.length === expected.length && timingSafeEqual(given, expected)
}

const readBody = (type: string, text: string, form: URLSearchParams): unknown => {
  if (type.startsWith('application/json')) return parseJson(text)
  const payload = form.get('payload')
  return payload === null ? Object.fromEntries(form) : parseJson(payload)
}

const isVerification = (body: unknown): body is { challenge: string } =>
  typeof body === 'object' && body !== null && 'challenge' in body && typeof body.challenge === 'string'
