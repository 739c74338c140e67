// Messages as an export has them, page by page: in constant memory, however many there are.

import { type Database, Prisma } from '../database/client.ts'
import { type Document, plainText } from '../document.ts'
import { milliseconds, type Page, pagesFrom, rowsOf, type Time, type Wanted } from './exported-pages.ts'

const PAGE = 1_000
// How many a statement looks at, at most: a period may begin behind millions of others, which would outlast a statement's time.
const STRETCH = 50_000

/** A message by its columns, which docs/export.md explains. */
export interface ExportedMessage {
  readonly id: string
  readonly conversation: string
  readonly ticket: number | null
  readonly channel: string
  readonly customer: string | null
  readonly at: string
  readonly from: string
  readonly name: string | null
  readonly note: boolean
  readonly text: string
  readonly files: readonly string[]
  readonly editedAt: string | null
  readonly deleted: boolean
}

type Stored = Omit<ExportedMessage, 'at' | 'text' | 'files' | 'editedAt'> & {
  readonly position: number
  /** In milliseconds since 1970. */
  readonly at: number
  readonly editedAt: number | null
  /** Null where it was taken back. */
  readonly document: Document | null
  readonly files: readonly string[] | null
}

/** The messages that were written in the period, in the order in which they were stored; up to the last one that there is now. */
export async function* exportedMessages(db: Database, wanted: Wanted): AsyncGenerator<readonly ExportedMessage[]> {
  const ends = await rowsOf<{ readonly first: number | null; readonly last: number | null }>(
    db,
    Prisma.sql`SELECT min(position) AS first, max(position) AS last FROM messages`,
  )
  const { first = null, last = null } = ends[0] ?? {}
  if (first === null || last === null) return
  const pages = pagesFrom(first - 1, async (after): Promise<Page<Stored, number>> => {
    const end = Math.min(after + STRETCH, last)
    const rows = await rowsOf<Stored>(db, stretch(after, end, wanted))
    const seen = rows.length < PAGE ? end : (rows.at(-1)?.position ?? end)
    return { rows, next: seen >= last ? null : seen }
  })
  for await (const rows of pages) yield rows.map((row) => messageOf(row, wanted.time))
}

/** Reads all messages of these tickets, by the tickets' numbers, in their order. */
export const messagesOf = async (
  db: Database,
  numbers: readonly number[],
  time: Time,
): Promise<Map<number | null, ExportedMessage[]>> => {
  const stored = await rowsOf<Stored>(
    db,
    Prisma.sql`${selected} WHERE s.ticket_id IN (SELECT id FROM tickets WHERE number = ANY(${[...numbers]})) ORDER BY s.position`,
  )
  return Map.groupBy(
    stored.map((row) => messageOf(row, time)),
    ({ ticket }) => ticket,
  )
}

const stretch = (after: number, end: number, { period, state }: Wanted): Prisma.Sql => Prisma.sql`
  ${selected}
  WHERE s.position > ${after} AND s.position <= ${end} AND s.created_at >= ${period.from} AND s.created_at < ${period.to} AND ${state}
  ORDER BY s.position LIMIT ${PAGE}`

const selected = Prisma.sql`
  SELECT s.position, s.id, s.conversation_id AS conversation, t.number AS ticket, i.channel, coalesce(c.name, i.known_name) AS customer,
    ${milliseconds(Prisma.sql`s.created_at`)} AS at, s.author AS "from",
    CASE s.author WHEN 'manager' THEN m.name WHEN 'customer' THEN coalesce(c.name, i.known_name) END AS name, s.audience = 'staff' AS note,
    CASE WHEN s.deleted_at IS NULL THEN s.document END AS document,
    CASE WHEN s.deleted_at IS NULL THEN (SELECT json_agg(coalesce(f.name, f.kind)) FROM attachments f WHERE f.message_id = s.id) END AS files,
    ${milliseconds(Prisma.sql`s.edited_at`)} AS "editedAt", s.deleted_at IS NOT NULL AS deleted
  FROM messages s
  JOIN conversations v ON v.id = s.conversation_id
  JOIN identities i ON i.id = v.identity_id
  JOIN customers c ON c.id = i.customer_id
  LEFT JOIN managers m ON m.id = s.manager_id
  LEFT JOIN tickets t ON t.id = s.ticket_id`

const messageOf = ({ position: _, document, ...row }: Stored, time: Time): ExportedMessage => ({
  ...row,
  text: document === null ? '' : plainText(document),
  files: row.files ?? [],
  at: time(row.at),
  editedAt: row.editedAt === null ? null : time(row.editedAt),
})
