// What a platform refused goes once more: as a new delivery, at the end of what waits where it goes.

import type { Transaction } from '../database/client.ts'
import { Overtaken } from './guard.ts'

/**
 * Stores the new delivery and answers its destination. It reads as its message reads now, and keeps the parts that had arrived.
 * Throws `Overtaken` where the old one is on its way again already.
 */
export const retryDelivery = async (tx: Transaction, delivery: string): Promise<string> => {
  const [again] = await tx.$queryRaw<{ destination: string }[]>`
    WITH old AS (
      UPDATE deliveries SET state = 'retried' WHERE id = ${delivery}::uuid AND state = 'undelivered' RETURNING *
    ), place AS (
      UPDATE destinations p SET seq = p.seq + 1 FROM old WHERE p.name = old.destination RETURNING p.name, p.seq
    )
    INSERT INTO deliveries (id, destination, seq, kind, content, message_id, ticket_id, conversation_id, confirms, receipt)
    SELECT ${crypto.randomUUID()}::uuid, old.destination, place.seq, old.kind,
      CASE WHEN old.kind IN ('message', 'edit') AND old.destination LIKE '%:chat:%' AND m.edited_at IS NOT NULL
        THEN jsonb_set(old.content, '{document}', m.document) ELSE old.content END,
      old.message_id, old.ticket_id, old.conversation_id, jsonb_set(old.confirms, '{content,replaces}', '"failed"'), old.receipt
    FROM old JOIN place ON place.name = old.destination LEFT JOIN messages m ON m.id = old.message_id
    RETURNING destination`
  if (again === undefined) throw new Overtaken('a refused delivery is on its way again already')
  return again.destination
}
