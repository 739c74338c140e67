// `npm run bench`: what the desk costs, as figures beside a bare baseline of the same run. One JSON object a line on stdout.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { startEmbedded } from '../../src/database/embedded.ts'
import { node, root } from '../support/program.ts'
import { bareRate, bareRoundTrip } from './baseline.ts'
import { benchExport } from './export.ts'
import { benchFaq } from './faq.ts'
import { print } from './figure.ts'
import { benchLearning } from './learning.ts'
import { benchModel } from './model.ts'
import { benchProcesses } from './processes.ts'
import { benchRecovery } from './recovery.ts'
import { openRoad } from './road.ts'
import { benchScale } from './scale.ts'
import { timeToReady } from './start.ts'
import { benchStorm } from './storm.ts'
import { benchWeb } from './web.ts'

const CUSTOMERS = 40
const MESSAGES_EACH = 50
const IDLE_SAMPLES = 150
// So that the rate is that of a desk at work: what the first seconds cost is told by `start.ready`.
const WARMING_EACH = 10
// The most that Telegram hands out to a bot.
const FILE_SIZE = 20 * 1024 * 1024
const inMegabytes = (bytes: number): number => bytes / 1024 / 1024

// `npm run bench -- scale`: apart from the rest, for a million tickets take a quarter of an hour and some 12 GB of disk.
if (process.argv.includes('scale')) {
  await benchScale(1_000_000)
  process.exit()
}

const folder = await mkdtemp(path.join(os.tmpdir(), 'frontdesk-bench-'))
const database = await startEmbedded({ dataDir: path.join(folder, 'data'), as: 'command' })
// `npm run bench -- web`: that part alone; `processes`, `export` and `storm` come only so. The export's 100,000 tickets fill half a gigabyte of disk.
const ALONE: Readonly<Record<string, (url: string) => Promise<void>>> = {
  web: benchWeb,
  model: benchModel,
  processes: benchProcesses,
  recovery: benchRecovery,
  export: (url) => benchExport(url, 100_000),
  // `storm 5000 120`: so many customers, and how many seconds of their backlog are looked at; all of it takes a second for each.
  storm: (url) => benchStorm(url, numberBehind('storm', 1, 5_000), numberBehind('storm', 2, 120)),
}
const numberBehind = (name: string, place: number, otherwise: number): number =>
  Number(process.argv[process.argv.indexOf(name) + place] ?? otherwise)
const named = Object.entries(ALONE).filter(([name]) => process.argv.includes(name))
try {
  for (const [, bench] of named) await bench(database.url)
  if (named.length === 0) await benchRoad()
} finally {
  await database.stop()
  await rm(folder, { recursive: true, force: true })
}
if (named.length > 0) process.exit()
benchFaq()
benchLearning()
// In a process of its own, whose memory is the matcher's alone.
await once(spawn(node, ['--expose-gc', 'test/bench/faq-cost.ts'], { cwd: root, stdio: 'inherit' }), 'exit')

async function benchRoad(): Promise<void> {
  const road = await openRoad(database.url, CUSTOMERS)
  const atRest = road.memory()
  await road.load(WARMING_EACH)
  const bareBefore = await bareRate(database.url, CUSTOMERS, MESSAGES_EACH)
  const load = await road.load(MESSAGES_EACH)
  const bareAfter = await bareRate(database.url, CUSTOMERS, MESSAGES_EACH)
  const bare = (bareBefore + bareAfter) / 2
  print({ name: 'road.rate', value: load.perSecond, unit: 'messages/s', ratio: load.perSecond / bare, baseline: bare })
  print({ name: 'road.out-of-order', value: load.outOfOrder, unit: 'messages' })
  const trip = await bareRoundTrip(database.url, IDLE_SAMPLES)
  const idle = await road.idle(IDLE_SAMPLES)
  print({ name: 'road.idle.p50', value: idle.p50, unit: 'ms', ratio: idle.p50 / trip.p50, baseline: trip.p50 })
  print({ name: 'road.idle.p99', value: idle.p99, unit: 'ms', ratio: idle.p99 / trip.p99, baseline: trip.p99 })
  const replies = await road.replies(IDLE_SAMPLES)
  print({ name: 'reply.p50', value: replies.p50, unit: 'ms', ratio: replies.p50 / trip.p50, baseline: trip.p50 })
  const claims = await road.claims(CUSTOMERS)
  print({ name: 'claim.card.p95', value: claims.p95, unit: 'ms', ratio: claims.p95 / trip.p50, baseline: trip.p50 })
  print({ name: 'memory.at-rest', value: atRest, unit: 'MB' })
  print({ name: 'memory.under-load', value: load.memory, unit: 'MB', ratio: load.memory / atRest, baseline: atRest })
  const passing = await road.file(FILE_SIZE)
  print({
    name: 'file.memory',
    value: passing,
    unit: 'MB',
    ratio: passing / inMegabytes(FILE_SIZE),
    baseline: inMegabytes(FILE_SIZE),
  })
  await road.close()
  await benchWeb(database.url)
  await benchModel(database.url)
  await benchRecovery(database.url)
  const start = await timeToReady(path.join(folder, 'ready'))
  print({ name: 'start.ready', value: start.ready, unit: 'ms', ratio: start.ready / start.bare, baseline: start.bare })
}
