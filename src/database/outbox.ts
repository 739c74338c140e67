// Appends to the outbox: the sequence number is drawn under the destination's row lock, in the transaction that decided to speak (design rule 4).

import type { FinishedContent } from '../channel.ts'
import { Prisma } from './client.ts'

/** A delivery ready to be stored. */
export interface DeliveryRow {
  readonly id: string
  readonly destination: string
  readonly channel: string
  readonly address: string | null
  readonly ticket: string | null
  /** The destination that this one waits for: a thread for its card. */
  readonly follows: string | null
  readonly content: FinishedContent
  readonly message: string | null
  /** ISO 8601; it and what follows it at its destination wait until then. */
  readonly notBefore: string | null
  /** The ticket that it is about. */
  readonly about: string | null
  readonly conversation: string | null
  /** What to mark once this has arrived. */
  readonly confirms: DeliveryRow | null
}

/** The destination of a conversation's chat, by its id: looked up like this nothing that waits elsewhere is read. */
export const chatOf = (conversation: Prisma.Sql): Prisma.Sql => Prisma.sql`
  (SELECT i.channel || ':chat:' || v.id FROM conversations v JOIN identities i ON i.id = v.identity_id WHERE v.id = ${conversation})`

const MANY_DIGESTS = 10

/** When the draft `d` may go: after so many digests to a mailbox within five minutes only one a minute, which tells what came up meanwhile. */
const NOT_BEFORE = Prisma.sql`CASE WHEN d.kind = 'digest' THEN greatest(d."notBefore", (
  SELECT CASE WHEN count(*) = ${MANY_DIGESTS} AND min(r.created_at) > now() - interval '5 minutes'
    THEN max(coalesce(r.delivered_at, r.created_at)) + interval '1 minute' END
  FROM (SELECT created_at, delivered_at FROM deliveries n WHERE n.destination = d.destination AND n.kind = 'digest'
    ORDER BY n.seq DESC LIMIT ${MANY_DIGESTS}) r)) ELSE d."notBefore" END`

/**
 * The common table expressions that store deliveries, looked up destination by destination however many wait elsewhere, for a statement of the caller's: `WITH ${appended(rows)} SELECT … FROM appended`.
 * Nothing is stored where `condition` is not true, nor what is stored already: a statement whose answer was lost may be repeated. A card or a line of state that waits untried serves for a new one: it is locked, so that the worker reads the card only after this transaction.
 */
export const appended = (rows: readonly DeliveryRow[], condition = Prisma.sql`true`): Prisma.Sql => Prisma.sql`
  drafts AS (
    SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows.map(asRecord))}::jsonb) AS d (
      id uuid, destination text, channel text, address text, ticket uuid, follows text,
      kind text, content jsonb, message uuid, about uuid, conversation uuid, confirms jsonb, "notBefore" timestamptz, ord int) WHERE ${condition}
  ), waiting AS (
    SELECT w.destination FROM (SELECT DISTINCT destination FROM drafts WHERE kind IN ('card', 'reminder', 'backlog', 'incident')) d CROSS JOIN LATERAL (
      SELECT w.destination FROM deliveries w WHERE w.destination = d.destination AND w.state = 'pending' AND w.tried_at IS NULL FOR UPDATE) w
  ), gathered AS (
    UPDATE deliveries w SET content = CASE d.kind
      WHEN 'files' THEN jsonb_set(w.content, '{files}', (w.content->'files') || (d.content->'files'))
      ELSE jsonb_set(w.content, '{entries}', (w.content->'entries') || (d.content->'entries')) END
    FROM drafts d CROSS JOIN LATERAL (
      SELECT n.id, n.attempts FROM deliveries n
      WHERE n.destination = d.destination AND n.kind = d.kind AND n.state = 'pending' AND (d.kind = 'digest' OR n.content->>'album' = d.content->>'album')
      ORDER BY n.seq DESC LIMIT 1 FOR UPDATE) last
    WHERE d.kind IN ('files', 'digest') AND last.attempts = 0 AND w.id = last.id
    RETURNING d.id
  ), wanted AS (
    SELECT * FROM drafts d
    WHERE (d.kind NOT IN ('card', 'reminder', 'backlog', 'incident') OR d.destination NOT IN (SELECT destination FROM waiting)) AND d.id NOT IN (SELECT id FROM gathered)
  ), places AS (
    INSERT INTO destinations AS p (name, channel, address, ticket_id, follows, seq)
    SELECT destination, min(channel), min(address), min(ticket::text)::uuid, min(follows), count(*)
    FROM wanted GROUP BY destination ORDER BY destination
    ON CONFLICT (name) DO UPDATE SET seq = p.seq + excluded.seq, address = coalesce(excluded.address, p.address)
    RETURNING p.name, p.seq
  ), appended AS (
    INSERT INTO deliveries (id, destination, seq, kind, content, message_id, ticket_id, conversation_id, confirms, not_before)
    SELECT d.id, d.destination,
      p.seq - count(*) OVER (PARTITION BY d.destination) + row_number() OVER (PARTITION BY d.destination ORDER BY d.ord),
      d.kind, d.content, d.message, d.about, d.conversation, d.confirms, ${NOT_BEFORE}
    FROM wanted d JOIN places p ON p.name = d.destination
    ON CONFLICT (id) DO NOTHING RETURNING destination
  )`

const asRecord = (row: DeliveryRow, ord: number): Record<string, unknown> => ({ ...row, kind: row.content.kind, ord })
