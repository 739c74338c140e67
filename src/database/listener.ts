// This process's own connection: it hears NOTIFY and holds session advisory locks, which vanish with the process, however it dies.

import pg from 'pg'
import type { Logger } from 'pino'
import { type Connection, openConnection } from './connection.ts'

/** Whether nobody else may hold a lock, or only nobody alone. */
export type LockMode = 'alone' | 'shared'

export interface Listener {
  /** Calls back with the payload of each NOTIFY on `channel`, and with '' where some may have been missed; returns what ends it. */
  subscribe(channel: string, callback: (payload: string) => void): () => void
  /** Resolves once all that is subscribed is heard, or the connection is lost: then there is a '' when it is back. */
  listening(): Promise<void>
  /** Tells the other processes; best effort, and what is announced within a moment is one statement. */
  announce(channel: string, payload: string): void
  /** Tells subscribers of this process at once, and the other processes. */
  tell(channel: string, payload: string): void
  /** Takes session locks by name, alone unless told otherwise; tells which it got: none where the database is away. */
  tryLock(names: readonly string[], mode?: LockMode): Promise<ReadonlySet<string>>
  unlock(names: readonly string[], mode?: LockMode): Promise<void>
  /** False while the database can't be reached. */
  isConnected(): boolean
  /** Calls back after the connection was lost: every lock of ours is gone then. Returns what ends it. */
  onLost(callback: () => void): () => void
  close(): Promise<void>
}

const GATHERED_FOR = 25
// https://www.postgresql.org/docs/current/functions-admin.html#FUNCTIONS-ADVISORY-LOCKS
const LOCK = { alone: 'pg_try_advisory_lock', shared: 'pg_try_advisory_lock_shared' } as const
const UNLOCK = { alone: 'pg_advisory_unlock', shared: 'pg_advisory_unlock_shared' } as const

/** Opens the connection; rejects where the database can't be reached at first. Afterwards it reconnects by itself. */
export const openListener = async (url: string, log: Logger): Promise<Listener> => {
  const callbacks = new Map<string, Set<(payload: string) => void>>()
  const lost = new Set<() => void>()
  const hear = (channel: string, payload: string): void => {
    for (const callback of callbacks.get(channel) ?? []) callback(payload)
  }
  const connection = await openConnection(url, log, {
    heard: hear,
    channels: () => [...callbacks.keys()],
    back: () => {
      for (const channel of callbacks.keys()) hear(channel, '')
    },
    lost: () => {
      for (const callback of lost) callback()
    },
  })
  const announce = createAnnouncer(connection)
  return {
    subscribe: (channel, callback) => {
      const known = callbacks.get(channel) ?? new Set()
      if (known.size === 0) void connection.ask(`LISTEN ${pg.escapeIdentifier(channel)}`, [])
      callbacks.set(channel, known.add(callback))
      return () => known.delete(callback)
    },
    // Statements go one after another: when this one is answered, so is each LISTEN before it.
    listening: async () => void (await connection.ask('SELECT 1', [])),
    announce,
    tell: (channel, payload) => {
      hear(channel, payload)
      announce(channel, payload)
    },
    tryLock: async (names, mode = 'alone') => {
      const rows = await connection.ask(
        `SELECT name, ${LOCK[mode]}(hashtextextended(name, 0)) AS locked FROM unnest($1::text[]) AS name`,
        [names],
      )
      return new Set(rows.flatMap(({ name, locked }) => (typeof name === 'string' && locked === true ? [name] : [])))
    },
    unlock: async (names, mode = 'alone') => {
      if (names.length === 0) return
      await connection.ask(`SELECT ${UNLOCK[mode]}(hashtextextended(name, 0)) FROM unnest($1::text[]) AS name`, [names])
    },
    isConnected: connection.isConnected,
    onLost: (callback) => {
      lost.add(callback)
      return () => lost.delete(callback)
    },
    close: connection.close,
  }
}

// Gathers announcements: a notice for each event would cost as much as storing it.
const createAnnouncer = (connection: Connection): Listener['announce'] => {
  const news = new Map<string, { channel: string; payload: string }>()
  const flush = (): void => {
    const pending = JSON.stringify([...news.values()])
    news.clear()
    void connection.ask(
      'SELECT pg_notify(channel, payload) FROM jsonb_to_recordset($1::jsonb) AS n (channel text, payload text)',
      [pending],
    )
  }
  return (channel, payload) => {
    if (news.size === 0) setTimeout(flush, GATHERED_FOR).unref()
    news.set(`${channel}\n${payload}`, { channel, payload })
  }
}
