// Finds tickets for the staff desk: by the lists that managers work through, and by words.

import type { ChannelName } from '../core/types.ts'
import { type Database, Prisma } from '../database/client.ts'
import type { DeskSearch, QueueCounts, QueueView } from '../desk/searching.ts'
import type { Person, TicketRow } from '../desk.ts'
import { listed } from './listed.ts'
import { isTicketNumber } from './numbers.ts'
import { dueAt, readTickets, rowOf } from './rows.ts'

/** The part of the desk that searches tickets. */
export const searchOf = (db: Database, now: () => Date): DeskSearch => {
  const rows = async (where: Prisma.Sql): Promise<TicketRow[]> => (await readTickets(db, where)).map(rowOf)
  return {
    listOf: (view, who, most) => {
      const where = viewOf(view, who, now())
      const order = view === 'overdue' ? Prisma.sql`${dueAt}, t.number` : Prisma.sql`t.opened_at, t.number`
      return listed(db, where, most, (limit) => rows(Prisma.sql`${where} ORDER BY ${order} LIMIT ${limit}`))
    },
    counts: (who) => readCounts(db, who, now()),
    findTickets: async (words, most) => {
      const where = foundBy(words)
      if (where === null) return { rows: [], total: 0 }
      const read = (limit: number) => rows(Prisma.sql`${where} ORDER BY t.number DESC LIMIT ${limit}`)
      return listed(db, foundBy(words, MOST_COUNTED + 1) ?? where, most, read, MOST_COUNTED)
    },
    arrivals: (who, most) => {
      const latest = Prisma.sql`ORDER BY t.opened_at DESC, t.number DESC LIMIT ${most}`
      return rows(Prisma.sql`t.id IN (
        (SELECT t.id FROM tickets t WHERE t.status = 'new' ${latest})
        UNION ALL (SELECT t.id FROM tickets t WHERE ${viewOf('mine', who, now())} AND t.claimed_at IS NULL ${latest})) ${latest}`)
    },
    asker: (number) => (isTicketNumber(number) ? readAsker(db, number) : Promise.resolve(null)),
    colleagues: () =>
      db.$queryRaw`SELECT channel, external_id AS "externalId", name FROM managers WHERE disabled_at IS NULL ORDER BY name, id`,
  }
}

const heldBy = ({ channel, externalId }: Person): Prisma.Sql =>
  Prisma.sql`t.holder_id = (SELECT id FROM managers WHERE channel = ${channel} AND external_id = ${externalId})`

// Each list has an index of its own: see the end of the migration.
const viewOf = (view: QueueView, who: Person, now: Date): Prisma.Sql => {
  switch (view) {
    case 'open':
      return Prisma.sql`t.status <> 'resolved'`
    case 'unclaimed':
      return Prisma.sql`t.status = 'new'`
    case 'mine':
      return Prisma.sql`t.status NOT IN ('new', 'resolved') AND ${heldBy(who)}`
    case 'waiting':
      return Prisma.sql`t.status = 'waiting'`
    case 'snoozed':
      return Prisma.sql`t.status = 'snoozed'`
    case 'overdue':
      return Prisma.sql`t.status IN ('new', 'claimed') AND ${dueAt} < ${now}`
  }
}

const readCounts = async (db: Database, who: Person, now: Date): Promise<QueueCounts> => {
  const of = (view: QueueView) => Prisma.sql`(SELECT count(*)::int FROM tickets t WHERE ${viewOf(view, who, now)})`
  const [counts] = await db.$queryRaw<Omit<QueueCounts, 'open'>[]>`
    SELECT ${of('open')} AS open, ${of('unclaimed')} AS unclaimed, ${of('mine')} AS mine, ${of('waiting')} AS waiting,
      ${of('snoozed')} AS snoozed, ${of('overdue')} AS overdue`
  return { ...NOTHING, ...counts }
}

const NOTHING: QueueCounts = { open: 0, unclaimed: 0, mine: 0, waiting: 0, snoozed: 0, overdue: 0 }

const MOST_WORDS = 6
/** Nobody looks through more; to count them all is to read them all. */
const MOST_COUNTED = 1_000
const NUMBER = /^#?(\d{1,9})$/

// Null for words in which there is nothing to look for. `most` bounds what each place to look in answers, for whoever only counts.
const foundBy = (words: string, most: number | null = null): Prisma.Sql | null => {
  const typed = words.trim()
  const number = NUMBER.exec(typed)?.[1]
  const terms = typed
    .split(/\s+/, MOST_WORDS)
    .map(termOf)
    .filter((term) => term !== '')
  if (terms.length === 0) return number === undefined ? null : Prisma.sql`t.number = ${Number(number)}`
  const all = terms.join(' & ')
  const sought = Prisma.sql`to_tsquery('simple', desk_folded(${all}))`
  const limit = most === null ? Prisma.empty : Prisma.sql`LIMIT ${most}`
  return Prisma.sql`t.id IN (
    SELECT n.id FROM tickets n WHERE n.number = ${Number(number ?? 0)}
    UNION (SELECT q.id FROM tickets q WHERE desk_words(q.question, q.subject, q.tags) @@ ${sought} ${limit})
    UNION (SELECT a.id FROM customers c JOIN tickets a ON a.customer_id = c.id WHERE desk_names(c.name, c.email) @@ ${sought} ${limit})
    UNION (SELECT b.id FROM identities i JOIN tickets b ON b.customer_id = i.customer_id WHERE desk_names(i.known_name, NULL) @@ ${sought} ${limit}))`
}

// A quoted term is words of its own to PostgreSQL; what would end the quotes is nothing that anybody looks for.
// Nearly all tickets have a word that begins with some letter: one alone finds nothing.
const termOf = (word: string): string => {
  const clean = word.replace(/['\\\0]/g, '').replace(/^#/, '')
  return (clean.match(/[\p{L}\p{N}]/gu) ?? []).length >= 2 ? `'${clean}':*` : ''
}

const readAsker = async (db: Database, number: number) => {
  const [found] = await db.$queryRaw<{ channels: ChannelName[]; timeZone: string | null }[]>`
    SELECT array_agg(i.channel ORDER BY i.id <> v.identity_id, i.created_at) AS channels,
      (array_agg(i.time_zone ORDER BY i.id <> v.identity_id) FILTER (WHERE i.time_zone IS NOT NULL))[1] AS "timeZone"
    FROM tickets t JOIN conversations v ON v.id = t.conversation_id JOIN identities i ON i.customer_id = t.customer_id
    WHERE t.number = ${number} GROUP BY t.id`
  return found === undefined ? null : { channels: [...new Set(found.channels)], timeZone: found.timeZone }
}
