// The desk stops cleanly however it is told to: the signal may go to npm alone or to the whole group, once or twice.

import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDataFolder } from '../support/data-folder.ts'
import { type FreshDatabase, freshDatabase } from '../support/database.ts'
import { eventually } from '../support/eventually.ts'
import { npmStart } from '../support/npm-start.ts'
import { openBrowser } from './browser.ts'
import { withoutPlatforms } from './story-desk.ts'

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

// npm before 10.3 keeps signals to itself (@npmcli/run-script 7.0.3 passes them on): nothing of ours hears of them.
const npmVersion = execFileSync('npm', ['--version'], { encoding: 'utf8' }).split('.').map(Number)
const passesSignals = (npmVersion[0] ?? 0) > 10 || (npmVersion[0] === 10 && (npmVersion[1] ?? 0) >= 3)

test.runIf(passesSignals)(
  'SIGTERM to npm alone stops everything, the embedded database last',
  { timeout: 120_000 },
  async () => {
    const dataDir = createDataFolder()
    const desk = await npmStart({ DATA_DIR: dataDir })
    const page = openBrowser(() => desk.url)
    const stream = await page.listens()
    process.kill(desk.pid, 'SIGTERM')
    expect(await desk.ended).toBe(0)
    await desk.logged(({ msg }) => msg === 'stopped')
    await eventually(() => expect(desk.isGone()).toBe(true))
    const data = path.join(dataDir, 'postgres', 'data')
    expect([existsSync(path.join(data, 'PG_VERSION')), existsSync(path.join(data, 'postmaster.pid'))]).toEqual([
      true,
      false,
    ])
    await stream.close()
    await rm(dataDir, { recursive: true, force: true })
  },
)

test.each(['SIGTERM', 'SIGINT'] as const)(
  '%s to the whole group stops everything',
  { timeout: 60_000 },
  async (signal) => {
    const desk = await npmStart(withoutPlatforms(database.url))
    process.kill(-desk.pid, signal)
    expect(await desk.ended).toBe(0)
    await eventually(() => expect(desk.isGone()).toBe(true))
  },
)

test('a second and a third signal change nothing', { timeout: 60_000 }, async () => {
  const desk = await npmStart(withoutPlatforms(database.url))
  process.kill(-desk.pid, 'SIGINT')
  await desk.logged(({ msg }) => msg === 'stopping')
  process.kill(-desk.pid, 'SIGINT')
  process.kill(desk.pid, 'SIGTERM')
  expect(await desk.ended).toBe(0)
  await desk.logged(({ msg }) => msg === 'stopped')
  await eventually(() => expect(desk.isGone()).toBe(true))
})
