// What the machine and the database tell of a desk that runs.

import { readdirSync } from 'node:fs'
import pg from 'pg'
import { PgBoss } from 'pg-boss'
import { residentMemory } from '../bench/process-figures.ts'
import type { Sample } from './growth.ts'

export interface Books {
  sample(): Promise<Sample>
  /** How many of the keys and jobs of long ago are still there. */
  left(): Promise<{ readonly keys: number; readonly jobs: number }>
  close(): Promise<void>
}

/** Opens them for the process of that id on this machine, by a connection of their own. */
export const openBooks = async (url: string, pid: number): Promise<Books> => {
  const client = new pg.Client({ connectionString: url, application_name: 'soak' })
  await client.connect()
  const count = async (query: string): Promise<number> => {
    const { rows } = await client.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${query}`)
    return rows[0]?.n ?? 0
  }
  return {
    sample: async () => ({
      memory: residentMemory(pid),
      files: readdirSync(`/proc/${pid}/fd`).length,
      connections: await count(
        `pg_stat_activity WHERE datname = current_database() AND application_name <> 'soak' AND pid <> pg_backend_pid()`,
      ),
      deliveries: await count(`deliveries WHERE state = 'pending'`),
      jobs: await count(`pgboss.job WHERE state IN ('created', 'retry', 'active') AND start_after <= now()`),
    }),
    left: async () => ({
      keys: await count(`inbound_keys WHERE key LIKE 'aged:%'`),
      jobs: await count(`pgboss.job WHERE data->>'aged' = 'yes'`),
    }),
    close: () => client.end(),
  }
}

/** Adds so many event keys and finished jobs of long ago to a desk that has run before and does not now. */
export const age = async (url: string, rows: number): Promise<void> => {
  const boss = new PgBoss({ connectionString: url, supervise: false, schedule: false })
  await boss.start()
  const jobs = Array.from({ length: rows }, () => ({ data: { aged: 'yes' }, startAfter: 3_600 }))
  await boss.insert('timer', jobs)
  await boss.stop()
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(
    `UPDATE pgboss.job SET state = 'completed', completed_on = now() - interval '8 days' WHERE data->>'aged' = 'yes'`,
  )
  await client.query(
    `INSERT INTO inbound_keys (key, at) SELECT 'aged:' || n, now() - interval '32 days' FROM generate_series(1, $1) n`,
    [rows],
  )
  await client.end()
}

/** What is done each night at 3:17, now. */
export const nightsWork = async (url: string): Promise<void> => {
  const boss = new PgBoss({ connectionString: url, supervise: false, schedule: false })
  await boss.start()
  await boss.send('prune')
  await boss.stop()
}
