// Rows become the state that the rules know.

import { z } from 'zod'
import type { ConversationEvent } from '../core/events.ts'
import type { Customer, Form, Manager, ManagerRef, Sender, State, Ticket } from '../core/types.ts'
import { type Database, Prisma } from '../database/client.ts'
import { editedMessage, refusedDelivery } from './circumstances.ts'
import { formSchema } from './form.ts'
import type { Place } from './locate.ts'
import type { Shell } from './shell.ts'

export interface Loaded {
  readonly state: State
  /** Where the customer is spoken to. */
  readonly address: string
}

/** Everything that the rules may look at for this event, from what `recall` read: also writes what platforms newly tell of the people in it. */
export const load = async (
  db: Database,
  shell: Shell,
  { place, state }: { place: Place; state: unknown },
  event: ConversationEvent,
): Promise<Loaded> => {
  const row = stateRow.parse(state)
  const actor = 'by' in event ? await present(db, shell, event.by, row.actor) : null
  const sender = 'from' in event ? await refreshed(db, row, event.from) : row
  const tickets = row.tickets.map(ticketOf)
  return {
    address: sender.address,
    state: {
      conversation: {
        id: place.conversation,
        channel: row.channel,
        locale: shell.languageOf(sender.locale),
        knownName: sender.known_name,
        reachable: row.reachable,
        form: row.form satisfies Form,
      },
      customer: row.customer satisfies Customer,
      tickets,
      actor,
      subject: tickets.find((ticket) => ticket.id === place.subject) ?? null,
      edited: await editedMessage(db, place.conversation, event),
      refused: await refusedDelivery(db, event),
    },
  }
}

const managerRow = z.object({ id: z.string(), name: z.string(), admin: z.boolean() })
const ticketRow = z.object({
  id: z.string(),
  number: z.number(),
  status: z.enum(['new', 'claimed', 'resolved']),
  opened_at: z.coerce.date(),
  answered_at: z.coerce.date().nullable(),
  resolved_at: z.coerce.date().nullable(),
  rating: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)]).nullable(),
  rating_comment: z.string().nullable(),
  holder: managerRow.nullable(),
})
const stateRow = z.object({
  form: formSchema,
  channel: z.enum(['telegram', 'slack', 'web']),
  identity: z.string(),
  address: z.string(),
  known_name: z.string().nullable(),
  locale: z.string().nullable(),
  reachable: z.boolean(),
  customer: z.object({
    id: z.string(),
    name: z.string().nullable(),
    email: z.string().nullable(),
    registered: z.boolean(),
  }),
  tickets: z.array(ticketRow),
  actor: managerRow.nullable(),
})
type StateRow = z.infer<typeof stateRow>

// A rating may be given and changed for a day, however short the window for reopening.
const RATED_FOR = 86_400_000

/** The state of conversation `c` as one JSON value: open tickets, those that may still reopen or be rated, and `subject`, the one that the event names. */
export const stateOf = (shell: Shell, event: ConversationEvent, subject: Prisma.Sql): Prisma.Sql => {
  const by = 'by' in event ? event.by : null
  const reopenable = new Date(shell.now().getTime() - Math.max(shell.settings.reopenWindow, RATED_FOR))
  return Prisma.sql`(
    SELECT jsonb_build_object('form', c.form, 'identity', i.id, 'channel', i.channel, 'address', i.address,
      'known_name', i.known_name, 'locale', i.locale, 'reachable', i.reachable,
      'customer', jsonb_build_object('id', u.id, 'name', u.name, 'email', u.email, 'registered', u.registered_at IS NOT NULL),
      'actor', (SELECT jsonb_build_object('id', a.id, 'name', a.name, 'admin', a.admin) FROM managers a
        WHERE a.channel = ${by?.channel ?? null} AND a.external_id = ${by?.externalId ?? null}),
      'tickets', coalesce((SELECT jsonb_agg(s ORDER BY s.opened_at) FROM (
        SELECT t.id, t.number, t.status, t.opened_at, t.answered_at, t.resolved_at, t.rating, t.rating_comment,
          CASE WHEN h.id IS NULL THEN NULL ELSE jsonb_build_object('id', h.id, 'name', h.name, 'admin', h.admin) END AS holder
        FROM tickets t LEFT JOIN managers h ON h.id = t.holder_id
        WHERE t.conversation_id = c.id AND (t.status <> 'resolved' OR t.resolved_at > ${reopenable} OR t.id = ${subject})
      ) s), '[]'::jsonb))
    FROM identities i JOIN customers u ON u.id = i.customer_id WHERE i.id = c.identity_id)`
}

const ticketOf = (row: z.infer<typeof ticketRow>): Ticket => {
  const facts = { id: row.id, number: row.number, openedAt: row.opened_at, answeredAt: row.answered_at }
  if (row.status === 'new') return { ...facts, status: 'new' }
  if (row.status === 'claimed') {
    if (row.holder === null) throw new Error(`ticket ${row.number} is claimed by nobody`)
    return { ...facts, status: 'claimed', holder: row.holder }
  }
  if (row.resolved_at === null) throw new Error(`ticket ${row.number} was resolved at no time`)
  const rating = row.rating === null ? null : { score: row.rating, comment: row.rating_comment }
  return { ...facts, status: 'resolved', resolvedAt: row.resolved_at, holder: row.holder, rating }
}

// Staff are known by what their platform says of them; a new name or a first appearance is written at once.
const present = async (db: Database, shell: Shell, by: ManagerRef, known: Manager | null): Promise<Manager> => {
  const admin = shell.admins.has(`${by.channel}:${by.externalId}`) || (by.channel === 'web' && (known?.admin ?? false))
  if (known !== null && known.name === by.name && known.admin === admin) return known
  const { id, name } = await db.manager.upsert({
    where: { channel_externalId: { channel: by.channel, externalId: by.externalId } },
    create: { id: crypto.randomUUID(), channel: by.channel, externalId: by.externalId, name: by.name, admin },
    update: { name: by.name, admin },
  })
  return { id, name, admin }
}

type Known = Pick<StateRow, 'address' | 'known_name' | 'locale'>

const refreshed = async (db: Database, row: StateRow, from: Sender): Promise<Known> => {
  const now: Known = {
    address: from.address,
    known_name: from.name ?? row.known_name,
    locale: from.locale ?? row.locale,
  }
  if (now.address === row.address && now.known_name === row.known_name && now.locale === row.locale) return now
  await db.identity.update({
    where: { id: row.identity },
    data: { address: now.address, knownName: now.known_name, locale: now.locale },
  })
  return now
}
