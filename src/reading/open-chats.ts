// Chats that somebody looks at. One change may wake a thousand open pages, so what is asked at one moment is read together.

import { createBatches } from '../database/batches.ts'
import { type Database, Prisma } from '../database/client.ts'
import { CHAT_PAGE, type ChatView, type Person } from '../desk.ts'
import {
  chatMessageOf,
  chatsOfAccount,
  isShown,
  named,
  type SaidInChat,
  type ShownName,
  saidWhere,
} from './messages.ts'

/** How many chats one statement reads, and how many such statements run at once: the rest of the connections are for events. */
export const TOGETHER = { most: 100, atOnce: 4 }

interface Asked {
  readonly who: Person
  readonly after: number
}

/** A row of the answer: a message of the chat asked for in the place `n`, or none. */
interface Row extends SaidInChat {
  readonly n: number
  readonly locale: string | null
  readonly conversations: string[] | null
}

type Found = Omit<Row, keyof SaidInChat> & (SaidInChat | { readonly id: null })

/** Makes the reader of what follows the position `after` in a person's chats: a page of it, oldest first. */
export const createChatReader = (db: Database, shown: ShownName): ((asked: Asked) => Promise<ChatView>) =>
  createBatches(async (asked) => {
    const rows = await readTogether(db, asked)
    const byPlace = Map.groupBy(rows, ({ n }) => n)
    return asked.map((_, n) => viewOf(byPlace.get(n) ?? [], shown))
  }, TOGETHER)

/** The people of a batch as the rows `w` of a statement, with what else is known of each. */
export const asRows = (asked: readonly (Asked & { readonly since?: Date })[]): Prisma.Sql => {
  const rows = asked.map(({ who, after, since }, n) => ({ n, ...who, after, since }))
  return Prisma.sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS w (n int, channel text, "externalId" text, after bigint, since timestamptz)`
}

/** The ids of the chats of whom a row `w` names. */
export const chatsOfRow = chatsOfAccount(Prisma.sql`w.channel`, Prisma.sql`w."externalId"`)

// Each chat is read by its own index, whatever the planner thinks of several.
const readTogether = (db: Database, asked: readonly Asked[]): Promise<Found[]> => db.$queryRaw<Found[]>`
  SELECT w.n, me.locale, me.conversations, page.* FROM ${asRows(asked)}
  LEFT JOIN LATERAL (
    SELECT coalesce(i.chosen_locale, i.locale) AS locale, ${chatsOfRow} AS conversations FROM identities i
    WHERE i.channel = w.channel AND i.external_id = w."externalId") me ON true
  LEFT JOIN LATERAL (
    SELECT found.* FROM unnest(me.conversations) AS chat (id) CROSS JOIN LATERAL (
      ${saidWhere(Prisma.sql`s.conversation_id = chat.id AND ${isShown} AND s.position > w.after ORDER BY s.position LIMIT ${CHAT_PAGE}`)}) found
    ORDER BY found.position LIMIT ${CHAT_PAGE}) page ON true
  ORDER BY w.n, page.position`

const viewOf = (rows: readonly Found[], shown: ShownName): ChatView => {
  const locale = rows[0]?.locale ?? null
  const messages = rows.flatMap((row) => (row.id === null ? [] : chatMessageOf(row)))
  return { conversations: rows[0]?.conversations ?? [], locale, messages: messages.map(named(shown, locale)) }
}
