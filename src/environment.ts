// Every name of the environment that Frontdesk reads, with its default, in the order of `.env.example`; its text becomes a checked value here.

import { z } from 'zod'
import type { Language } from './locales/words.ts'
import * as value from './setting-values.ts'

const LANGUAGES = ['en', 'ro'] as const satisfies readonly Language[]

const read = <Value>(reader: (text: string) => Value) =>
  z.string().transform((text, context): Value => {
    try {
      return reader(text)
    } catch (error) {
      if (!(error instanceof value.Unfit)) throw error
      context.addIssue(error.message)
      return z.NEVER
    }
  })
const oneOf = <const Options extends readonly string[]>(...options: Options) =>
  z.enum(options, { error: ({ input }) => `is "${input}"; write one of: ${options.join(', ')}` })
const onOff = oneOf('on', 'off').transform((choice) => choice === 'on')
const telegramToken = value.shaped(
  /^\d+:\S+$/,
  "is no bot token; copy the whole of BotFather's line, such as 123456:ABC…",
)
const slackBotToken = value.shaped(
  /^(xoxe\.)?xoxb-\S+$/,
  'is no bot token; copy the Bot User OAuth Token, which begins with xoxb-',
)
const slackAppToken = value.shaped(
  /^xapp-\S+$/,
  'is no app-level token; copy the one that begins with xapp- (scope connections:write)',
)
const slackChannel = value.shaped(
  /^[CG][A-Z0-9]+$/,
  'is no channel id; copy the id that begins with C from the channel’s details, not its name',
)
const webhookSecret = value.shaped(
  /^[\w-]{1,256}$/,
  'may hold 1 to 256 letters, digits, _ and - only, by the rules of setWebhook',
)
const host = value.shaped(
  /^[\w.:-]+$/,
  'is no host; write a name or an IP address without http:// and port, such as 0.0.0.0',
)

/** One entry for each name; unset names are absent. In the order of `.env.example`. */
export const environment = z.object({
  DATABASE_URL: read(value.address('postgresql', 'postgres'))
    .optional()
    .describe('PostgreSQL 15 or newer; without it the embedded one'),
  DATA_DIR: z.string().default('./data').describe('where the embedded database and files from the web are kept'),
  HOST: read(host).default('127.0.0.1').describe('the address on which the HTTP server listens'),
  PORT: read(value.wholeNumber(0, 65_535)).default(3000).describe('its port'),
  PUBLIC_URL: read(value.webAddress)
    .optional()
    .describe('how browsers and platforms reach it; without it from HOST and PORT'),
  TRUST_PROXY: onOff.default(false).describe('on where a reverse proxy in front sets X-Forwarded-For'),
  TELEGRAM_BOT_TOKEN: read(telegramToken).optional().describe('turns Telegram on; from @BotFather'),
  TELEGRAM_API_ROOT: read(value.webAddress).optional().describe("another Bot API server than Telegram's own"),
  TELEGRAM_MODE: oneOf('polling', 'webhook').default('polling').describe('how updates come in: polling or webhook'),
  TELEGRAM_WEBHOOK_SECRET: read(webhookSecret).optional().describe('what Telegram shows with each webhook request'),
  SLACK_BOT_TOKEN: read(slackBotToken).optional().describe('turns Slack on; begins with xoxb-'),
  SLACK_APP_TOKEN: read(slackAppToken).optional().describe('Socket Mode; begins with xapp-'),
  SLACK_SIGNING_SECRET: z.string().optional().describe('HTTP mode, where there is no app token'),
  SLACK_API_URL: read(value.slackApiRoot).optional().describe("another Web API root than Slack's own; ends in /api/"),
  SLACK_STAFF_CHANNEL: read(slackChannel).optional().describe('id of the channel that gets the tickets'),
  ADMIN_IDS: read(value.people).default([]).describe('who is an admin: slack:U0123,telegram:4242'),
  SLACK_GUEST_MANAGERS: onOff
    .default(false)
    .describe('whether guests of the workspace in the staff channel are managers'),
  REGISTRATION: oneOf('required', 'on-ticket', 'off')
    .default('on-ticket')
    .describe('when customers are asked who they are'),
  LOCALE: oneOf(...LANGUAGES)
    .default('en')
    .describe("the desk's own language; customers get theirs"),
  TIMEZONE: read(value.timeZone).default('UTC').describe("the desk's time zone, by its IANA name"),
  BUSINESS_HOURS: read(value.businessHours)
    .optional()
    .describe('Mon-Fri 09:00-18:00; Sat 10:00-14:00; without it always open'),
  HOLIDAYS: read(value.holidays).default([]).describe('closed days: 2026-12-25,2027-01-01'),
  SLA_FIRST_RESPONSE: read(value.duration).default(3_600_000).describe('how soon the first answer is due'),
  SLA_RESOLUTION: read(value.duration).default(86_400_000).describe('how soon the matter is to be resolved'),
  CLAIM_REMINDER: read(value.duration)
    .default(900_000)
    .describe('how long until the staff are reminded of an unclaimed ticket; 0 is never'),
  CLAIM_LEASE: read(value.duration)
    .default(14_400_000)
    .describe('how long a holder may leave a customer waiting before the claim lapses'),
  CUSTOMER_REMINDER: read(value.duration).default(86_400_000).describe('how long until a silent customer is reminded'),
  AUTO_CLOSE: read(value.duration).default(259_200_000).describe('how long until a silent customer’s ticket closes'),
  REOPEN_WINDOW: read(value.duration).default(604_800_000).describe('how long a resolved ticket reopens by writing'),
  FLOOD_LIMIT: read(value.wholeNumber(0, 100_000))
    .default(60)
    .describe('most messages of a customer at once before the rest is kept back; 0 is any number'),
  ASSIGNMENT: oneOf('claim', 'round-robin', 'least-busy').default('claim').describe('who gets a new ticket'),
  MANAGER_CAP: read(value.wholeNumber(1, 100_000)).optional().describe('most tickets that a manager holds at once'),
  ESCALATION_IDS: read(value.people).default([]).describe('who hears of a breach, written as in ADMIN_IDS'),
  REPLY_HOLD: read(value.duration).default(5_000).describe("time to take back a manager's reply; 0 is off"),
  SLACK_THREAD: oneOf('replies', 'notes')
    .default('replies')
    .describe('notes: thread messages are internal unless told otherwise'),
  STAFF_IDENTITY: oneOf('name', 'desk').default('name').describe("desk: customers don't see managers' names"),
  BURST_WINDOW: read(value.duration).default(2_000).describe("how long a customer's first words are gathered"),
  PACING: onOff.default(true).describe("off: the platforms' rate limits are not kept ahead of time"),
  SMTP_URL: read(value.address('smtp', 'smtps'))
    .optional()
    .describe('mail server: smtps://user:password@mail.example.com'),
  MAIL_FROM: read(value.sender).optional().describe('the sender of mail: Frontdesk <desk@example.com>'),
  STAFF_EMAILS: read(value.emails).default([]).describe('who gets mail for every new request'),
  OPENAI_BASE_URL: read(value.webAddress)
    .optional()
    .describe('any OpenAI-compatible server: https://api.openai.com/v1'),
  OPENAI_API_KEY: z.string().optional().describe('its key'),
  OPENAI_MODEL: z
    .string()
    .optional()
    .describe('the model that answers customers, and writes drafts, summaries, articles and translations'),
  OPENAI_EMBEDDING_MODEL: z.string().optional().describe('the model that helps to find articles'),
  TRANSLATE: oneOf('off', 'ask', 'auto').default('ask').describe('whether messages are translated: off, ask or auto'),
  OPENAI_DAILY_TOKENS: read(value.wholeNumber(0, 1_000_000_000)).default(200_000).describe('most tokens used in a day'),
  OPENAI_MASK: onOff.default(true).describe('personal data is masked before it leaves'),
  FAQ_FILE: z.string().optional().describe('articles loaded once, at the first start'),
  WIDGET_ORIGINS: read(value.origins).default([]).describe('sites that may embed the chat'),
  WIDGET_SECRET: z.string().optional().describe('HMAC key by which those sites identify their visitors'),
  RETENTION: read(value.durationOrOff).default(null).describe('how long until message texts are erased, such as 365d'),
  LOG_LEVEL: oneOf('trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent')
    .default('info')
    .describe('the least that is logged'),
  LOG_FORMAT: oneOf('pretty', 'json').optional().describe('without it pretty on a terminal, else json'),
  METRICS_TOKEN: z
    .string()
    .optional()
    .describe('bearer token for /metrics; without it open on loopback only, and not behind a proxy'),
})
