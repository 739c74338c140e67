// What a platform refused goes once more: as a new delivery, at the end of what waits where it goes.

import type { Transaction } from '../database/client.ts'
import { Overtaken } from './guard.ts'

/**
 * Stores the new delivery and answers its destination. It reads as its message reads now, and keeps the parts that had arrived.
 * Where some had and the words were changed since, the old words go to their end and are edited then: parts of two texts make none.
 * Throws `Overtaken` where the old one is on its way again already.
 */
export const retryDelivery = async (tx: Transaction, delivery: string): Promise<string> => {
  const [again] = await tx.$queryRaw<{ destination: string }[]>`
    WITH old AS (
      UPDATE deliveries SET state = 'retried' WHERE id = ${delivery}::uuid AND state = 'undelivered' RETURNING *
    ), place AS (
      UPDATE destinations p SET seq = p.seq + 2 FROM old WHERE p.name = old.destination RETURNING p.seq
    ), again AS (
      SELECT old.*, place.seq AS last, m.document,
        old.kind IN ('message', 'edit') AND old.destination LIKE '%:chat:%' AND m.edited_at IS NOT NULL AS changed,
        old.kind = 'message' AND coalesce(old.receipt, '[]') <> '[]' AS begun
      FROM old CROSS JOIN place LEFT JOIN messages m ON m.id = old.message_id
    )
    INSERT INTO deliveries (id, destination, seq, kind, content, message_id, ticket_id, conversation_id, confirms, receipt)
    SELECT ${crypto.randomUUID()}::uuid, destination, last - 1, kind,
      CASE WHEN changed AND NOT begun THEN jsonb_set(content, '{document}', document) ELSE content END,
      message_id, ticket_id, conversation_id, jsonb_set(confirms, '{content,replaces}', '"failed"'),
      CASE WHEN changed AND kind = 'edit' THEN NULL ELSE receipt END
    FROM again
    UNION ALL
    SELECT ${crypto.randomUUID()}::uuid, destination, last, 'edit',
      jsonb_build_object('kind', 'edit', 'author', content->'author', 'document', document, 'posted', '[]'::jsonb),
      message_id, ticket_id, conversation_id, NULL, NULL
    FROM again WHERE changed AND begun
    RETURNING destination`
  if (again === undefined) throw new Overtaken('a refused delivery is on its way again already')
  return again.destination
}
