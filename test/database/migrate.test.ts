import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { MigrationError, migrate } from '../../src/database/migrate.ts'
import { emptyDatabase, type FreshDatabase, freshDatabase } from '../support/database.ts'

let database: FreshDatabase
let folder = ''

beforeEach(async () => {
  database = await emptyDatabase()
  folder = await mkdtemp(path.join(tmpdir(), 'frontdesk-migrations-'))
  await write('0001_first', 'CREATE TABLE first (id int);')
  await write('0002_second', 'CREATE TABLE second (id int); INSERT INTO second VALUES (1);')
})

afterEach(async () => {
  await database.drop()
  await rm(folder, { recursive: true })
})

const write = async (name: string, sql: string): Promise<void> => {
  await mkdir(path.join(folder, name), { recursive: true })
  await writeFile(path.join(folder, name, 'migration.sql'), sql)
}

const migrated = (): Promise<{ readonly applied: readonly string[] }> =>
  migrate(database.url, pathToFileURL(`${folder}/`))

const rowsOf = async (sql: string): Promise<unknown[]> => {
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

test('migrations are applied once, in the order of their names', async () => {
  expect(await migrated()).toEqual({ applied: ['0001_first', '0002_second'] })
  expect(await migrated()).toEqual({ applied: [] })
  expect(await rowsOf('SELECT id FROM second')).toEqual([{ id: 1 }])
})

test('two at once apply each migration once', async () => {
  const both = await Promise.all([migrated(), migrated()])
  expect(both.flatMap(({ applied }) => applied)).toEqual(['0001_first', '0002_second'])
})

test("the book is Prisma's: checksum of the file, steps and times", async () => {
  await migrated()
  const sql = `SELECT migration_name, checksum = encode(sha256('CREATE TABLE first (id int);'::bytea), 'hex') AS sums, applied_steps_count,
    finished_at >= started_at AS timed, rolled_back_at FROM _prisma_migrations ORDER BY migration_name LIMIT 1`
  expect(await rowsOf(sql)).toEqual([
    { migration_name: '0001_first', sums: true, applied_steps_count: 1, timed: true, rolled_back_at: null },
  ])
})

test('a migration that fails leaves nothing behind, and what came before it stays', async () => {
  await write('0003_broken', 'CREATE TABLE third (id int); SELECT nonsense;')
  await expect(migrated()).rejects.toThrow('nonsense')
  expect(await rowsOf(`SELECT to_regclass('second') IS NOT NULL AS second, to_regclass('third') AS third`)).toEqual([
    { second: true, third: null },
  ])
  await write('0003_broken', 'CREATE TABLE third (id int);')
  expect(await migrated()).toEqual({ applied: ['0003_broken'] })
})

test('an applied migration whose file was changed is refused by name', async () => {
  await migrated()
  await write('0001_first', 'CREATE TABLE other (id int);')
  const again = migrated()
  await expect(again).rejects.toThrow(MigrationError)
  await expect(again).rejects.toThrow('0001_first')
})

test('a server that takes no writes is good to read from where it lacks nothing, and else refused with the remedy', async () => {
  const full = await freshDatabase()
  for (const { url } of [full, database]) {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    await client.query(`ALTER DATABASE "${new URL(url).pathname.slice(1)}" SET default_transaction_read_only = on`)
    await client.end()
  }
  expect(await migrate(full.url)).toEqual({ applied: [] })
  await expect(migrate(database.url)).rejects.toThrow(/takes no writes.*bring the one that does up to date first/)
  await full.drop()
})

test('a database of the tests needs no migration any more', async () => {
  const fresh = await freshDatabase()
  expect(await migrate(fresh.url)).toEqual({ applied: [] })
  await fresh.drop()
})
