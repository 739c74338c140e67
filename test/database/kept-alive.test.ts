// A machine that loses its power says nothing: PostgreSQL has to ask for it, or its locks would stand for two hours.

import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPool } from '../../src/database/client.ts'
import { openConnection } from '../../src/database/connection.ts'
import { type FreshDatabase, freshDatabase } from '../support/database.ts'

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

// Whatever the way to the server: over a Unix socket they are taken and of no use.
const ASKED = `SELECT name, source FROM pg_settings WHERE name IN ('tcp_keepalives_idle', 'tcp_keepalives_interval', 'tcp_keepalives_count') ORDER BY name`
const asked = ['tcp_keepalives_count', 'tcp_keepalives_idle', 'tcp_keepalives_interval'].map((name) => ({
  name,
  source: 'client',
}))

test('the connection that holds the locks of a process has the server ask whether its machine is there', async () => {
  const hearing = { heard: () => undefined, channels: () => [], lost: () => undefined, back: () => undefined }
  const connection = await openConnection(database.url, pino({ level: 'silent' }), hearing)
  expect(await connection.ask(ASKED, [])).toEqual(asked)
  await connection.close()
})

test('so do those whose transactions lock rows', async () => {
  const pool = openPool(database.url)
  expect((await pool.query(ASKED)).rows).toEqual(asked)
  await pool.end()
})
