// Changes of what was written: other words, or none any more; and what is held back until it may go.

import type { Change } from '../core/decision.ts'
import { Prisma, type Transaction } from '../database/client.ts'
import { chatOf } from '../database/outbox.ts'
import { Overtaken } from './guard.ts'

type Named<Type extends Change['type']> = Extract<Change, { type: Type }>

/** Stores other words; what is held goes with them. Throws `Overtaken` where it has begun to be said meanwhile. */
export const editMessage = async (
  tx: Transaction,
  { message, words, held, awaits }: Named<'EditMessage'>,
  now: Date,
): Promise<void> => {
  const document = JSON.stringify(words)
  await tx.$executeRaw`
    UPDATE messages SET revisions = revisions || jsonb_build_object('document', document, 'until', ${now}::timestamptz),
      document = ${document}::jsonb, edited_at = ${now},
      translating_id = NULL, translation = CASE WHEN ${awaits === true} THEN translation END WHERE id = ${message}::uuid`
  if (!held) return
  const revised = await tx.$executeRaw`
    UPDATE deliveries SET content = jsonb_set(content, '{document}', ${document}::jsonb)
    WHERE kind = 'message' AND ${isHeld(message)}`
  if (revised === 0) throw new Overtaken('a reply went while it was being changed')
}

/** Takes words out of the conversation; what is held is never said. Throws `Overtaken` where it has begun to be said meanwhile. */
export const removeMessage = async (
  tx: Transaction,
  { message, held }: Named<'RemoveMessage'>,
  now: Date,
): Promise<void> => {
  await tx.$executeRaw`UPDATE messages SET deleted_at = ${now} WHERE id = ${message}::uuid`
  if (!held) return
  const withdrawn = await tx.$executeRaw`DELETE FROM deliveries WHERE ${isHeld(message)}`
  if (withdrawn === 0) throw new Overtaken('a reply went while it was being taken back')
}

/** Lets go of all that is held back in the customer's chat. It takes its place among the words now: pages that read by position have passed the one it had. */
export const releaseHeld = async (tx: Transaction, conversation: string): Promise<void> => {
  await tx.$executeRaw`
    WITH released AS (
      UPDATE deliveries SET not_before = NULL
      WHERE destination = ${chatOf(Prisma.sql`${conversation}::uuid`)} AND state = 'pending' AND attempts = 0 AND not_before IS NOT NULL
        AND NOT EXISTS (SELECT FROM messages m WHERE m.id = message_id AND m.translating_id IS NOT NULL)
      RETURNING message_id
    ), placed AS (
      SELECT id, nextval('messages_position_seq') AS position FROM (
        SELECT id FROM messages WHERE id IN (SELECT message_id FROM released) ORDER BY position) inOrder
    )
    UPDATE messages m SET position = placed.position FROM placed WHERE m.id = placed.id`
}

const isHeld = (message: string): Prisma.Sql =>
  Prisma.sql`message_id = ${message}::uuid AND state = 'pending' AND attempts = 0
    AND destination = ${chatOf(Prisma.sql`(SELECT conversation_id FROM messages WHERE id = ${message}::uuid)`)}`
