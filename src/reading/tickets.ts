// Tickets as cards, lists and whole conversations.

import type { LeaseSettings } from '../core/lease-times.ts'
import { type Database, Prisma } from '../database/client.ts'
import type { Desk } from '../desk.ts'
import { readBefore } from './before.ts'
import { listed } from './listed.ts'
import { readTicketMessages } from './messages.ts'
import { isTicketNumber } from './numbers.ts'
import { cardOf, readTickets, rowOf } from './rows.ts'

/** The part of the desk that reads tickets. */
export const ticketsOf = (
  db: Database,
  settings: LeaseSettings,
): Pick<Desk, 'card' | 'queue' | 'mine' | 'ticket' | 'mergeTargets' | 'earlier'> => {
  const rows = async (where: Prisma.Sql) => (await readTickets(db, where)).map(rowOf)
  const first = (where: Prisma.Sql, most: number) =>
    listed(db, where, most, (limit) => rows(Prisma.sql`${where} ORDER BY t.opened_at, t.number LIMIT ${limit}`))
  return {
    card: async (id) => {
      const [ticket] = await readTickets(db, Prisma.sql`t.id = ${id}::uuid`)
      if (ticket === undefined) throw new Error(`there is no ticket ${id}`)
      return cardOf(ticket, await readBefore(db, id), settings)
    },
    queue: (most) => first(Prisma.sql`t.status <> 'resolved'`, most),
    mine: ({ channel, externalId }, most) => {
      const holder = Prisma.sql`SELECT id FROM managers WHERE channel = ${channel} AND external_id = ${externalId}`
      return first(Prisma.sql`t.status <> 'resolved' AND t.status <> 'new' AND t.holder_id = (${holder})`, most)
    },
    ticket: async (number) => {
      if (!isTicketNumber(number)) return null
      const [ticket] = await readTickets(db, Prisma.sql`t.number = ${number}`)
      if (ticket === undefined) return null
      const before = await readBefore(db, ticket.id)
      return { ...cardOf(ticket, before, settings), messages: await readTicketMessages(db, ticket.id) }
    },
    mergeTargets: async (number) => {
      if (!isTicketNumber(number)) return []
      const there = Prisma.sql`t.conversation_id = (SELECT conversation_id FROM tickets WHERE number = ${number})`
      return rows(
        Prisma.sql`${there} AND t.number <> ${number} AND t.status <> 'resolved' ORDER BY t.opened_at, t.number`,
      )
    },
    earlier: async (number) => {
      if (!isTicketNumber(number)) return []
      const theirs = Prisma.sql`t.customer_id = (SELECT customer_id FROM tickets WHERE number = ${number})`
      return rows(Prisma.sql`${theirs} AND t.number < ${number} ORDER BY t.number DESC LIMIT 20`)
    },
  }
}
