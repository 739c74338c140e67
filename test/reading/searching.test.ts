import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DeskSearch, QueueView } from '../../src/desk/searching.ts'
import type { Person, TicketRow } from '../../src/desk.ts'
import { searchOf } from '../../src/reading/searching.ts'
import { type OpenedDatabase, openFreshDatabase } from '../support/database.ts'
import { type StoredCustomer, storeCustomer, storeManager, storeTicket } from './stored.ts'

const NOW = new Date('2026-01-10T12:00:00Z')
const day = (number: number) => new Date(Date.UTC(2026, 0, number, 12))
const ana: Person = { channel: 'web', externalId: 'ana' }

let fresh: OpenedDatabase
let desk: DeskSearch
const numbers: { [name: string]: number } = {}
beforeAll(async () => {
  fresh = await openFreshDatabase()
  const { db } = fresh
  desk = searchOf(db, () => NOW)
  const holder = (await storeManager(db, { ...ana, name: 'Ana' })).id
  const other = (await storeManager(db, { externalId: 'bob', name: 'Bob' })).id
  const mihai = await storeCustomer(db, { name: 'Mihai Țurcanu', email: 'mihai@example.com' })
  const ion = await storeCustomer(db, { channel: 'web', knownName: 'Ion' })
  const due = { firstDueAt: day(20), resolutionDueAt: day(25) }
  const stored = {
    late: [mihai, { openedAt: day(3), firstDueAt: day(9), resolutionDueAt: day(25) }],
    later: [
      ion,
      {
        openedAt: day(2),
        status: 'claimed',
        holderId: holder,
        claimedAt: day(2),
        answeredAt: day(2),
        resolutionDueAt: day(8),
      },
    ],
    mine: [ion, { openedAt: day(4), status: 'claimed', holderId: holder, ...due, question: 'Unde este coletul meu?' }],
    waits: [mihai, { openedAt: day(1), status: 'waiting', holderId: other, ...due, subject: 'Refund of shoes' }],
    snoozed: [ion, { openedAt: day(5), status: 'snoozed', snoozedUntil: day(12), ...due, tags: ['delivery'] }],
    done: [
      mihai,
      { openedAt: day(1), status: 'resolved', resolvedAt: day(2), holderId: holder, question: 'Coletul e rupt' },
    ],
  } satisfies Record<string, [StoredCustomer, Parameters<typeof storeTicket>[2]]>
  for (const [name, [customer, fields]] of Object.entries(stored)) {
    numbers[name] = (await storeTicket(db, customer, fields)).number
  }
})
afterAll(() => fresh.close())

const names = (rows: readonly TicketRow[]) =>
  rows.map(({ number }) => Object.entries(numbers).find(([, known]) => known === number)?.[0])

test.each<[QueueView, string[]]>([
  ['open', ['waits', 'later', 'late', 'mine', 'snoozed']],
  ['unclaimed', ['late']],
  ['mine', ['later', 'mine']],
  ['waiting', ['waits']],
  ['snoozed', ['snoozed']],
  ['overdue', ['later', 'late']],
])('the list %s holds its tickets in their order, and is counted', async (view, expected) => {
  const { rows, total } = await desk.listOf(view, ana, 200)
  expect([names(rows), total]).toEqual([expected, expected.length])
  expect((await desk.counts(ana))[view]).toBe(expected.length)
})

test('a long list is cut, and tells how long it is', async () => {
  expect(await desk.listOf('open', ana, 2)).toMatchObject({ rows: [{}, {}], total: 5 })
})

test('what nobody has claimed and what a manager was given is news to them, the latest first', async () => {
  expect(names(await desk.arrivals(ana, 5))).toEqual(['mine', 'late'])
  expect(names(await desk.arrivals(ana, 1))).toEqual(['mine'])
  expect(names(await desk.arrivals({ channel: 'web', externalId: 'new' }, 5))).toEqual(['late'])
})

test('somebody who never had a ticket has none', async () => {
  expect(await desk.counts({ channel: 'web', externalId: 'new' })).toMatchObject({ mine: 0, open: 5 })
})

test.each([
  ['a beginning of a word', 'cole', ['done', 'mine']],
  ['words in any order', 'meu unde', ['mine']],
  ['the subject', 'refund', ['waits']],
  ['a tag', 'delivery', ['snoozed']],
  ['the customer’s name without its marks', 'turcanu', ['done', 'waits', 'late']],
  ['the name that a platform tells', 'ION', ['snoozed', 'mine', 'later']],
  ['the customer’s address', 'mihai@exam', ['done', 'waits', 'late']],
  ['signs that mean something to a database', `' | !: \\ & ) ☃`, []],
  ['nothing', '  ', []],
  ['one letter, which nearly all have', 'p', []],
  ['a word that is nowhere', 'zeppelin', []],
])('tickets are found by %s, the latest first', async (_what, words, expected) => {
  expect(names((await desk.findTickets(words, 200)).rows)).toEqual(expected)
})

test('a ticket is found by its number, with its sign or without', async () => {
  const number = numbers.mine ?? 0
  for (const words of [`${number}`, ` #${number} `]) {
    expect(names((await desk.findTickets(words, 200)).rows)).toEqual(['mine'])
  }
  expect(await desk.findTickets('999999999999', 200)).toEqual({ rows: [], total: 0 })
})

test('whoever asks is known with the channels that they use and their time', async () => {
  const { db } = fresh
  const customer = await storeCustomer(db, { channel: 'web' })
  await db.identity.create({
    data: {
      id: crypto.randomUUID(),
      channel: 'telegram',
      externalId: 't-1',
      address: 't-1',
      timeZone: 'Europe/Chisinau',
      customerId: customer.customerId,
    },
  })
  const { number } = await storeTicket(db, customer, { status: 'resolved', resolvedAt: NOW })
  expect(await desk.asker(number)).toEqual({ channels: ['web', 'telegram'], timeZone: 'Europe/Chisinau' })
  expect(await desk.asker(-1)).toBeNull()
  expect(await desk.asker(999_999)).toBeNull()
})

test('all who may be given tickets are told by name', async () => {
  expect(await desk.colleagues()).toEqual([
    { channel: 'web', externalId: 'ana', name: 'Ana' },
    { channel: 'slack', externalId: 'bob', name: 'Bob' },
  ])
})
