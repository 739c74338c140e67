// The worker's side of the outbox table: what is next at a destination, and what became of it. Each step is one statement, its own transaction.

import { z } from 'zod'
import type { ChannelError, Delivery, FinishedContent, Receipt } from '../channel.ts'
import type { ChannelName } from '../core/types.ts'
import { type Database, Prisma } from '../database/client.ts'
import { appended, type DeliveryRow } from '../database/outbox.ts'

/** The oldest undelivered row of a destination, stored as tried. */
export interface Head {
  readonly destination: string
  readonly channel: ChannelName
  readonly conversation: string | null
  readonly attempts: number
  readonly delivery: Delivery
  readonly confirms: DeliveryRow | null
}

export interface Settled {
  readonly next: Head | null
  /** Destinations that have something new to say because this one arrived. */
  readonly woken: readonly string[]
}

const NOBODY = '00000000-0000-0000-0000-000000000000'

/**
 * Takes the next delivery of a destination, and stores that an attempt begins: after a crash it is known that it may have been said.
 * Null where nothing is due: the oldest waits for its time, or its thread for a card.
 */
export const headOf = async (db: Database, destination: string): Promise<Head | null> => {
  const [row] = await db.$queryRaw<{ next: unknown }[]>`
    WITH ${taken(destination, NOBODY, true)} SELECT to_jsonb(taken) AS next FROM taken`
  return row === undefined ? null : headFrom(destination, row.next)
}

/**
 * Writes a receipt and what arrival sets off; takes the destination's next delivery where `goOn` says so.
 * A card's first receipt is its own address from then on: what follows it is taken by the next statement, which can see that.
 */
export const settleDelivered = async (db: Database, head: Head, { ids }: Receipt, goOn: boolean): Promise<Settled> => {
  const [row] = await db.$queryRaw<{ next: unknown; woken: string[] | null }[]>`
    WITH done AS (
      UPDATE deliveries SET state = 'delivered', delivered_at = now(), receipt = ${JSON.stringify(ids)}::jsonb, error = NULL
      WHERE id = ${head.delivery.id}::uuid
    ), ${setOff(head, ids)}, ${taken(head.destination, head.delivery.id, goOn && !isFirstCard(head))}
    SELECT (SELECT array_agg(DISTINCT destination) FROM woken) AS woken, (SELECT to_jsonb(taken) FROM taken) AS next`
  if (row === undefined) throw new Error('settling a delivery answered nothing')
  const woken = [...(row.woken ?? []), ...(isFirstCard(head) ? [head.destination] : [])]
  return { next: row.next === null ? null : headFrom(head.destination, row.next), woken }
}

const isFirstCard = ({ delivery: { content } }: Head): boolean => content.kind === 'card' && content.posted === null

/** Writes why an attempt failed and when the next may begin. */
export const settleFailed = async (db: Database, head: Head, fault: ChannelError, seconds: number): Promise<void> => {
  // What was certainly not said leaves no doubt behind for the next attempt to clear up.
  const before = head.delivery.triedAt
  const triedAt = fault.kind === 'ambiguous' ? Prisma.sql`tried_at` : Prisma.sql`${before}::timestamptz`
  const sent = fault.sent.length > 0 ? Prisma.sql`${JSON.stringify(fault.sent)}::jsonb` : Prisma.sql`receipt`
  await db.$executeRaw`
    UPDATE deliveries SET not_before = now() + make_interval(secs => ${seconds}), tried_at = ${triedAt}, receipt = ${sent}, error = ${fault.message}
    WHERE id = ${head.delivery.id}::uuid`
}

/** Destinations whose oldest undelivered row is due now. */
export const withNews = async (db: Database): Promise<string[]> => {
  const rows = await db.$queryRaw<{ destination: string }[]>`
    SELECT d.destination FROM (
      SELECT DISTINCT ON (destination) destination, not_before FROM deliveries WHERE state = 'pending' ORDER BY destination, seq
    ) d JOIN destinations p ON p.name = d.destination LEFT JOIN destinations f ON f.name = p.follows
    WHERE (d.not_before IS NULL OR d.not_before <= now()) AND (p.follows IS NULL OR f.posted IS NOT NULL)`
  return rows.map((row) => row.destination)
}

const taken = (destination: string, except: string, wanted: boolean): Prisma.Sql => Prisma.sql`
  oldest AS (
    SELECT * FROM deliveries WHERE destination = ${destination} AND state = 'pending' AND id <> ${except}::uuid ORDER BY seq LIMIT 1
  ), due AS (
    SELECT o.id, o.tried_at AS tried_before, p.channel, coalesce(f.posted, p.address) AS address, p.posted
    FROM oldest o JOIN destinations p ON p.name = o.destination LEFT JOIN destinations f ON f.name = p.follows
    WHERE ${wanted} AND (p.follows IS NULL OR f.posted IS NOT NULL) AND (o.not_before IS NULL OR o.not_before <= now())
  ), taken AS (
    UPDATE deliveries d SET attempts = d.attempts + 1, tried_at = coalesce(d.tried_at, now()) FROM due WHERE d.id = due.id
    RETURNING d.id, due.channel, d.conversation_id, d.attempts, due.address, due.posted, due.tried_before, d.receipt, d.content, d.confirms
  )`

// The first receipt of a card is the address of its thread; a reply that arrived is confirmed on its writer's own message.
const setOff = (head: Head, ids: readonly string[]): Prisma.Sql => {
  if (head.delivery.content.kind === 'card') {
    return Prisma.sql`opened AS (
      UPDATE destinations SET posted = ${ids[0] ?? null} WHERE name = ${head.destination} AND posted IS NULL RETURNING name
    ), woken AS (SELECT p.name AS destination FROM destinations p JOIN opened ON p.follows = opened.name)`
  }
  if (head.confirms === null) return Prisma.sql`woken AS (SELECT NULL::text AS destination WHERE false)`
  return Prisma.sql`${appended([{ ...head.confirms, id: crypto.randomUUID() }])}, woken AS (SELECT destination FROM appended)`
}

// The outbox is written by this program alone: its JSON is trusted to be what `appended` put there.
const headRow = z.object({
  id: z.string(),
  channel: z.enum(['telegram', 'slack', 'web']),
  conversation_id: z.string().nullable(),
  attempts: z.number(),
  address: z.string().nullable(),
  posted: z.string().nullable(),
  tried_before: z.coerce.date().nullable(),
  receipt: z.array(z.string()).nullable(),
  content: z.custom<FinishedContent>((value) => typeof value === 'object' && value !== null && 'kind' in value),
  confirms: z
    .custom<DeliveryRow>((value) => typeof value === 'object' && value !== null && 'destination' in value)
    .nullable(),
})

const headFrom = (destination: string, value: unknown): Head => {
  const row = headRow.parse(value)
  const content = row.content.kind === 'card' ? { ...row.content, posted: row.posted } : row.content
  return {
    destination,
    channel: row.channel,
    conversation: row.conversation_id,
    attempts: row.attempts,
    delivery: { id: row.id, address: row.address, content, triedAt: row.tried_before, sent: row.receipt ?? [] },
    confirms: row.confirms,
  }
}
