// Texts are erased: of a customer who is forgotten, and of what is older than RETENTION. Rows stay, since they are counted.

import type { Prisma, Transaction } from '../database/client.ts'
import type { Erased } from '../database/stored-erasure.ts'
import { type ErasedPosts, erasePosts } from './erased-posts.ts'
import { type Erasure, keepErasure } from './erasures.ts'
import type { Shell } from './shell.ts'
import { enqueue } from './staff-news.ts'
import { worded } from './wording.ts'

/** What erasing takes of the program. */
export type ErasingShell = Pick<Shell, 'words' | 'staffChannel'> & {
  readonly settings: Pick<Shell['settings'], 'locale'>
}

/** Which texts: messages over `m` and deliveries over `d` as conditions, and tickets by their ids. */
export interface Scope {
  readonly messages: Prisma.Sql
  readonly deliveries: Prisma.Sql
  readonly tickets: readonly string[]
}

export interface ErasedTexts {
  readonly receipt: { readonly number: number; readonly counts: Erased }
  /** Destinations that have something to say because of it. */
  readonly woken: readonly string[]
}

/** Erases them, with their copies; keeps the receipt. The caller has locked their conversation. */
export const eraseTexts = async (
  tx: Transaction,
  shell: ErasingShell,
  scope: Scope,
  erasure: Erasure,
): Promise<ErasedTexts> => {
  const { id, why, now } = erasure
  const voice = { words: shell.words, locale: shell.settings.locale, numbers: new Map() }
  const say = why === 'forgotten' ? 'staff.erased' : 'staff.erasedByAge'
  const posts = await erasePosts(tx, {
    erasure: id,
    deliveries: scope.deliveries,
    instead: worded({ say }, voice),
    now,
  })
  const counts = { ...(await countsOf(tx, scope, posts)), mails: why === 'forgotten' ? await mailsAbout(tx, scope) : 0 }
  await eraseWords(tx, scope.messages, now)
  await eraseTickets(tx, scope.tickets, shell.words(shell.settings.locale, say), now)
  const woken = await enqueue(tx, posts.rows)
  const number = await keepErasure(tx, erasure, { counts, removals: posts.removals })
  return { receipt: { number, counts }, woken }
}

const eraseWords = async (tx: Transaction, messages: Prisma.Sql, now: Date): Promise<void> => {
  await tx.$executeRaw`DELETE FROM attachments WHERE message_id IN (SELECT m.id FROM messages m WHERE ${messages})`
  await tx.$executeRaw`
    UPDATE messages m SET document = '{"type": "root", "children": []}', buttons = NULL, revisions = '[]', translation = NULL, translating_id = NULL,
      origin_channel = NULL, origin_id = NULL, deleted_at = coalesce(deleted_at, ${now}) WHERE ${messages}`
}

const eraseTickets = async (tx: Transaction, tickets: readonly string[], instead: string, now: Date): Promise<void> => {
  await tx.$executeRaw`
    WITH hushed AS (
      UPDATE audit SET facts = facts - 'reason' WHERE ticket_id = ANY(${tickets}::uuid[]) AND what = 'banned'
    )
    UPDATE tickets SET question = ${instead}, translated_question = NULL, rating_comment = NULL, subject = NULL, texts_erased_at = ${now}
    WHERE id = ANY(${tickets}::uuid[])`
}

const countsOf = async (
  tx: Transaction,
  { messages, tickets }: Scope,
  { old }: ErasedPosts,
): Promise<Omit<Erased, 'mails'>> => {
  const [row] = await tx.$queryRaw<Pick<Erased, 'messages' | 'files' | 'managersPosts'>[]>`
    SELECT count(*) FILTER (WHERE m.document->'children' <> '[]')::int AS messages,
      count(*) FILTER (WHERE m.author = 'manager' AND m.origin_channel = 'slack' AND m.deleted_at IS NULL)::int AS "managersPosts",
      (SELECT count(*)::int FROM attachments WHERE message_id IN (SELECT m.id FROM messages m WHERE ${messages})) AS files
    FROM messages m WHERE ${messages}`
  if (row === undefined) throw new Error('counting what is erased answered nothing')
  return { requests: tickets.length, ...row, oldPosts: old }
}

// Mail goes to few mailboxes, so this reads few rows however much was delivered elsewhere; for each ticket of a night it would be too many.
const mailsAbout = async (tx: Transaction, { tickets }: Scope): Promise<number> => {
  const [row] = await tx.$queryRaw<{ mails: number }[]>`
    SELECT count(*)::int AS mails FROM deliveries n WHERE n.kind = 'digest' AND n.state = 'delivered'
      AND n.destination IN (SELECT name FROM destinations WHERE channel = 'mail')
      AND EXISTS (SELECT FROM jsonb_array_elements(n.content->'entries') AS e WHERE e->>'ticket' = ANY(${tickets}::text[]))`
  return row?.mails ?? 0
}
