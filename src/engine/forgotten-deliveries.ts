// What the outbox holds of a forgotten customer: what nobody said yet is dropped, the rest emptied, and copies in threads are deleted.

import { Prisma, type Transaction } from '../database/client.ts'
import type { DeliveryRow } from '../database/outbox.ts'
import type { Document } from '../document.ts'

const WORDS = Prisma.sql`kind IN ('message', 'files', 'edit')`

/**
 * Erases what deliveries of these conversations carry; answers those that delete the copies in the staff's threads.
 * What the worker is about to say while this commits is deleted behind it: the deletions stand after it at its destination.
 */
export const erasedDeliveries = async (
  tx: Transaction,
  conversations: readonly string[],
  erased: Document,
): Promise<DeliveryRow[]> => {
  const theirs = Prisma.sql`conversation_id = ANY(${conversations}::uuid[])`
  await tx.$executeRaw`
    DELETE FROM deliveries WHERE ${theirs} AND (${WORDS} OR kind = 'seen') AND state = 'pending' AND tried_at IS NULL`
  const copies = await tx.$queryRaw<Copy[]>`
    SELECT DISTINCT d.destination, p.channel, p.ticket_id AS ticket, p.follows, d.message_id AS message, d.conversation_id AS conversation
    FROM deliveries d JOIN destinations p ON p.name = d.destination
    WHERE d.conversation_id = ANY(${conversations}::uuid[]) AND p.ticket_id IS NOT NULL AND d.message_id IS NOT NULL
      AND d.kind IN ('message', 'files') AND d.state <> 'retried'`
  await tx.$executeRaw`
    UPDATE deliveries SET error = CASE WHEN state = 'undelivered' THEN error END,
      -- In a thread it may have to be looked for yet, or be tried again; a chat is not written to any more.
      kind = CASE WHEN ${isOpen} AND kind = 'files' THEN 'message' ELSE kind END,
      content = CASE WHEN ${isOpen} THEN jsonb_build_object('kind', CASE kind WHEN 'edit' THEN 'edit' ELSE 'message' END,
        'author', '{"role": "bot"}'::jsonb, 'document', ${JSON.stringify(erased)}::jsonb, 'buttons', '[]'::jsonb, 'posted', '[]'::jsonb)
        ELSE '{}' END,
      state = CASE WHEN state = 'undelivered' AND NOT ${isOpen} THEN 'retried'::delivery_state
        WHEN state = 'pending' AND NOT ${isOpen} THEN 'delivered' ELSE state END
    WHERE ${theirs} AND ${WORDS}`
  await tx.$executeRaw`
    UPDATE destinations SET address = NULL
    WHERE name IN (SELECT i.channel || kind || c.id FROM conversations c JOIN identities i ON i.id = c.identity_id,
      (VALUES (':chat:'), (':presence:')) AS k (kind) WHERE c.id = ANY(${conversations}::uuid[]))`
  return copies.map((copy) => ({
    ...{ ...copy, id: crypto.randomUUID(), address: null, notBefore: null, confirms: null, about: copy.ticket },
    content: { kind: 'delete', posted: [] } as const,
  }))
}

const isOpen = Prisma.sql`(state IN ('pending', 'undelivered') AND destination NOT LIKE '%:chat:%')`

type Copy = Pick<DeliveryRow, 'destination' | 'channel' | 'ticket' | 'follows' | 'message' | 'conversation'>
