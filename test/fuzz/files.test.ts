// Files that somebody brings: articles and backups, cut, changed and made up. They are read, or refused in words, and then nothing is stored.

import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { backUp } from '../../src/backup/back-up.ts'
import { CARRIED_QUEUES } from '../../src/jobs/queue.ts'
import { readArticleFile } from '../../src/knowledge/article-files/read.ts'
import { writeArticles } from '../../src/knowledge/article-files/write.ts'
import type { Article } from '../../src/knowledge/articles.ts'
import { restoreInto } from '../backup/restoring.ts'
import { allRows, fillDesk } from '../backup/whole-desk.ts'
import { type FreshDatabase, freshDatabase } from '../support/database.ts'
import { openEngine } from '../support/engine.ts'
import { oddTexts } from './mutated.ts'
import { broken, plays } from './playing.ts'
import { unstorable } from './storable.ts'

const FORMATS = { 'a.json': 'json', 'a.csv': 'csv', 'a.tsv': 'csv', 'a.md': 'markdown' } as const

interface Damage {
  /** Where, from 0 to 1. */
  readonly at: number
  readonly way: 'cut' | 'flip' | 'insert' | 'drop' | 'repeat'
  readonly bytes: Uint8Array
}

const damage: fc.Arbitrary<Damage> = fc.record({
  at: fc.integer({ min: 0, max: 1_000_000 }).map((millionth) => millionth / 1_000_000),
  way: fc.constantFrom('cut', 'flip', 'insert', 'drop', 'repeat'),
  bytes: fc.oneof(
    fc.uint8Array({ minLength: 1, maxLength: 8 }),
    oddTexts.map((text) => new TextEncoder().encode(text)),
  ),
})

const damaged = (whole: Uint8Array, { at, way, bytes }: Damage): Uint8Array => {
  const place = Math.floor(at * whole.length)
  const [before, behind] = [whole.subarray(0, place), whole.subarray(place)]
  switch (way) {
    case 'cut':
      return before
    case 'flip':
      return Uint8Array.from(whole, (byte, index) => (index === place ? byte ^ (bytes[0] || 1) : byte))
    case 'insert':
      return Buffer.concat([before, bytes, behind])
    case 'drop':
      return Buffer.concat([before, behind.subarray(bytes.length)])
    case 'repeat':
      return Buffer.concat([before, behind.subarray(0, 100), behind])
  }
}

test('a file of articles, whatever became of it, is read or refused, and what is read can be stored', async () => {
  const articles: Article[] = JSON.parse(await readFile('prisma/demo-faq.json', 'utf8'))
  const files = Object.entries(FORMATS).map(([name, format]) => ({
    name,
    bytes: Buffer.from(writeArticles(format, articles.slice(0, 4), name === 'a.tsv' ? '\t' : ',')),
  }))
  const given = fc.tuple(fc.constantFrom(...files), fc.array(damage, { minLength: 1, maxLength: 4 }), fc.boolean())
  const isRead = fc.property(given, ([{ name, bytes }, damages, answerOptional]) => {
    const answer = readArticleFile({ name, bytes: damages.reduce(damaged, bytes), encoding: null, answerOptional })
    if (answer.ok) expect(unstorable({ key: '', at: new Date(), event: answer.articles })).toBeNull()
    else for (const fault of answer.faults) expect(fault).toMatch(/\w{3}/)
  })
  expect(await broken(isRead, plays(150, 0.1))).toBe('')
})

let folder = ''
let whole: Buffer
let rows: Record<string, string[]>
let target: FreshDatabase
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'frontdesk-fuzzed-'))
  const desk = await openEngine()
  const release = await fillDesk(desk, path.join(folder, 'files'))
  const file = path.join(folder, 'desk.tar.gz')
  await backUp({ url: desk.url, file, filesFolder: path.join(folder, 'files'), queues: CARRIED_QUEUES })
  whole = await readFile(file)
  rows = await allRows(desk.url)
  release()
  await desk.close()
  target = await freshDatabase()
})
afterAll(async () => {
  await target.drop()
  await rm(folder, { recursive: true })
})

// What waits to be said counts as perhaps said, so that rows are no more the same.
const counted = (tables: Record<string, string[]>) => Object.entries(tables).map(([name, { length }]) => [name, length])

test('a backup, whatever became of it, is restored whole or not at all', async () => {
  const empty = await allRows(target.url)
  const given = fc.array(damage, { minLength: 1, maxLength: 3 })
  const isRefused = fc.asyncProperty(given, async (damages) => {
    const from = path.join(folder, 'damaged')
    await writeFile(from, damages.reduce(damaged, whole))
    const files = path.join(folder, 'restored')
    try {
      await restoreInto(target.url, from, files)
    } catch (error) {
      expect(error instanceof Error && error.message).toMatch(/no backup|cut or damaged|newer Frontdesk/)
      expect(await allRows(target.url)).toEqual(empty)
      expect((await readdir(folder)).filter((name) => name.startsWith('restored'))).toEqual([])
      return
    }
    // Some bytes of a compressed file say nothing of what is in it, as its date.
    expect(counted(await allRows(target.url))).toEqual(counted(rows))
    await target.drop()
    target = await freshDatabase()
    await rm(files, { recursive: true, force: true })
  })
  expect(await broken(isRefused, plays(6, 0.002))).toBe('')
})
