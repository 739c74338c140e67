// `npm run chaos -- --kills 200 --seed N [--processes N]`: plays a script of kills and faults, and ends with 1 where a promise was broken. One JSON object on stdout.

import { readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { startEmbedded } from '../../src/database/embedded.ts'
import { createDataFolder } from '../support/data-folder.ts'
import { playChaos } from './play.ts'

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    seed: { type: 'string' },
    processes: { type: 'string', default: '1' },
  },
})
const kills = Number(values.kills)
const processes = Number(values.processes)
const seed = Number(values.seed ?? Date.now() % 1_000_000)
if (![kills, processes].every((count) => Number.isInteger(count) && count >= 1) || !Number.isInteger(seed)) {
  process.stderr.write('Give whole numbers: npm run chaos -- --kills 200 --seed 1 [--processes 3]\n')
  process.exit(2)
}

const dataDir = createDataFolder()
// Beside the desk, so that the database can be asked while no desk runs.
const database = await startEmbedded({ dataDir, as: 'command' })
const tell = (words: string): void => void process.stderr.write(`${words}\n`)
tell(`seed ${seed}, ${kills} kills, ${processes} ${processes === 1 ? 'process' : 'processes'}`)
try {
  // Only one desk may have an embedded database of its own.
  const environment = { DATA_DIR: dataDir, ...(processes > 1 && { DATABASE_URL: database.url }) }
  const place = { url: database.url, environment, killDatabase }
  const result = await playChaos({ seed, kills, processes, place, tell })
  process.stdout.write(`${JSON.stringify(result)}\n`)
  if (result.broken.length > 0) {
    tell(`seed ${seed}: ${result.broken[0]}`)
    process.exitCode = 1
  }
} catch (error) {
  tell(`seed ${seed}: the run broke off: ${error instanceof Error ? error.stack : String(error)}`)
  process.exitCode = 1
} finally {
  await database.stop()
  await rm(dataDir, { recursive: true, force: true })
}
process.exit()

// Whoever uses the server starts it again, this program or the desk.
async function killDatabase(): Promise<void> {
  const file = path.join(dataDir, 'postgres', 'data', 'postmaster.pid')
  process.kill(Number.parseInt(readFileSync(file, 'utf8'), 10), 'SIGKILL')
  for (;;) {
    const client = new pg.Client({ connectionString: database.url })
    client.on('error', () => undefined)
    const isBack = await client.connect().then(
      () => true,
      () => false,
    )
    await client.end().catch(() => undefined)
    if (isBack) return
    await pause(20)
  }
}
