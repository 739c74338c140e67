// What a desk does all day reads what it has by its indexes: each statement that it sends is explained, as its own connections plan it.

import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SESSION_SETTINGS } from '../../src/database/client.ts'
import { queueViews } from '../../src/desk/searching.ts'
import { pruneFiles } from '../../src/jobs/prune-files.ts'
import { openQueue, type Queue } from '../../src/jobs/queue.ts'
import { createTimers } from '../../src/jobs/timers.ts'
import { createWords } from '../../src/locales/words.ts'
import { createDesk } from '../../src/reading/desk.ts'
import { readWaiting } from '../../src/reading/waiting.ts'
import { seedTickets } from '../scale/seed-tickets.ts'
import { customer, manager, openEngine, type TestEngine } from '../support/engine.ts'
import { eventually } from '../support/eventually.ts'

// Of some months: where reading from end to end is still tempting.
const TICKETS = 4_000
const HOUR = 3_600_000
// What grows with the years; the others are read whole at times.
const large = [
  ...['customers', 'identities', 'conversations', 'tickets', 'messages', 'attachments', 'destinations', 'deliveries'],
  ...['audit', 'inbound_keys', 'suggestions', 'timers'],
]

let desk: TestEngine
let queue: Queue
beforeAll(async () => {
  desk = await openEngine({
    settings: { claimReminder: HOUR, claimLease: HOUR, slaFirstResponse: HOUR, slaResolution: HOUR, autoClose: HOUR },
  })
  await desk.db
    .$executeRaw`INSERT INTO timers SELECT gen_random_uuid(), 'autoClose', gen_random_uuid(), now() FROM generate_series(1, 5000)`
  await seedTickets(desk.url, 1, TICKETS)
  queue = await openQueue(desk.url, pino({ level: 'silent' }))
})
afterAll(async () => {
  await queue.stop()
  await desk.close()
})

/** The statements that every connection of this process sends while something is done, each once. */
const statementsOf = async (work: () => Promise<unknown>): Promise<string[]> => {
  const sent = new Set<string>()
  const { query } = pg.Client.prototype
  const watched = function (this: pg.Client, ...given: unknown[]) {
    const [first] = given
    const text = typeof first === 'string' ? first : textOf(first)
    if (/^\s*(select|insert|update|delete|with)\b/i.test(text)) sent.add(text)
    return Reflect.apply(query, this, given)
  }
  Reflect.set(pg.Client.prototype, 'query', watched)
  try {
    await work()
  } finally {
    Reflect.set(pg.Client.prototype, 'query', query)
  }
  return [...sent]
}
const textOf = (given: unknown): string =>
  typeof given === 'object' && given !== null && 'text' in given ? String(given.text) : ''

/** What reads a large table from end to end, be it in the order of an index, or all that waits to be said wherever it goes. */
const endToEnd = [
  ...large.map((table) => new RegExp(`Seq Scan on (public\\.)?${table}\\b`)),
  /Index Scan[^\n]* using (?:deliveries_pending|tickets_opened_at_idx) on [^\n]*\n(?!\s*Index Cond)/,
]

/** The sweep, once a second, a scrape of the metrics and the page of how the desk works look for whatever waits. */
const allThatWaits = /DISTINCT ON \(destination\)|AS outlet,[^;]* d\.state = 'pending'/

/** The statements that read like that, with how they are carried out. */
const scansOf = async (statements: readonly string[]): Promise<string[]> => {
  const client = new pg.Client({ connectionString: desk.url, options: SESSION_SETTINGS })
  await client.connect()
  try {
    const scans: string[] = []
    for (const statement of statements) {
      const { rows } = await client.query({ text: `EXPLAIN (GENERIC_PLAN) ${statement}`, rowMode: 'array' })
      const plan = rows.map(([line]) => String(line)).join('\n')
      if (!allThatWaits.test(statement) && endToEnd.some((reading) => reading.test(plan))) {
        scans.push(`${statement}\n${plan}`)
      }
    }
    return scans
  } finally {
    await client.end()
  }
}

const settled = () =>
  eventually(async () =>
    expect(await desk.db.$queryRaw`SELECT FROM deliveries WHERE state = 'pending'`).toHaveLength(0),
  )
const expectIndexed = async (work: () => Promise<unknown>): Promise<void> => {
  const statements = await statementsOf(async () => {
    await work()
    await settled()
  })
  expect(statements.length).toBeGreaterThan(0)
  expect(await scansOf(statements)).toEqual([])
}

const reading = () =>
  createDesk({
    db: desk.db,
    library: {
      search: () => [],
      match: () => [],
      titles: () => [],
      nearest: () => null,
      byWords: () => [],
      prepare: async () => undefined,
    },
    words: createWords(),
    config: {
      adminIds: [],
      desk: {
        ...{ staffIdentity: 'name', locale: 'en', timeZone: 'UTC', businessHours: [], holidays: [] },
        ...{ claimReminder: HOUR, claimLease: HOUR },
        assistant: false,
        translate: 'off',
      },
    },
    subscribe: () => () => {},
    now: () => new Date(),
  })
const lastTicket = () => desk.db.ticket.findFirstOrThrow({ orderBy: { number: 'desc' } })
const ana = () => manager(desk.receive, 'UANA', 'Ana')

test('a plan that reads a table from end to end is found', async () => {
  const [scan] = await scansOf([`SELECT id FROM tickets WHERE question = $1`])
  expect(scan).toContain('Seq Scan on tickets')
})

test('a new customer, and one of years ago, open tickets and write on', () =>
  expectIndexed(async () => {
    for (const id of ['new-one', 's17']) {
      await customer(desk.receive, id).writes('Where is my order?')
      await customer(desk.receive, id).writes('It is late')
      await customer(desk.receive, id).commands('status')
      await customer(desk.receive, id).commands('tickets')
    }
  }))

test('a manager claims, answers, edits, waits, snoozes, releases and resolves', async () => {
  await customer(desk.receive, 'asks').writes('Where is my order?')
  const { number } = await lastTicket()
  await expectIndexed(async () => {
    await ana().claims(number)
    await ana().replies(number, 'On its way', 'reply:1')
    await ana().edits(number, 'On its way!', 'reply:1')
    await ana().deletes(number, 'reply:1')
    await ana().awaitsCustomer(number)
    await customer(desk.receive, 'asks').writes('Thank you')
    await ana().snoozes(number, 'hour')
    await ana().releases(number)
    await ana().claims(number)
    await ana().resolves(number)
    await customer(desk.receive, 'asks').writes('It broke again')
    await ana().bans(number)
    await ana().unbans(number)
  })
})

test('timers fire', async () => {
  await customer(desk.receive, 'late').writes('Where is my order?')
  const { id } = await lastTicket()
  const timers = createTimers({ db: desk.db, queue, receive: desk.receive, log: pino({ level: 'silent' }) })
  await expectIndexed(async () => {
    for (const kind of ['clock', 'lease', 'claimReminder', 'customerReminder', 'autoClose'] as const) {
      await desk.db.$transaction((tx) =>
        timers.set(tx, [{ at: new Date(Date.now() + HOUR), subject: { kind, ticket: id } }]),
      )
      const { id: timer } = await desk.db.timer.findFirstOrThrow({ where: { subject: id, kind } })
      await timers.fire(timer)
    }
    timers.stop()
  })
})

test('the team is read, how the desk works, and what waits', async () => {
  await expectIndexed(async () => {
    const all = reading()
    await all.operations()
    await all.team('a session')
    await all.teamTrail(20)
    await readWaiting(desk.db)
  })
})

test('the queue, a ticket, a customer’s chat and what nobody claims are read', async () => {
  const { number, id } = await lastTicket()
  await expectIndexed(async () => {
    const all = reading()
    await all.queue(30)
    await all.mine({ channel: 'slack', externalId: 'UANA' }, 30)
    for (const view of queueViews) await all.listOf(view, { channel: 'slack', externalId: 'UANA' }, 200)
    await all.counts({ channel: 'slack', externalId: 'UANA' })
    await all.findTickets('order #12', 200)
    // Of what is found in many it is counted how many they are.
    expect(await all.findTickets('order', 1)).toMatchObject({ total: 1_000, isMore: true })
    await all.arrivals({ channel: 'slack', externalId: 'UANA' }, 5)
    await all.asker(number)
    await all.card(id)
    await all.ticket(number)
    await all.earlier(number)
    await all.mergeTargets(number)
    await all.unclaimed(30)
    await all.threads()
    await all.undelivered(20)
    await all.chat({ channel: 'telegram', externalId: 's17' }, null)
    await all.requests({ channel: 'telegram', externalId: 's17' }, 10)
    await all.request({ channel: 'telegram', externalId: 's17' }, number)
    await all.customersFile(randomUUID(), { channel: 'telegram', externalId: 's17' })
    await all.staffFile(randomUUID())
  })
})

test('what changed in a chat is looked for among what changed, however long the chat is', async () => {
  const statements = await statementsOf(() =>
    reading().chatNews({ channel: 'telegram', externalId: 's17' }, 1_000, new Date()),
  )
  expect(await scansOf(statements)).toEqual([])
  const client = new pg.Client({ connectionString: desk.url, options: SESSION_SETTINGS })
  await client.connect()
  try {
    const plans = await Promise.all(statements.map((text) => client.query(`EXPLAIN (GENERIC_PLAN) ${text}`)))
    const plan = JSON.stringify(plans.flatMap(({ rows }) => rows))
    for (const index of ['messages_edited', 'messages_deleted']) expect(plan).toContain(index)
  } finally {
    await client.end()
  }
})

test('stored files that no message has are looked for by the files', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'frontdesk-old-files-'))
  const file = join(folder, 'ab', `ab${randomUUID().slice(2)}`)
  await mkdir(join(folder, 'ab'))
  await writeFile(file, 'old')
  await utimes(file, new Date(0), new Date(0))
  await expectIndexed(async () => {
    expect(await pruneFiles(desk.db, folder, new Date())).toBe(1)
  })
  await rm(folder, { recursive: true })
})
