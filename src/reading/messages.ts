// What was said: to managers with what became of it, to customers as their chat.

import { type Database, Prisma } from '../database/client.ts'
import { chatOf } from '../database/outbox.ts'
import { CHAT_PAGE, type ChatMessage, type ChatView, type Person, refusalReason, type TicketMessage } from '../desk.ts'
import type { Document } from '../document.ts'

type Author = TicketMessage['author']

interface Said {
  readonly id: string
  readonly position: bigint
  readonly author: 'customer' | 'manager' | 'bot'
  readonly managerId: string | null
  readonly name: string | null
  readonly document: Document
  readonly files: ChatMessage['files']
  readonly at: Date
}

/** A message as `saidWhere` reads it. */
export type SaidInChat = Said & { readonly origin: string | null; readonly buttons: ChatMessage['buttons'] | null }

type SaidOnTicket = Said &
  Pick<TicketMessage, 'translation' | 'audience' | 'editedAt' | 'deletedAt' | 'delivery' | 'heldUntil'> & {
    readonly error: string | null
    readonly revisions: readonly { readonly document: Document; readonly until: string }[]
  }

const files = Prisma.sql`(SELECT coalesce(jsonb_agg(jsonb_build_object(
  'id', f.id, 'name', coalesce(f.name, f.kind), 'kind', f.kind, 'bytes', f.bytes)), '[]') FROM attachments f WHERE f.message_id = s.id)`
// It waits for its time, and nobody has begun to say it.
const isHeld = Prisma.sql`d.state = 'pending' AND d.attempts = 0 AND d.not_before IS NOT NULL`

/** All that belongs to a ticket, oldest first. A message's delivery is that to the customer's chat; parts count together, the worst first. */
export const readTicketMessages = async (db: Database, ticket: string): Promise<TicketMessage[]> => {
  const rows = await db.$queryRaw<SaidOnTicket[]>`
    SELECT s.id, s.position, s.author, s.manager_id AS "managerId", s.audience, s.document, s.created_at AS at, s.edited_at AS "editedAt",
      s.deleted_at AS "deletedAt", s.revisions, s.translation, ${files} AS files,
      CASE s.author WHEN 'manager' THEN m.name WHEN 'customer' THEN coalesce(c.name, i.known_name) END AS name, d.delivery, d.error, CASE d.delivery WHEN 'held' THEN d.until END AS "heldUntil"
    FROM messages s
    JOIN conversations v ON v.id = s.conversation_id
    JOIN identities i ON i.id = v.identity_id
    JOIN customers c ON c.id = i.customer_id
    LEFT JOIN managers m ON m.id = s.manager_id
    CROSS JOIN LATERAL (
      SELECT min(d.error) FILTER (WHERE d.state = 'undelivered') AS error, max(d.not_before) AS until,
        CASE WHEN count(*) = 0 THEN 'none' WHEN bool_and(${isHeld}) THEN 'held' WHEN bool_or(d.state = 'undelivered') THEN 'undelivered'
          WHEN bool_or(d.state = 'pending') THEN 'waiting' ELSE 'delivered' END AS delivery
      FROM deliveries d WHERE d.message_id = s.id AND d.destination = i.channel || ':chat:' || v.id
    ) d
    WHERE s.ticket_id = ${ticket}::uuid
    ORDER BY s.position`
  return rows.map((row) => ({
    id: row.id,
    author: authorOf(row),
    audience: row.audience,
    document: row.document,
    at: row.at,
    editedAt: row.editedAt,
    earlier: row.revisions.map(({ document, until }) => ({ document, until: new Date(until) })),
    deletedAt: row.deletedAt,
    translation: row.translation,
    // Whoever took words back took their files back with them.
    files: row.deletedAt === null ? row.files : [],
    delivery: row.delivery,
    heldUntil: row.heldUntil,
    reason: row.delivery === 'undelivered' ? refusalReason(row.error ?? 'unknown') : null,
  }))
}

/** What a customer sees in the place of a manager's name; their language is null where nothing is known of it. */
export type ShownName = (name: string, locale: string | null) => string

/** The latest page of what a customer sees, oldest first. */
export const readLatestChat = async (
  db: Database,
  { channel, externalId }: Person,
  shown: ShownName,
): Promise<ChatView> => {
  const [identity] = await db.$queryRaw<[{ locale: string | null; conversations: string[] }?]>`
    SELECT coalesce(i.chosen_locale, i.locale) AS locale, ${chatsOf({ channel, externalId })} AS conversations FROM identities i
    WHERE i.channel = ${channel} AND i.external_id = ${externalId}`
  const { locale, conversations } = identity ?? { locale: null, conversations: [] }
  if (conversations.length === 0) return { conversations, locale, messages: [] }
  const ids = Prisma.join(conversations.map((id) => Prisma.sql`${id}::uuid`))
  const latest = Prisma.sql`ORDER BY s.position DESC LIMIT ${CHAT_PAGE}`
  const messages = await readSaid(db, Prisma.sql`s.conversation_id IN (${ids}) AND ${isShown} ${latest}`)
  return { conversations, locale, messages: messages.map(named(shown, locale)) }
}

/** The ids of a person's chats as an array: one, but for somebody with an account on the web, who may have taken others along there. */
export const chatsOf = ({ channel, externalId }: Person): Prisma.Sql =>
  chatsOfAccount(Prisma.sql`${channel}`, Prisma.sql`${externalId}`)

/** The same for a person whom a statement's own columns name. */
export const chatsOfAccount = (channel: Prisma.Sql, externalId: Prisma.Sql): Prisma.Sql => Prisma.sql`ARRAY(
  SELECT v.id FROM identities me LEFT JOIN web_accounts a ON a.identity_id = me.id
    CROSS JOIN LATERAL (SELECT me.id UNION SELECT o.id FROM identities o
      WHERE a.id IS NOT NULL AND o.customer_id = me.customer_id AND o.channel = 'web') i
    JOIN conversations v ON v.identity_id = i.id
  WHERE me.channel = ${channel} AND me.external_id = ${externalId})`

/** Puts the names that customers see in the place of managers' own. */
export const named =
  (shown: ShownName, locale: string | null) =>
  ({ author, ...rest }: ChatMessage): ChatMessage => ({
    ...rest,
    author: author.role === 'manager' ? { ...author, name: shown(author.name, locale) } : author,
  })

/** The language that the person chose, else the one that their platform told last. */
export const readLocale = async (db: Database, { channel, externalId }: Person): Promise<string | null> => {
  const where = { channel_externalId: { channel, externalId } }
  const identity = await db.identity.findUnique({ where, select: { locale: true, chosenLocale: true } })
  return identity?.chosenLocale ?? identity?.locale ?? null
}

/** Which of a person's chats in threads a message was said in, by the platform's id of it: the account's name there, which begins with theirs. */
export const readChatSaying = async (
  db: Database,
  { channel, externalId }: Person,
  message: string,
): Promise<string | null> => {
  const [chat] = await db.$queryRaw<{ name: string }[]>`
    SELECT i.external_id AS name FROM identities i JOIN conversations c ON c.identity_id = i.id
      JOIN deliveries d ON d.destination = i.channel || ':chat:' || c.id
    WHERE i.channel = ${channel} AND starts_with(i.external_id, ${`${externalId}:`}) AND d.receipt @> ${JSON.stringify([message])}::jsonb LIMIT 1`
  return chat?.name ?? null
}

/** What a customer may see: not what is among the staff, is gone, or waits for its time. */
export const isShown = Prisma.sql`s.audience = 'everyone' AND s.deleted_at IS NULL
  AND s.id NOT IN (SELECT d.message_id FROM deliveries d
    WHERE d.destination = ${chatOf(Prisma.sql`s.conversation_id`)} AND d.message_id IS NOT NULL AND d.kind <> 'edit' AND ${isHeld})`

/** Reads the messages that `where` (over `s`, the messages) picks, in the order of the chat, as their customer sees them but for managers' names. */
export const readSaid = async (db: Database, where: Prisma.Sql): Promise<ChatMessage[]> => {
  const rows = await db.$queryRaw<SaidInChat[]>`SELECT * FROM (${saidWhere(where)}) page ORDER BY position`
  return rows.map(chatMessageOf)
}

/** The statement that reads rows for `chatMessageOf`: the messages that `where` (over `s`) picks. */
export const saidWhere = (where: Prisma.Sql): Prisma.Sql => Prisma.sql`
    SELECT s.id, s.position, s.author, s.manager_id AS "managerId", s.buttons,
      CASE WHEN s.author = 'manager' THEN coalesce(s.translation->'document', s.document) ELSE s.document END AS document, s.created_at AS at, ${files} AS files,
      CASE WHEN s.author = 'customer' AND s.origin_channel = 'web' THEN s.origin_id END AS origin,
      CASE s.author WHEN 'manager' THEN m.name WHEN 'customer' THEN coalesce(c.name, i.known_name) END AS name
    FROM messages s
    JOIN conversations v ON v.id = s.conversation_id
    JOIN identities i ON i.id = v.identity_id
    JOIN customers c ON c.id = i.customer_id
    LEFT JOIN managers m ON m.id = s.manager_id
    WHERE ${where}`

/** A message as its customer sees it but for a manager's name. */
export const chatMessageOf = (row: SaidInChat): ChatMessage => ({
  id: row.id,
  position: Number(row.position),
  // The web's ids are `<session>:<post>`.
  post: row.origin?.split(':').at(-1) ?? null,
  author: authorOf(row),
  document: row.document,
  files: row.files,
  buttons: row.buttons ?? [],
  at: row.at,
})

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
