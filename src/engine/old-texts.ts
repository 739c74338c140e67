// What is older than RETENTION and over: looked up a page at a time, and looked at again under the conversation's lock.

import { type Database, Prisma, type Transaction } from '../database/client.ts'

const PAGE = 100
/** What needs no lock goes faster: a statement takes a moment all the same, and a stop comes between two of them. */
const LOOSE_PAGE = 1_000

/** Whether the ticket `t` ended before then; one that was merged is over with the one that it went into. */
const isEnded = (t: 't' | 'r', before: Date): Prisma.Sql =>
  Prisma.sql`(${Prisma.raw(t)}.status = 'resolved' AND ${Prisma.raw(t)}.resolved_at < ${before})`

/** Whether the message `m` was written before then, outside of tickets or on one that ended before. Asked as a value, since PostgreSQL would look through all tickets for a condition. */
const isOver = (before: Date): Prisma.Sql =>
  Prisma.sql`(m.created_at < ${before} AND ${isOfNoneThatGoesOn(Prisma.sql`m.ticket_id`, before)})`

/** Whether this names no ticket, or one that ended before then. */
const isOfNoneThatGoesOn = (ticket: Prisma.Sql, before: Date): Prisma.Sql => Prisma.sql`(${ticket} IS NULL OR (
  SELECT ${isEnded('r', before)} FROM tickets t JOIN tickets r ON r.id = coalesce(t.merged_into_id, t.id) WHERE t.id = ${ticket}))`

/** Whether the message `m` has anything left to be erased. */
const HOLDS_TEXT = Prisma.sql`(m.document->'children' <> '[]' OR m.origin_id IS NOT NULL
  OR EXISTS (SELECT FROM attachments a WHERE a.message_id = m.id))`

/** Whether the ticket `t` does: it was never erased, went on since, or somebody named it or commented on it since. */
const HOLDS_TEXTS = Prisma.sql`(t.texts_erased_at IS NULL OR t.texts_erased_at < t.resolved_at
  OR t.subject IS NOT NULL OR t.rating_comment IS NOT NULL OR t.translated_question IS NOT NULL)`

export interface OldTicket {
  readonly id: string
  readonly conversation: string
  readonly resolvedAt: Date
}

/** The tickets behind `after` whose texts are to be erased, in the order of their ends; those that were erased since are not among them. */
export const oldTickets = (
  db: Database,
  before: Date,
  after: Pick<OldTicket, 'id' | 'resolvedAt'> = FIRST,
): Promise<OldTicket[]> => db.$queryRaw`
  SELECT t.id, t.conversation_id AS conversation, t.resolved_at AS "resolvedAt" FROM tickets t
  WHERE ${isEnded('t', before)} AND ${HOLDS_TEXTS} AND t.merged_into_id IS NULL
    AND t.resolved_at >= ${after.resolvedAt} AND (t.resolved_at, t.id) > (${after.resolvedAt}, ${after.id}::uuid)
  ORDER BY t.resolved_at, t.id LIMIT ${PAGE}`

const FIRST = { id: '00000000-0000-0000-0000-000000000000', resolvedAt: new Date(0) }

/** The ticket and what was merged into it; none where it isn't over any more, or was erased since. */
export const ticketsOver = async (tx: Transaction, ticket: string, before: Date): Promise<string[]> => {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT g.id FROM tickets t JOIN tickets g ON g.id = t.id OR g.merged_into_id = t.id
    WHERE t.id = ${ticket}::uuid AND ${isEnded('t', before)} AND ${HOLDS_TEXTS}`
  return rows.map(({ id }) => id)
}

export interface OldMessage {
  readonly id: string
  readonly conversation: string
  readonly position: bigint
  /** Whether it is to be erased: not what is of a ticket that goes on, or went later. */
  readonly isOver: boolean
}

/** The messages behind a position that were written before then; those of tickets that are not over are passed, and go with their tickets. */
export const oldMessages = async (db: Database, before: Date, after: bigint): Promise<OldMessage[]> => {
  const rows = await db.$queryRaw<(OldMessage & { isOld: boolean })[]>`
    SELECT m.id, m.conversation_id AS conversation, m.position, m.created_at < ${before} AS "isOld",
      ${isOver(before)} AND ${HOLDS_TEXT} AS "isOver"
    FROM messages m WHERE m.position > ${after} ORDER BY m.position LIMIT ${PAGE}`
  const young = rows.findIndex(({ isOld }) => !isOld)
  return young === -1 ? rows : rows.slice(0, young)
}

/** Of these messages, or those of these tickets, the ones that are over. */
export const messagesOver = async (
  tx: Transaction,
  where: { readonly tickets: readonly string[] } | { readonly messages: readonly string[] },
  before: Date,
): Promise<string[]> => {
  const which =
    'tickets' in where
      ? Prisma.sql`m.ticket_id = ANY(${where.tickets}::uuid[])`
      : Prisma.sql`m.id = ANY(${where.messages}::uuid[])`
  const rows = await tx.$queryRaw<{ id: string }[]>`SELECT m.id FROM messages m WHERE ${which} AND ${isOver(before)}`
  return rows.map(({ id }) => id)
}

/** Conversations behind `after` whose form holds a question that was written before then, in the order of their ids. */
export const oldForms = async (db: Database, before: Date, after: string = FIRST.id): Promise<string[]> => {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT c.id FROM conversations c WHERE c.id > ${after}::uuid AND ${holdsOld(before)} ORDER BY c.id LIMIT ${PAGE}`
  return rows.map(({ id }) => id)
}

/** Lets go of such a question. */
export const clearForm = async (tx: Transaction, conversation: string, before: Date): Promise<void> => {
  await tx.$executeRaw`
    UPDATE conversations c SET form = '{"kind": "idle", "kept": null}' WHERE c.id = ${conversation}::uuid AND ${holdsOld(before)}`
}

const holdsOld = (before: Date): Prisma.Sql => Prisma.sql`EXISTS (
  SELECT FROM jsonb_path_query(c.form, 'strict $.**.messages[*]', '{}', true) AS q JOIN messages m ON m.id = (q #>> '{}')::uuid
  WHERE m.created_at < ${before})`

/**
 * Erases what no conversation's rules look at: questions of suggestions, what the model was asked of no ticket or of one that is over, why
 * somebody was banned on such a one, words that nobody confirmed lately as phrasings, and updates that could not be handled. Asks before each
 * page; answers false where it is to stop.
 */
export const eraseLoose = async (db: Database, before: Date, goesOn: () => Promise<boolean>): Promise<boolean> => {
  for (const statement of loose(before)) {
    let count: number
    do {
      if (!(await goesOn())) return false
      count = await db.$executeRaw(statement)
    } while (count === LOOSE_PAGE)
  }
  return true
}

const loose = (before: Date): readonly Prisma.Sql[] => [
  Prisma.sql`UPDATE suggestions SET question = NULL WHERE id IN (
    SELECT id FROM suggestions WHERE question IS NOT NULL AND created_at < ${before} LIMIT ${LOOSE_PAGE})`,
  // What was asked, or given as a reason, after its ticket was erased.
  Prisma.sql`DELETE FROM consultations WHERE id IN (
    SELECT c.id FROM consultations c WHERE c.asked_at < ${before}
      AND ${isOfNoneThatGoesOn(Prisma.sql`c.ticket_id`, before)} LIMIT ${LOOSE_PAGE})`,
  Prisma.sql`UPDATE audit SET facts = facts - 'reason' WHERE id IN (
    SELECT a.id FROM audit a WHERE a.what = 'banned' AND a.at < ${before} AND a.facts ? 'reason'
      AND ${isOfNoneThatGoesOn(Prisma.sql`a.ticket_id`, before)} LIMIT ${LOOSE_PAGE})`,
  Prisma.sql`DELETE FROM phrasing_candidates WHERE id IN (
    SELECT p.id FROM phrasing_candidates p WHERE p.state <> 'learned' AND p.created_at < ${before}
      AND NOT EXISTS (SELECT FROM phrasing_signs s WHERE s.candidate_id = p.id AND s.at >= ${before}) LIMIT ${LOOSE_PAGE})`,
  Prisma.sql`DELETE FROM parked_events WHERE key IN (
    SELECT key FROM parked_events WHERE parked_at < ${before} LIMIT ${LOOSE_PAGE})`,
]
