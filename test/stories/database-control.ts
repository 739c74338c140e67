// What happens to a desk's database from outside: it goes away, comes back, and refuses what it is told to refuse.

import pg from 'pg'
import { expect } from 'vitest'
import { eventually } from '../support/eventually.ts'

/** Ends every connection to the database and lets nobody in, as a server that is down. */
export const cutOff = async (url: string): Promise<void> => {
  await onServer(url, (client, name) => client.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`))
  await onServer(url, (client, name) =>
    client.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name]),
  )
}

/** Lets connections in again. */
export const letIn = (url: string): Promise<void> =>
  onServer(url, (client, name) => client.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`))

/** From now on no message with this word can be stored. */
export const refuseWord = (url: string, word: string): Promise<void> =>
  connected(url, (client) =>
    client.query(
      `ALTER TABLE messages ADD CONSTRAINT no_${word} CHECK (document::text NOT LIKE '%${word}%') NOT VALID`,
    ),
  )

/** What is being held back: `reached` resolves once a write waits; `release` ends every connection and lets writes pass again. */
export interface HeldWrites {
  reached(): Promise<void>
  release(): Promise<void>
}

const HOLD = 9_009

/** Holds back writes of a table, as if the database took long over them. `when` is a condition on the row NEW. */
export const holdWrites = async (
  url: string,
  to: 'INSERT' | 'UPDATE',
  table: string,
  when: string,
): Promise<HeldWrites> => {
  const holder = new pg.Client({ connectionString: url })
  await holder.connect()
  await holder.query('SELECT pg_advisory_lock($1)', [HOLD])
  await holder.query(`
    CREATE FUNCTION held() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_advisory_xact_lock_shared(${HOLD}); RETURN NEW; END';
    CREATE TRIGGER held BEFORE ${to} ON ${table} FOR EACH ROW WHEN (${when}) EXECUTE FUNCTION held()`)
  return {
    reached: () =>
      eventually(async () => {
        const { rowCount } = await holder.query(
          `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'advisory'`,
        )
        expect(rowCount).toBeGreaterThan(0)
      }),
    release: async () => {
      await holder.query(
        'SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
      )
      await holder.query('DROP FUNCTION held CASCADE')
      await holder.end()
    },
  }
}

// The name comes from this program, so that it may stand in a statement.
const onServer = (url: string, work: (client: pg.Client, name: string) => Promise<unknown>): Promise<void> => {
  const server = new URL(url)
  const name = server.pathname.slice(1)
  server.pathname = '/postgres'
  return connected(server.href, (client) => work(client, name))
}

const connected = async (url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}
