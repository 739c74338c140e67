// What concerns a customer as a whole reaches the staff at their tickets, in whichever chat these were opened.

import type { Transaction } from '../database/client.ts'
import { appended, type DeliveryRow } from '../database/outbox.ts'
import type { Document } from '../document.ts'
import { cardPlace } from './destinations.ts'

export interface TicketNews {
  readonly id: string
  readonly conversation: string
  /** Whether its thread hears the line; its card is shown anew in any case. */
  readonly hears: boolean
}

/** Cards shown anew, and the line in the threads that hear it, stored for the staff desk too; nothing is delivered where `channel` is null. */
export const newsOf = async (
  tx: Transaction,
  channel: string | null,
  tickets: readonly TicketNews[],
  line: Document,
  now: Date,
): Promise<DeliveryRow[]> => {
  const told = tickets.filter(({ hears }) => hears).map((ticket) => ({ ...ticket, message: crypto.randomUUID() }))
  for (const { id, conversation, message } of told) {
    await tx.$executeRaw`
      INSERT INTO messages (id, author, audience, document, created_at, conversation_id, ticket_id)
      VALUES (${message}::uuid, 'bot', 'staff', ${JSON.stringify(line)}::jsonb, ${now}, ${conversation}::uuid, ${id}::uuid)`
  }
  if (channel === null) return []
  const base = { id: '', channel, address: null, notBefore: null, confirms: null }
  return [
    ...tickets.map((ticket) => cardRow(channel, ticket)),
    ...told.map(({ id, conversation, message }) => ({
      ...{ ...base, id: crypto.randomUUID(), destination: `${channel}:thread:${id}`, ticket: id },
      ...{ follows: cardPlace(channel, id), message, about: id, conversation },
      content: { kind: 'message', author: { role: 'bot' }, document: line, buttons: [] } as const,
    })),
  ]
}

/** Shows a ticket's card anew. */
export const cardRow = (
  channel: string,
  { id, conversation }: Pick<TicketNews, 'id' | 'conversation'>,
): DeliveryRow => ({
  ...{
    id: crypto.randomUUID(),
    destination: cardPlace(channel, id),
    channel,
    address: null,
    ticket: id,
    follows: null,
  },
  ...{ content: { kind: 'card', ticket: id, posted: null }, message: null, about: id, conversation },
  ...{ notBefore: null, confirms: null },
})

/** Puts rows into the outbox; answers their destinations. */
export const enqueue = async (tx: Transaction, rows: readonly DeliveryRow[]): Promise<string[]> => {
  if (rows.length === 0) return []
  const stored = await tx.$queryRaw<{ destination: string }[]>`
    WITH ${appended(rows)} SELECT DISTINCT destination FROM appended`
  return stored.map(({ destination }) => destination)
}
