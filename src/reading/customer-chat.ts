// What a customer's own pages show besides the chat as it was said: what changed of it, articles while they type, one ticket of theirs.

import { codeOf } from '../core/article-code.ts'
import { offeredOf } from '../core/offering.ts'
import { writePress } from '../core/press.ts'
import type { Title } from '../core/types.ts'
import { createBatches } from '../database/batches.ts'
import { type Database, Prisma } from '../database/client.ts'
import type { ChatNews, DeskChat } from '../desk/chat.ts'
import { CHAT_PAGE, type ChatMessage, type Person } from '../desk.ts'
import type { Library } from '../knowledge/library.ts'
import { chatsOf, isShown, named, readSaid, type ShownName } from './messages.ts'
import { asRows, chatsOfRow, TOGETHER } from './open-chats.ts'
import { customersRow } from './requests.ts'
import { readTickets } from './rows.ts'

interface Parts {
  readonly db: Database
  readonly library: Pick<Library, 'titles' | 'match'>
  readonly shown: ShownName
  readonly now: () => Date
}

/** With fewer letters any title fits. */
const FEWEST_LETTERS = 3
/** Clocks of processes differ a little, and what commits late was written early. */
const OVERLAP = 10_000

/** The part of the desk that is the customers'. */
export const customerChatOf = (parts: Parts): DeskChat => {
  const readNews = createNewsReader(parts)
  return {
    chatNews: (who, after, since) => readNews({ who, after, since }),
    lateMessages: (who, after) => readLate(parts, who, after),
    guesses: async (who, words, locale, most) => {
      const typed = words.trim()
      if (typed.length < FEWEST_LETTERS || typed.startsWith('/') || (await hasOpenTicket(parts.db, who))) return []
      const found = titlesFor(parts, typed, locale).slice(0, most)
      return found.map(({ article, title }) => ({ title, press: writePress({ kind: 'title', code: codeOf(article) }) }))
    },
    request: (who, number) => readRequest(parts, who, number),
  }
}

// Of a whole question the matcher knows best; of a few letters it knows nothing.
const titlesFor = ({ library }: Parts, typed: string, locale: string): readonly Pick<Title, 'article' | 'title'>[] => {
  const matches = library.match(typed, locale)
  const offered = offeredOf(matches)
  return offered.length > 0 ? matches.filter(({ article }) => offered.includes(article)) : library.titles(typed, locale)
}

interface News {
  readonly hasEdited: boolean
  readonly deleted: string[]
  readonly readUntil: bigint
}

interface AskedNews {
  readonly who: Person
  readonly after: number
  readonly since: Date
}

// What was edited is read apart, where there is any: that is seldom.
const createNewsReader = ({ db, shown, now }: Parts): ((asked: AskedNews) => Promise<ChatNews>) => {
  const look = createBatches((asked: readonly AskedNews[]) => lookForNews(db, asked), TOGETHER)
  return async ({ who, after, since }) => {
    const until = new Date(now().getTime() - OVERLAP)
    const { hasEdited, deleted, readUntil } = await look({ who, after, since })
    const edited = hasEdited
      ? await readSaid(
          db,
          Prisma.sql`s.conversation_id = ANY(${chatsOf(who)}) AND s.position <= ${after} AND s.edited_at > ${since} AND ${isShown}`,
        )
      : []
    return { edited: edited.map(named(shown, null)), deleted, readUntil: Number(readUntil), until }
  }
}

// What shows that somebody has it counts once it is stored: nothing tells the page when it is marked as delivered.
const lookForNews = (db: Database, asked: readonly AskedNews[]): Promise<News[]> => {
  const mine = Prisma.sql`s.conversation_id = ANY(chat.ids) AND s.position <= w.after AND s.audience = 'everyone'`
  return db.$queryRaw<News[]>`
    SELECT EXISTS (SELECT 1 FROM messages s WHERE ${mine} AND s.edited_at > w.since) AS "hasEdited",
      ARRAY(SELECT s.id FROM messages s WHERE ${mine} AND s.deleted_at > w.since) AS deleted,
      greatest(
        (SELECT max(s.position) FROM messages s WHERE ${mine} AND s.author = 'manager'),
        (SELECT max(s.position) FROM messages s WHERE ${mine} AND s.author = 'customer' AND s.created_at <= (
          SELECT max(d.created_at) FROM deliveries d WHERE d.destination IN (SELECT w.channel || ':presence:' || id FROM unnest(chat.ids) AS id)
            AND d.kind = 'seen')),
        0) AS "readUntil"
    FROM ${asRows(asked)} CROSS JOIN LATERAL (SELECT ${chatsOfRow} AS ids) chat ORDER BY w.n`
}

// Positions are drawn under the chat's own lock: in another chat of the same customer's a higher one may be stored earlier.
const readLate = async ({ db, shown }: Parts, who: Person, after: number): Promise<ChatMessage[]> => {
  const mine = Prisma.sql`s.conversation_id = ANY(${chatsOf(who)}) AND s.position <= ${after}`
  const newest = Prisma.sql`(SELECT max(s.created_at) FROM messages s WHERE ${mine})`
  const late = Prisma.sql`s.created_at > ${newest} - make_interval(secs => ${OVERLAP / 1_000}) AND ${isShown}`
  const found = await readSaid(
    db,
    Prisma.sql`cardinality(${chatsOf(who)}) > 1 AND ${mine} AND ${late} ORDER BY s.position DESC LIMIT ${CHAT_PAGE}`,
  )
  return found.map(named(shown, null))
}

const hasOpenTicket = async (db: Database, who: Person): Promise<boolean> => {
  const tickets = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM tickets t WHERE t.conversation_id = ANY(${chatsOf(who)}) AND t.status <> 'resolved' LIMIT 1`
  return tickets.length > 0
}

const readRequest = async ({ db, shown }: Parts, who: Person, number: number): ReturnType<DeskChat['request']> => {
  const theirs = Prisma.sql`t.customer_id = (SELECT customer_id FROM identities WHERE channel = ${who.channel} AND external_id = ${who.externalId})`
  const [ticket] = await readTickets(db, Prisma.sql`${theirs} AND t.number = ${number}`)
  if (ticket === undefined) return null
  const messages = await readSaid(db, Prisma.sql`s.ticket_id = ${ticket.id}::uuid AND ${isShown}`)
  const [quoted] = await db.$queryRaw<{ id: string }[]>`
    SELECT s.origin_id AS id FROM messages s WHERE s.ticket_id = ${ticket.id}::uuid AND s.conversation_id = ANY(${chatsOf(who)})
      AND s.author = 'customer' AND s.origin_channel = ${who.channel} AND s.origin_id IS NOT NULL ORDER BY s.position LIMIT 1`
  return {
    ticket: customersRow(ticket, shown),
    messages: messages.map(named(shown, ticket.locale)),
    quotes: quoted?.id ?? null,
    rating: ticket.rating === null ? null : { score: ticket.rating, comment: ticket.ratingComment },
  }
}
