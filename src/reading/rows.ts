// One question to the database answers all that a ticket's row and card show.

import { type LeaseSettings, leaseOf } from '../core/lease-times.ts'
import type { ChannelName, Priority, Rating } from '../core/types.ts'
import { type Database, Prisma } from '../database/client.ts'
import { isTaken } from '../database/first-cards.ts'
import { translationOf } from '../database/stored-translation.ts'
import type { CardView, TicketRow, TicketState } from '../desk.ts'
import type { Before } from './before.ts'

/** A ticket as one query reads it. */
export interface StoredTicket {
  readonly id: string
  readonly number: number
  readonly status: TicketState
  readonly snoozedUntil: Date | null
  readonly holder: string | null
  readonly isTaken: boolean
  readonly customer: string | null
  readonly channel: ChannelName
  readonly question: string
  readonly subject: string | null
  readonly priority: Priority
  readonly tags: readonly string[]
  readonly card: string | null
  readonly openedAt: Date
  readonly dueAt: Date | null
  readonly leaseFrom: Date | null
  readonly locale: string
  readonly email: string | null
  readonly ticketsBefore: number
  readonly reopened: number
  readonly rating: Rating['score'] | null
  readonly ratingComment: string | null
  readonly tier: Priority
  readonly refusesModel: boolean
  readonly translatedFrom: string | null
  readonly translatedQuestion: string | null
  readonly bannedBy: string | null
  readonly mergedInto: CardView['mergedInto']
  readonly incident: CardView['incident']
}

/** The name of the destination that a ticket's card goes to; Slack alone shows cards. */
export const cardOfTicket = Prisma.sql`'slack:card:' || t.id`
const cardOfTarget = Prisma.sql`'slack:card:' || o.id`

/** When the first answer of a ticket that is not put off, or after it the resolution, is due. As the index `tickets_due` has it. */
export const dueAt = Prisma.sql`(CASE WHEN t.answered_at IS NULL THEN coalesce(t.first_due_at, t.resolution_due_at) ELSE t.resolution_due_at END)`

/** Reads the tickets that `where` (over `t`, the tickets) picks, in the order that it ends with. */
export const readTickets = (db: Database, where: Prisma.Sql): Promise<StoredTicket[]> => db.$queryRaw`
  SELECT t.id, t.number, t.status::text, t.snoozed_until AS "snoozedUntil", m.name AS holder, ${isTaken} AS "isTaken", coalesce(c.name, i.known_name) AS customer, i.channel, t.question,
    t.opened_at AS "openedAt", CASE WHEN t.status IN ('new', 'claimed') THEN ${dueAt} END AS "dueAt", t.lease_from AS "leaseFrom", t.locale, c.email,
    (SELECT count(*)::int FROM tickets b WHERE b.customer_id = t.customer_id AND b.number < t.number) AS "ticketsBefore",
    t.reopened, t.rating, t.rating_comment AS "ratingComment", t.subject, t.priority::text, t.tags, c.tier::text, c.refuses_model AS "refusesModel",
    t.translated_from AS "translatedFrom", t.translated_question AS "translatedQuestion",
    CASE WHEN c.banned_at IS NOT NULL THEN (SELECT b.name FROM managers b WHERE b.id = c.banned_by_id) END AS "bannedBy",
    (SELECT p.posted FROM destinations p WHERE p.name = ${cardOfTicket}) AS card,
    CASE WHEN o.id IS NOT NULL THEN jsonb_build_object('number', o.number,
      'card', (SELECT p.posted FROM destinations p WHERE p.name = ${cardOfTarget})) END AS "mergedInto",
    (SELECT jsonb_build_object('number', n.number, 'title', n.title, 'over', n.state = 'resolved' OR l.answered_at IS NOT NULL)
      FROM incident_tickets l JOIN incidents n ON n.id = l.incident_id WHERE l.ticket_id = t.id) AS incident
  FROM tickets t
  JOIN customers c ON c.id = t.customer_id
  JOIN conversations v ON v.id = t.conversation_id
  JOIN identities i ON i.id = v.identity_id
  LEFT JOIN managers m ON m.id = t.holder_id
  LEFT JOIN tickets o ON o.id = t.merged_into_id
  WHERE ${where}`

/** A ticket as it stands in the queue. */
export const rowOf = (ticket: StoredTicket): TicketRow => ({
  id: ticket.id,
  number: ticket.number,
  state: ticket.status,
  snoozedUntil: ticket.snoozedUntil,
  holder: ticket.holder,
  customer: ticket.customer,
  channel: ticket.channel,
  question: ticket.question,
  translatedQuestion: ticket.translatedQuestion,
  subject: ticket.subject,
  priority: ticket.priority,
  tags: ticket.tags,
  card: ticket.card,
  openedAt: ticket.openedAt,
  dueAt: ticket.dueAt,
})

const shownTranslation = (stored: string | null): CardView['translation'] => {
  const translation = translationOf(stored)
  return translation === 'ended' ? null : translation
}

/** A ticket as its card shows it. */
export const cardOf = (ticket: StoredTicket, before: Before, settings: LeaseSettings): CardView => ({
  ...rowOf(ticket),
  ...before,
  isTaken: ticket.isTaken,
  leaseUntil: leaseOf(ticket, settings)?.end ?? null,
  locale: ticket.locale,
  email: ticket.email,
  ticketsBefore: ticket.ticketsBefore,
  reopened: ticket.reopened,
  tier: ticket.tier,
  refusesModel: ticket.refusesModel,
  translation: shownTranslation(ticket.translatedFrom),
  bannedBy: ticket.bannedBy,
  mergedInto: ticket.mergedInto,
  incident: ticket.incident,
  rating: ticket.rating === null ? null : { score: ticket.rating, comment: ticket.ratingComment },
})
