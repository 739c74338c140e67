// What only a few events need to know beside their conversation: the message that it names, who answered before it, the delivery that was refused.

import { z } from 'zod'
import type { ConversationEvent } from '../core/events.ts'
import type { RefusedDelivery } from '../core/refused-delivery.ts'
import type { StoredMessage } from '../core/stored-message.ts'
import type { State } from '../core/types.ts'
import { type Database, Prisma } from '../database/client.ts'

/** The stored message that an event names; null for other events, and for a message that was never seen. */
export const namedMessage = async (
  db: Database,
  conversation: string,
  event: ConversationEvent,
): Promise<StoredMessage | null> => {
  const which = messageNamed(event)
  if (which === null) return null
  const [row] = await storedMessages(db, Prisma.sql`s.conversation_id = ${conversation}::uuid AND ${which}`, 1)
  return row ?? null
}

/** The messages that wait for what an event's consultation says, in their order; none for other events. */
export const awaitingMessages = (db: Database, event: ConversationEvent): Promise<StoredMessage[]> =>
  event.type === 'ModelAnswered' || event.type === 'ModelFailed'
    ? storedMessages(db, Prisma.sql`s.translating_id = ${event.consultation}::uuid`, 100)
    : Promise.resolve([])

const storedMessages = (db: Database, which: Prisma.Sql, most: number): Promise<StoredMessage[]> => db.$queryRaw`
    SELECT s.id, s.ticket_id AS ticket, s.author, s.audience, s.document,
      (SELECT jsonb_build_object('id', g.id, 'name', g.name) FROM managers g WHERE g.id = s.manager_id) AS manager,
      CASE WHEN d.held THEN 'held' WHEN d.any THEN 'said' ELSE 'unsaid' END AS fate, d.said_at AS "saidAt", s.origin_id AS origin,
      EXISTS (SELECT FROM deliveries t WHERE t.message_id = s.id AND t.kind = 'message' AND t.destination LIKE '%:thread:%') AS "inThread",
      (SELECT coalesce(jsonb_agg(jsonb_build_object('kind', f.kind, 'name', f.name, 'mediaType', f.media_type, 'bytes', f.bytes,
        'at', jsonb_build_object('channel', f.channel, 'id', f.external_id))), '[]') FROM attachments f WHERE f.message_id = s.id) AS files
    FROM messages s CROSS JOIN LATERAL (
      SELECT bool_and(state = 'pending' AND attempts = 0) AS held, count(*) > 0 AS any, min(delivered_at) AS said_at FROM deliveries
      WHERE message_id = s.id AND destination LIKE '%:chat:%' AND kind IN ('message', 'files')
    ) d
    WHERE s.deleted_at IS NULL AND ${which} ORDER BY s.position LIMIT ${most}`

const messageNamed = (event: ConversationEvent): Prisma.Sql | null => {
  switch (event.type) {
    case 'CustomerEdited':
    case 'CustomerDeleted':
      return writtenAs(event.from.channel, event.messageId)
    case 'ManagerEdited':
    case 'ManagerDeleted':
      return writtenAs(event.by.channel, event.messageId)
    case 'ManagerTookBack':
    case 'ManagerUndid':
    case 'ManagerSentNote':
      return Prisma.sql`s.id = ${event.message}::uuid`
    case 'CustomerReacted':
      return saidAs(event.from.channel, event.messageId)
    case 'CustomerWrote':
      return event.quotes === undefined ? null : saidAs(event.from.channel, event.quotes)
    default:
      return null
  }
}

const writtenAs = (channel: string, id: string): Prisma.Sql =>
  Prisma.sql`s.origin_channel = ${channel} AND s.origin_id = ${id}`

// A customer answers or marks their own words, or what was said to them: then the platform's id is in a receipt.
const saidAs = (channel: string, id: string): Prisma.Sql => Prisma.sql`(${writtenAs(channel, id)} OR s.id = (
  SELECT message_id FROM deliveries
  WHERE destination = ${channel} || ':chat:' || s.conversation_id AND receipt @> ${JSON.stringify([id])}::jsonb LIMIT 1))`

/** Whoever answered a ticket after the message that the event's writer saw last, the latest first; nobody for other events. */
export const answeredSince = (
  db: Database,
  subject: string | null,
  event: ConversationEvent,
): Promise<State['answeredSince']> => {
  const answers = event.type === 'ManagerReplied' || event.type === 'ManagerAnswered'
  if (!answers || event.seen === undefined || subject === null) return Promise.resolve([])
  return db.$queryRaw`
    SELECT g.id, g.name FROM messages s JOIN managers g ON g.id = s.manager_id
    WHERE s.ticket_id = ${subject}::uuid AND s.position > (SELECT l.position FROM messages l WHERE l.id = ${event.seen}::uuid)
      AND s.author = 'manager' AND s.audience = 'everyone' AND s.deleted_at IS NULL ORDER BY s.position DESC`
}

// The parts of a stored delivery that tell whose words it carried and where their writer sees what became of them.
const authored = z.object({ author: z.object({ role: z.enum(['customer', 'manager', 'bot']) }) })
const confirming = z.object({ content: z.object({ target: z.string() }) })

/** The delivery that a refusal, or another try after one, is about; null for other events. */
export const refusedDelivery = async (db: Database, event: ConversationEvent): Promise<RefusedDelivery | null> => {
  if (event.type !== 'DeliveryRefused' && event.type !== 'DeliveryRetried') return null
  const delivery = await db.delivery.findUnique({
    where: { id: event.delivery },
    select: {
      state: true,
      kind: true,
      content: true,
      confirms: true,
      ticketId: true,
      destinationName: true,
      seq: true,
      destination: { select: { channel: true, address: true } },
      message: { select: { deletedAt: true } },
    },
  })
  // A courtesy that failed is nobody's news.
  if (delivery === null || delivery.kind === 'seen') return null
  const author = authored.safeParse(delivery.content)
  const mark = confirming.safeParse(delivery.confirms)
  return {
    id: event.delivery,
    again: againOf(delivery),
    ...(await placeOf(db, delivery)),
    author: author.success ? author.data.author.role : null,
    files: delivery.kind === 'files',
    ticket: delivery.ticketId,
    target: mark.success ? mark.data.content.target : null,
  }
}

interface Refused {
  readonly destinationName: string
  readonly seq: bigint
  readonly destination: { readonly channel: string; readonly address: string | null }
}

const placeOf = async (
  db: Database,
  delivery: Refused,
): Promise<Pick<RefusedDelivery, 'side' | 'mailbox' | 'isAgain'>> => {
  const { destinationName, destination } = delivery
  const { channel, address } = destination
  if (channel === 'mail') return { side: 'mail', mailbox: address, isAgain: await isRefusedAgain(db, delivery) }
  if (destinationName.includes(':person:')) {
    return { side: 'person', mailbox: `${channel}:${address}`, isAgain: await isRefusedAgain(db, delivery) }
  }
  return { side: destinationName.includes(':chat:') ? 'chat' : 'staff', mailbox: null, isAgain: false }
}

const isRefusedAgain = async (
  db: Database,
  { destinationName, seq }: { destinationName: string; seq: bigint },
): Promise<boolean> => {
  const before = await db.delivery.findFirst({
    where: { destinationName, seq: { lt: seq } },
    orderBy: { seq: 'desc' },
    select: { state: true },
  })
  return before?.state === 'undelivered' || before?.state === 'retried'
}

const againOf = ({
  state,
  kind,
  message,
}: {
  state: string
  kind: string
  message: { deletedAt: Date | null } | null
}): RefusedDelivery['again'] => {
  if (state !== 'undelivered') return 'taken'
  return message?.deletedAt && kind !== 'delete' ? 'gone' : 'open'
}
