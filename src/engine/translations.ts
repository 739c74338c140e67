// Translations of a ticket and of what is said about it.

import type { Change } from '../core/decision.ts'
import type { TranslationChange } from '../core/translation.ts'
import { Prisma, type Transaction } from '../database/client.ts'
import { chatOf } from '../database/outbox.ts'
import { storedTranslation } from '../database/stored-translation.ts'

type Named<Type extends TranslationChange['type']> = Extract<TranslationChange, { type: Type }>

// All of them, by the compiler.
const kinds: Readonly<Record<TranslationChange['type'], true>> = {
  ...{ SetTranslation: true, AwaitTranslation: true, TranslateQuestion: true },
  ...{ TranslateMessage: true, ReleaseReply: true },
}

/** Whether a change is one of a translation. */
export const isTranslationChange = (change: Change): change is TranslationChange => change.type in kinds

/** Whether it may be about words that are only stored by the same decision: with all that is said, at its end. */
export const isOfNewWords = (change: TranslationChange, all: readonly Change[]): boolean =>
  change.type === 'AwaitTranslation' &&
  (change.messages === null || all.some((one) => one.type === 'AddMessage' && change.messages?.includes(one.id)))

/** Stores one; answers whether something that was held in the customer's chat may go on. */
export const storeTranslation = async (tx: Transaction, change: TranslationChange, now: Date): Promise<boolean> => {
  switch (change.type) {
    case 'SetTranslation': {
      const from = storedTranslation(change.translation)
      await tx.ticket.update({ where: { id: change.ticket }, data: { translatedFrom: from }, select: { id: true } })
      return false
    }
    case 'AwaitTranslation':
      await awaitTranslation(tx, change)
      return false
    case 'TranslateQuestion':
      await tx.ticket.update({
        where: { id: change.ticket },
        data: { translatedQuestion: change.text },
        select: { id: true },
      })
      return false
    case 'TranslateMessage':
      await keep(tx, change, change.document, now)
      return false
    case 'ReleaseReply': {
      const isReleased = await releaseReply(tx, change, now)
      // What had begun to be said by then was said as it was written.
      await keep(tx, change, isReleased ? change.words : null, now)
      return isReleased
    }
  }
}

const awaitTranslation = async (
  tx: Transaction,
  { consultation, ticket, messages }: Named<'AwaitTranslation'>,
): Promise<void> => {
  const which =
    messages === null
      ? Prisma.sql`ticket_id = ${ticket}::uuid AND author = 'customer' AND translation IS NULL AND deleted_at IS NULL`
      : Prisma.sql`id = ANY(${messages}::uuid[])`
  await tx.$executeRaw`UPDATE messages SET translating_id = ${consultation}::uuid WHERE ${which}`
}

// Open pages read again what was edited.
const keep = async (
  tx: Transaction,
  { message, language }: { readonly message: string; readonly language: string | null },
  document: object | null,
  now: Date,
): Promise<void> => {
  const translation = document === null ? null : JSON.stringify({ language, document })
  await tx.$executeRaw`
    UPDATE messages SET translating_id = NULL, translation = ${translation}::jsonb, edited_at = CASE WHEN edited_at IS NOT NULL THEN ${now}::timestamptz END
    WHERE id = ${message}::uuid`
}

// What it is held for beside the translation goes on.
const releaseReply = async (
  tx: Transaction,
  { message, words, hold }: Named<'ReleaseReply'>,
  now: Date,
): Promise<boolean> => {
  const document = words === null ? null : JSON.stringify(words)
  const released = await tx.$executeRaw`
    UPDATE deliveries SET not_before = greatest(created_at + ${hold} * interval '1 millisecond', ${now}::timestamptz),
      content = CASE WHEN ${document}::jsonb IS NULL THEN content ELSE jsonb_set(content, '{document}', ${document}::jsonb) END
    WHERE message_id = ${message}::uuid AND kind IN ('message', 'edit') AND state = 'pending' AND attempts = 0 AND not_before IS NOT NULL
      AND destination = ${chatOf(Prisma.sql`(SELECT conversation_id FROM messages WHERE id = ${message}::uuid)`)}`
  return released > 0
}
