// The tickets counted in a figure, as rows of a list.

import { type Database, Prisma } from '../database/client.ts'
import type { AskedTickets, CountedTickets } from '../desk/reports.ts'
import { countCounted, readCounted } from '../reports/counted.ts'
import type { Period } from '../reports/period.ts'
import { readTickets, rowOf } from './rows.ts'

/** Reads one page of them, and how many there are in all. */
export const readCountedTickets = async (
  db: Database,
  { figure, period, after, most }: Omit<AskedTickets, 'period'> & { readonly period: Period },
): Promise<Pick<CountedTickets, 'rows' | 'total' | 'next'>> => {
  const [found, total] = await Promise.all([
    // One more tells whether there is a next page.
    readCounted(db, { figure, period, after, most: most + 1 }),
    countCounted(db, figure, period),
  ])
  const entries = found.slice(0, most)
  const last = found.length > most ? entries.at(-1) : undefined
  const ids = entries.map(({ ticket }) => ticket)
  const stored = await readTickets(db, Prisma.sql`t.id = ANY(${ids}::uuid[])`)
  const tickets = new Map(stored.map((ticket) => [ticket.id, rowOf(ticket)]))
  const rows = entries.flatMap(({ ticket: id, at, by }) => {
    const ticket = tickets.get(id)
    return ticket === undefined ? [] : [{ ticket, at, by }]
  })
  return { rows, total, next: last === undefined ? null : { at: last.at, number: last.number } }
}
