// A desk with something in each corner, and all rows of a database to be compared.

import { createHash, randomUUID } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import fc from 'fast-check'
import pg from 'pg'
import { pino } from 'pino'
import type { Database } from '../../src/database/client.ts'
import { openQueue } from '../../src/jobs/queue.ts'
import { customer, manager, type TestEngine } from '../support/engine.ts'

/** What a COPY has to spell in a way of its own. */
export const HARD = [
  '\\N',
  'tab\there',
  'line\nand\r\nline',
  '\\.',
  '"quoted", {braces}',
  'ăâîșț 😀 \u2028',
  ' ',
  '\\\\',
]
const words = (): string[] => [
  ...HARD,
  ...fc
    .sample(fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }), 12)
    .map((text) => text.toWellFormed().replaceAll('\0', '')),
]

/** Fills it by stories, with pending deliveries at the end: Slack takes nothing until the returned function is called. */
export const fillDesk = async (desk: TestEngine, filesFolder: string): Promise<() => void> => {
  await talk(desk, 'first', words())
  await desk.settled()
  await storeKnowledge(desk.db)
  await storeTimers(desk)
  await storeFiles(desk.db, filesFolder)
  await desk.db.manager.create({ data: { id: randomUUID(), channel: 'web', externalId: 'w1', name: 'Ana\tPop' } })
  const release = desk.slack.hold()
  await customer(desk.receive, 'pending').writes('Is my order on its way?')
  // It waits for the ticket's card, untried.
  await customer(desk.receive, 'pending').writes('The blue one, I mean')
  return release
}

/** A customer and a manager talk; the ticket ends where it is told. */
export const talk = async (
  desk: Pick<TestEngine, 'receive' | 'db'>,
  id: string,
  texts: readonly string[],
  resolves = false,
): Promise<void> => {
  const person = customer(desk.receive, id)
  const anna = manager(desk.receive, 'U1', 'Anna')
  await person.writes(`My order is late, says ${id}`)
  const { number } = await desk.db.ticket.findFirstOrThrow({
    where: { conversation: { identity: { externalId: id } } },
    orderBy: { number: 'desc' },
  })
  await anna.claims(number)
  for (const text of texts) {
    await person.writes(`${text}.`)
    await anna.replies(number, `You wrote: ${text}.`)
  }
  if (resolves) await anna.resolves(number)
}

const storeKnowledge = async (db: Database): Promise<void> => {
  const article = await db.article.create({
    data: {
      ...{ id: 'parcel', title: 'Where is my parcel?', answer: 'On its **way**.', locale: 'en', tags: ['a,b', '{c}'] },
      updatedAt: new Date(),
      phrasings: { create: words().map((text, n) => ({ id: randomUUID(), text: `${n} ${text}` })) },
    },
  })
  await db.article.create({
    data: {
      ...{ id: 'colet', title: 'Unde e coletul?', answer: 'Pe drum.', locale: 'ro', tags: [] },
      ...{ updatedAt: new Date(), versionOfId: article.id },
    },
  })
  for (const number of [1, 2]) {
    await db.articleRevision.create({
      data: { articleId: article.id, number, at: new Date(), what: 'changed', content: { title: HARD.join() } },
    })
  }
  const bytes = Buffer.from(Array.from({ length: 512 }, (_, n) => n % 256))
  await db.articleVector.create({ data: { model: 'small', hash: createHash('sha256').digest(), vector: bytes } })
}

/** One long overdue and one of tomorrow, as their jobs tell. */
const storeTimers = async (desk: TestEngine): Promise<void> => {
  const queue = await openQueue(desk.url, pino({ level: 'silent' }))
  const ticket = await desk.db.ticket.findFirstOrThrow()
  const set = (kind: string, at: Date) => ({ id: randomUUID(), kind, subject: ticket.id, dueAt: at })
  const timers = [set('claimReminder', new Date(0)), set('autoClose', new Date(Date.now() + 86_400_000))]
  await desk.db.timer.createMany({ data: timers })
  await desk.db.$transaction((tx) =>
    queue.setTimers(
      tx,
      timers.map(({ id, dueAt }) => ({ id, at: dueAt })),
    ),
  )
  await queue.stop()
}

const storeFiles = async (db: Database, folder: string): Promise<void> => {
  const message = await db.message.findFirstOrThrow({ orderBy: { position: 'asc' } })
  for (const size of [0, 1, 700_000]) {
    const id = randomUUID()
    await mkdir(path.join(folder, id.slice(0, 2)), { recursive: true })
    await writeFile(path.join(folder, id.slice(0, 2), id), Buffer.alloc(size, 'file'))
    await db.attachment.create({
      data: { ...{ id: randomUUID(), messageId: message.id, kind: 'document', channel: 'web' }, externalId: id },
    })
  }
}

/** Runs one statement. */
export const ask = async <Row>(url: string, sql: string): Promise<Row[]> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

/** Every row of every table but the book of migrations, as text, by table. */
export const allRows = async (url: string): Promise<Record<string, string[]>> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows: tables } = await client.query<{ name: string }>(
    `SELECT tablename::text AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations' ORDER BY 1`,
  )
  const found: Record<string, string[]> = {}
  for (const { name } of tables) {
    const { rows } = await client.query<{ row: string }>(
      `SELECT t::text AS row FROM "${name}" t ORDER BY t::text COLLATE "C"`,
    )
    found[name] = rows.map(({ row }) => row)
  }
  await client.end()
  return found
}
