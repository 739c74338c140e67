// One connection that stays: it comes back by itself after a loss, and asks one statement after another.

import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import type { Logger } from 'pino'
import { isPassing, KEPT_ALIVE } from './client.ts'

const FIRST_WAIT = 100
const LONGEST_WAIT = 5_000
// A connection that was cut without a word is known by its silence.
const LONGEST_STATEMENT = 10_000
// node-postgres' own words for a statement that outlasted its time.
const SILENCE = 'Query read timeout'

export interface Connection {
  /** One statement after another; no rows where the connection is lost. */
  ask(text: string, values: readonly unknown[]): Promise<Record<string, unknown>[]>
  isConnected(): boolean
  close(): Promise<void>
}

export interface Hearing {
  readonly heard: (channel: string, payload: string) => void
  readonly channels: () => readonly string[]
  readonly lost: () => void
  /** The connection is back: what was announced meanwhile was not heard. */
  readonly back: () => void
}

/** Opens it; rejects where the database can't be reached at first. `hearing.lost` is called once for each loss. */
export const openConnection = async (url: string, log: Logger, hearing: Hearing): Promise<Connection> => {
  let client: pg.Client | null = null
  const closing = new AbortController()
  let last: Promise<unknown> = Promise.resolve()

  const attach = async (): Promise<void> => {
    client = await listening(url, hearing, (lost, error) => {
      if (client !== lost) return
      client = null
      if (closing.signal.aborted) return
      log.warn({ err: error }, 'the database connection was lost; reconnecting')
      hearing.lost()
      void reconnect(FIRST_WAIT)
    })
  }
  const reconnect = async (wait: number): Promise<void> => {
    // What closes it ends the pause.
    await pause(wait, undefined, closing).catch(() => undefined)
    if (closing.signal.aborted) return
    try {
      await attach()
      // It was closed while this was on its way.
      if (closing.signal.aborted) return void (await client?.end())
      log.info('the database connection is back')
      hearing.back()
    } catch (error) {
      log.debug({ err: error }, 'the database is still away')
      void reconnect(Math.min(wait * 2, LONGEST_WAIT))
    }
  }
  await attach()
  return {
    ask: (text, values) => {
      const mine = last.then(() => (client === null ? [] : answered(client, text, values, log)))
      last = mine
      return mine
    },
    isConnected: () => client !== null,
    close: async () => {
      closing.abort()
      await client?.end()
    },
  }
}

const listening = async (
  url: string,
  hearing: Hearing,
  gone: (client: pg.Client, error?: Error) => void,
): Promise<pg.Client> => {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'frontdesk listener',
    keepAlive: true,
    options: KEPT_ALIVE,
    query_timeout: LONGEST_STATEMENT,
    connectionTimeoutMillis: LONGEST_STATEMENT,
  })
  client.on('notification', ({ processId, channel, payload }) => {
    if (processId !== ownProcessId(client)) hearing.heard(channel, payload ?? '')
  })
  client.on('error', (error) => gone(client, error))
  client.on('end', () => gone(client))
  try {
    await client.connect()
    for (const channel of hearing.channels()) await client.query(`LISTEN ${pg.escapeIdentifier(channel)}`)
    return client
  } catch (error) {
    // Half a connection would stay at the server's.
    void client.end().catch(() => undefined)
    throw error
  }
}

// What this connection announced comes back to it too (https://www.postgresql.org/docs/current/sql-notify.html).
const ownProcessId = (client: pg.Client): unknown => ('processID' in client ? client.processID : null)

const answered = async (
  client: pg.Client,
  text: string,
  values: readonly unknown[],
  log: Logger,
): Promise<Record<string, unknown>[]> => {
  try {
    return (await client.query<Record<string, unknown>>(text, [...values])).rows
  } catch (error) {
    // Without it nothing is announced or delivered: only what a lost connection explains is told by its loss.
    log[isPassing(error) ? 'debug' : 'error']({ err: error }, 'a statement of the standing connection failed')
    if (error instanceof Error && error.message === SILENCE) {
      client.emit('error', error)
      void client.end().catch(() => undefined)
    }
    return []
  }
}
