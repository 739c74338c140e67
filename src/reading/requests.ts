// A customer's own tickets, wherever they opened them, as they may see them.

import { type Database, Prisma } from '../database/client.ts'
import type { Person, TicketRow } from '../desk.ts'
import type { ShownName } from './messages.ts'
import { cardOfTicket, readTickets, rowOf } from './rows.ts'

interface Asked {
  readonly who: Person
  readonly limit: number
  readonly shown: ShownName
}

/** Reads the latest `limit` of them; what only the staff should see of them is left out. */
export const readRequests = async (
  db: Database,
  { who: { channel, externalId }, limit, shown }: Asked,
): Promise<TicketRow[]> => {
  const theirs = Prisma.sql`t.customer_id = (SELECT customer_id FROM identities WHERE channel = ${channel} AND external_id = ${externalId})`
  const tickets = await readTickets(db, Prisma.sql`${theirs} ORDER BY t.number DESC LIMIT ${limit}`)
  return tickets.map((ticket) => ({
    ...rowOf(ticket),
    holder: ticket.holder === null ? null : shown(ticket.holder, ticket.locale),
    subject: null,
    priority: 'normal',
    tags: [],
    card: null,
  }))
}

/** How long after its end a ticket's threads are still looked at: for words that reopen it, and for what its managers add. */
const LATELY = 14 * 86_400_000

/** Threads of channels in which people are answered (there an account's name ends in its address), and those below tickets' cards. */
export const readThreads = async (db: Database, now: Date): Promise<string[]> => {
  const isLive = Prisma.sql`(t.status <> 'resolved' OR t.resolved_at > ${new Date(now.getTime() - LATELY)})`
  const rows = await db.$queryRaw<{ thread: string }[]>`
    SELECT i.address AS thread FROM tickets t JOIN conversations c ON c.id = t.conversation_id JOIN identities i ON i.id = c.identity_id
    WHERE i.channel = 'slack' AND i.external_id LIKE '%:' || i.address AND ${isLive}
    UNION SELECT p.posted FROM tickets t JOIN destinations p ON p.name = ${cardOfTicket} WHERE p.posted IS NOT NULL AND ${isLive}`
  return rows.map(({ thread }) => thread)
}
