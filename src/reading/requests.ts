// A customer's own tickets, wherever they opened them, as they may see them.

import { type Database, Prisma } from '../database/client.ts'
import type { Person, TicketRow } from '../desk.ts'
import type { ShownName } from './messages.ts'
import { cardOfTicket, readTickets, rowOf, type StoredTicket } from './rows.ts'

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
  return tickets.map((ticket) => customersRow(ticket, shown))
}

/** A ticket's row as its customer may see it. */
export const customersRow = (ticket: StoredTicket, shown: ShownName): TicketRow => ({
  ...rowOf(ticket),
  holder: ticket.holder === null ? null : shown(ticket.holder, ticket.locale),
  subject: null,
  priority: 'normal',
  tags: [],
  card: null,
})

/** How long after its end a ticket's threads are still looked at: for words that reopen it, and for what its managers add. */
const LATELY = 14 * 86_400_000

/** Threads of channels in which people are answered (there an account's name ends in its address), and those below tickets' cards. */
export const readThreads = async (db: Database, now: Date): Promise<string[]> => {
  const rows = await db.$queryRaw<{ thread: string | null }[]>`
    WITH live AS (
      SELECT id, conversation_id FROM tickets WHERE status <> 'resolved'
      UNION ALL SELECT id, conversation_id FROM tickets WHERE status = 'resolved' AND resolved_at > ${new Date(now.getTime() - LATELY)}
    )
    SELECT i.address AS thread FROM live t JOIN conversations c ON c.id = t.conversation_id JOIN identities i ON i.id = c.identity_id
    WHERE i.channel = 'slack' AND i.external_id LIKE '%:' || i.address
    UNION SELECT (SELECT p.posted FROM destinations p WHERE p.name = ${cardOfTicket}) FROM live t`
  return rows.flatMap(({ thread }) => thread ?? [])
}
