import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../src/database/client.ts'
import { storeCustomer, storeManager, storeMessage, storeTicket } from '../reading/stored.ts'
import { type OpenedDatabase, openFreshDatabase } from '../support/database.ts'
import { frontdesk } from './command.ts'

let fresh: OpenedDatabase
let db: Database
beforeAll(async () => {
  fresh = await openFreshDatabase()
  db = fresh.db
})
afterAll(() => fresh.close())

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
