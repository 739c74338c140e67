// What the outbox holds of words that are erased: what nobody said yet is dropped, the rest emptied, and the bot's own posts are deleted,
// in the staff's threads as in the customers' chats.

import type { FinishedContent } from '../channel.ts'
import { Prisma, type Transaction } from '../database/client.ts'
import type { DeliveryRow } from '../database/outbox.ts'
import type { Removals } from '../database/stored-erasure.ts'
import type { Document } from '../document.ts'

/** The outbox's part of an erasure. */
export interface ErasedPosts {
  /** To be enqueued: what deletes the posts. */
  readonly rows: readonly DeliveryRow[]
  readonly removals: Removals
  /** Posts that their platform deletes no more. */
  readonly old: number
}

interface PostsToErase {
  readonly erasure: string
  /** Picks from the deliveries `d`. */
  readonly deliveries: Prisma.Sql
  /** What stands in the place of words that may be looked for yet. */
  readonly instead: Document
  readonly now: Date
}

const WORDS = Prisma.sql`d.kind IN ('message', 'files', 'edit')`
/** In a thread it may have to be looked for yet, or be tried again; a chat is not written to any more: what may stand there is looked for by what deletes it. */
const isOpen = Prisma.sql`(d.state IN ('pending', 'undelivered') AND d.destination NOT LIKE '%:chat:%')`

/** Erases what deliveries carry. What the worker is about to say while this commits is deleted behind it, at its own destination. */
export const erasePosts = async (tx: Transaction, wanted: PostsToErase): Promise<ErasedPosts> => {
  const { deliveries, instead } = wanted
  await tx.$executeRaw`
    DELETE FROM deliveries d WHERE ${deliveries} AND (${WORDS} OR d.kind = 'seen') AND d.state = 'pending' AND d.tried_at IS NULL
      -- Of what was refused for now a part may stand there.
      AND d.receipt IS NULL`
  const behind = await underWay(tx, deliveries)
  const standing = await standingPosts(tx, deliveries)
  await tx.$executeRaw`
    UPDATE deliveries d SET error = CASE WHEN state = 'undelivered' THEN error END,
      kind = CASE WHEN ${isOpen} AND kind = 'files' THEN 'message' ELSE kind END,
      content = CASE WHEN ${isOpen} THEN jsonb_build_object('kind', CASE kind WHEN 'edit' THEN 'edit' ELSE 'message' END,
        'author', '{"role": "bot"}'::jsonb, 'document', ${JSON.stringify(instead)}::jsonb, 'buttons', '[]'::jsonb, 'posted', '[]'::jsonb)
        ELSE '{}' END,
      -- Of a direct message the ids name its channel: kept only for what deletes them behind what is on its way.
      receipt = CASE WHEN EXISTS (SELECT FROM deliveries w WHERE w.state = 'pending' AND w.destination = d.destination AND w.message_id = d.message_id
        AND w.kind IN ('message', 'files', 'edit')) THEN receipt END,
      state = CASE WHEN state = 'undelivered' AND NOT ${isOpen} THEN 'retried'::delivery_state
        WHEN state = 'pending' AND NOT ${isOpen} THEN 'delivered' ELSE state END
    WHERE ${deliveries} AND ${WORDS}`
  const young = standing.filter((post) => !isTooOld(post, wanted.now))
  const rows = [...behind.map(rowBehind), ...batches(young).map((batch) => rowOf(wanted.erasure, batch))]
  return { rows, removals: rows.flatMap(removalOf), old: standing.length - young.length }
}

/** Posts in threads and chats, but not on the web, whose pages show what is stored. */
const posted = (deliveries: Prisma.Sql): Prisma.Sql => Prisma.sql`
  SELECT d.destination, d.message_id AS message, d.kind, d.state, d.receipt, coalesce(d.delivered_at, d.created_at) AS said_at,
    p.channel, p.ticket_id AS ticket, p.follows, p.address, coalesce(f.posted, p.address) AS place
  FROM deliveries d JOIN destinations p ON p.name = d.destination LEFT JOIN destinations f ON f.name = p.follows
  WHERE ${deliveries} AND ${WORDS} AND p.channel IN ('telegram', 'slack') AND (p.ticket_id IS NOT NULL OR d.destination LIKE '%:chat:%')`

type Behind = Pick<DeliveryRow, 'destination' | 'channel' | 'ticket' | 'follows' | 'message'> & {
  readonly address: string | null
}

const underWay = (tx: Transaction, deliveries: Prisma.Sql): Promise<Behind[]> => tx.$queryRaw<Behind[]>`
  SELECT DISTINCT destination, channel, ticket, follows, message, address FROM (${posted(deliveries)}) t
  WHERE state = 'pending' AND message IS NOT NULL`

interface Post {
  readonly channel: 'telegram' | 'slack'
  readonly place: string | null
  /** Whether files came with it. */
  readonly files: boolean
  readonly id: string
  readonly saidAt: Date
}

const standingPosts = (tx: Transaction, deliveries: Prisma.Sql): Promise<Post[]> => tx.$queryRaw<Post[]>`
  WITH theirs AS (${posted(deliveries)})
  SELECT t.channel, t.place, t.kind = 'files' AS files, part.id, max(t.said_at) AS "saidAt"
  FROM theirs t CROSS JOIN LATERAL jsonb_array_elements_text(CASE WHEN jsonb_typeof(t.receipt) = 'array' THEN t.receipt ELSE '[]' END) AS part (id)
  WHERE NOT EXISTS (SELECT FROM theirs w WHERE w.state = 'pending' AND w.destination = t.destination AND w.message = t.message)
  GROUP BY 1, 2, 3, 4 ORDER BY 5, 4`

/** Telegram deletes nothing older (https://core.telegram.org/bots/api#deletemessage); an hour is left for the way there. */
const TELEGRAM_DELETES_FOR = 47 * 3_600_000

const isTooOld = ({ channel, saidAt }: Post, now: Date): boolean =>
  channel === 'telegram' && now.getTime() - saidAt.getTime() > TELEGRAM_DELETES_FOR

/** So many at once: Telegram takes 100 in one call, Slack one, and what breaks off is begun anew. */
const AT_ONCE = { telegram: 100, slack: 20 } as const

// Slack's ids name their channel, so only files have to be looked for in their place.
const batches = (posts: readonly Post[]): readonly (readonly [Post, ...Post[]])[] => {
  const places = Map.groupBy(posts, ({ channel, place, files }) =>
    channel === 'slack' && !files ? channel : JSON.stringify([channel, place, files]),
  )
  return [...places.values()].flatMap((its) => chunks(its))
}

const chunks = ([first, ...rest]: readonly Post[]): (readonly [Post, ...Post[]])[] => {
  if (first === undefined) return []
  const most = AT_ONCE[first.channel] - 1
  return [[first, ...rest.slice(0, most)], ...chunks(rest.slice(most))]
}

/** Apart from the chats and threads themselves: what is said there must not wait for it. */
const rowOf = (erasure: string, batch: readonly [Post, ...Post[]]): DeliveryRow => {
  const [{ channel, place, files }] = batch
  return {
    ...{ id: crypto.randomUUID(), destination: `${channel}:erasing:${erasure}`, channel, address: null },
    ...{ ticket: null, follows: null, message: null },
    ...rest,
    content: { kind: 'delete', posted: batch.map(({ id }) => id), erases: { place, files } },
  }
}

const rowBehind = ({ address, ...there }: Behind): DeliveryRow => ({
  ...{ ...there, id: crypto.randomUUID(), address: null },
  ...rest,
  content: { kind: 'delete', posted: [], erases: { place: address, files: true } },
})

// It is about nobody: a refusal is no news, and is counted with the erasure.
const rest = { notBefore: null, about: null, conversation: null, confirms: null } as const

const removalOf = ({ id, channel, content }: DeliveryRow): Removals =>
  channel === 'telegram' || channel === 'slack' ? [{ delivery: id, channel, posts: postsIn(content) }] : []

// How many parts stand where something is on its way is known only later.
const postsIn = (content: FinishedContent): number =>
  content.kind === 'delete' ? Math.max(1, content.posted.length) : 1
