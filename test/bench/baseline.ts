// The bare minimum for one message: a commit that stores the event's key, the message and the delivery, and one that marks it delivered.

import pg from 'pg'
import { quantile } from './figure.ts'

// As many as the program's own pool has (src/database/client.ts).
const POOL_SIZE = 20

/** Messages a second through the bare driver, with as many writers at once as there are conversations. */
export const bareRate = async (url: string, writers: number, messagesEach: number): Promise<number> => {
  const pool = await bareTables(url)
  const started = performance.now()
  await Promise.all(
    Array.from({ length: writers }, async () => {
      for (let n = 0; n < messagesEach; n++) await bareMessage(pool)
    }),
  )
  const seconds = (performance.now() - started) / 1000
  await pool.end()
  return (writers * messagesEach) / seconds
}

/** Milliseconds for one such message at a time. */
export const bareRoundTrip = async (url: string, samples: number): Promise<{ p50: number; p99: number }> => {
  const pool = await bareTables(url)
  const times: number[] = []
  for (let n = 0; n < samples; n++) {
    const started = performance.now()
    await bareMessage(pool)
    times.push(performance.now() - started)
  }
  await pool.end()
  return { p50: quantile(times, 0.5), p99: quantile(times, 0.99) }
}

const bareTables = async (url: string): Promise<pg.Pool> => {
  const pool = new pg.Pool({ connectionString: url, max: POOL_SIZE })
  await pool.query(`
    DROP SCHEMA IF EXISTS bare CASCADE; CREATE SCHEMA bare;
    CREATE TABLE bare.keys (key text PRIMARY KEY);
    CREATE TABLE bare.messages (id uuid PRIMARY KEY, document jsonb NOT NULL);
    CREATE TABLE bare.deliveries (id uuid PRIMARY KEY, content jsonb NOT NULL, state text NOT NULL, receipt jsonb);`)
  return pool
}

const bareMessage = async (pool: pg.Pool): Promise<void> => {
  const id = crypto.randomUUID()
  const document = { type: 'root', children: [{ type: 'paragraph', children: [{ type: 'text', value: 'words' }] }] }
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    await client.query('INSERT INTO bare.keys VALUES ($1)', [id])
    await client.query('INSERT INTO bare.messages VALUES ($1, $2)', [id, document])
    await client.query(`INSERT INTO bare.deliveries VALUES ($1, $2, 'pending')`, [id, document])
    await client.query('COMMIT')
    await client.query(`UPDATE bare.deliveries SET state = 'delivered', receipt = $2 WHERE id = $1`, [id, '["1"]'])
  } finally {
    client.release()
  }
}
