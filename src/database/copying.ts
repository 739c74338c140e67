// COPY over node-postgres: rows as PostgreSQL's own text, which every version of it reads, streamed as fast as the other end takes them.

import pg from 'pg'
import { from, to } from 'pg-copy-streams'

/** Rows that leave the database. */
export interface CopiedOut extends AsyncIterable<Uint8Array> {
  /** How many there were, once all are read. */
  rowCount(): number
}

/** Rows that enter the database. */
export interface CopyingIn {
  /** Resolves once more may come. */
  write(bytes: Uint8Array): Promise<void>
  /** Resolves with how many rows were stored. */
  end(): Promise<number>
}

/** A connection for one long transaction; no limit of the role's own ends it in the middle, and each value has one spelling. */
export const openForCopying = async (url: string, name: string): Promise<pg.Client> => {
  const client = new pg.Client({
    connectionString: url,
    application_name: name,
    keepAlive: true,
    options:
      '-c statement_timeout=0 -c lock_timeout=0 -c idle_in_transaction_session_timeout=0 -c timezone=UTC -c datestyle=ISO -c intervalstyle=postgres -c bytea_output=hex -c extra_float_digits=1',
  })
  // Its loss is told by the statement under way; without this an error would end the process.
  client.on('error', () => undefined)
  await client.connect()
  return client
}

/** Runs `COPY … TO STDOUT`. */
export const copyOut = (client: pg.Client, statement: string): CopiedOut => {
  const rows = client.query(to(statement))
  return { [Symbol.asyncIterator]: () => rows[Symbol.asyncIterator](), rowCount: () => rows.rowCount }
}

/** Runs `COPY … FROM STDIN`. Each step throws the database's error where it refuses the rows. */
export const copyIn = (client: pg.Client, statement: string): CopyingIn => {
  const rows = client.query(from(statement))
  const { promise: failed, reject } = Promise.withResolvers<never>()
  failed.catch(() => undefined)
  rows.on('error', reject)
  const step = (begin: (done: (error?: Error | null) => void) => void): Promise<void> => {
    const { promise, resolve, reject: refuse } = Promise.withResolvers<void>()
    begin((error) => (error == null ? resolve() : refuse(error)))
    // Where the database refuses the rows, what waits to be written is never called back.
    return Promise.race([promise, failed])
  }
  return {
    write: (bytes) => step((done) => rows.write(bytes, done)),
    end: async () => {
      await step((done) => rows.end(done))
      return rows.rowCount
    },
  }
}

/** `"a", "b"`: names as SQL takes them. */
export const listed = (names: readonly string[]): string => names.map((name) => pg.escapeIdentifier(name)).join(', ')
