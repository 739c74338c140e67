// The whole desk as it is at one moment, read while it runs: one snapshot for all tables, of which nobody who writes is held up.

import type pg from 'pg'
import { type CopiedOut, copyOut, listed, openForCopying } from './copying.ts'

export interface Snapshot {
  readonly about: {
    readonly madeAt: string
    readonly postgres: string
    readonly migrations: readonly string[]
    /** Each names only rows of those before it, or its own. */
    readonly tables: readonly CopiedTable[]
    readonly sequences: readonly { readonly table: string; readonly column: string; readonly last: string | null }[]
  }
  /** All rows of a table. */
  rowsOf(table: CopiedTable): CopiedOut
  /** The unfinished jobs of these queues: queue, data, and when each begins. */
  jobs(queues: readonly string[]): Promise<CopiedOut | null>
  /** The names of the files of the web that messages have, some at a time. */
  webFiles(): AsyncIterable<readonly string[]>
  close(): Promise<void>
}

interface CopiedTable {
  readonly name: string
  readonly columns: readonly string[]
}

const SOME = 1_000
/** The tables of the schema, but Prisma's book and what an extension brought. */
const OURS = `c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
  AND c.relname <> '_prisma_migrations' AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.objid = c.oid AND e.deptype = 'e')`

/** Opens it. Null where the database holds no desk; throws the driver's error where it can't be reached. */
export const openSnapshot = async (url: string): Promise<Snapshot | null> => {
  const client = await openForCopying(url, 'frontdesk backup')
  try {
    const { rows } = await client.query<{ book: string | null }>(`SELECT to_regclass('_prisma_migrations') AS book`)
    if (rows[0]?.book == null) {
      await client.end()
      return null
    }
    return await snapshotOf(client)
  } catch (error) {
    await client.end().catch(() => undefined)
    throw error
  }
}

const snapshotOf = async (client: pg.Client): Promise<Snapshot> => {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY')
  const tables = inOrder(await tablesOf(client), await referencesOf(client))
  // As pg_dump does: whoever changes a table's shape waits, and nobody else.
  await client.query(`LOCK TABLE ${listed(tables.map(({ name }) => name))} IN ACCESS SHARE MODE`)
  const { rows: facts } = await client.query<{ at: Date; postgres: string; jobs: boolean; migrations: string[] }>(
    `SELECT now() AS at, current_setting('server_version') AS postgres, to_regclass('pgboss.job') IS NOT NULL AS jobs,
       (SELECT array_agg(migration_name::text ORDER BY migration_name) FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL) AS migrations`,
  )
  const [fact] = facts
  if (fact === undefined) throw new Error('the database did not tell what it is')
  return {
    about: {
      madeAt: fact.at.toISOString(),
      postgres: fact.postgres,
      migrations: fact.migrations,
      tables,
      sequences: await sequencesOf(client),
    },
    rowsOf: ({ name, columns }) => copyOut(client, `COPY (SELECT ${listed(columns)} FROM ${listed([name])}) TO STDOUT`),
    jobs: async (queues) =>
      fact.jobs
        ? copyOut(
            client,
            `COPY (SELECT name, data, start_after FROM pgboss.job WHERE state < 'completed' AND name IN (${queues.map((queue) => client.escapeLiteral(queue)).join()})) TO STDOUT`,
          )
        : null,
    webFiles: () => webFiles(client),
    // It only read: losing the connection ends it as well.
    close: () => client.end(),
  }
}

const tablesOf = async (client: pg.Client): Promise<CopiedTable[]> => {
  const { rows } = await client.query<CopiedTable>(
    `SELECT c.relname::text AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
     WHERE ${OURS} GROUP BY c.relname ORDER BY c.relname`,
  )
  return rows
}

interface Reference {
  readonly by: string
  readonly to: string
}

const referencesOf = async (client: pg.Client): Promise<Reference[]> => {
  const { rows } = await client.query<Reference>(
    `SELECT c.relname::text AS by, t.relname::text AS to FROM pg_constraint f
     JOIN pg_class c ON c.oid = f.conrelid JOIN pg_class t ON t.oid = f.confrelid WHERE f.contype = 'f' AND t.oid <> c.oid AND ${OURS}`,
  )
  return rows
}

// A restored table's rows are checked as they come: what they name must be there.
const inOrder = (tables: readonly CopiedTable[], references: readonly Reference[]): CopiedTable[] => {
  const ordered: CopiedTable[] = []
  const left = new Map(tables.map((table) => [table.name, table]))
  while (left.size > 0) {
    const free = [...left.values()].filter(({ name }) => !references.some(({ by, to }) => by === name && left.has(to)))
    if (free.length === 0) throw new Error(`tables name each other's rows in a circle: ${[...left.keys()].join(', ')}`)
    for (const table of free) {
      ordered.push(table)
      left.delete(table.name)
    }
  }
  return ordered
}

const sequencesOf = async (client: pg.Client): Promise<Snapshot['about']['sequences']> => {
  const { rows } = await client.query<Snapshot['about']['sequences'][number]>(
    `SELECT c.relname::text AS table, a.attname::text AS column, pg_sequence_last_value(s.oid)::text AS last
     FROM pg_class s JOIN pg_depend d ON d.objid = s.oid AND d.classid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
     JOIN pg_class c ON c.oid = d.refobjid JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.refobjsubid
     WHERE s.relkind = 'S' AND ${OURS} ORDER BY 1, 2`,
  )
  return rows
}

async function* webFiles(client: pg.Client): AsyncGenerator<readonly string[]> {
  for (let last = ''; ; ) {
    const { rows } = await client.query<{ id: string }>(
      `SELECT DISTINCT external_id AS id FROM attachments WHERE channel = 'web' AND external_id > $1 ORDER BY 1 LIMIT ${SOME}`,
      [last],
    )
    if (rows.length === 0) return
    yield rows.map(({ id }) => id)
    last = rows.at(-1)?.id ?? last
  }
}
