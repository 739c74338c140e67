// Which conversation an event concerns: its lane within this process, its row across processes.

import type { Inbound } from '../channel.ts'
import type { ConversationEvent, DomainEvent } from '../core/events.ts'
import { readPress } from '../core/press.ts'
import { ticketAsked } from '../core/requests.ts'
import type { TimerSubject } from '../core/timer-subject.ts'
import type { Sender, TicketRef } from '../core/types.ts'
import { type Database, Prisma } from '../database/client.ts'

/** Where an event belongs: the conversation with its version when it was read, and the ticket that the event names. */
export interface Place {
  readonly conversation: string
  readonly version: bigint
  readonly subject: string | null
}

/** Where an event waits its turn in this process, and the ticket that it names, where it names one. */
export interface Lane {
  readonly name: string
  readonly subject: string | null
}

/** The thread may be that of a card whose receipt is still on its way into the database: try again in a moment. */
export class NotYetKnown extends Error {
  override readonly name = 'NotYetKnown'
}

const LANES_REMEMBERED = 10_000

/**
 * Makes the finder of an event's lane: the customer's identity, on whichever side the event arose.
 * A ticket never changes its conversation, so what was looked up once is remembered.
 */
export const createLaneFinder = (db: Database): ((inbound: Inbound) => Promise<Lane>) => {
  const known = new Map<string, Lane>()
  // What comes while a lane is looked up waits for the same answer: two lookups might be answered the wrong way round.
  const asked = new Map<string, Promise<Lane | null>>()
  const lookUp = ({ name, query }: { name: string; query: Prisma.Sql }): Promise<Lane | null> => {
    const answer = asked.get(name) ?? laneOf(db, query).finally(() => asked.delete(name))
    asked.set(name, answer)
    return answer
  }
  return async ({ key, event }) => {
    const alone = { name: `event:${key}`, subject: null }
    if ('from' in event) return { name: `${event.from.channel}:${event.from.externalId}`, subject: null }
    const named = subjectNamed(event)
    if (named === null) return alone
    const lane = known.get(named.name) ?? (await lookUp(named))
    if (lane === null) return alone
    if (known.size >= LANES_REMEMBERED) known.clear()
    known.set(named.name, lane)
    return lane
  }
}

const laneOf = async (db: Database, ticket: Prisma.Sql): Promise<Lane | null> => {
  const [found] = await db.$queryRaw<Lane[]>`
    SELECT i.channel || ':' || i.external_id AS name, n.subject
    FROM conversations c JOIN identities i ON i.id = c.identity_id JOIN (${ticket}) n ON n.conversation = c.id`
  return found ?? null
}

/**
 * Makes the place of an event whose conversation was not found: true after a customer's first contact, false for an unknown ticket.
 * Throws `NotYetKnown` where the ticket may become known in a moment.
 */
export const settle = async (db: Database, event: ConversationEvent): Promise<boolean> => {
  if ('from' in event) {
    const { account } = event.from
    if (account !== undefined) await meet(db, { ...event.from, ...account })
    await meet(db, event.from)
    return true
  }
  if ('ticket' in event && 'thread' in event.ticket && (await mayBeCard(db, event.ticket.thread))) {
    throw new NotYetKnown('a reply came in a thread that is not known yet')
  }
  return false
}

// Two processes may meet the same customer at once: the identity's uniqueness lets one of them make the rest.
const meet = async (db: Database, from: Sender): Promise<void> => {
  const [customer, identity, conversation] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()]
  await db.$executeRaw`
    WITH met AS (
      INSERT INTO identities (id, channel, external_id, address, known_name, locale, time_zone, customer_id)
      VALUES (${identity}::uuid, ${from.channel}, ${from.externalId}, ${from.address}, ${from.name}, ${from.locale}, ${from.timeZone ?? null},
        coalesce((SELECT customer_id FROM identities WHERE channel = ${from.channel} AND external_id = ${from.account?.externalId ?? null}), ${customer}::uuid))
      ON CONFLICT (channel, external_id) DO NOTHING RETURNING id, customer_id
    ), person AS (INSERT INTO customers (id) SELECT customer_id FROM met ON CONFLICT DO NOTHING)
    INSERT INTO conversations (id, identity_id, form) SELECT ${conversation}::uuid, id, '{"kind":"idle","kept":null}' FROM met`
}

// One snapshot: a card's receipt either is there by now, or its attempt is still open. However long ago that began: it may have been posted.
const mayBeCard = async (db: Database, thread: string): Promise<boolean> => {
  const [row] = await db.$queryRaw<{ any: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM destinations WHERE posted = ${thread} AND ticket_id IS NOT NULL) OR EXISTS (
      SELECT 1 FROM deliveries d JOIN destinations p ON p.name = d.destination
      WHERE d.state = 'pending' AND d.kind = 'card' AND p.posted IS NULL AND d.tried_at IS NOT NULL) AS any`
  return row?.any ?? false
}

/** The conversation that an event concerns and the ticket that it names, as a query of one row at the most. */
export const placeQuery = (event: ConversationEvent): Prisma.Sql => {
  if ('from' in event) {
    return Prisma.sql`SELECT c.id AS conversation, ${askedTicket(event)} AS subject FROM conversations c JOIN identities i ON i.id = c.identity_id
      WHERE i.channel = ${event.from.channel} AND i.external_id = ${event.from.externalId}`
  }
  const named = subjectNamed(event)
  if (named === null) throw new Error(`the event ${event.type} names neither a customer nor a ticket`)
  return named.query
}

// An old button or a command names its ticket, however long that is resolved.
const askedTicket = (event: ConversationEvent): Prisma.Sql => {
  const number = event.type === 'CustomerCommanded' ? ticketAsked(event) : ticketPressed(event)
  return number === null
    ? Prisma.sql`NULL::uuid`
    : Prisma.sql`(SELECT t.id FROM tickets t WHERE t.number = ${number} AND t.conversation_id = c.id)`
}

const ticketPressed = (event: ConversationEvent): number | null => {
  const press = event.type === 'CustomerPressed' ? readPress(event.press) : null
  return press?.kind === 'rating' || press?.kind === 'reopen' ? press.ticket : null
}

const subjectNamed = (event: DomainEvent): { name: string; query: Prisma.Sql } | null => {
  switch (event.type) {
    case 'DeliveryRefused':
    case 'DeliveryRetried':
      return { name: `delivery:${event.delivery}`, query: byDelivery(event.delivery) }
    case 'TimerFired':
      return timed(event.timer)
    case 'ModelAnswered':
    case 'ModelFailed':
      return byConsultation(event.consultation)
    case 'IncidentOver':
      return 'ticket' in event.of ? ticketById(event.of.ticket) : conversationById(event.of.conversation)
    default:
      return 'ticket' in event ? ticketReferred(event.ticket) : null
  }
}

const timed = (timer: TimerSubject): { name: string; query: Prisma.Sql } => {
  switch (timer.kind) {
    case 'burst':
      return conversationById(timer.conversation)
    case 'silence':
      return {
        name: `suggestion:${timer.suggestion}`,
        query: Prisma.sql`SELECT g.conversation_id AS conversation, NULL::uuid AS subject FROM suggestions g WHERE g.id = ${timer.suggestion}::uuid`,
      }
    case 'consultation':
      return byConsultation(timer.consultation)
    default:
      return ticketById(timer.ticket)
  }
}

const byConsultation = (id: string): { name: string; query: Prisma.Sql } => ({
  name: `consultation:${id}`,
  query: Prisma.sql`SELECT o.conversation_id AS conversation, o.ticket_id AS subject FROM consultations o WHERE o.id = ${id}::uuid`,
})

const ticketById = (id: string): { name: string; query: Prisma.Sql } => ({
  name: `id:${id}`,
  query: byTicket(Prisma.sql`t.id = ${id}::uuid`),
})

const conversationById = (id: string): { name: string; query: Prisma.Sql } => ({
  name: `conversation:${id}`,
  query: Prisma.sql`SELECT c.id AS conversation, NULL::uuid AS subject FROM conversations c WHERE c.id = ${id}::uuid`,
})

const ticketReferred = (ticket: TicketRef): { name: string; query: Prisma.Sql } =>
  'number' in ticket
    ? { name: `number:${ticket.number}`, query: byTicket(Prisma.sql`t.number = ${ticket.number}`) }
    : {
        name: `thread:${ticket.thread}`,
        query: byTicket(Prisma.sql`t.id = (SELECT ticket_id FROM destinations WHERE posted = ${ticket.thread})`),
      }

const byTicket = (condition: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`SELECT t.conversation_id AS conversation, t.id AS subject FROM tickets t WHERE ${condition}`

const byDelivery = (delivery: string): Prisma.Sql =>
  Prisma.sql`SELECT d.conversation_id AS conversation, coalesce(p.ticket_id, d.ticket_id) AS subject
    FROM deliveries d JOIN destinations p ON p.name = d.destination WHERE d.id = ${delivery}::uuid`
