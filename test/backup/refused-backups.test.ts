// What is no whole backup, and what isn't an empty desk, is refused with the remedy; nothing is changed then.

import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { pathToFileURL } from 'node:url'
import { gunzipSync, gzipSync } from 'node:zlib'
import { type ParsedTarEntryWithData, packTar, unpackTar } from 'modern-tar'
import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { backUp } from '../../src/backup/back-up.ts'
import { openListener } from '../../src/database/listener.ts'
import { migrate } from '../../src/database/migrate.ts'
import { CARRIED_QUEUES } from '../../src/jobs/queue.ts'
import { emptyDatabase, type FreshDatabase, freshDatabase } from '../support/database.ts'
import { openEngine } from '../support/engine.ts'
import { root } from '../support/program.ts'
import { restoreInto } from './restoring.ts'
import { allRows, ask, fillDesk } from './whole-desk.ts'

let folder = ''
let file = ''
let bytes: Buffer
let target: FreshDatabase
const files = () => path.join(folder, 'restored')

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'frontdesk-refused-'))
  file = path.join(folder, 'desk.tar.gz')
  const desk = await openEngine()
  const release = await fillDesk(desk, path.join(folder, 'files'))
  await backUp({ url: desk.url, file, filesFolder: path.join(folder, 'files'), queues: CARRIED_QUEUES })
  release()
  await desk.close()
  bytes = await readFile(file)
  target = await freshDatabase()
  // What a first start leaves behind.
  await ask(
    target.url,
    `INSERT INTO articles (id, title, answer, locale, demo, updated_at) VALUES ('demo', 'D', 'A', 'en', true, now())`,
  )
})
afterAll(async () => {
  await target.drop()
  await rm(folder, { recursive: true })
})

let before: Record<string, string[]>
beforeEach(async () => {
  before = await allRows(target.url)
})
const refused = async (from: string, why: RegExp, url = target.url): Promise<void> => {
  await expect(restoreInto(url, from, files())).rejects.toThrow(why)
  expect(await allRows(target.url)).toEqual(before)
  expect((await readdir(folder)).filter((name) => name.startsWith('restored'))).toEqual([])
}
const written = async (content: Uint8Array): Promise<string> => {
  const other = path.join(folder, 'other')
  await writeFile(other, content)
  return other
}
/** The same archive, with its entries changed. */
const changed = async (change: (entries: ParsedTarEntryWithData[]) => ParsedTarEntryWithData[]): Promise<string> =>
  written(gzipSync(await packTar(change(await unpackTar(gunzipSync(bytes))))))
const changedHead = (change: (head: Record<string, unknown>) => object): Promise<string> =>
  changed(([first, ...others]) => {
    const data = Buffer.from(JSON.stringify(change(JSON.parse(Buffer.from(first?.data ?? '').toString()))))
    return [{ header: { name: 'desk.json', size: data.length }, data: Uint8Array.from(data) }, ...others]
  })

describe('a file that is no whole backup is refused', () => {
  test.each([0, 0.1, 0.5, 0.9, 0.9999])('cut behind %d', async (place) => {
    const length = place < 1 ? Math.floor(bytes.length * place) : place
    const f = await written(bytes.subarray(0, length))
    await refused(f, /cut or damaged|no backup/)
  })

  test.each([0.2, 0.8])('with a byte changed at %d of it', async (place) => {
    const other = Buffer.from(bytes)
    const index = Math.floor(bytes.length * place)
    other[index] = (other[index] ?? 0) ^ 0x55
    await refused(await written(other), /cut or damaged|no backup/)
  })

  test('without its last table, though it ends in order', async () => {
    const without = (entries: ParsedTarEntryWithData[]) =>
      entries.filter(({ header }) => !header.name.startsWith('tables/audit'))
    await refused(await changed(without), /cut or damaged/)
  })

  test('without a file of the web, or its end', async () => {
    for (const lost of [/^files/, /^end/]) {
      const isLost = ({ header }: ParsedTarEntryWithData): boolean => lost.test(header.name)
      await refused(await changed((entries) => entries.filter((one) => !isLost(one))), /cut or damaged/)
    }
  })

  test('with names that lead elsewhere, which are never written', async () => {
    const data = Uint8Array.from(Buffer.from('x'))
    for (const name of ['files/../evil', 'files/aa/../../evil']) {
      const evil = { header: { name, size: 1 }, data }
      await refused(await changed((entries) => [...entries.slice(0, -1), evil, ...entries.slice(-1)]), /cut or damaged/)
      expect(await readdir(folder)).not.toContain('evil')
    }
  })

  test.each([
    ['words', Buffer.from('Dear Ana, this is no backup')],
    ['compressed words', gzipSync('Dear Ana')],
    ['another program’s archive', null],
  ])('%s', async (_what, content) => {
    const other = content ?? gzipSync(await packTar([{ header: { name: 'a.txt', size: 1 }, body: 'x' }]))
    await refused(await written(other), /no backup of Frontdesk/)
  })

  test('one that is not there', async () => {
    await refused(path.join(folder, 'none'), /ENOENT/)
  })
})

describe('a backup of a newer Frontdesk is refused', () => {
  test('by its format', () =>
    changedHead((head) => ({ ...head, format: 2, tables: 'unheard of' })).then((from) =>
      refused(from, /newer Frontdesk/),
    ))

  test('by a migration that is unknown here', () =>
    changedHead((head) => ({ ...head, migrations: ['0001_start', '0099_unheard_of'] })).then((from) =>
      refused(from, /newer Frontdesk \(0099_unheard_of\)/),
    ))
})

describe('a desk that isn’t empty is refused', () => {
  test.each([
    ['a customer', `INSERT INTO customers (id) VALUES (gen_random_uuid())`],
    [
      'an article of its own',
      `INSERT INTO articles (id, title, answer, locale, updated_at) VALUES ('own', 'Own', 'A', 'en', now())`,
    ],
  ])('with %s', async (_what, insert) => {
    const held = await freshDatabase()
    await ask(held.url, insert)
    const rows = await allRows(held.url)
    await refused(file, /isn’t empty/, held.url)
    expect(await allRows(held.url)).toEqual(rows)
    await held.drop()
  })

  test('while it runs', async () => {
    const listener = await openListener(target.url, pino({ level: 'silent' }))
    await refused(file, /a desk runs on this database/)
    await listener.close()
  })

  test('where another program has its tables', async () => {
    const shared = await emptyDatabase()
    await ask(shared.url, 'CREATE TABLE invoices (id int)')
    await refused(file, /tables that aren’t Frontdesk’s \(invoices\)/, shared.url)
    await shared.drop()
  })
})

test('a table that is not the desk’s stays in the file and is left out', async () => {
  const own = await freshDatabase()
  await ask(own.url, `CREATE TABLE notes (id serial, words text); INSERT INTO notes (words) VALUES ('mine')`)
  const from = path.join(folder, 'with-notes')
  await backUp({ url: own.url, file: from, filesFolder: files(), queues: CARRIED_QUEUES })
  const other = await emptyDatabase()
  expect(await restoreInto(other.url, from, files())).toMatchObject({ leftOut: ['notes'] })
  await own.drop()
  await other.drop()
})

test('a backup of an earlier version gets the migrations that came since, also where the empty desk has them already', async () => {
  const migrations = path.join(folder, 'migrations')
  await cp(path.join(root, 'prisma/migrations'), migrations, { recursive: true })
  await mkdir(path.join(migrations, '0002_later'))
  const later = `ALTER TABLE customers ADD COLUMN nickname text; UPDATE customers SET nickname = 'nick';
    CREATE TYPE "moods" AS ENUM ('good'); CREATE TABLE "moods_seen" (mood "moods");`
  await writeFile(path.join(migrations, '0002_later', 'migration.sql'), later)
  const url = pathToFileURL(`${migrations}/`)
  for (const make of [emptyDatabase, freshDatabase]) {
    const newer = await make()
    await migrate(newer.url, url)
    await restoreInto(newer.url, file, files(), url)
    expect(await ask(newer.url, 'SELECT DISTINCT nickname FROM customers')).toEqual([{ nickname: 'nick' }])
    expect((await migrate(newer.url, url)).applied).toEqual([])
    await newer.drop()
    await rm(files(), { recursive: true })
  }
})

test('anybody’s tar opens it', async () => {
  const entries = await unpackTar(gunzipSync(bytes))
  expect(entries.map(({ header }) => header.name)).toContain('tables/customers/000001.copy')
  expect(await text(new Blob([Uint8Array.from(entries[0]?.data ?? [])]).stream())).toContain('"frontdesk": "backup"')
})
