// `npm run chaos -- --kills 200 --seed N [--processes N] [--standby] [--paced]`: plays a script of kills and faults, and ends with 1 where a promise was broken. One JSON object on stdout.

import { readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { startEmbedded } from '../../src/database/embedded.ts'
import { frontdesk } from '../cli/command.ts'
import { createDataFolder } from '../support/data-folder.ts'
import { playChaos } from './play.ts'
import type { Place } from './stage.ts'
import { openPair } from './standby.ts'

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    seed: { type: 'string' },
    processes: { type: 'string', default: '1' },
    standby: { type: 'boolean' },
    paced: { type: 'boolean' },
  },
})
const kills = Number(values.kills)
const processes = Number(values.processes)
const seed = Number(values.seed ?? Date.now() % 1_000_000)
if (![kills, processes].every((count) => Number.isInteger(count) && count >= 1) || !Number.isInteger(seed)) {
  process.stderr.write(
    'Give whole numbers: npm run chaos -- --kills 200 --seed 1 [--processes 3] [--standby] [--paced]\n',
  )
  process.exit(2)
}

const tell = (words: string): void => void process.stderr.write(`${words}\n`)
tell(`seed ${seed}, ${kills} kills, ${processes} ${processes === 1 ? 'process' : 'processes'}`)
const ground = await (values.standby === true ? withStandby() : embedded()).catch((error: unknown) => {
  tell(error instanceof Error ? error.message : String(error))
  process.exit(1)
})
try {
  const result = await playChaos({ seed, kills, processes, isPaced: values.paced === true, place: ground.place, tell })
  const broken = [...result.broken, ...(await ground.lookAgain())]
  process.stdout.write(`${JSON.stringify({ ...result, broken })}\n`)
  if (broken.length > 0) {
    tell(`seed ${seed}: ${broken[0]}`)
    process.exitCode = 1
  }
} catch (error) {
  tell(`seed ${seed}: the run broke off: ${error instanceof Error ? error.stack : String(error)}`)
  process.exitCode = 1
} finally {
  await ground.close()
}
process.exit()

interface Ground {
  readonly place: Place
  /** Looks once more when all is over; tells what does not hold. */
  lookAgain(): Promise<string[]>
  close(): Promise<void>
}

async function embedded(): Promise<Ground> {
  const dataDir = createDataFolder()
  // Beside the desk, so that the database can be asked while no desk runs.
  const database = await startEmbedded({ dataDir, as: 'command' })
  // Only one desk may have an embedded database of its own.
  const environment = { DATA_DIR: dataDir, ...(processes > 1 && { DATABASE_URL: database.url }) }
  return {
    place: { url: database.url, environment, killDatabase: () => killEmbedded(dataDir, database.url) },
    lookAgain: async () => [],
    close: async () => {
      await database.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

async function withStandby(): Promise<Ground> {
  const dataDir = createDataFolder()
  const pair = await openPair()
  // Without the ages, which go on.
  const figures = async (url: string): Promise<string> => {
    const { out, err } = await frontdesk(['stats', '--format', 'json'], { DATABASE_URL: url, DATA_DIR: dataDir })
    return `${out}${err}`.replaceAll(/"backlog(Median|Oldest)Seconds".*\n/g, '')
  }
  return {
    place: { url: pair.url, environment: { DATABASE_URL: pair.url, DATA_DIR: dataDir }, killDatabase: pair.failOver },
    lookAgain: async () => {
      const [there, here] = [await figures(pair.standby()), await figures(pair.url)]
      return there === here ? [] : [`the standby’s figures are ${there}, those of the server that writes ${here}`]
    },
    close: async () => {
      await pair.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

// Whoever uses the server starts it again, this program or the desk.
async function killEmbedded(dataDir: string, url: string): Promise<void> {
  const file = path.join(dataDir, 'postgres', 'data', 'postmaster.pid')
  process.kill(Number.parseInt(readFileSync(file, 'utf8'), 10), 'SIGKILL')
  for (;;) {
    const client = new pg.Client({ connectionString: url })
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
