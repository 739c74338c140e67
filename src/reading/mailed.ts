// What mail tells of tickets.

import { type Database, Prisma } from '../database/client.ts'
import type { MailedTicket } from '../desk.ts'
import { readTickets } from './rows.ts'

/** Reads these tickets as they are now, in the order of their numbers. */
export const readMailed = async (db: Database, ids: readonly string[]): Promise<MailedTicket[]> => {
  const rows = await readTickets(db, Prisma.sql`t.id = ANY(${ids}::uuid[]) ORDER BY t.number`)
  return rows.map(({ id, number, status: state, holder, customer, channel, question, email, card }) => {
    return { id, number, state, holder, customer, channel, question, email, card }
  })
}
