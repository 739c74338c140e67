import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, stat } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../src/database/client.ts'
import { storeCustomer, storeManager, storeMessage, storeTicket } from '../reading/stored.ts'
import { createDataFolder } from '../support/data-folder.ts'
import { type OpenedDatabase, openFreshDatabase } from '../support/database.ts'
import { commandOf, root } from '../support/program.ts'
import { createCommandHost } from './command-host.ts'

const { frontdesk, stop } = createCommandHost()

let fresh: OpenedDatabase
let db: Database
beforeAll(async () => {
  fresh = await openFreshDatabase()
  db = fresh.db
})
afterAll(async () => {
  await stop()
  await fresh.close()
})

test('tickets are listed, shown with who did what and when, and exported', async () => {
  const [ion, ana] = [await storeCustomer(db, { name: 'Ion Pop' }), await storeManager(db)]
  const open = await storeTicket(db, ion, { question: 'Where is the "blue" parcel?' })
  const done = await storeTicket(db, ion, { status: 'resolved', resolvedAt: new Date('2026-01-06T12:00:00Z') })
  await storeMessage(db, ion, { ticketId: open.id, text: 'It was for Lilac Street' })
  const at = new Date('2026-01-05T12:30:00Z')
  const entries = [
    { what: 'claimed', managerId: ana.id },
    { what: 'snoozed', managerId: ana.id, facts: { until: '2026-01-07T09:00:00.000Z' } },
    { what: 'resumed', managerId: ana.id },
    { what: 'tookIn', managerId: ana.id, facts: { ticket: done.id } },
  ]
  for (const entry of entries) await db.audit.create({ data: { ticketId: open.id, at, ...entry } })
  const run = (...words: string[]) => frontdesk(['ticket', ...words], { DATABASE_URL: fresh.url })
  const [list, shown, all, csv, none, wrong] = await Promise.all([
    run('list'),
    run('show', String(open.number)),
    run('export'),
    run('export', '--format', 'csv'),
    run('show', '999'),
    run('show', 'twelve'),
  ])
  expect(list.out).toBe(`#${open.number}  new  normal  –  Ion Pop (telegram)  Where is the "blue" parcel?\n`)
  for (const words of ['Ion Pop: It was for Lilac Street', '2026-01-05T12:30:00.000Z  claimed by Ana']) {
    expect(shown.out).toContain(words)
  }
  expect(shown.out).toContain('put off until 2026-01-07T09:00:00.000Z by Ana')
  expect(shown.out).toContain('goes on (by Ana)')
  expect(shown.out).toContain(`#${done.number} was merged into it by Ana`)
  expect(JSON.parse(all.out)).toMatchObject([
    {
      number: open.number,
      messages: [{ text: 'It was for Lilac Street' }],
      history: [{ what: 'claimed', by: 'Ana' }, {}, {}, {}],
    },
    { number: done.number, state: 'resolved', messages: [], history: [] },
  ])
  expect(csv.out.split('\n')).toHaveLength(4)
  expect(csv.out).toContain('"Where is the ""blue"" parcel?"')
  expect([none.code, none.out]).toEqual([1, ''])
  expect(none.err).toContain('there is no ticket #999')
  expect([wrong.code, wrong.out]).toEqual([2, ''])
})

test('an export is of a period, of tickets or of messages, to a file where one is named', async () => {
  const ion = await storeCustomer(db, { name: 'Ion Pop' })
  const ticket = await storeTicket(db, ion, { openedAt: new Date('2025-03-31T21:30:00Z'), question: '=1+1' })
  await storeMessage(db, ion, { ticketId: ticket.id, text: 'In March', at: new Date('2025-03-31T20:59:00Z') })
  await storeMessage(db, ion, { ticketId: ticket.id, text: 'In April', at: new Date('2025-03-31T21:01:00Z') })
  const run = (...words: string[]) =>
    frontdesk(['ticket', 'export', ...words], { DATABASE_URL: fresh.url, TIMEZONE: 'Europe/Bucharest' })
  const file = `${createDataFolder()}/april.csv`
  const [toFile, messages, wrong, unwritable] = await Promise.all([
    run('--period', '2025-04', '--format', 'csv', '--out', file),
    run('--period', '2025-04', '--messages'),
    run('--period', 'soon'),
    run('--out', '/nowhere/april.csv'),
  ])
  expect(toFile).toEqual({ code: 0, out: '', err: '' })
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  expect(await readFile(file, 'utf8')).toMatch(
    /^\uFEFFnumber,.*\n\d+,new,.*,'=1\+1,.*2025-04-01T00:30:00\.000\+03:00,.*\n$/,
  )
  expect(JSON.parse(messages.out)).toMatchObject([{ ticket: ticket.number, text: 'In April', from: 'customer' }])
  expect(wrong).toMatchObject({ code: 2, out: '' })
  expect(wrong.err).toContain('"soon" is no period')
  expect(unwritable.code).toBe(1)
  expect(unwritable.err).toMatch(
    /^frontdesk: \/nowhere\/april\.csv can't be written: .*name a file in a folder that is there.*\n$/,
  )
})

const many = async (): Promise<void> => {
  const { customerId, conversationId } = await storeCustomer(db)
  await db.$executeRaw`
    INSERT INTO tickets (id, question, locale, opened_at, waiting_since, conversation_id, customer_id)
    SELECT gen_random_uuid(), repeat('Where is it? ', 20), 'en', '2024-01-01', '2024-01-01', ${conversationId}::uuid, ${customerId}::uuid FROM generate_series(1, 5000)`
}

const through = async (pipe: string) => {
  const line = `set -o pipefail; ${commandOf('frontdesk')} ticket export --format csv --period 2024 ${pipe}`
  const child = spawn('bash', ['-c', line], { cwd: root, env: { ...process.env, DATABASE_URL: fresh.url } })
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  return { code: child.exitCode, out, err }
}

test('a reader who has enough ends it quietly, and a full disk is told', async () => {
  await many()
  const [head, full] = await Promise.all([through('| head -n 1'), through('> /dev/full')])
  expect(head).toMatchObject({ code: 0, err: '' })
  expect(head.out).toMatch(/^number,/)
  expect(full.code).toBe(1)
  expect(full.err).toMatch(/^frontdesk: the answer can't be written: ENOSPC.*make room.*\n$/)
})
