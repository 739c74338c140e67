// What an export holds: each row once, nothing that was taken back, and cells that no spreadsheet runs.

import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { parse } from 'csv-parse/sync'
import { DateTime } from 'luxon'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../src/database/client.ts'
import { forgetCustomer } from '../../src/engine/forgetting.ts'
import { createWords } from '../../src/locales/words.ts'
import { type ExportOptions, exportText, MESSAGE_COLUMNS, TICKET_COLUMNS } from '../../src/reading/exported.ts'
import { zonedTimes } from '../../src/reading/zoned-times.ts'
import { type OpenedDatabase, openFreshDatabase } from '../support/database.ts'
import { root } from '../support/program.ts'
import { storeCustomer, storeManager, storeMessage, storeTicket } from './stored.ts'

let fresh: OpenedDatabase
let db: Database
beforeAll(async () => {
  fresh = await openFreshDatabase()
  db = fresh.db
})
afterAll(() => fresh.close())

const day = (number: number) => new Date(`2026-${String(number).padStart(2, '0')}-10T12:00:00Z`)
const monthOf = (number: number) => ({
  from: new Date(Date.UTC(2026, number - 1, 1)),
  to: new Date(Date.UTC(2026, number, 1)),
})
const basics = { what: 'tickets', format: 'csv', state: 'all', zone: 'Europe/Bucharest', mark: false } as const

const exported = (options: Partial<ExportOptions>): Promise<string> =>
  text(exportText(db, { ...basics, period: null, ...options }))
const rows = async (options: Partial<ExportOptions>): Promise<Record<string, string>[]> =>
  parse(await exported(options), { columns: true })
const objects = async (options: Partial<ExportOptions>) => JSON.parse(await exported({ ...options, format: 'json' }))

test('a ticket is a row with its facts, its times in the desk’s zone', async () => {
  const [ion, ana] = [await storeCustomer(db, { name: 'Ion Pop' }), await storeManager(db)]
  const ticket = await storeTicket(db, ion, {
    openedAt: day(1),
    question: 'Where is the "blue" parcel,\nplease?',
    status: 'resolved',
    answeredAt: new Date('2026-01-10T12:05:00Z'),
    resolvedAt: new Date('2026-07-01T00:00:00.250Z'),
    holderId: ana.id,
    tags: ['money', 'parcel'],
    rating: 4,
  })
  const [row, ...more] = await rows({ period: monthOf(1) })
  expect(more).toEqual([])
  expect(row).toMatchObject({
    number: String(ticket.number),
    state: 'resolved',
    holder: 'Ana',
    customer: 'Ion Pop',
    channel: 'telegram',
    question: 'Where is the "blue" parcel,\nplease?',
    tags: 'money, parcel',
    openedAt: '2026-01-10T14:00:00.000+02:00',
    answeredAt: '2026-01-10T14:05:00.000+02:00',
    resolvedAt: '2026-07-01T03:00:00.250+03:00',
    dueAt: '',
    rating: '4',
  })
  expect(await objects({ period: monthOf(1) })).toMatchObject([
    { number: ticket.number, tags: ['money', 'parcel'], dueAt: null, messages: [], history: [] },
  ])
  expect(await rows({ period: monthOf(1), state: 'open' })).toEqual([])
})

test('messages tell who wrote what, to which ticket, and which are notes', async () => {
  const [ion, ana] = [await storeCustomer(db, { name: 'Ion Pop' }), await storeManager(db)]
  const ticket = await storeTicket(db, ion, { openedAt: day(2) })
  await storeMessage(db, ion, { at: day(2), text: 'Before it' })
  const asked = await storeMessage(db, ion, { at: day(2), ticketId: ticket.id, text: 'Where?' })
  await db.attachment.create({
    data: {
      id: crypto.randomUUID(),
      messageId: asked.id,
      kind: 'photo',
      name: 'a.png',
      channel: 'web',
      externalId: 'a',
    },
  })
  const note = {
    author: 'manager',
    managerId: ana.id,
    audience: 'staff',
    text: 'Look',
    ticketId: ticket.id,
    at: day(2),
  }
  await storeMessage(db, ion, note)
  const found = await rows({ what: 'messages', period: monthOf(2) })
  expect(found.map((row) => [row.ticket, row.from, row.name, row.note, row.text, row.files])).toEqual([
    ['', 'customer', 'Ion Pop', 'false', 'Before it', ''],
    [String(ticket.number), 'customer', 'Ion Pop', 'false', 'Where?', 'a.png'],
    [String(ticket.number), 'manager', 'Ana', 'true', 'Look', ''],
  ])
  const [inTicket] = await objects({ period: monthOf(2) })
  expect(inTicket.messages.map((message: { text: string }) => message.text)).toEqual(['Where?', 'Look'])
  expect(await rows({ what: 'messages', period: monthOf(2), state: 'resolved' })).toEqual([])
})

test('a cell that a spreadsheet would run is a text, whoever wrote it', async () => {
  const eve = await storeCustomer(db, { name: '@eve' })
  for (const begin of ['=', '+', '-', '@', '\t', '\r']) {
    await storeTicket(db, eve, { openedAt: day(3), question: `${begin}HYPERLINK("http://evil")` })
  }
  const found = await rows({ period: monthOf(3) })
  expect(found).toHaveLength(6)
  for (const { question, customer } of found) {
    expect(question).toMatch(/^'/)
    expect(customer).toBe("'@eve")
  }
})

test('words that were taken back or erased are in no export, nor in the question that they made', async () => {
  const [ion, dan] = [await storeCustomer(db, { name: 'Ion' }), await storeCustomer(db, { name: 'Dan Secret' })]
  const ticket = await storeTicket(db, ion, { openedAt: day(4), question: 'My parcel\n\nThe code is 4711-secret' })
  await storeMessage(db, ion, { at: day(4), ticketId: ticket.id, text: 'My parcel' })
  const gone = await storeMessage(db, ion, { at: day(4), ticketId: ticket.id, text: 'The code is 4711-secret' })
  await db.message.update({ where: { id: gone.id }, data: { deletedAt: day(4) } })
  const erased = await storeTicket(db, dan, {
    openedAt: day(4),
    question: 'A secret question',
    ratingComment: 'secret',
  })
  await storeMessage(db, dan, { at: day(4), ticketId: erased.id, text: 'A secret question' })
  const shell = { words: createWords(), staffChannel: null, settings: { locale: 'en' } }
  await db.$transaction((tx) => forgetCustomer(tx, shell, dan.customerId, day(4)))
  for (const what of ['tickets', 'messages'] as const) {
    for (const format of ['csv', 'json'] as const) {
      const all = await exported({ what, format, period: monthOf(4) })
      expect(all).not.toMatch(/secret/i)
      expect(all).toContain('My parcel')
    }
  }
  const messages = await rows({ what: 'messages', period: monthOf(4) })
  expect(messages.filter(({ from }) => from === 'customer').map(({ deleted }) => deleted)).toEqual([
    'false',
    'true',
    'true',
  ])
})

test('page after page each row comes once, also where thousands came at the same moment', async () => {
  const ion = await storeCustomer(db)
  await db.$executeRaw`
    INSERT INTO tickets (id, question, locale, opened_at, waiting_since, conversation_id, customer_id)
    SELECT gen_random_uuid(), 'Q', 'en', ${day(5)}::timestamptz + (n / 1500) * interval '1 hour', ${day(5)}, ${ion.conversationId}::uuid, ${ion.customerId}::uuid
    FROM generate_series(1, 2500) n`
  await db.$executeRaw`
    INSERT INTO messages (id, author, audience, document, created_at, conversation_id)
    SELECT gen_random_uuid(), 'customer', 'everyone', '{"type":"root","children":[]}', ${day(5)}, ${ion.conversationId}::uuid FROM generate_series(1, 2500)`
  for (const [what, name] of [
    ['tickets', 'number'],
    ['messages', 'id'],
  ] as const) {
    const found = await rows({ what, period: monthOf(5) })
    expect(new Set(found.map((row) => row[name])).size).toBe(2500)
    expect(found).toHaveLength(2500)
  }
})

test('an empty period is a header, or an empty array', async () => {
  expect(await exported({ period: monthOf(12) })).toBe(`${TICKET_COLUMNS.join(',')}\n`)
  expect(await exported({ period: monthOf(12), what: 'messages', mark: true })).toBe(
    `\uFEFF${MESSAGE_COLUMNS.join(',')}\n`,
  )
  expect(await exported({ period: monthOf(12), format: 'json' })).toBe('[]\n')
})

test('docs/export.md explains each column, in order', async () => {
  const page = await readFile(`${root}/docs/export.md`, 'utf8')
  const [, tickets = '', messages = ''] = page.split('\n## ')
  const columns = (part: string) => [...part.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name)
  expect(columns(tickets)).toEqual([...TICKET_COLUMNS])
  expect(columns(messages)).toEqual([...MESSAGE_COLUMNS])
})

test('moments are those of the zone on either side of each change of its clocks', () => {
  for (const zone of ['UTC', 'Europe/Bucharest', 'America/St_Johns', 'Australia/Lord_Howe', 'Asia/Kathmandu']) {
    const time = zonedTimes(zone)
    const start = Date.UTC(2026, 0, 1)
    for (let at = start; at < Date.UTC(2027, 0, 1); at += 6 * 3_600_000 - 1) {
      expect(time(at)).toBe(DateTime.fromMillis(at, { zone }).toFormat("yyyy-MM-dd'T'HH:mm:ss.SSSZZ"))
    }
  }
})
