import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { slackManifest } from '../../adapters/slack/manifest.ts'
import { checkMail } from '../../src/cli/doctor-mail.ts'
import { checkSlack } from '../../src/cli/doctor-slack.ts'
import { checkOutbox, diskFinding } from '../../src/cli/doctor-standing.ts'
import { checkTelegram } from '../../src/cli/doctor-telegram.ts'
import { openDatabase } from '../../src/database/client.ts'
import { startSmtp } from '../simulators/smtp/smtp-simulator.ts'
import { type FreshDatabase, freshDatabase } from '../support/database.ts'
import { frontdesk } from './command.ts'

interface Answer {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body: unknown
}

const TELEGRAM_TOKEN = '4242:telegram-secret'
const DESK = 'https://desk.example.com'
const SCOPES = slackManifest(null).oauth_config.scopes.bot
const well: Readonly<Record<string, Answer>> = {
  [`/bot${TELEGRAM_TOKEN}/getMe`]: { body: { ok: true, result: { username: 'frontdesk_bot' } } },
  '/api/auth.test': {
    headers: { 'x-oauth-scopes': SCOPES.join(',') },
    body: { ok: true, user: 'frontdesk', team: 'Example' },
  },
  '/api/conversations.info': { body: { ok: true, channel: { name: 'help', is_member: true } } },
  '/api/apps.connections.open': { body: { ok: true, url: 'wss://example' } },
}

let fresh: FreshDatabase
let platform: Server
let root: string
let answers = well
const asked = new Map<string, string | undefined>()

beforeAll(async () => {
  fresh = await freshDatabase()
  platform = createServer((request, response) => {
    const path = request.url ?? ''
    asked.set(path, request.headers.authorization)
    const { status = 200, headers = {}, body } = answers[path] ?? { status: 404, body: {} }
    response.writeHead(status, headers).end(JSON.stringify(body))
  }).listen(0, '127.0.0.1')
  await once(platform, 'listening')
  // A TCP server's address is never a string.
  root = `http://127.0.0.1:${(platform.address() as AddressInfo).port}`
})
beforeEach(() => {
  answers = well
})
afterAll(async () => {
  platform.close()
  await fresh.drop()
})

const telegramConfig = () => ({ token: TELEGRAM_TOKEN, apiRoot: root, webhookSecret: null })
const slackConfig = () => ({
  botToken: 'xoxb-slack-secret',
  appToken: 'xapp-slack-secret',
  signingSecret: null,
  apiUrl: `${root}/api/`,
  staffChannel: 'C012',
  guestManagers: false,
  thread: 'replies' as const,
})

const doctor = (more: Readonly<Record<string, string>> = {}) =>
  frontdesk(['doctor'], {
    DATABASE_URL: fresh.url,
    TELEGRAM_BOT_TOKEN: TELEGRAM_TOKEN,
    TELEGRAM_API_ROOT: root,
    SLACK_BOT_TOKEN: 'xoxb-slack-secret',
    SLACK_APP_TOKEN: 'xapp-slack-secret',
    SLACK_STAFF_CHANNEL: 'C012',
    SLACK_API_URL: `${root}/api/`,
    ...more,
  })

test('all is well: a line each; exit 0', async () => {
  const { code, out, err } = await doctor({ RETENTION: '90d' })
  expect(
    out
      .trim()
      .split('\n')
      .map((line) => line.replace(/PostgreSQL [^ ,]+/, 'PostgreSQL')),
  ).toEqual([
    'ok    configuration: 8 names set',
    expect.stringMatching(/^ok {4}disk: /),
    'ok    database: PostgreSQL, at DATABASE_URL',
    'ok    outbox: nothing has waited for more than five minutes',
    'ok    Telegram: @frontdesk_bot',
    'ok    Slack: frontdesk in Example',
    'ok    Slack scopes: all there',
    'ok    Slack staff channel: #help',
    'ok    Slack Socket Mode: open',
    'ok    mail: off; SMTP_URL, MAIL_FROM and STAFF_EMAILS turn it on',
    'ok    language model: off; OPENAI_BASE_URL and OPENAI_MODEL turn it on',
  ])
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(asked.get('/api/auth.test')).toBe('Bearer xoxb-slack-secret')
  expect(asked.get('/api/apps.connections.open')).toBe('Bearer xapp-slack-secret')
})

describe('what is not well has its fix on the line, without a secret', () => {
  const telegram = `/bot${TELEGRAM_TOKEN}/getMe`
  test.each<[fault: string, answers: Readonly<Record<string, Answer>>, fix: string]>([
    ['Telegram', { [telegram]: { status: 401, body: { ok: false } } }, '@BotFather'],
    ['Telegram', { [telegram]: { status: 502, body: '<html>' } }, 'TELEGRAM_API_ROOT'],
    ['Slack', { '/api/auth.test': { body: { ok: false, error: 'invalid_auth' } } }, 'SLACK_BOT_TOKEN'],
    ['Slack', { '/api/auth.test': { status: 503, body: {} } }, 'SLACK_API_URL'],
    [
      'Slack scopes',
      { '/api/auth.test': { headers: { 'x-oauth-scopes': 'chat:write' }, body: { ok: true } } },
      'OAuth & Permissions',
    ],
    [
      'Slack staff channel',
      { '/api/conversations.info': { body: { ok: false, error: 'channel_not_found' } } },
      'SLACK_STAFF_CHANNEL',
    ],
    [
      'Slack staff channel',
      { '/api/conversations.info': { body: { ok: true, channel: { is_member: false } } } },
      '/invite',
    ],
    [
      'Slack staff channel',
      { '/api/conversations.info': { body: { ok: true, channel: { is_archived: true } } } },
      'unarchive',
    ],
    [
      'Slack Socket Mode',
      { '/api/apps.connections.open': { body: { ok: false, error: 'missing_scope' } } },
      'connections:write',
    ],
  ])('%s: %j', async (about, some, fix) => {
    answers = { ...well, ...some }
    const findings = [...(await checkTelegram(telegramConfig(), DESK)), ...(await checkSlack(slackConfig()))]
    const faults = findings.filter(({ isWell }) => !isWell)
    expect(faults).toHaveLength(1)
    expect(faults[0]?.about).toBe(about)
    expect(faults[0]?.words).toContain(fix)
    expect(JSON.stringify(findings)).not.toContain('secret')
  })

  test('platforms and a database that are away: exit 1', async () => {
    const away = 'http://127.0.0.1:1'
    const { code, out, err } = await doctor({
      DATABASE_URL: 'postgresql://desk:secret@127.0.0.1:1/desk',
      TELEGRAM_API_ROOT: away,
      SLACK_API_URL: `${away}/api/`,
    })
    expect(out.split('\n').filter((line) => line.startsWith('fault'))).toHaveLength(3)
    expect(out).toContain('DATABASE_URL')
    expect(out).toContain('TELEGRAM_API_ROOT')
    expect(out).toContain('SLACK_API_URL')
    expect(code).toBe(1)
    expect(out + err).not.toContain('secret')
  })

  test('each fault of the configuration', async () => {
    const { code, out } = await doctor({ PORT: 'x', SLACK_STAFF_CHANNEL: '' })
    expect(out.match(/^fault configuration: (PORT|SLACK_STAFF_CHANNEL) /gm)).toHaveLength(2)
    expect(code).toBe(1)
  })
})

test('every scope of the manifest that is missing is named', async () => {
  answers = { ...well, '/api/auth.test': { headers: { 'x-oauth-scopes': 'chat:write' }, body: { ok: true } } }
  const words = (await checkSlack(slackConfig())).find(({ isWell }) => !isWell)?.words
  expect(words).toContain(`${SCOPES.filter((scope) => scope !== 'chat:write').join(', ')} missing`)
})

describe('in webhook mode the webhook is told, too', () => {
  const ours = { url: `${DESK}/telegram/webhook`, pending_update_count: 0 }
  const error = { last_error_date: 1, last_error_message: 'Connection refused' }
  test.each<[isWell: boolean, info: unknown, words: string]>([
    [true, ours, `leads to ${DESK}; 0 updates wait`],
    [true, { ...ours, ...error }, `leads to ${DESK}; 0 updates wait`],
    [true, { ...ours, pending_update_count: 1 }, `leads to ${DESK}; 1 update waits`],
    [true, { url: '', pending_update_count: 2 }, 'not set yet, the desk sets it when it starts; 2 updates wait'],
    [
      false,
      { ...ours, url: 'https://other.example.com/hook' },
      'something else uses this token: stop the other one, or give this desk a bot of its own',
    ],
    [false, { ...ours, ...error, pending_update_count: 3 }, '3 updates wait, since Telegram can’t bring them'],
    [false, null, 'getWebhookInfo was answered with 502'],
  ])('%s: %j', async (isWell, info, words) => {
    const answer = info === null ? { status: 502, body: '<html>' } : { body: { ok: true, result: info } }
    answers = { ...well, [`/bot${TELEGRAM_TOKEN}/getWebhookInfo`]: answer }
    const findings = await checkTelegram({ ...telegramConfig(), webhookSecret: 'webhook-secret' }, DESK)
    expect(findings.map(({ about }) => about)).toEqual(['Telegram', 'Telegram webhook'])
    expect(findings[1]).toMatchObject({ isWell, words: expect.stringContaining(words.replace('’', "'")) })
    expect(JSON.stringify(findings)).not.toMatch(/secret|other\.example/)
  })
})

describe('the mail server is asked for everything but to send', () => {
  const account = { user: 'desk', password: 'mail-secret' }
  const from = { name: '', address: 'desk@example.com' }
  const check = (url: string, mailboxes = ['anna@example.com']) => checkMail({ url, from }, mailboxes)

  test('one that answers, signs the desk in, and is sent nothing', async () => {
    const smtp = await startSmtp({ account })
    const [finding] = await check(smtp.url)
    expect(finding).toMatchObject({ isWell: true, words: expect.stringContaining('1 mailbox is told') })
    expect((await check(smtp.url, []))[0]?.words).toContain('STAFF_EMAILS')
    expect(smtp.taken).toEqual([])
    await smtp.stop()
  })

  test('one that knows no such password, or is not there, is told with its fix and without the password', async () => {
    const smtp = await startSmtp({ account })
    const [wrong] = await check(smtp.url.replace('mail-secret', 'other-secret'))
    expect(wrong).toMatchObject({ isWell: false, words: expect.stringContaining('user and password') })
    await smtp.stop()
    const [away] = await check(smtp.url)
    expect(away).toMatchObject({ isWell: false, words: expect.stringContaining('can’t be reached') })
    expect(JSON.stringify([wrong, away])).not.toContain('secret')
  })

  test('one that speaks TLS from the start only where smtps:// is set', async () => {
    const smtp = await startSmtp()
    const [finding] = await check(smtp.url.replace('smtp:', 'smtps:'))
    expect(finding).toMatchObject({ isWell: false, words: expect.stringContaining('smtps://') })
    await smtp.stop()
  })
})

test('a disk that is nearly full is a fault; one that can’t be looked at is none', () => {
  const GB = 1024 ** 3
  expect(diskFinding({ free: 1.5 * GB, total: 100 * GB })).toEqual({
    isWell: false,
    about: 'disk',
    words: expect.stringMatching(/^1\.5 GB free of 100\.0 GB, where DATA_DIR lies; make room/),
  })
  expect(diskFinding({ free: 50 * GB, total: 100 * GB }).isWell).toBe(true)
  expect(diskFinding(null).isWell).toBe(true)
})

test('what has waited for more than five minutes is a fault', async () => {
  const db = openDatabase(fresh.url)
  try {
    await db.destination.create({ data: { name: 'telegram:waits', channel: 'telegram' } })
    const waits = { destinationName: 'telegram:waits', seq: 1, kind: 'seen', content: {} }
    await db.delivery.create({
      data: { ...waits, id: crypto.randomUUID(), createdAt: new Date(Date.now() - 6 * 60_000) },
    })
    expect(await checkOutbox(db)).toEqual([
      {
        isWell: false,
        about: 'outbox',
        words: expect.stringMatching(/^1 wait to be said on telegram, the oldest for 6 min/),
      },
    ])
    await db.delivery.deleteMany()
    expect(await checkOutbox(db)).toEqual([expect.objectContaining({ isWell: true })])
  } finally {
    await db.$disconnect()
  }
})
