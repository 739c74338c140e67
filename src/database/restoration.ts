// Fills an empty database with another desk, in one transaction: either all of it is there afterwards, or nothing changed.

import type pg from 'pg'
import { type CopyingIn, copyIn, listed, openForCopying } from './copying.ts'
import { applyWithin, BOOK, MIGRATION_LOCK, type Migration, readMigrations } from './migrate.ts'

/** Why a database takes no other desk: one runs on it, it isn't empty, or it holds tables of somebody else. */
export type NotTaken =
  | { readonly kind: 'running' | 'held' }
  | { readonly kind: 'unknown migrations' | 'strange tables'; readonly names: readonly string[] }

export interface Restoration {
  /** Takes the rows of a table. `unknown`: this version has no such one; `misfit`: it has not all of these columns. */
  table(name: string, columns: readonly string[]): Promise<CopyingIn | 'unknown' | 'misfit'>
  /** Takes jobs, as `Snapshot.jobs` gave them. */
  jobs(): Promise<CopyingIn>
  /** The jobs that came, some at a time. */
  takenJobs(): AsyncIterable<readonly TakenJob[]>
  /** Has the numbers of a column go on behind `last`. */
  setSequence(table: string, column: string, last: string): Promise<void>
  /** The connection, for what else belongs into the transaction. */
  readonly connection: Pick<pg.Client, 'query'>
  /** Brings the tables to this program's version and keeps everything. `madeAt`: the moment of the snapshot. */
  keep(madeAt: string): Promise<void>
  /** Ends the connection; whatever was not kept is undone. */
  close(): Promise<void>
}

export interface TakenJob {
  readonly queue: string
  readonly data: object
  readonly startAfter: Date
}

interface Wanted {
  /** The migrations that the rows fit. */
  readonly migrations: readonly string[]
  /** Where this program's lie, if not in their usual place. */
  readonly folder?: URL | undefined
}

const SOME = 1_000

/** Makes the tables of the version of `migrations`, without a row. Throws the driver's error. */
export const openRestoration = async (
  url: string,
  { migrations, folder }: Wanted,
): Promise<Restoration | { readonly notTaken: NotTaken }> => {
  const ours = await readMigrations(folder)
  const unknown = migrations.filter((name) => !ours.some((migration) => migration.name === name))
  if (unknown.length > 0) return { notTaken: { kind: 'unknown migrations', names: unknown } }
  const client = await openForCopying(url, 'frontdesk restore')
  try {
    await client.query('BEGIN')
    await client.query('SELECT pg_advisory_xact_lock($1::int, $2::int)', MIGRATION_LOCK)
    const notTaken = await clear(client, ours)
    if (notTaken !== null) {
      await client.end()
      return { notTaken }
    }
    await client.query(BOOK)
    for (const migration of ours.filter(({ name }) => migrations.includes(name))) await applyWithin(client, migration)
    return restorationOf(
      client,
      ours.filter(({ name }) => !migrations.includes(name)),
    )
  } catch (error) {
    await client.end().catch(() => undefined)
    throw error
  }
}

const restorationOf = (client: pg.Client, later: readonly Migration[]): Restoration => ({
  connection: client,
  table: async (name, columns) => {
    const { rows } = await client.query<{ name: string }>(
      `SELECT attname::text AS name FROM pg_attribute WHERE attrelid = to_regclass(quote_ident($1)) AND attnum > 0 AND NOT attisdropped`,
      [name],
    )
    if (rows.length === 0) return 'unknown'
    const has = new Set(rows.map((row) => row.name))
    if (!columns.every((column) => has.has(column))) return 'misfit'
    return copyIn(client, `COPY ${listed([name])} (${listed(columns)}) FROM STDIN`)
  },
  jobs: async () => {
    await client.query(
      'CREATE TEMP TABLE taken_jobs (n bigserial, queue text, data jsonb, start_after timestamptz) ON COMMIT DROP',
    )
    return copyIn(client, 'COPY taken_jobs (queue, data, start_after) FROM STDIN')
  },
  takenJobs: () => takenJobs(client),
  setSequence: async (table, column, last) => {
    await client.query(
      'SELECT setval(pg_get_serial_sequence(quote_ident($1), $2), $3) WHERE to_regclass(quote_ident($1)) IS NOT NULL',
      [table, column, last],
    )
  },
  keep: async (madeAt) => {
    for (const migration of later) await applyWithin(client, migration)
    // The desk it was taken from may have said these since: whoever says them next looks first, where the platform lets them.
    await client.query(`UPDATE deliveries SET tried_at = $1 WHERE state = 'pending' AND tried_at IS NULL`, [madeAt])
    await client.query('ANALYZE')
    await client.query('COMMIT')
  },
  close: () => client.end(),
})

async function* takenJobs(client: pg.Client): AsyncGenerator<readonly TakenJob[]> {
  for (let last = '0'; ; ) {
    const { rows } = await client.query<TakenJob & { n: string }>(
      `SELECT n, queue, data, start_after AS "startAfter" FROM taken_jobs WHERE n > $1 ORDER BY n LIMIT ${SOME}`,
      [last],
    )
    const end = rows.at(-1)
    if (end === undefined) return
    yield rows
    last = end.n
  }
}

// What an empty desk has (the demo's articles, who signed in to look) makes room; its tables may be of another version.
const clear = async (client: pg.Client, ours: readonly Migration[]): Promise<NotTaken | null> => {
  const made = madeBy(ours)
  const { rows } = await client.query<{ name: string }>(
    `SELECT c.relname::text AS name FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')
     AND NOT c.relispartition AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.objid = c.oid AND e.deptype = 'e')`,
  )
  const there = rows.map(({ name }) => name)
  if (there.length === 0) return null
  const strange = there.filter((name) => !made.tables.includes(name))
  if (strange.length > 0) return { kind: 'strange tables', names: strange }
  if (await isRunning(client)) return { kind: 'running' }
  await client.query(`LOCK TABLE ${listed(there)} IN ACCESS EXCLUSIVE MODE`)
  const isDesk = ['customers', 'tickets', 'articles'].every((name) => there.includes(name))
  if (isDesk && (await isHeld(client))) return { kind: 'held' }
  await client.query(`DROP TABLE ${listed(there)}`)
  if (made.types.length > 0) await client.query(`DROP TYPE IF EXISTS ${listed(made.types)}`)
  if (made.functions.length > 0) await client.query(`DROP FUNCTION IF EXISTS ${listed(made.functions)}`)
  return null
}

const isHeld = async (client: pg.Client): Promise<boolean> => {
  const { rows } = await client.query<{ held: boolean }>(
    `SELECT EXISTS (SELECT FROM customers) OR EXISTS (SELECT FROM tickets) OR EXISTS (SELECT FROM articles WHERE NOT demo) AS held`,
  )
  return rows[0]?.held === true
}

// A desk has one such connection for as long as it runs (listener.ts).
const isRunning = async (client: pg.Client): Promise<boolean> => {
  const { rowCount } = await client.query(
    `SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'frontdesk listener' LIMIT 1`,
  )
  return rowCount === 1
}

/** What the migrations make, by its name. A rename would have to be told here; until then such a database is refused as a strange one. */
const madeBy = (migrations: readonly Migration[]) => {
  const sql = migrations.map((migration) => migration.sql).join('\n')
  const named = (pattern: RegExp): string[] => [...sql.matchAll(pattern)].map(([, name = '']) => name)
  return {
    tables: ['_prisma_migrations', ...named(/CREATE TABLE "?(\w+)/g)],
    types: named(/CREATE TYPE "?(\w+)/g),
    functions: named(/CREATE FUNCTION "?(\w+)/g),
  }
}
