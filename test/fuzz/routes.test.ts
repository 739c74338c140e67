// Every address of the desk, asked from its routers, so that a new one is fuzzed by itself: no request is a fault of the desk's.

import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createRoutes } from '../../adapters/slack/http-mode.ts'
import { createWebhookRoute } from '../../adapters/telegram/webhook-route.ts'
import { health } from '../../src/http/health.ts'
import { metrics } from '../../src/http/metrics.ts'
import { systemClock } from '../../src/pacing.ts'
import { everyRoute } from '../adapters/web/every-route.ts'
import { signIn, startWebDesk, type WebDesk } from '../adapters/web/web-desk.ts'
import { frontdesk } from '../cli/command.ts'
import { openDesk, type StoryDesk } from '../stories/story-desk.ts'
import { slackBodies, telegramUpdates } from './corpus.ts'
import { mutated } from './mutated.ts'
import { broken, plays } from './playing.ts'
import { type FuzzedRoute, oddRequests, statusOf } from './requests.ts'

const TELEGRAM_SECRET = 'a-word-that-telegram-alone-knows'
const SLACK_SECRET = 'a word that Slack and the desk know'

let web: WebDesk
let desk: StoryDesk
let sessions: readonly string[]
beforeAll(async () => {
  web = await startWebDesk({ widget: { origins: ['https://shop.example'], secret: 'a secret' } })
  desk = await openDesk({
    environment: {
      ...{ TELEGRAM_MODE: 'webhook', TELEGRAM_WEBHOOK_SECRET: TELEGRAM_SECRET },
      ...{ SLACK_APP_TOKEN: '', SLACK_SIGNING_SECRET: SLACK_SECRET },
      ...{ WIDGET_ORIGINS: 'https://shop.example', WIDGET_SECRET: 'a secret' },
    },
    telegram: { webhook: { isLocal: true, pauseScale: 0.02 } },
  })
  sessions = await sessionsAt(desk)
})
afterAll(async () => {
  await web.stop()
  await desk.close()
})

/** Nobody's, a guest's with a ticket, and an admin's. */
const sessionsAt = async ({ program, database }: StoryDesk): Promise<readonly string[]> => {
  const { out } = await frontdesk(['desk', 'link', '--admin'], { DATABASE_URL: database.url, PUBLIC_URL: program.url })
  const said = { id: crypto.randomUUID(), text: '/human The printer is on fire' }
  const cookies = [await cookieOf(`${program.url}/messages`, said), await cookieOf(out.trim(), { name: 'Ana' })]
  const queue = { method: 'GET', address: '/desk/tickets', body: undefined }
  expect(await statusOf(program.url, { ...queue, headers: { Cookie: cookies[1] ?? '' } })).toBe(200)
  return ['', ...cookies, cookies[1] ?? '']
}

const cookieOf = async (address: string, body: object): Promise<string> => {
  const headers = { 'Content-Type': 'application/json', Accept: 'application/json' }
  const answer = await fetch(address, { method: 'POST', headers, body: JSON.stringify(body), redirect: 'manual' })
  expect(answer.status).toBeLessThan(300)
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

/** Every route but those that end the session which the others need. */
const webRoutes = (): readonly FuzzedRoute[] => everyRoute(web).filter(({ path }) => !/(out|everywhere)$/.test(path))

const otherRoutes = (): readonly FuzzedRoute[] => {
  const log = pino({ level: 'silent' })
  const scrape = async () => ({ contentType: 'text/plain', text: '' })
  const routers = [
    health({}, {}, log),
    metrics({ token: null, isBehindProxy: false, scrape }),
    createWebhookRoute({ secret: TELEGRAM_SECRET, clock: systemClock, log }).routes,
    createRoutes({ signingSecret: SLACK_SECRET, handle: () => null, publicUrl: 'https://desk.example', log }),
  ]
  return routers.flatMap(({ routes }) => routes).filter(({ method }) => method !== 'ALL')
}

test('whatever is asked of any route of the web, it is no fault of the desk’s', async () => {
  const manager = await signIn(web)
  const cookies = [...manager.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const answered = fc.asyncProperty(oddRequests(webRoutes(), ['', cookies]), async (odd) => {
    expect(await statusOf(web.url, odd)).toBeLessThan(500)
    expect(web.logged).toEqual([])
  })
  expect(await broken(answered, plays(120, 0.1))).toBe('')
})

test('whatever is asked of any route of the whole program, on a real database, it is no fault of the desk’s', async () => {
  const routes = [...webRoutes(), ...otherRoutes()]
  expect(routes.length).toBeGreaterThan(70)
  const answered = fc.asyncProperty(oddRequests(routes, sessions), async (odd) => {
    expect(await statusOf(desk.program.url, odd)).toBeLessThan(500)
    expect(failed()).toEqual([])
  })
  expect(await broken(answered, plays(90, 0.05))).toBe('')
})

const failed = () => desk.program.lines.filter(({ msg }) => msg === 'request failed')

test('whatever Telegram’s secret or Slack’s signature comes with, the desk takes it or says that it is nothing', async () => {
  const post = (path: string, body: string, headers: Record<string, string>) =>
    statusOf(desk.program.url, {
      method: 'POST',
      address: path,
      headers: { 'Content-Type': 'application/json', ...headers },
      body,
    })
  const update = mutated(telegramUpdates).map(asText)
  const telegram = fc.asyncProperty(update, async (body) => {
    const status = await post('/telegram/webhook', body, { 'X-Telegram-Bot-Api-Secret-Token': TELEGRAM_SECRET })
    // Some of it is larger than any update.
    expect([200, 400, 413]).toContain(status)
  })
  const slack = fc.asyncProperty(mutated(slackBodies).map(asText), async (body) => {
    const at = String(Math.floor(Date.now() / 1_000))
    const signature = `v0=${createHmac('sha256', SLACK_SECRET).update(`v0:${at}:${body}`).digest('hex')}`
    const status = await post('/slack/events', body, {
      'X-Slack-Request-Timestamp': at,
      'X-Slack-Signature': signature,
    })
    expect([200, 413]).toContain(status)
  })
  expect(await broken(telegram, plays(40, 0.01))).toBe('')
  expect(await broken(slack, plays(20, 0.005))).toBe('')
  expect(desk.program.lines.filter(({ msg }) => /parked|set aside/.test(msg ?? ''))).toEqual([])
})

const asText = (value: unknown): string => {
  try {
    return JSON.stringify(value) ?? ''
  } catch {
    return ''
  }
}
