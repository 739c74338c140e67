// Brings a database to the schema of this program: the files of prisma/migrations, in the order of their names, kept in
// Prisma's own book `_prisma_migrations`, so that Prisma's command line agrees with what was done here. Prisma's engine
// itself is not used: it is a binary that npm does not bring.

import { createHash } from 'node:crypto'
import fs from 'node:fs/promises'
import pg from 'pg'

/** The folder of this program's migrations. */
const MIGRATIONS = new URL('../../prisma/migrations/', import.meta.url)

/** An applied migration and its file disagree, one was left half done, or the server takes no writes; the message names the remedy. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError'
}

/** A migration of this program. */
export interface Migration {
  readonly name: string
  readonly sql: string
  readonly checksum: string
}

/** Whoever changes the tables' shape holds it. Any number does, as long as all desks on a database use the same. */
export const MIGRATION_LOCK = [7_301, 3]
/** As Prisma makes it (prisma-engines, schema-engine/connectors/sql-schema-connector/src/flavour/postgres.rs). */
export const BOOK = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL,
  logs TEXT,
  rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`

/**
 * Applies what a database lacks. Several processes may do it at once: one works, the others wait and find nothing to do.
 * @param url the address of the database
 * @param folder holds one folder for each migration with a file migration.sql, as Prisma lays it out
 * @returns the names of the migrations applied now, in order
 * @throws MigrationError where an applied migration's file was changed, or where something is missing on a server that takes no writes; the driver's error where one fails: it is undone
 */
export const migrate = async (
  url: string,
  folder: URL = MIGRATIONS,
): Promise<{ readonly applied: readonly string[] }> => {
  const migrations = await readMigrations(folder)
  const client = new pg.Client({ connectionString: url, application_name: 'frontdesk migrate' })
  await client.connect()
  try {
    // A session lock: it goes with the connection, whatever becomes of the process.
    await client.query('SELECT pg_advisory_lock($1::int, $2::int)', MIGRATION_LOCK)
    await openBook(client)
    const applied: string[] = []
    for (const migration of await missing(client, migrations)) {
      await applyOne(client, migration)
      applied.push(migration.name)
    }
    return { applied }
  } catch (error) {
    throw isReadOnly(error)
      ? new MigrationError('This server takes no writes, as a standby: bring the one that does up to date first.')
      : error
  } finally {
    await client.end()
  }
}

// Only where it is absent: a standby that lacks nothing is good to read from.
const openBook = async (client: pg.Client): Promise<void> => {
  const { rows } = await client.query<{ book: string | null }>(`SELECT to_regclass('_prisma_migrations') AS book`)
  if (rows[0]?.book === null) await client.query(BOOK)
}

// https://www.postgresql.org/docs/current/errcodes-appendix.html: read_only_sql_transaction
const isReadOnly = (error: unknown): boolean => error instanceof pg.DatabaseError && error.code === '25006'

/** The migrations in a folder, in order. */
export const readMigrations = async (folder: URL = MIGRATIONS): Promise<Migration[]> => {
  const entries = await fs.readdir(folder, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await fs.readFile(new URL(`${name}/migration.sql`, folder), 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    }),
  )
}

const missing = async (client: pg.Client, migrations: readonly Migration[]): Promise<Migration[]> => {
  const { rows } = await client.query<{ name: string; checksum: string; finished: boolean }>(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
     FROM _prisma_migrations WHERE rolled_back_at IS NULL`,
  )
  const done = new Map(rows.map((row) => [row.name, row]))
  return migrations.filter(({ name, checksum }) => {
    const row = done.get(name)
    if (row === undefined) return true
    if (!row.finished)
      throw new MigrationError(`Migration ${name} was begun by another tool and never ended: see _prisma_migrations.`)
    if (row.checksum === checksum) return false
    throw new MigrationError(
      `Migration ${name} is not the file that was applied: put it back and write a new migration instead.`,
    )
  })
}

/** Applies a migration inside the caller's transaction, and writes it into the book. */
export const applyWithin = async (client: pg.Client, { name, sql, checksum }: Migration): Promise<void> => {
  const started = new Date()
  await client.query(sql)
  await client.query(
    `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
     VALUES ($1, $2, $3, $4, clock_timestamp(), 1)`,
    [crypto.randomUUID(), checksum, name, started],
  )
}

const applyOne = async (client: pg.Client, migration: Migration): Promise<void> => {
  await client.query('BEGIN')
  try {
    await applyWithin(client, migration)
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  }
}
