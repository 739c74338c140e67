// The desk's settings from the environment; the only reader of process.env. Every fault is told at once, with its remedy.

import { join } from 'node:path'
import dotenv from 'dotenv'
import type { z } from 'zod'
import { environment } from './environment.ts'

export type Config = ReturnType<typeof arrange>

export type ConfigAnswer =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly faults: readonly string[] }

type Texts = Readonly<Record<string, string | undefined>>
type Values = z.infer<typeof environment>

/** Reads process.env and, for names that it lacks, `.env` in the working directory. */
export const loadConfig = (): ConfigAnswer => {
  dotenv.config({ quiet: true })
  return readConfig(process.env)
}

/**
 * Checks an environment; an empty value counts as none. Durations become milliseconds.
 * Each fault is a sentence that names the variable, what is wrong and the remedy; none shows a secret.
 */
export const readConfig = (given: Texts): ConfigAnswer => {
  const texts = Object.fromEntries(
    Object.entries(given).flatMap(([name, text]) => (text?.trim() ? [[name, text.trim()]] : [])),
  )
  const parsed = environment.safeParse(texts)
  const faults = parsed.error?.issues.map(({ path, message }) => `${path.join('.')} ${message}.`) ?? []
  const proxies = proxiesOf(texts)
  const all = [...faults, ...mismatches(texts), ...(texts.OPENAI_BASE_URL === undefined ? [] : proxyFaults(proxies))]
  if (!parsed.success || all.length > 0) return { ok: false, faults: all }
  const names = Object.keys(environment.shape).filter((name) => name in texts)
  return { ok: true, config: arrange(parsed.data, names, proxies) }
}

/** The address at which people reach the desk: PUBLIC_URL, or what it listens on at `port`. */
export const publicAddress = ({ http }: Config, port: number = http.port): string => {
  if (http.publicUrl !== null) return http.publicUrl
  const host = ['0.0.0.0', '::'].includes(http.host) ? '127.0.0.1' : http.host
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}

/** Who may read the metrics. The desk itself speaks no TLS: an https:// address is a proxy's. */
export const metricsDoor = ({ http, metricsToken }: Config) => ({
  token: metricsToken,
  isBehindProxy: http.trustProxy || http.publicUrl?.startsWith('https:') === true,
})

/** What the web channel is told; `linkBase` names the address at which people reach the desk once it listens. */
export const webOptions = (config: Config, linkBase: () => string) => {
  const publicUrl = publicAddress(config)
  return {
    publicUrl,
    linkBase,
    locale: config.desk.locale,
    secureCookies: publicUrl.startsWith('https:'),
    trustProxy: config.http.trustProxy,
    sendsMail: config.mail !== null,
  }
}

// By the texts, not the values, so that these are told beside the faults of single values.
const mismatches = (texts: Texts): string[] => {
  const has = (name: string): boolean => texts[name] !== undefined
  const isWebhook = has('TELEGRAM_BOT_TOKEN') && texts.TELEGRAM_MODE === 'webhook'
  const rules: readonly Rule[] = [
    [
      // Telegram's own servers take nothing else; another Bot API server may (https://github.com/tdlib/telegram-bot-api#usage).
      isWebhook && !has('TELEGRAM_API_ROOT') && !texts.PUBLIC_URL?.startsWith('https://'),
      'PUBLIC_URL is no https:// address, which TELEGRAM_MODE=webhook needs; set it, or leave TELEGRAM_MODE at polling.',
    ],
    [
      isWebhook && !has('TELEGRAM_WEBHOOK_SECRET'),
      'TELEGRAM_WEBHOOK_SECRET is missing, which TELEGRAM_MODE=webhook needs; set it to a long random word.',
    ],
    [
      has('SLACK_BOT_TOKEN') && !has('SLACK_APP_TOKEN') && !has('SLACK_SIGNING_SECRET'),
      'SLACK_APP_TOKEN is missing beside SLACK_BOT_TOKEN; set it for Socket Mode, or SLACK_SIGNING_SECRET for HTTP mode.',
    ],
    [
      has('SLACK_BOT_TOKEN') && !has('SLACK_STAFF_CHANNEL'),
      'SLACK_STAFF_CHANNEL is missing beside SLACK_BOT_TOKEN; set it to the id of the channel that gets the tickets.',
    ],
    [
      !has('SLACK_BOT_TOKEN') && (has('SLACK_APP_TOKEN') || has('SLACK_SIGNING_SECRET')),
      'SLACK_BOT_TOKEN is missing, without which Slack stays off; set it, or remove SLACK_APP_TOKEN and SLACK_SIGNING_SECRET.',
    ],
    [
      has('SMTP_URL') && !has('MAIL_FROM'),
      'MAIL_FROM is missing beside SMTP_URL; set it to the sender, such as Frontdesk <desk@example.com>.',
    ],
    [
      !has('SMTP_URL') && (has('MAIL_FROM') || has('STAFF_EMAILS')),
      'SMTP_URL is missing, without which no mail leaves; set it, or remove MAIL_FROM and STAFF_EMAILS.',
    ],
  ]
  return broken([...rules, ...modelRules(texts)])
}

type Rule = readonly [isBroken: boolean, fault: string]

const broken = (rules: readonly Rule[]): string[] => rules.filter(([isBroken]) => isBroken).map(([, fault]) => fault)

const modelRules = (texts: Texts): readonly Rule[] => {
  const has = (name: string): boolean => texts[name] !== undefined
  return [
    [
      has('OPENAI_BASE_URL') && !has('OPENAI_MODEL') && !has('OPENAI_EMBEDDING_MODEL'),
      'OPENAI_MODEL is missing beside OPENAI_BASE_URL; set it to a model of that server, or OPENAI_EMBEDDING_MODEL, or both.',
    ],
    [
      // Not OPENAI_API_KEY: many have it in their shell for other programs.
      !has('OPENAI_BASE_URL') && (has('OPENAI_MODEL') || has('OPENAI_EMBEDDING_MODEL')),
      'OPENAI_BASE_URL is missing, without which the language model stays off; set it to its server, such as https://api.openai.com/v1, or remove OPENAI_MODEL and OPENAI_EMBEDDING_MODEL.',
    ],
  ]
}

/** The proxies that lead to the outside, by the names that other programs obey, too; in small letters first, as with curl. */
export interface Proxies {
  readonly http: string | null
  readonly https: string | null
  /** The hosts that are reached without one, parted by commas. */
  readonly without: string | null
}

const proxiesOf = (texts: Texts): Proxies => ({
  http: texts.http_proxy ?? texts.HTTP_PROXY ?? null,
  https: texts.https_proxy ?? texts.HTTPS_PROXY ?? null,
  without: texts.no_proxy ?? texts.NO_PROXY ?? null,
})

// A proxy's address may hold a password, so it is never shown.
const proxyFaults = ({ http, https }: Proxies): string[] =>
  (
    [
      ['HTTP_PROXY', http],
      ['HTTPS_PROXY', https],
    ] as const
  )
    .filter(([, address]) => address !== null && !/^https?:$/.test(URL.parse(address)?.protocol ?? ''))
    .map(([name]) => `${name} is not an address that begins with http:// or https://; give the proxy's whole address.`)

const arrange = (values: Values, given: readonly string[], proxies: Proxies) => ({
  /** The names that were set, in order. */
  given,
  databaseUrl: values.DATABASE_URL ?? null,
  dataDir: values.DATA_DIR,
  http: { host: values.HOST, port: values.PORT, publicUrl: values.PUBLIC_URL ?? null, trustProxy: values.TRUST_PROXY },
  telegram: telegramOf(values),
  slack: slackOf(values),
  mail: mailOf(values),
  model: modelOf(values, proxies),
  adminIds: values.ADMIN_IDS,
  desk: deskOf(values),
  web: {
    filesFolder: join(values.DATA_DIR, 'files'),
    widget: { origins: values.WIDGET_ORIGINS, secret: values.WIDGET_SECRET ?? null },
  },
  pacing: values.PACING,
  /** How long texts are kept, in milliseconds; null for ever. */
  retention: values.RETENTION,
  faqFile: values.FAQ_FILE ?? null,
  metricsToken: values.METRICS_TOKEN ?? null,
  log: { level: values.LOG_LEVEL, format: values.LOG_FORMAT ?? null },
})

const deskOf = (values: Values) => ({
  registration: values.REGISTRATION,
  locale: values.LOCALE,
  timeZone: values.TIMEZONE,
  businessHours: values.BUSINESS_HOURS ?? [],
  holidays: values.HOLIDAYS,
  slaFirstResponse: values.SLA_FIRST_RESPONSE,
  slaResolution: values.SLA_RESOLUTION,
  claimReminder: values.CLAIM_REMINDER,
  claimLease: values.CLAIM_LEASE,
  assignment: values.ASSIGNMENT,
  managerCap: values.MANAGER_CAP ?? null,
  customerReminder: values.CUSTOMER_REMINDER,
  autoClose: values.AUTO_CLOSE,
  reopenWindow: values.REOPEN_WINDOW,
  floodLimit: values.FLOOD_LIMIT,
  replyHold: values.REPLY_HOLD,
  staffIdentity: values.STAFF_IDENTITY,
  assistant: values.OPENAI_BASE_URL !== undefined && values.OPENAI_MODEL !== undefined,
  translate: values.TRANSLATE,
  burstWindow: values.BURST_WINDOW,
  escalation: reachable(values.ESCALATION_IDS, values),
  admins: reachable(values.ADMIN_IDS, values),
  staffMailboxes: values.STAFF_EMAILS,
})

// What is said to somebody on a channel that is off would wait for ever.
const reachable = (people: Values['ADMIN_IDS'], values: Values) =>
  people.filter(({ channel }) =>
    channel === 'telegram' ? values.TELEGRAM_BOT_TOKEN !== undefined : channel === 'slack' && slackOf(values) !== null,
  )

const telegramOf = (values: Values) =>
  values.TELEGRAM_BOT_TOKEN === undefined
    ? null
    : {
        token: values.TELEGRAM_BOT_TOKEN,
        apiRoot: values.TELEGRAM_API_ROOT ?? 'https://api.telegram.org',
        /** Null where Telegram is polled. */
        webhookSecret: values.TELEGRAM_MODE === 'webhook' ? (values.TELEGRAM_WEBHOOK_SECRET ?? null) : null,
      }

const mailOf = ({ SMTP_URL: url, MAIL_FROM: from }: Values) =>
  url === undefined || from === undefined ? null : { url, from }

const modelOf = (values: Values, proxies: Proxies) =>
  values.OPENAI_BASE_URL === undefined
    ? null
    : {
        baseUrl: values.OPENAI_BASE_URL,
        apiKey: values.OPENAI_API_KEY ?? null,
        /** Null where only articles are to be found with it. */
        model: values.OPENAI_MODEL ?? null,
        embeddingModel: values.OPENAI_EMBEDDING_MODEL ?? null,
        dailyTokens: values.OPENAI_DAILY_TOKENS,
        mask: values.OPENAI_MASK,
        translate: values.TRANSLATE,
        proxies,
      }

const slackOf = (values: Values) =>
  values.SLACK_BOT_TOKEN === undefined || values.SLACK_STAFF_CHANNEL === undefined
    ? null
    : {
        botToken: values.SLACK_BOT_TOKEN,
        appToken: values.SLACK_APP_TOKEN ?? null,
        signingSecret: values.SLACK_SIGNING_SECRET ?? null,
        apiUrl: values.SLACK_API_URL ?? 'https://slack.com/api/',
        staffChannel: values.SLACK_STAFF_CHANNEL,
        guestManagers: values.SLACK_GUEST_MANAGERS,
        thread: values.SLACK_THREAD,
      }
