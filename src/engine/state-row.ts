// The state of a conversation as one row of JSON: the SQL that gathers it and the shape in which it is read back.

import { z } from 'zod'
import type { ConversationEvent } from '../core/events.ts'
import { MOST_AHEAD } from '../core/expecting.ts'
import { isBefore } from '../core/lateness.ts'
import { priorities } from '../core/types.ts'
import { Prisma } from '../database/client.ts'
import { formSchema } from './form.ts'
import type { Shell } from './shell.ts'

const managerRow = z.object({
  id: z.string(),
  name: z.string(),
  admin: z.boolean(),
  away: z.object({ since: z.coerce.date(), until: z.coerce.date().nullable() }).nullable(),
  disabled: z.boolean().optional(),
})
const account = { channel: z.enum(['telegram', 'slack', 'web']), external_id: z.string() }

const alarm = z.enum(['firstWarning', 'firstBreach', 'resolutionWarning', 'resolutionBreach'])

const clockRow = z.object({
  from: z.coerce.date(),
  paused: z.number(),
  stoppedAt: z.coerce.date().nullable(),
  told: z.array(alarm),
})

const ticketRow = z.object({
  id: z.string(),
  number: z.number(),
  status: z.enum(['new', 'claimed', 'waiting', 'snoozed', 'resolved']),
  priority: z.enum(priorities),
  clock: clockRow.nullable(),
  opened_at: z.coerce.date(),
  waiting_since: z.coerce.date(),
  snoozed_until: z.coerce.date().nullable(),
  customer_reminded_at: z.coerce.date().nullable(),
  answered_at: z.coerce.date().nullable(),
  lease_from: z.coerce.date().nullable(),
  claimed_at: z.coerce.date().nullable(),
  said_at: z.coerce.date().nullable(),
  written_until: z.coerce.date().nullable(),
  resolved_at: z.coerce.date().nullable(),
  rating: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)]).nullable(),
  rating_comment: z.string().nullable(),
  rated_at: z.coerce.date().nullable(),
  reopened: z.number(),
  translated_from: z.string().nullable(),
  holder: managerRow.extend(account).nullable(),
  merged_into: z.object({ id: z.string(), number: z.number() }).nullable(),
})

export type TicketRow = z.infer<typeof ticketRow>

const flow = z.object({ level: z.number(), at: z.coerce.date(), keptBack: z.number().nullable() })

export const stateRow = z.object({
  form: formSchema,
  flow: flow.nullable(),
  channel: z.enum(['telegram', 'slack', 'web']),
  identity: z.string(),
  address: z.string(),
  known_name: z.string().nullable(),
  time_zone: z.string().nullable(),
  locale: z.string().nullable(),
  chosen_locale: z.string().nullable(),
  reachable: z.boolean(),
  customer: z.object({
    id: z.string(),
    name: z.string().nullable(),
    email: z.string().nullable(),
    registered: z.boolean(),
    tier: z.enum(priorities),
    ban: z.object({ toldIn: z.array(z.string()) }).nullable(),
    refusesModel: z.boolean(),
  }),
  tickets: z.array(ticketRow),
  queue: z.array(z.coerce.date()).nullable(),
  requests: z.number().nullable(),
  question: z.string().nullable(),
  /** The manager whose doing the event is, where they are known. */
  actor: managerRow.extend(account).nullable(),
})

export type StateRow = z.infer<typeof stateRow>

/** An event, and when it was by its platform's clock. */
export interface Happened {
  readonly at: Date
  readonly event: ConversationEvent
}

/** The state of conversation `c` as one JSON value: open tickets and what went into them, those that may still reopen, the newest, the one that the form names, and `subject`, the one that the event names. */
export const stateOf = (shell: Shell, { at, event }: Happened, subject: Prisma.Sql): Prisma.Sql => {
  const by = 'by' in event ? event.by : null
  const now = shell.now()
  const reopenable = new Date(now.getTime() - shell.settings.reopenWindow)
  return Prisma.sql`(
    SELECT jsonb_build_object('form', c.form, 'flow', c.flow, 'queue', ${queueFor(event)}, 'requests', ${requestsOf(event)}, 'question', ${questionOf(event, subject)}, 'identity', i.id, 'channel', i.channel, 'address', i.address,
      'known_name', i.known_name, 'time_zone', i.time_zone, 'locale', i.locale, 'chosen_locale', i.chosen_locale, 'reachable', i.reachable,
      'customer', jsonb_build_object('id', u.id, 'name', u.name, 'email', u.email, 'registered', u.registered_at IS NOT NULL, 'tier', u.tier, 'refusesModel', u.refuses_model,
        'ban', CASE WHEN u.banned_at IS NULL THEN NULL ELSE jsonb_build_object('toldIn', u.ban_told_in) END),
      'actor', (SELECT jsonb_build_object('id', a.id, 'name', a.name, 'admin', a.admin, 'away', ${awayOf('a')}, 'disabled', a.disabled_at IS NOT NULL,
        'channel', a.channel, 'external_id', a.external_id) FROM managers a
        WHERE a.channel = ${by?.channel ?? null} AND a.external_id = ${by?.externalId ?? null}),
      'tickets', coalesce((SELECT jsonb_agg(s ORDER BY s.opened_at) FROM (
        SELECT t.id, t.number, t.status, t.priority, t.clock, t.opened_at, t.waiting_since, t.snoozed_until, t.customer_reminded_at, t.answered_at, t.lease_from, t.claimed_at, t.resolved_at, t.rating, t.rating_comment, t.rated_at, t.reopened, t.translated_from,
          (SELECT m.created_at FROM messages m WHERE m.ticket_id = t.id ORDER BY m.position DESC LIMIT 1) AS said_at,
          ${writtenUntil(isBefore(at, now))} AS written_until,
          CASE WHEN h.id IS NULL THEN NULL ELSE jsonb_build_object('id', h.id, 'name', h.name, 'admin', h.admin, 'away', ${awayOf('h')}, 'disabled', h.disabled_at IS NOT NULL,
            'channel', h.channel, 'external_id', h.external_id) END AS holder,
          CASE WHEN o.id IS NULL THEN NULL ELSE jsonb_build_object('id', o.id, 'number', o.number) END AS merged_into
        FROM tickets t LEFT JOIN managers h ON h.id = t.holder_id LEFT JOIN tickets o ON o.id = t.merged_into_id
        WHERE t.conversation_id = c.id AND (t.status <> 'resolved' OR t.resolved_at > ${reopenable} OR t.id = ${subject} OR t.id::text = c.form->>'ticket'
          OR o.status <> 'resolved' OR t.id = (SELECT l.id FROM tickets l WHERE l.conversation_id = c.id ORDER BY l.opened_at DESC LIMIT 1))
      ) s), '[]'::jsonb))
    FROM identities i JOIN customers u ON u.id = i.customer_id WHERE i.id = c.identity_id)`
}

const awayOf = (manager: 'a' | 'h'): Prisma.Sql =>
  Prisma.raw(`CASE WHEN ${manager}.away_since IS NOT NULL
    THEN jsonb_build_object('since', ${manager}.away_since, 'until', ${manager}.away_until) END`)

// Nobody can have written after what happened just now; of what comes late all words of the ticket that everybody reads are looked at.
const writtenUntil = (isLate: boolean): Prisma.Sql =>
  isLate
    ? Prisma.sql`(SELECT max(m.created_at) FROM messages m WHERE m.ticket_id = t.id AND m.author <> 'bot'
        AND m.audience = 'everyone' AND m.deleted_at IS NULL)`
    : Prisma.sql`NULL::timestamptz`

const questionOf = (event: ConversationEvent, subject: Prisma.Sql): Prisma.Sql =>
  ['ManagerMerged', 'ManagerAnswered', 'ManagerTranslated'].includes(event.type)
    ? Prisma.sql`(SELECT t.question FROM tickets t WHERE t.id = ${subject})`
    : Prisma.sql`NULL::text`

// What may open a ticket, or tells where one stands.
const tellsPlace = (event: ConversationEvent): boolean =>
  'from' in event || (event.type === 'TimerFired' && ['burst', 'expected'].includes(event.timer.kind))

const queueFor = (event: ConversationEvent): Prisma.Sql =>
  tellsPlace(event)
    ? Prisma.sql`coalesce((SELECT jsonb_agg(q.opened_at) FROM (
        SELECT opened_at FROM tickets WHERE status = 'new' ORDER BY opened_at LIMIT ${MOST_AHEAD + 1}) q), '[]')`
    : Prisma.sql`NULL::jsonb`

// Counting costs a customer of many years more than all the rest.
const requestsOf = (event: ConversationEvent): Prisma.Sql =>
  event.type === 'CustomerCommanded' && event.command === 'profile'
    ? Prisma.sql`(SELECT count(*) FROM tickets WHERE customer_id = u.id)`
    : Prisma.sql`NULL::bigint`
