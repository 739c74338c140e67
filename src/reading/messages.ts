// What was said: to managers with what became of it, to customers as their chat.

import type { Database } from '../database/client.ts'
import type { ChatMessage, ChatView, Person, TicketMessage } from '../desk.ts'
import type { Document } from '../document.ts'

type Author = TicketMessage['author']

interface Said {
  readonly id: string
  readonly position: bigint
  readonly author: 'customer' | 'manager' | 'bot'
  readonly managerId: string | null
  readonly name: string | null
  readonly document: Document
  readonly at: Date
}

// A conversation never ends; a page shows its latest part.
const MOST_MESSAGES = 500

/** All that belongs to a ticket, oldest first. A message's delivery is that to the customer's chat; parts count together, the worst first. */
export const readTicketMessages = async (db: Database, ticket: string): Promise<TicketMessage[]> => {
  const rows = await db.$queryRaw<(Said & Pick<TicketMessage, 'audience' | 'delivery'>)[]>`
    SELECT s.id, s.position, s.author, s.manager_id AS "managerId", s.audience, s.document, s.created_at AS at,
      CASE s.author WHEN 'manager' THEN m.name WHEN 'customer' THEN coalesce(c.name, i.known_name) END AS name,
      coalesce((
        SELECT CASE WHEN bool_or(d.state = 'undelivered') THEN 'undelivered' WHEN bool_or(d.state = 'pending') THEN 'waiting' ELSE 'delivered' END
        FROM deliveries d WHERE d.message_id = s.id AND d.destination = i.channel || ':chat:' || v.id HAVING count(*) > 0
      ), 'none') AS delivery
    FROM messages s
    JOIN conversations v ON v.id = s.conversation_id
    JOIN identities i ON i.id = v.identity_id
    JOIN customers c ON c.id = i.customer_id
    LEFT JOIN managers m ON m.id = s.manager_id
    WHERE s.ticket_id = ${ticket}::uuid
    ORDER BY s.position`
  return rows.map((row) => ({
    id: row.id,
    author: authorOf(row),
    audience: row.audience,
    document: row.document,
    at: row.at,
    delivery: row.delivery,
  }))
}

/** What a customer sees, oldest first, from the position after `after`. */
export const readChat = async (db: Database, { channel, externalId }: Person, after: number): Promise<ChatView> => {
  const identity = await db.identity.findUnique({
    where: { channel_externalId: { channel, externalId } },
    select: { locale: true, conversation: { select: { id: true } } },
  })
  const conversation = identity?.conversation?.id ?? null
  if (conversation === null) return { conversation: null, locale: identity?.locale ?? null, messages: [] }
  const rows = await db.$queryRaw<(Said & { readonly buttons: ChatMessage['buttons'] | null })[]>`
    SELECT * FROM (SELECT s.id, s.position, s.author, s.manager_id AS "managerId", s.document, s.buttons, s.created_at AS at,
      CASE s.author WHEN 'manager' THEN m.name WHEN 'customer' THEN coalesce(c.name, i.known_name) END AS name
    FROM messages s
    JOIN conversations v ON v.id = s.conversation_id
    JOIN identities i ON i.id = v.identity_id
    JOIN customers c ON c.id = i.customer_id
    LEFT JOIN managers m ON m.id = s.manager_id
    WHERE s.conversation_id = ${conversation}::uuid AND s.audience = 'everyone' AND s.position > ${after}
    ORDER BY s.position DESC LIMIT ${MOST_MESSAGES}) latest ORDER BY position`
  const messages = rows.map((row) => ({
    id: row.id,
    position: Number(row.position),
    author: authorOf(row),
    document: row.document,
    buttons: row.buttons ?? [],
    at: row.at,
  }))
  return { conversation, locale: identity?.locale ?? null, messages }
}

const authorOf = ({ author, managerId, name }: Said): Author => {
  switch (author) {
    case 'customer':
      return { role: 'customer', name }
    case 'manager':
      return { role: 'manager', id: managerId ?? '', name: name ?? '' }
    case 'bot':
      return { role: 'bot' }
  }
}
