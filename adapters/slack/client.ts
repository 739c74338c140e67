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
export const createClient = (options: ClientOptions, log: Pick<Logger, 'debug'>): WebClient =>
  new WebClient(options.botToken, { ...clientOptions(options), logger: quietLogger(log, [options.botToken]) })

/**
 * The SDK's log: its warnings and errors alone, and those as debug lines, since each comes as an error too, which the desk tells with its remedy.
 * Its debug and info lines hold payloads: people's words.
 * @param secrets never shown; tokens of Slack's form, and the tickets in addresses of sockets, aren't either
 */
export const quietLogger = (log: Pick<Logger, 'debug'>, secrets: readonly string[]): SlackLogger => {
  const pass = (...words: readonly unknown[]) => log.debug(withoutSecrets(words.map(String).join(' '), secrets))
  return {
    debug: () => {},
    info: () => {},
    warn: pass,
    error: pass,
    setLevel: () => {},
    getLevel: () => LogLevel.WARN,
    setName: () => {},
  }
}

const withoutSecrets = (text: string, secrets: readonly string[]): string =>
  secrets
    .reduce((rest, secret) => rest.replaceAll(secret, '[token]'), text)
    .replaceAll(/\bx(?:ox[a-z]|app)-[\w.-]+/g, '[token]')
    .replaceAll(/\bticket=[^&\s"']+/g, 'ticket=[token]')
