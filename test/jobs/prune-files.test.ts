// Stored files that no message has any more are removed, once nobody can be about to store the message.

import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fromPlainText } from '../../src/document.ts'
import { pruneFiles } from '../../src/jobs/prune-files.ts'
import { createDataFolder } from '../support/data-folder.ts'
import { customer, openEngine, type TestEngine } from '../support/engine.ts'

let desk: TestEngine
beforeAll(async () => {
  desk = await openEngine()
})
afterAll(() => desk.close())

const DAY = 86_400_000
const now = new Date()

/** A file that was stored so many milliseconds ago. */
const lies = async (folder: string, age: number): Promise<string> => {
  const id = crypto.randomUUID()
  await mkdir(join(folder, id.slice(0, 2)), { recursive: true })
  const path = join(folder, id.slice(0, 2), id)
  await writeFile(path, 'bytes')
  await utimes(path, new Date(now.getTime() - age), new Date(now.getTime() - age))
  return id
}
const left = async (folder: string) =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((one) => one.isFile())
    .map(({ name }) => name)

test('what a message has stays, and what came lately; the rest goes, of forgotten customers too', async () => {
  const folder = createDataFolder()
  const [kept, forgotten, orphan, fresh] = [
    await lies(folder, 2 * DAY),
    await lies(folder, 2 * DAY),
    await lies(folder, 2 * DAY),
    await lies(folder, 1_000),
  ]
  const sends = (guest: string, id: string) =>
    desk.receive({
      key: `sent:${id}`,
      at: now,
      event: {
        type: 'CustomerWrote',
        from: { channel: 'telegram', externalId: guest, address: guest, name: null, locale: 'en' },
        messageId: id,
        words: fromPlainText('Look'),
        files: [{ kind: 'photo', name: 'a.png', mediaType: 'image/png', bytes: 5, at: { channel: 'web', id } }],
      },
    })
  await sends('1', kept)
  await sends('2', forgotten)
  await customer(desk.receive, '2').commands('forget')
  await customer(desk.receive, '2').presses(`forget.yes:${Math.floor(Date.now() / 1000)}`)
  expect(await pruneFiles(desk.db, folder, now)).toBe(2)
  expect((await left(folder)).toSorted()).toEqual([kept, fresh].toSorted())
  expect([forgotten, orphan]).not.toContain(kept)
})

test('a desk that never had a file has nothing to remove', async () => {
  expect(await pruneFiles(desk.db, '/nowhere/files', now)).toBe(0)
})
