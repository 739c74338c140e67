// The log, and the only console. Secrets and what people wrote never reach it.

import { type LogFn, type Logger, pino } from 'pino'
import pretty from 'pino-pretty'

export type Log = ReturnType<typeof createLog>

export interface LogOptions {
  readonly level: string
  /** Null: pretty where `to` is a terminal, else JSON. */
  readonly format: 'pretty' | 'json' | null
}

const DEEPEST = 4
/** Whatever stands under one of these names is not shown, down to four objects deep. */
const HIDDEN: ReadonlySet<string> = new Set([
  ...[
    'token',
    'botToken',
    'appToken',
    'apiKey',
    'secret',
    'signingSecret',
    'webhookSecret',
    'password',
    'passwordHash',
  ],
  ...['authorization', 'Authorization', 'cookie', 'Cookie', 'set-cookie', 'session', 'DATABASE_URL', 'databaseUrl'],
  // `detail` is PostgreSQL's, which quotes the row that it refused.
  ...[
    'detail',
    'text',
    'words',
    'question',
    'answer',
    'document',
    'content',
    'body',
    'payload',
    'caption',
    'comment',
    'title',
  ],
  ...['email', 'phone', 'login', 'knownName', 'firstName', 'first_name', 'lastName', 'last_name', 'username'],
])

// Errors of SDKs quote addresses with the token inside (Telegram's `/bot<token>/`), and connection strings.
const SECRETS: readonly (readonly [form: RegExp, shown: string])[] = [
  [/\b\d{5,}:[\w-]{20,}/g, '[token]'],
  [/\/bot\d+:[^/\s]+/g, '/bot[token]'],
  [/\bx(?:ox[a-z]|app)-[\w.-]+/g, '[token]'],
  [/\bsk-[\w-]{8,}/g, '[key]'],
  [/\bBearer [\w.~+/-]+=*/gi, 'Bearer [key]'],
  [/(\/\/[^/\s:@]*):[^/\s@]+@/g, '$1:[password]@'],
]

/**
 * Makes a log that writes one line an entry to `to`, at once: nothing is lost when the process ends.
 * Log an error as `{ err }`; its message, stack and causes are cleaned of tokens and passwords.
 */
export const createLog = (
  { level, format }: LogOptions,
  to: NodeJS.WritableStream & { isTTY?: boolean } = process.stdout,
) => {
  const isPretty = format === 'pretty' || (format === null && to.isTTY === true)
  const options = {
    level,
    base: null,
    // pino's own redaction by paths cost a twentieth of the whole program under load; lines here are flat and few names long.
    formatters: { log: (fields: Record<string, unknown>) => hiding(fields, DEEPEST) },
    hooks: {
      // A function of its own `this`: pino calls it with the logger.
      logMethod: function (this: Logger, given: Parameters<LogFn>, method: LogFn) {
        method.apply(this, given.map((part) => (typeof part === 'string' ? cleanedText(part) : part)) as typeof given) // One for one.
      },
    },
    serializers: { err: (error: unknown) => cleaned(pino.stdSerializers.err(error as Error)) }, // pino hands in whatever was logged as err
  }
  return isPretty
    ? pino(options, pretty({ destination: to, colorize: to.isTTY === true, sync: true }))
    : pino(options, to)
}

const hiding = (fields: object, depth: number): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, shownAs(name, value, depth)]))

const shownAs = (name: string, value: unknown, depth: number): unknown => {
  if (HIDDEN.has(name)) return '[hidden]'
  if (typeof value === 'string') return cleanedText(value)
  if (typeof value !== 'object' || value === null || depth === 1) return value
  return Object.getPrototypeOf(value) === Object.prototype ? hiding(value, depth - 1) : value
}

// No secret is shorter, and most fields are.
const SHORTEST_SECRET = 10

const cleanedText = (text: string): string =>
  text.length < SHORTEST_SECRET
    ? text
    : SECRETS.reduce((words, [form, replacement]) => words.replaceAll(form, replacement), text)

// The line `ready` shows a link on purpose; an error has no business to.
const SIGN_IN_LINK = /\/desk\/sign-in\/[\w-]+/g

const cleaned = (shown: unknown): unknown => {
  if (typeof shown === 'string') return cleanedText(shown).replaceAll(SIGN_IN_LINK, '/desk/sign-in/[token]')
  if (Array.isArray(shown)) return shown.map(cleaned)
  if (typeof shown !== 'object' || shown === null) return shown
  return Object.fromEntries(
    Object.entries(shown).map(([name, value]) => [name, HIDDEN.has(name) ? '[hidden]' : cleaned(value)]),
  )
}
