// A desk that was backed up while people wrote is the same desk elsewhere: its rows, its files, its timers, what it still had to say.

import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type BackedUp, backUp } from '../../src/backup/back-up.ts'
import { CARRIED_QUEUES, openQueue } from '../../src/jobs/queue.ts'
import { emptyDatabase, type FreshDatabase, freshDatabase } from '../support/database.ts'
import { openEngine, openEngineOn, type TestEngine } from '../support/engine.ts'
import { eventually } from '../support/eventually.ts'
import { restoreInto } from './restoring.ts'
import { allRows, ask, fillDesk, talk } from './whole-desk.ts'

const log = pino({ level: 'silent' })
let desk: TestEngine
let folder = ''
let file = ''
let before: Record<string, string[]>
let beforeDeliveries: unknown[]
let done: BackedUp
let release: () => void
const opened: FreshDatabase[] = []

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'frontdesk-backup-'))
  file = path.join(folder, 'desk.tar.gz')
  desk = await openEngine()
  release = await fillDesk(desk, path.join(folder, 'files'))
  // The card that waits was tried, all else that can be said is, and nothing moves any more.
  const moving = `SELECT kind, attempts FROM deliveries WHERE state = 'pending' AND (attempts > 0 OR destination LIKE 'telegram%')`
  await eventually(async () => expect(await ask(desk.url, moving)).toEqual([{ kind: 'card', attempts: 1 }]))
  before = await allRows(desk.url)
  beforeDeliveries = await deliveries(desk.url)
  done = await backedUpAmidTalk()
})
afterAll(async () => {
  release()
  await desk.close()
  for (const database of opened) await database.drop()
  await rm(folder, { recursive: true })
})

// The backup's moment is before a table is let go of that it waits for; people talk until it may go on, and while it does.
const backedUpAmidTalk = async (): Promise<BackedUp> => {
  const holder = new pg.Client({ connectionString: desk.url })
  await holder.connect()
  await holder.query('BEGIN; LOCK TABLE report_schedules IN ACCESS EXCLUSIVE MODE')
  const wanted = { url: desk.url, file, filesFolder: path.join(folder, 'files'), queues: CARRIED_QUEUES }
  const making = backUp(wanted)
  await eventually(async () =>
    expect(await ask(desk.url, 'SELECT FROM pg_locks WHERE NOT granted')).not.toHaveLength(0),
  )
  await talk(desk, 'amid', ['behind the moment'])
  await holder.query('COMMIT')
  await holder.end()
  const talking = talk(desk, 'later', ['while it is written'], true)
  const made = await making
  await talking
  return made
}

const restored = async (make: () => Promise<FreshDatabase> = freshDatabase): Promise<string> => {
  const database = await make()
  opened.push(database)
  await restoreInto(database.url, file, path.join(folder, database.url.slice(-32)))
  return database.url
}

/** One that no test changes. */
let kept: Promise<string> | null = null
const unchanged = (): Promise<string> => {
  kept ??= restored()
  return kept
}

const withoutDoubt = (rows: Record<string, string[]>): Record<string, string[]> => ({ ...rows, deliveries: [] })
const deliveries = (url: string) => ask(url, `SELECT to_jsonb(d) - 'tried_at' AS row FROM deliveries d ORDER BY id`)

test('nobody but its owner may read a backup', async () => {
  expect((await stat(file)).mode & 0o777).toBe(0o600)
})

test('a backup made while people write holds every row as it was at one moment', async () => {
  const url = await unchanged()
  expect(withoutDoubt(await allRows(url))).toEqual(withoutDoubt(before))
  expect(await deliveries(url)).toEqual(beforeDeliveries)
  // What was said since is on the desk it was taken from alone.
  expect((await allRows(desk.url)).messages?.length).toBeGreaterThan(before.messages?.length ?? 0)
})

test('it restores into a database without any tables, on whichever server', async () => {
  const [one, other] = [await restored(emptyDatabase), await unchanged()]
  expect(await allRows(one)).toEqual(await allRows(other))
  expect(await deliveries(one)).toEqual(await deliveries(other))
})

test('a backup of a restored desk is restored to the same again', async () => {
  const url = await unchanged()
  const again = path.join(folder, 'again.tar.gz')
  await backUp({ url, file: again, filesFolder: path.join(folder, 'files'), queues: CARRIED_QUEUES })
  const database = await emptyDatabase()
  opened.push(database)
  await restoreInto(database.url, again, path.join(folder, 'again'))
  expect(await allRows(database.url)).toEqual(await allRows(url))
})

test('files of the web come along, byte by byte', async () => {
  const url = await unchanged()
  const [from, to] = [path.join(folder, 'files'), path.join(folder, url.slice(-32))]
  const names = (await readdir(from, { recursive: true, withFileTypes: true })).filter((one) => one.isFile())
  expect(done).toMatchObject({ files: 3, missing: 0 })
  expect(names).toHaveLength(3)
  for (const { parentPath, name } of names) {
    const place = path.join(path.relative(from, parentPath), name)
    expect((await readFile(path.join(to, place))).equals(await readFile(path.join(from, place)))).toBe(true)
  }
})

test('timers that were set fire on the restored desk, each at its time', async () => {
  const url = await restored()
  const fired: string[] = []
  const queue = await openQueue(url, log)
  const nothing = async () => undefined
  const fire = async (id: string) => void fired.push(id)
  await queue.start({ fire, consult: async () => true, prune: nothing, learn: nothing, report: nothing })
  const timers = await ask<{ id: string; kind: string }>(url, 'SELECT id, kind FROM timers')
  const due = timers.filter(({ kind }) => kind === 'claimReminder').map(({ id }) => id)
  await eventually(() => expect(fired).toEqual(due))
  await queue.stop()
  const left = await ask(
    url,
    `SELECT j.start_after = t.due_at AS "inTime", t.kind FROM pgboss.job j JOIN timers t ON j.data->>'timer' = t.id::text WHERE j.state = 'created'`,
  )
  expect(left).toEqual([{ inTime: true, kind: 'autoClose' }])
})

test('what waited to be said is said by the restored desk, with a look whether it was said since', async () => {
  const url = await restored()
  const other = await openEngineOn(url)
  await eventually(async () => expect(await other.db.delivery.count({ where: { state: 'pending' } })).toBe(0))
  const untried = await desk.db.delivery.findMany({ where: { state: 'pending', triedAt: null }, select: { id: true } })
  const said = other.slack.arrived.filter(({ id }) => untried.some((one) => one.id === id))
  expect(said).not.toHaveLength(0)
  expect(said.map(({ triedAt }) => triedAt?.toISOString())).toEqual(said.map(() => done.madeAt))
  await other.close()
})

test('new tickets and messages are numbered behind those that were restored', async () => {
  const url = await restored()
  const [last] = await ask<{ number: number; position: string }>(
    url,
    'SELECT (SELECT max(number) FROM tickets) AS number, (SELECT max(position) FROM messages) AS position',
  )
  const other = await openEngineOn(url)
  await talk(other, 'newcomer', ['after the move'])
  const ticket = await other.db.ticket.findFirstOrThrow({ orderBy: { number: 'desc' } })
  expect(ticket.number).toBeGreaterThan(last?.number ?? 0)
  const message = await other.db.message.findFirstOrThrow({ where: { ticketId: ticket.id } })
  expect(message.position).toBeGreaterThan(BigInt(last?.position ?? 0))
  await other.close()
})
