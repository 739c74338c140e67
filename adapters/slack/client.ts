// Slack's Web API client, without the habits that say things twice.

import { LogLevel, type Logger as SlackLogger } from '@slack/bolt'
import { WebClient } from '@slack/web-api'
import type { Logger } from 'pino'

export interface ClientOptions {
  readonly botToken: string
  /** Another Web API root than Slack's own; ends in `/api/`. */
  readonly apiUrl: string | null
  /** Milliseconds after which a call counts as unanswered. */
  readonly timeout: number
}

/** What every client is given, a fresh object each: the SDK writes into it. The outbox repeats what may be repeated; the client must not. */
export const clientOptions = ({ apiUrl, timeout }: Pick<ClientOptions, 'apiUrl' | 'timeout'>) => ({
  retryConfig: { retries: 0 },
  rejectRateLimitedCalls: true,
  timeout,
  ...(apiUrl === null ? {} : { slackApiUrl: apiUrl }),
})

/** A client that tries once and waits for nothing. */
export const createClient = (options: ClientOptions, log: Pick<Logger, 'warn' | 'error'>): WebClient =>
  new WebClient(options.botToken, { ...clientOptions(options), logger: quietLogger(log) })

/** The SDK's log without its debug and info lines, which hold payloads: people's words. */
export const quietLogger = (log: Pick<Logger, 'warn' | 'error'>): SlackLogger => ({
  debug: () => {},
  info: () => {},
  warn: (...words) => log.warn(words.map(String).join(' ')),
  error: (...words) => log.error(words.map(String).join(' ')),
  setLevel: () => {},
  getLevel: () => LogLevel.WARN,
  setName: () => {},
})
