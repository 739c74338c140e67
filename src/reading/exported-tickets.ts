// Tickets as an export has them, page by page: in constant memory, however many there are.

import { type Database, Prisma } from '../database/client.ts'
import { type Document, plainText } from '../document.ts'
import { milliseconds, pagesFrom, rowsOf, type Time, type Wanted } from './exported-pages.ts'
import { dueAt } from './rows.ts'

const PAGE = 1_000

/** A ticket by its columns, which docs/export.md explains. */
export interface ExportedTicket {
  readonly number: number
  readonly state: string
  readonly priority: string
  readonly holder: string | null
  readonly customer: string | null
  readonly channel: string
  readonly subject: string | null
  readonly question: string
  readonly tags: readonly string[]
  readonly openedAt: string
  readonly dueAt: string | null
  readonly snoozedUntil: string | null
  readonly answeredAt: string | null
  readonly resolvedAt: string | null
  readonly reopened: number
  readonly rating: number | null
  readonly ratingComment: string | null
  readonly mergedInto: number | null
  readonly incident: number | null
  readonly locale: string
}

type Moments = 'openedAt' | 'dueAt' | 'snoozedUntil' | 'answeredAt' | 'resolvedAt'

/** In milliseconds since 1970. */
type Stored = Omit<ExportedTicket, Moments> & {
  readonly [moment in Moments]: moment extends 'openedAt' ? number : number | null
} & { readonly id: string }

interface Place {
  readonly at: Date
  readonly number: number
}

/** The tickets that were opened in the period, the oldest first. */
export async function* exportedTickets(db: Database, wanted: Wanted): AsyncGenerator<readonly ExportedTicket[]> {
  const pages = pagesFrom<Stored, Place>({ at: wanted.period.from, number: 0 }, async (after) => {
    const rows = await rowsOf<Stored>(db, pageBehind(after, wanted))
    const last = rows.length < PAGE ? undefined : rows.at(-1)
    return { rows, next: last === undefined ? null : { at: new Date(last.openedAt), number: last.number } }
  })
  for await (const rows of pages) yield await withoutTakenBack(db, rows, wanted.time)
}

const pageBehind = ({ at, number }: Place, { period, state }: Wanted): Prisma.Sql => Prisma.sql`
  SELECT t.id, t.number, t.status AS state, t.priority, m.name AS holder, coalesce(c.name, i.known_name) AS customer, i.channel, t.subject, t.question, t.tags,
    ${milliseconds(Prisma.sql`t.opened_at`)} AS "openedAt", ${milliseconds(Prisma.sql`CASE WHEN t.status IN ('new', 'claimed') THEN ${dueAt} END`)} AS "dueAt",
    ${milliseconds(Prisma.sql`t.snoozed_until`)} AS "snoozedUntil", ${milliseconds(Prisma.sql`t.answered_at`)} AS "answeredAt",
    ${milliseconds(Prisma.sql`t.resolved_at`)} AS "resolvedAt", t.reopened, t.rating, t.rating_comment AS "ratingComment",
    (SELECT o.number FROM tickets o WHERE o.id = t.merged_into_id) AS "mergedInto",
    (SELECT n.number FROM incident_tickets l JOIN incidents n ON n.id = l.incident_id WHERE l.ticket_id = t.id) AS incident, t.locale
  FROM tickets t
  JOIN customers c ON c.id = t.customer_id
  JOIN conversations v ON v.id = t.conversation_id
  JOIN identities i ON i.id = v.identity_id
  LEFT JOIN managers m ON m.id = t.holder_id
  WHERE t.opened_at >= ${at} AND (t.opened_at, t.number) > (${at}, ${number}) AND t.opened_at < ${period.to} AND ${state}
  ORDER BY t.opened_at, t.number LIMIT ${PAGE}`

// The question keeps the words of the messages that it was made of, also of those that the customer took back since, whatever they
// were changed to before.
const withoutTakenBack = async (db: Database, stored: readonly Stored[], time: Time): Promise<ExportedTicket[]> => {
  const gone = await rowsOf<{ readonly ticket: string; readonly document: Document }>(
    db,
    Prisma.sql`SELECT s.ticket_id AS ticket, w.document FROM messages s
      CROSS JOIN LATERAL (SELECT s.document UNION ALL SELECT r->'document' FROM jsonb_array_elements(s.revisions) r) w
      WHERE s.ticket_id = ANY(${stored.map(({ id }) => id)}::uuid[]) AND s.author = 'customer' AND s.deleted_at IS NOT NULL`,
  )
  const words = Map.groupBy(gone, ({ ticket }) => ticket)
  return stored.map(({ id, ...row }) => ({
    ...row,
    question: (words.get(id) ?? []).reduce((left, { document }) => without(left, plainText(document)), row.question),
    openedAt: time(row.openedAt),
    dueAt: timeOf(row.dueAt, time),
    snoozedUntil: timeOf(row.snoozedUntil, time),
    answeredAt: timeOf(row.answeredAt, time),
    resolvedAt: timeOf(row.resolvedAt, time),
  }))
}

const without = (question: string, words: string): string =>
  words.trim() === '' ? question : question.replace(words.trim(), '').trim()

const timeOf = (at: number | null, time: Time): string | null => (at === null ? null : time(at))
