// Changes of what was written: other words, or none any more; and what is held back until it may go.

import type { Change } from '../core/decision.ts'
import { Prisma, type Transaction } from '../database/client.ts'
import { Overtaken } from './guard.ts'

type Named<Type extends Change['type']> = Extract<Change, { type: Type }>

/** Stores other words; what is held goes with them. Throws `Overtaken` where it has begun to be said meanwhile. */
export const editMessage = async (
  tx: Transaction,
  { message, words, held }: Named<'EditMessage'>,
  now: Date,
): Promise<void> => {
  const document = JSON.stringify(words)
  await tx.$executeRaw`
    UPDATE messages SET revisions = revisions || jsonb_build_object('document', document, 'until', ${now}::timestamptz),
      document = ${document}::jsonb, edited_at = ${now} WHERE id = ${message}::uuid`
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

/** Lets go of all that is held back in the customer's chat. */
export const releaseHeld = async (tx: Transaction, conversation: string): Promise<void> => {
  await tx.$executeRaw`
    UPDATE deliveries SET not_before = NULL
    WHERE conversation_id = ${conversation}::uuid AND state = 'pending' AND attempts = 0 AND destination LIKE '%:chat:%'`
}

const isHeld = (message: string): Prisma.Sql =>
  Prisma.sql`message_id = ${message}::uuid AND state = 'pending' AND attempts = 0 AND destination LIKE '%:chat:%'`
