// Backups of earlier versions, one of each release in test/fixtures/backups, are restored for as long as there is a Frontdesk.
// A release adds its own: `FIXTURE=1.0.0 node_modules/.bin/node node_modules/.bin/vitest run test/backup/earlier-versions.test.ts`.
// What is made of a version that was never released may be made anew where the first migration was changed in its place.

import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { backUp } from '../../src/backup/back-up.ts'
import { plainText } from '../../src/document.ts'
import { CARRIED_QUEUES } from '../../src/jobs/queue.ts'
import { emptyDatabase, freshDatabase } from '../support/database.ts'
import { openEngine, openEngineOn } from '../support/engine.ts'
import { root } from '../support/program.ts'
import { restoreInto } from './restoring.ts'
import { ask, fillDesk, HARD, talk } from './whole-desk.ts'

const FIXTURES = path.join(root, 'test/fixtures/backups')
const versions = (await readdir(FIXTURES)).map((name) => name.replace('.tar.gz', ''))

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'frontdesk-earlier-'))
})
afterAll(() => rm(folder, { recursive: true }))

test.runIf(process.env.FIXTURE !== undefined)('this version leaves a backup for later ones', async () => {
  const desk = await openEngine()
  const release = await fillDesk(desk, folder)
  const file = path.join(FIXTURES, `${process.env.FIXTURE}.tar.gz`)
  await backUp({ url: desk.url, file, filesFolder: folder, queues: CARRIED_QUEUES })
  release()
  await desk.close()
})

describe.each(versions)('a backup of %s', (version) => {
  test.each([
    ['a database without tables', emptyDatabase],
    ['a desk that was started', freshDatabase],
  ])('is restored into %s with all that it holds, and the desk goes on', async (_where, make) => {
    const database = await make()
    const files = path.join(folder, crypto.randomUUID())
    const restored = await restoreInto(database.url, path.join(FIXTURES, `${version}.tar.gz`), files)
    expect(restored).toMatchObject({ leftOut: [], files: 3, jobs: 2 })
    for (const [table, count] of Object.entries(restored.rows)) {
      expect(await ask(database.url, `SELECT FROM "${table}"`), table).toHaveLength(count)
    }
    const desk = await openEngineOn(database.url)
    const messages = await desk.db.message.findMany({ where: { author: 'customer' }, orderBy: { position: 'asc' } })
    const texts = messages.map(({ document }) => plainText(JSON.parse(JSON.stringify(document))))
    for (const words of HARD.filter((text) => text.trim() === text))
      expect(texts.join('\n')).toContain(words.split('\r')[0])
    await talk(desk, 'newcomer', ['after all these years'], true)
    await desk.close()
    await database.drop()
    const [largest] = (await Promise.all((await pathsOf(files)).map((file) => readFile(file)))).sort(
      (one, other) => other.length - one.length,
    )
    expect(largest?.equals(Buffer.alloc(700_000, 'file'))).toBe(true)
  })
})

const pathsOf = async (files: string): Promise<string[]> =>
  (await readdir(files, { recursive: true, withFileTypes: true }))
    .filter((one) => one.isFile())
    .map(({ parentPath, name }) => path.join(parentPath, name))
