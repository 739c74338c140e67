// A customer's own tickets, wherever they opened them, as they may see them.

import { type Database, Prisma } from '../database/client.ts'
import type { Person, TicketRow } from '../desk.ts'
import type { ShownName } from './messages.ts'
import { type Deadlines, readTickets, rowOf } from './rows.ts'

interface Asked {
  readonly who: Person
  readonly limit: number
  readonly deadlines: Deadlines
  readonly shown: ShownName
}

/** Reads the latest `limit` of them; what only the staff should see of them is left out. */
export const readRequests = async (
  db: Database,
  { who: { channel, externalId }, limit, deadlines, shown }: Asked,
): Promise<TicketRow[]> => {
  const theirs = Prisma.sql`t.customer_id = (SELECT customer_id FROM identities WHERE channel = ${channel} AND external_id = ${externalId})`
  const tickets = await readTickets(db, Prisma.sql`${theirs} ORDER BY t.number DESC LIMIT ${limit}`)
  return tickets.map((ticket) => ({
    ...rowOf(ticket, deadlines),
    holder: ticket.holder === null ? null : shown(ticket.holder, ticket.locale),
    subject: null,
    priority: 'normal',
    tags: [],
    card: null,
  }))
}
