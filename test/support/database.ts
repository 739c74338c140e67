// Databases for tests: real ones, cloned from the run's template in some 50 ms.

import pg from 'pg'
import { inject } from 'vitest'
import { type Database, openDatabase } from '../../src/database/client.ts'

/** A database of the test file's own. */
export interface FreshDatabase {
  readonly url: string
  /** Removes it; connections that are still open are closed. */
  drop(): Promise<void>
}

/** A database with every migration applied and nothing in it. */
export const freshDatabase = (): Promise<FreshDatabase> => offered(inject('template'))

/** A database of the test file's own, with a client of it. */
export interface OpenedDatabase {
  readonly url: string
  readonly db: Database
  /** Closes the client and removes the database. */
  close(): Promise<void>
}

/** The same, opened. */
export const openFreshDatabase = async (): Promise<OpenedDatabase> => {
  const { url, drop } = await freshDatabase()
  const db = openDatabase(url)
  return {
    url,
    db,
    close: async () => {
      await db.$disconnect()
      await drop()
    },
  }
}

/** A database without anything, not even the tables. */
export const emptyDatabase = (): Promise<FreshDatabase> => offered(undefined)

/**
 * Creates a database on the server at `server`.
 * @param template the database to clone; without it the new one is empty
 */
export const createDatabase = async (
  server: string,
  template = 'template0',
): Promise<{ name: string; url: string }> => {
  const name = `test_${crypto.randomUUID().replaceAll('-', '')}`
  // Copying files takes half of what writing each page to the journal does.
  await onServer(server, `CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY FILE_COPY`)
  const url = new URL(server)
  url.pathname = `/${name}`
  return { name, url: url.href }
}

/** Removes a database of the server at `server`. */
export const dropDatabase = (server: string, name: string): Promise<void> =>
  onServer(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)

const offered = async (template: string | undefined): Promise<FreshDatabase> => {
  const server = inject('server')
  const { name, url } = await createDatabase(server, template)
  return { url, drop: () => dropDatabase(server, name) }
}

/** Runs one statement on the server at `server`. */
export const onServer = async (server: string, statement: string): Promise<void> => {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
