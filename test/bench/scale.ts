// A desk with years behind it: what people feel beside a desk that began lately, and what becomes of thousands of claims that lapse at once.

import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { openDatabase } from '../../src/database/client.ts'
import { startEmbedded } from '../../src/database/embedded.ts'
import { migrate } from '../../src/database/migrate.ts'
import { ticketsOf } from '../../src/reading/tickets.ts'
import { seedLapsing } from '../scale/seed-lapsing.ts'
import { seedTickets } from '../scale/seed-tickets.ts'
import { print, quantile } from './figure.ts'
import { type FigureTimes, figureTimes } from './figures.ts'
import { openRoad, type Road, type Wishes } from './road.ts'

const FEW = 10_000
const LAPSING = 10_000
const SIZES = { messagesEach: 10 }
const CUSTOMERS = 40
const SAMPLES = 100
// Their cards come one a second, as Slack allows.
const TALKING = 8
// Long enough for what is to lapse to be stored before.
const DUE_IN = 60_000
const LOOK_EVERY = 250
// Whether a lease runs, the queue's rows need only to know.
const ANY_LEASE = { claimLease: 0, businessHours: [], holidays: [], timeZone: 'UTC' } as const

/** Seeds a database of its own with up to `most` tickets (a million with ten messages each take some 12 GB) and prints what is felt there. */
export const benchScale = async (most: number): Promise<void> => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'frontdesk-scale-'))
  const database = await startEmbedded({ dataDir: path.join(folder, 'data'), as: 'command' })
  try {
    await migrate(database.url)
    await seedTickets(database.url, 1, FEW, SIZES)
    const fewFigures = await figureTimes(database.url, FEW)
    const few = await onRoad(database.url, CUSTOMERS, { firstCustomer: 1 }, (road) => felt(database.url, road))
    await seedTickets(database.url, FEW + CUSTOMERS + 1, most, SIZES)
    printFigures(await figureTimes(database.url, most), fewFigures)
    await onRoad(database.url, CUSTOMERS, { firstCustomer: 1 + CUSTOMERS }, async (road) => {
      const many = await felt(database.url, road)
      for (const what of ['claim', 'reply', 'queue'] as const) {
        const [value, baseline] = [many[what], few[what]]
        print({ name: `scale.${what}.p50`, value, unit: 'ms', ratio: value / baseline, baseline })
      }
    })
    // As shipped: what is felt meanwhile is how it gives way within the platforms' limits.
    await onRoad(database.url, TALKING, { firstCustomer: 1 + 2 * CUSTOMERS, isPaced: true }, (road) =>
      lapse(database.url, road, most - LAPSING + 1),
    )
  } finally {
    await database.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

const printFigures = (many: FigureTimes, few: FigureTimes): void => {
  for (const what of ['first', 'week', 'month', 'monthByManager', 'chart'] as const) {
    const [value, baseline] = [many[what], few[what]]
    print({ name: `scale.figures.${what}`, value, unit: 'ms', ratio: value / baseline, baseline })
  }
}

// Each road has customers of its own: those of the road before have their tickets in another workspace.
const onRoad = async <T>(
  url: string,
  customers: number,
  wishes: Wishes,
  work: (road: Road) => Promise<T>,
): Promise<T> => {
  const road = await openRoad(url, customers, wishes)
  try {
    return await work(road)
  } finally {
    await road.close()
  }
}

const felt = async (url: string, road: Road): Promise<{ claim: number; reply: number; queue: number }> => {
  const db = openDatabase(url)
  const { queue } = ticketsOf(db, ANY_LEASE)
  const times: number[] = []
  for (let n = 0; n < SAMPLES; n++) {
    const started = performance.now()
    await queue(30)
    times.push(performance.now() - started)
  }
  await db.$disconnect()
  // A reply makes the ticket the manager's, which a claim begins by giving up.
  const { p50: reply } = await road.replies(SAMPLES)
  const { p50: claim } = await road.claims(SAMPLES)
  return { claim, reply, queue: quantile(times, 0.5) }
}

// All are due at one moment; customers and managers go on writing meanwhile.
const lapse = async (url: string, road: Road, first: number): Promise<void> => {
  const cards = await road.cards(LAPSING)
  const due = new Date(Date.now() + DUE_IN)
  await seedLapsing(url, first, cards, due)
  if (Date.now() > due.getTime()) throw new Error('storing what is to lapse took longer than it waited')
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await until(() => Date.now() >= due.getTime())
    let isOver = false
    const talk = road.talkUntil(() => isOver)
    await until(async () => {
      const { rows } = await client.query<{ lapsed: number }>(
        `SELECT count(*)::int AS lapsed FROM audit WHERE what = 'lapsed' AND at >= $1`,
        [due],
      )
      return rows[0]?.lapsed === LAPSING
    })
    print({ name: `scale.timers.${LAPSING}`, value: (Date.now() - due.getTime()) / 1000, unit: 's' })
    isOver = true
    const times = await talk
    print({ name: 'scale.timers.talk.p50', value: quantile(times, 0.5), unit: 'ms' })
    print({ name: 'scale.timers.talk.p99', value: quantile(times, 0.99), unit: 'ms' })
  } finally {
    await client.end()
  }
}

const until = async (isSo: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY))
}
