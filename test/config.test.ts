import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type Config, metricsDoor, publicAddress, readConfig } from '../src/config.ts'
import { environment } from '../src/environment.ts'

const telegram = { TELEGRAM_BOT_TOKEN: '123456:secret-of-telegram' }
const model = { OPENAI_BASE_URL: 'http://127.0.0.1:11434/v1/', OPENAI_MODEL: 'llama3.2' }
const slack = { SLACK_BOT_TOKEN: 'xoxb-secret', SLACK_APP_TOKEN: 'xapp-secret', SLACK_STAFF_CHANNEL: 'C012' }

const accepted = (given: Record<string, string>): Config => {
  const answer = readConfig(given)
  if (!answer.ok) throw new Error(answer.faults.join('\n'))
  return answer.config
}

const faultsOf = (given: Record<string, string>): readonly string[] => {
  const answer = readConfig(given)
  return answer.ok ? [] : answer.faults
}

test('.env.example lists the names of the environment, in their order, each with a line that explains it', () => {
  const lines = readFileSync('.env.example', 'utf8').split('\n')
  const names = lines.flatMap((line) => /^#?([A-Z_]+)=/.exec(line)?.[1] ?? [])
  expect(names).toEqual(Object.keys(environment.shape))
  for (const [index, line] of lines.entries()) if (/^#?[A-Z_]+=/.test(line)) expect(lines[index - 1]).toMatch(/^# \S/)
})

test('what .env.example shows is the default', () => {
  const shown = [...readFileSync('.env.example', 'utf8').matchAll(/^#([A-Z_]+)=(.+)$/gm)].map(([, name, text]) => [
    name,
    text,
  ])
  expect({ ...accepted(Object.fromEntries(shown)), given: [] }).toEqual(accepted({}))
})

test('every name is described', () => {
  for (const field of Object.values(environment.shape)) expect(field.description).toMatch(/\S/)
})

test('an empty environment runs: embedded database, no platforms, the web at 127.0.0.1:3000', () => {
  const config = accepted({})
  expect(config).toMatchObject({
    databaseUrl: null,
    dataDir: './data',
    telegram: null,
    slack: null,
    pacing: true,
    adminIds: [],
  })
  expect(publicAddress(config)).toBe('http://127.0.0.1:3000')
  expect(config.desk).toMatchObject({
    registration: 'on-ticket',
    locale: 'en',
    timeZone: 'UTC',
    slaFirstResponse: 3_600_000,
  })
})

test('an empty value counts as none, and spaces around a value are dropped', () => {
  expect(accepted({ PORT: '', TIMEZONE: ' Europe/Bucharest ' })).toMatchObject({
    given: ['TIMEZONE'],
    desk: { timeZone: 'Europe/Bucharest' },
  })
})

describe('values', () => {
  test.each([
    ['0', 0],
    ['5s', 5_000],
    ['15m', 900_000],
    ['1h', 3_600_000],
    ['7d', 604_800_000],
  ])('the duration %s is %i ms', (text, milliseconds) => {
    expect(accepted({ CLAIM_REMINDER: text }).desk.claimReminder).toBe(milliseconds)
  })

  test('admins are known by channel and id', () => {
    expect(accepted({ ADMIN_IDS: 'slack:U0123, telegram:4242' }).adminIds).toEqual([
      { channel: 'slack', externalId: 'U0123' },
      { channel: 'telegram', externalId: '4242' },
    ])
  })

  test('business hours become spans of minutes for each weekday; one day alone is fine', () => {
    const hours = (text: string) => environment.parse({ BUSINESS_HOURS: text }).BUSINESS_HOURS
    expect(hours('Sat 10:00-14:00; Mon-Tue 09:00-18:00')).toEqual([
      { weekday: 1, from: 540, to: 1080 },
      { weekday: 2, from: 540, to: 1080 },
      { weekday: 6, from: 600, to: 840 },
    ])
    expect(hours('Sun-Mon 00:00-24:00')?.map(({ weekday }) => weekday)).toEqual([1, 7])
    expect(hours('Mon 09:00-12:00; Mon 12:00-15:00')).toHaveLength(2)
    expect(hours('Sun-Mon 22:00-06:00')).toEqual([
      { weekday: 1, from: 1320, to: 1800 },
      { weekday: 7, from: 1320, to: 1800 },
    ])
  })

  test('platforms are on once their tokens are given', () => {
    const config = accepted({
      ...telegram,
      ...slack,
      TELEGRAM_API_ROOT: 'http://127.0.0.1:8081/',
      SLACK_API_URL: 'http://127.0.0.1:9/api',
    })
    expect(config.telegram).toMatchObject({ apiRoot: 'http://127.0.0.1:8081', webhookSecret: null })
    expect(config.slack).toMatchObject({ apiUrl: 'http://127.0.0.1:9/api/', staffChannel: 'C012' })
  })

  test('webhook mode may use http with a Bot API server of one’s own', () => {
    const own = {
      TELEGRAM_MODE: 'webhook',
      TELEGRAM_WEBHOOK_SECRET: 'word',
      TELEGRAM_API_ROOT: 'http://127.0.0.1:8081',
    }
    expect(accepted({ ...telegram, ...own }).telegram?.webhookSecret).toBe('word')
  })

  test.each([
    [{ PUBLIC_URL: 'https://desk.example.com/' }, 'https://desk.example.com'],
    [{ HOST: '0.0.0.0', PORT: '80' }, 'http://127.0.0.1:80'],
    [{ HOST: '::1' }, 'http://[::1]:3000'],
  ])('with %o people reach it at %s', (given, address) => {
    expect(publicAddress(accepted(given))).toBe(address)
  })
})

describe('faults', () => {
  test.each([
    [{ DATABASE_URL: 'mysql://root:secret@localhost/desk' }, 'DATABASE_URL', 'postgresql://'],
    [{ OPENAI_BASE_URL: `https://${'Long'.repeat(5_000)}`, OPENAI_MODEL: 'm' }, 'OPENAI_BASE_URL', 'the whole address'],
    [{ HOST: 'http://0.0.0.0' }, 'HOST', 'without http://'],
    [{ PORT: '70000' }, 'PORT', 'from 0 to 65535'],
    [{ PUBLIC_URL: 'desk.example.com' }, 'PUBLIC_URL', 'https://'],
    [{ TRUST_PROXY: 'maybe' }, 'TRUST_PROXY', 'on, off'],
    [{ TELEGRAM_BOT_TOKEN: 'secret' }, 'TELEGRAM_BOT_TOKEN', 'BotFather'],
    [{ ...telegram, TELEGRAM_MODE: 'push' }, 'TELEGRAM_MODE', 'polling, webhook'],
    [{ ...telegram, TELEGRAM_MODE: 'webhook', TELEGRAM_WEBHOOK_SECRET: 'x' }, 'PUBLIC_URL', 'https://'],
    [{ ...telegram, TELEGRAM_MODE: 'webhook', PUBLIC_URL: 'https://d.example' }, 'TELEGRAM_WEBHOOK_SECRET', 'set it'],
    [{ ...telegram, TELEGRAM_WEBHOOK_SECRET: 'a secret' }, 'TELEGRAM_WEBHOOK_SECRET', 'letters, digits'],
    [{ ...slack, SLACK_BOT_TOKEN: 'xapp-secret' }, 'SLACK_BOT_TOKEN', 'xoxb-'],
    [{ ...slack, SLACK_APP_TOKEN: 'xoxb-secret' }, 'SLACK_APP_TOKEN', 'xapp-'],
    [{ ...slack, SLACK_APP_TOKEN: '' }, 'SLACK_APP_TOKEN', 'SLACK_SIGNING_SECRET'],
    [{ ...slack, SLACK_STAFF_CHANNEL: '' }, 'SLACK_STAFF_CHANNEL', 'id of the channel'],
    [{ ...slack, SLACK_STAFF_CHANNEL: '#help' }, 'SLACK_STAFF_CHANNEL', 'not its name'],
    [{ ...slack, SLACK_BOT_TOKEN: '' }, 'SLACK_BOT_TOKEN', 'remove SLACK_APP_TOKEN'],
    [{ SLACK_API_URL: 'https://slack.com/' }, 'SLACK_API_URL', '/api/'],
    [{ ADMIN_IDS: 'anna' }, 'ADMIN_IDS', 'slack:U0123'],
    [{ ADMIN_IDS: 'telegram:anna' }, 'ADMIN_IDS', 'telegram:4242'],
    [{ ESCALATION_IDS: 'mail:anna' }, 'ESCALATION_IDS', 'slack:U0123'],
    [{ REGISTRATION: 'yes' }, 'REGISTRATION', 'required, on-ticket, off'],
    [{ LOCALE: 'xx' }, 'LOCALE', 'en, ro'],
    [{ TIMEZONE: 'Bucharest' }, 'TIMEZONE', 'Europe/Bucharest'],
    [{ BUSINESS_HOURS: 'Mon-Fri' }, 'BUSINESS_HOURS', 'Mon-Fri 09:00-18:00'],
    [{ BUSINESS_HOURS: 'Mon 09:00-09:00' }, 'BUSINESS_HOURS', 'Mon 09:00-09:00'],
    [{ BUSINESS_HOURS: 'Sun 22:00-06:00; Mon 05:00-12:00' }, 'BUSINESS_HOURS', 'overlap on Mon'],
    [{ HOLIDAYS: '2026-12-25,2026-02-30' }, 'HOLIDAYS', '2026-02-30'],
    [{ BUSINESS_HOURS: 'Mun 09:00-18:00' }, 'BUSINESS_HOURS', 'Mun'],
    [{ BUSINESS_HOURS: 'Mon-Wed 09:00-18:00; Tue 17:00-19:00' }, 'BUSINESS_HOURS', 'overlap'],
    [{ BUSINESS_HOURS: ';' }, 'BUSINESS_HOURS', 'no hours'],
    [{ HOLIDAYS: '2026-02-30' }, 'HOLIDAYS', '2026-12-25'],
    [{ BURST_WINDOW: '5' }, 'BURST_WINDOW', '15m'],
    [{ CLAIM_LEASE: '1.5h' }, 'CLAIM_LEASE', '15m'],
    [{ MANAGER_CAP: '0' }, 'MANAGER_CAP', 'from 1'],
    [{ SMTP_URL: 'smtp://desk:secret@mail.example.com' }, 'MAIL_FROM', 'beside SMTP_URL'],
    [{ SMTP_URL: 'desk:secret@mail.example.com', MAIL_FROM: 'a@example.com' }, 'SMTP_URL', 'smtp://'],
    [{ STAFF_EMAILS: 'anna@example.com' }, 'SMTP_URL', 'no mail leaves'],
    [{ STAFF_EMAILS: 'anna', SMTP_URL: 'smtp://m', MAIL_FROM: 'a@b' }, 'STAFF_EMAILS', 'anna@example.com'],
    [{ SMTP_URL: 'smtp://m', MAIL_FROM: 'The desk' }, 'MAIL_FROM', 'Frontdesk <desk@example.com>'],
    [{ SMTP_URL: 'smtp://m', MAIL_FROM: 'a@b>\r\nBcc: <c@d' }, 'MAIL_FROM', 'Frontdesk <desk@example.com>'],
    [{ OPENAI_BASE_URL: 'https://api.openai.com/v1' }, 'OPENAI_MODEL', 'OPENAI_EMBEDDING_MODEL'],
    [{ OPENAI_MODEL: 'gpt-5-mini' }, 'OPENAI_BASE_URL', 'the language model stays off'],
    [{ OPENAI_EMBEDDING_MODEL: 'nomic-embed-text' }, 'OPENAI_BASE_URL', 'https://api.openai.com/v1'],
    [{ ...model, HTTPS_PROXY: 'desk:secret@proxy:3128' }, 'HTTPS_PROXY', 'http://'],
    [{ WIDGET_ORIGINS: 'example.com' }, 'WIDGET_ORIGINS', 'https://www.example.com'],
    [{ RETENTION: '0' }, 'RETENTION', '90d'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL', 'debug'],
  ])('%o: %s is told with its remedy, and no secret', (given, name, remedy) => {
    const faults = faultsOf(given)
    expect(faults).toHaveLength(1)
    expect(faults[0]).toMatch(new RegExp(`^${name} `))
    expect(faults[0]).toContain(remedy)
    expect(faults[0]).not.toMatch(/secret(?!.*set it)|xoxb-s|xapp-s/)
  })

  test('all of them are listed at once', () => {
    expect(faultsOf({ PORT: 'x', TIMEZONE: 'y', SLACK_BOT_TOKEN: 'xoxb-1', LOCALE: 'de' })).toHaveLength(5)
  })
})

test('the sender of mail has a name or none, and each mailbox is told once', () => {
  const smtp = {
    SMTP_URL: 'smtp://mail.example.com',
    STAFF_EMAILS: 'anna@example.com, ben@example.com,Anna@example.com',
  }
  const named = accepted({ ...smtp, MAIL_FROM: '"The desk" <desk@example.com>' })
  expect(named.mail?.from).toEqual({ name: 'The desk', address: 'desk@example.com' })
  expect(named.desk.staffMailboxes).toEqual(['Anna@example.com', 'ben@example.com'])
  expect(accepted({ ...smtp, MAIL_FROM: 'desk@example.com' }).mail?.from).toEqual({
    name: '',
    address: 'desk@example.com',
  })
})

describe('the language model', () => {
  test('is off without its server, whatever key is in the environment', () => {
    expect(accepted({}).model).toBeNull()
    expect(accepted({ OPENAI_API_KEY: 'k', HTTPS_PROXY: 'nonsense' }).model).toBeNull()
  })

  test('is known by its server, key and names, and masks unless told', () => {
    const given = { ...model, OPENAI_API_KEY: 'k', OPENAI_DAILY_TOKENS: '5000' }
    expect(accepted(given).model).toEqual({
      baseUrl: 'http://127.0.0.1:11434/v1',
      apiKey: 'k',
      model: 'llama3.2',
      embeddingModel: null,
      dailyTokens: 5_000,
      mask: true,
      translate: 'ask',
      proxies: { http: null, https: null, without: null },
    })
    expect(accepted({ ...model, OPENAI_MASK: 'off' }).model?.mask).toBe(false)
  })

  test('is reached by the proxies that other programs obey, too', () => {
    const given = {
      ...model,
      HTTP_PROXY: 'http://a:1',
      https_proxy: 'http://b:2',
      HTTPS_PROXY: 'http://c:3',
      NO_PROXY: 'd',
    }
    expect(accepted(given).model?.proxies).toEqual({ http: 'http://a:1', https: 'http://b:2', without: 'd' })
  })
})

test('a desk counts as behind a proxy where it is told so, or where its address speaks TLS', () => {
  expect(metricsDoor(accepted({}))).toEqual({ token: null, isBehindProxy: false })
  expect(metricsDoor(accepted({ PUBLIC_URL: 'http://192.0.2.7:3000' })).isBehindProxy).toBe(false)
  expect(metricsDoor(accepted({ PUBLIC_URL: 'https://desk.example.com' })).isBehindProxy).toBe(true)
  expect(metricsDoor(accepted({ TRUST_PROXY: 'on', METRICS_TOKEN: 'm' }))).toEqual({ token: 'm', isBehindProxy: true })
})

test('a secret of Telegram’s that is set beside polling changes nothing', () => {
  expect(accepted({ ...telegram, TELEGRAM_WEBHOOK_SECRET: 'word' }).telegram?.webhookSecret).toBeNull()
})

test('texts are kept for ever, unless a time is set', () => {
  expect(accepted({}).retention).toBeNull()
  expect(accepted({ RETENTION: 'off' }).retention).toBeNull()
  expect(accepted({ RETENTION: '365d' }).retention).toBe(365 * 86_400_000)
})
