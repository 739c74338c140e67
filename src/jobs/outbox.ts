// The worker's side of the outbox table: what is next at a destination, and what became of it. Each step is one statement, its own transaction.

import type { ChannelError, FinishedContent, Receipt } from '../channel.ts'
import { type Database, Prisma } from '../database/client.ts'
import { isFirstCard } from '../database/first-cards.ts'
import { appended } from '../database/outbox.ts'
import { type Head, headFrom, isLine } from './head.ts'

export type { Head } from './head.ts'

/** One step of a destination's worker: what arrived there, and whether the next delivery is wanted. */
export interface Step {
  readonly destination: string
  readonly arrived: { readonly head: Head; readonly receipt: Receipt } | null
  readonly goOn: boolean
}

export interface Steps {
  /** The next delivery of each step, in the steps' order; null where nothing is due: the oldest waits for its time, its thread for a card, or its conversation for what is being stored in it just now. */
  readonly next: readonly (Head | null)[]
  /** Destinations that have something new to say because of what arrived. */
  readonly woken: readonly string[]
}

/** What the delivery `o` at the destination `p` is about there, beside the receipts of `steps`: the parts of what it changes, or the customer's last message. */
const PARTS = Prisma.sql`
  CASE WHEN o.kind IN ('edit', 'delete') THEN (
    -- What arrived just now is not stored yet for this statement.
    SELECT jsonb_agg(part.id ORDER BY r.seq, part.n) FROM deliveries r LEFT JOIN steps n ON n.arrived = r.id,
      jsonb_array_elements_text(coalesce(n.receipt, r.receipt)) WITH ORDINALITY AS part (id, n)
    WHERE r.message_id = o.message_id AND r.destination = o.destination AND (r.state = 'delivered' OR n.arrived IS NOT NULL
      -- Of what was refused a part may stand there; in a chat an erasure leaves it as if it were tried again.
      OR o.kind = 'delete' AND r.state IN ('undelivered', 'retried'))
      AND (r.kind = 'message' OR o.kind = 'delete' AND r.kind = 'files'
        -- What is erased goes with the parts that its changes added.
        OR o.content ? 'erases' AND r.kind = 'edit'))
  WHEN o.kind = 'seen' THEN (
    SELECT jsonb_build_array(m.origin_id) FROM messages m
    WHERE m.conversation_id = o.conversation_id AND m.author = 'customer' AND m.origin_channel = p.channel AND m.deleted_at IS NULL
    ORDER BY m.position DESC LIMIT 1) END`

/** Beside the receipts of `steps`: what may have been said, of the words that the delivery `o` erases, with nobody knowing where. */
const PERHAPS = Prisma.sql`
  CASE WHEN o.content ? 'erases' AND o.message_id IS NOT NULL THEN (
    SELECT jsonb_agg(jsonb_build_object('delivery', r.id, 'triedAt', r.tried_at, 'files', r.kind = 'files')) FROM deliveries r
    WHERE r.message_id = o.message_id AND r.destination = o.destination AND r.kind IN ('message', 'files', 'edit')
      AND r.state = 'delivered' AND r.delivered_at IS NULL AND r.tried_at IS NOT NULL AND r.id NOT IN (SELECT arrived FROM steps WHERE arrived IS NOT NULL)) END`

/** The line that stands before the words of the delivery `o`: what is edited keeps the one that it was said with. */
const OPENING = Prisma.sql`
  coalesce(o.content->'opening', CASE WHEN o.kind = 'edit' THEN (
    SELECT r.content->'opening' FROM deliveries r
    WHERE r.message_id = o.message_id AND r.destination = o.destination AND r.kind = 'message' AND r.content ? 'opening' LIMIT 1) END)`

/** Whether the delivery `o` was held back from the customer until now. */
const HELD = Prisma.sql`(o.attempts = 0 AND o.not_before IS NOT NULL AND o.destination LIKE '%:chat:%')`

/** How long the delivery `o` might have been said: what is put off on purpose waits only from then on. */
const WAITED = Prisma.sql`
  greatest(0, extract(epoch FROM clock_timestamp() - coalesce(CASE WHEN o.attempts = 0 THEN o.not_before END, o.created_at)))::float8`

/**
 * Takes the steps of several destinations, one for each, in one statement: writes receipts and what arrivals set off, and takes the next
 * deliveries. Of those it stores that an attempt begins: after a crash it is known that they may have been said.
 * A card's first receipt is its own address from then on, and so is that of a line which takes a new place: what follows it is taken by the next step, which can see that.
 */
export const takeSteps = async (db: Database, steps: readonly Step[]): Promise<Steps> => {
  const confirms = steps.flatMap(({ arrived }) => arrived?.head.confirms ?? [])
  const rows = await db.$queryRaw<{ destination: string; next: unknown; woken: boolean }[]>`
    WITH steps AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(steps.map(stepRow))}::jsonb) AS s (
        destination text, arrived uuid, receipt jsonb, posted text, moved boolean, erases boolean, "goOn" boolean)
    ), done AS (
      UPDATE deliveries d SET state = 'delivered', delivered_at = now(), receipt = s.receipt, error = NULL,
        -- A letter's words are nowhere else, and may hold a link that signs in: who reads the database later must not find it. Nor where somebody was who is forgotten.
        content = CASE WHEN d.kind = 'letter' OR (d.kind = 'delete' AND d.content ? 'erases') THEN '{}' ELSE d.content END
      FROM steps s WHERE d.id = s.arrived
    ), forgotten AS (
      -- Where the words stood that were on their way when they were erased.
      UPDATE deliveries r SET receipt = NULL FROM steps s JOIN deliveries e ON e.id = s.arrived
      WHERE s.erases AND r.message_id = e.message_id AND r.destination = e.destination AND r.id <> e.id
    ), opened AS (
      UPDATE destinations p SET posted = s.posted FROM steps s WHERE p.name = s.destination AND s.moved RETURNING p.name
    ), ${appended(confirms)}, oldest AS (
      SELECT o.* FROM steps s CROSS JOIN LATERAL (
        SELECT * FROM deliveries d WHERE d.destination = s.destination AND d.state = 'pending' AND d.id IS DISTINCT FROM s.arrived
        ORDER BY d.seq LIMIT 1) o
      WHERE s."goOn"
    ), free AS (
      -- Words get their places under their conversation's lock: a page that has read one stored later would pass over this one.
      SELECT c.id FROM conversations c WHERE c.id IN (SELECT o.conversation_id FROM oldest o WHERE ${HELD} AND o.not_before <= now())
      FOR NO KEY UPDATE SKIP LOCKED
    ), due AS (
      SELECT o.id, o.tried_at AS tried_before, p.channel, coalesce(f.posted, p.address) AS address, p.posted, ${HELD} AS held,
        ${PARTS} AS parts, ${PERHAPS} AS perhaps, ${OPENING} AS opening, ${WAITED} AS waited
      FROM oldest o JOIN destinations p ON p.name = o.destination LEFT JOIN destinations f ON f.name = p.follows
      WHERE (p.follows IS NULL OR f.posted IS NOT NULL) AND (o.not_before IS NULL OR o.not_before <= now())
        AND (NOT ${HELD} OR o.conversation_id IN (SELECT id FROM free))
    ), taken AS (
      UPDATE deliveries d SET attempts = d.attempts + 1, doubts = d.doubts + (d.tried_at IS NOT NULL)::int,
        tried_at = coalesce(d.tried_at, now()) FROM due
      -- Where an erasure held the row until now, this is asked again of what it left; asked plainly, all that waits would be read for it.
      WHERE d.id = due.id AND d.state IS NOT DISTINCT FROM 'pending'
      RETURNING d.id, d.destination, due.channel, d.conversation_id, d.ticket_id, d.attempts, due.address, due.posted, due.tried_before,
        d.receipt, d.content, d.confirms, d.message_id, due.held, due.parts, due.perhaps, due.opening, due.waited
    ), arranged AS (
      -- What was held back from the customer takes its place among the words when it leaves.
      UPDATE messages m SET position = nextval('messages_position_seq') FROM taken t WHERE t.held AND m.id = t.message_id
    )
    SELECT destination, to_jsonb(taken) AS next, false AS woken FROM taken
    UNION ALL SELECT destination, NULL, true FROM appended
    UNION ALL SELECT p.name, NULL, true FROM destinations p JOIN opened o ON p.follows = o.name OR p.name = o.name`
  const woken = rows.filter((row) => row.woken).map(({ destination }) => destination)
  const next = new Map(rows.flatMap((row) => (row.woken ? [] : [[row.destination, row.next] as const])))
  return {
    next: steps.map(({ destination }) => (next.has(destination) ? headFrom(destination, next.get(destination)) : null)),
    woken,
  }
}

const stepRow = ({ destination, arrived, goOn }: Step): Record<string, unknown> => {
  if (arrived === null) return { destination, goOn }
  const { head, receipt } = arrived
  const { content, id } = head.delivery
  const [posted = null] = receipt.ids
  const isShownFirst = (content.kind === 'card' || content.kind === 'incident') && content.posted === null
  const moved = isShownFirst || (isLine(content) && posted !== content.posted)
  const erases = isErasing(content)
  return { destination, arrived: id, receipt: kept(head, receipt.ids), posted, moved, erases, goOn: goOn && !moved }
}

const isErasing = (content: FinishedContent): boolean => content.kind === 'delete' && content.erases !== undefined

// Of what was erased only the number is kept: of a direct message the ids name its channel.
const kept = ({ delivery: { content } }: Head, ids: readonly string[]): readonly string[] =>
  isErasing(content) ? ids.map(() => '') : ids

// What a platform says of a refusal may name what was to be said, and managers read this.
const whyOf = ({ kind, message, reason }: ChannelError): string =>
  kind === 'permanent' ? `refused for good (${reason ?? 'unknown'})` : message

/** Writes why an attempt failed and when the next may begin. */
export const settleFailed = async (db: Database, head: Head, fault: ChannelError, seconds: number): Promise<void> => {
  // What was certainly not said leaves no doubt behind for the next attempt to clear up.
  const before = head.delivery.triedAt
  const triedAt = fault.kind === 'ambiguous' ? Prisma.sql`tried_at` : Prisma.sql`${before}::timestamptz`
  const sent = fault.sent.length > 0 ? Prisma.sql`${JSON.stringify(fault.sent)}::jsonb` : Prisma.sql`receipt`
  await db.$executeRaw`
    UPDATE deliveries SET not_before = now() + make_interval(secs => ${seconds}), tried_at = ${triedAt}, receipt = ${sent}, error = ${whyOf(fault)}
    WHERE id = ${head.delivery.id}::uuid`
}

/** Writes which parts of a refused delivery had arrived; of one that erases, how many are gone. */
export const keepSent = async (db: Database, head: Head, { sent }: ChannelError): Promise<void> => {
  await db.$executeRaw`UPDATE deliveries SET receipt = ${JSON.stringify(kept(head, sent))}::jsonb WHERE id = ${head.delivery.id}::uuid`
}

/** Destinations with news, those that wait longest first. */
export interface News {
  /** Of tickets that nobody has taken, to be shown for the first time. */
  readonly cards: readonly string[]
  readonly others: readonly string[]
  /** How many such cards there are, with those that are tried again later. */
  readonly cardsWaiting: number
}

/** Destinations whose oldest undelivered row is due now, and how many cards wait. */
export const withNews = async (db: Database): Promise<News> => {
  const rows = await db.$queryRaw<{ destination: string; card: boolean; due: boolean }[]>`
    SELECT d.destination, ${isFirstCard} AS card, d.not_before IS NULL OR d.not_before <= now() AS due FROM (
      SELECT DISTINCT ON (destination) destination, not_before, kind, created_at FROM deliveries WHERE state = 'pending'
      ORDER BY destination, seq
    ) d JOIN destinations p ON p.name = d.destination LEFT JOIN destinations f ON f.name = p.follows
      LEFT JOIN tickets t ON t.id = p.ticket_id AND d.kind = 'card'
    WHERE (d.not_before IS NULL OR d.not_before <= now() OR d.kind = 'card') AND (p.follows IS NULL OR f.posted IS NOT NULL)
    ORDER BY d.created_at`
  const dueOf = (isCard: boolean) =>
    rows.filter(({ card, due }) => due && card === isCard).map(({ destination }) => destination)
  return { cards: dueOf(true), others: dueOf(false), cardsWaiting: rows.filter(({ card }) => card).length }
}
