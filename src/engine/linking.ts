// What is read where a customer's accounts are linked: the others of the same customer, and the link that an event names.

import { z } from 'zod'
import type { Linking, TicketElsewhere } from '../core/accounts.ts'
import type { ConversationEvent } from '../core/events.ts'
import { linkCodeIn } from '../core/link.ts'
import { readPress } from '../core/press.ts'
import { asksForTickets } from '../core/requests.ts'
import { type Database, Prisma } from '../database/client.ts'
import { hashOf } from './link-code.ts'

const MISSES_COUNT_FOR = 10 * 60_000

const account = z.object({
  conversation: z.string(),
  customer: z.string(),
  channel: z.enum(['telegram', 'slack', 'web']),
  name: z.string().nullable(),
  registered: z.boolean(),
  banned: z.boolean(),
})

const linkingRow = z.object({
  linked: z.array(account),
  pending: z
    .object({
      id: z.string(),
      stage: z.enum(['offered', 'entered', 'accepted']),
      offeredBy: account,
      enteredBy: account.nullable(),
      expiresAt: z.coerce.date(),
    })
    .nullable(),
  missed: z.number(),
  guest: account.nullable(),
})

interface Whose {
  readonly conversation: string
  readonly customer: string
}

/** What an event about linking needs to know, at the moment `now`; null for every other event. */
export const linkingOf = async (
  db: Database,
  { conversation, customer }: Whose,
  event: ConversationEvent,
  now: Date,
): Promise<Linking | null> => {
  const which = linkNamed(event)
  if (which === null) return null
  const guest = event.type === 'GuestTakenAlong' ? event.guest : null
  const since = new Date(now.getTime() - MISSES_COUNT_FOR)
  const [row] = await db.$queryRaw<{ linking: unknown }[]>`
    SELECT jsonb_build_object(
      'linked', (SELECT coalesce(jsonb_agg(${ACCOUNT} ORDER BY i.created_at), '[]') FROM ${ACCOUNTS}
        WHERE i.customer_id = ${customer}::uuid AND c.id <> ${conversation}::uuid),
      'pending', (SELECT jsonb_build_object('id', l.id, 'stage', l.stage, 'expiresAt', l.expires_at,
        'offeredBy', (SELECT ${ACCOUNT} FROM ${ACCOUNTS} WHERE c.id = l.offered_by),
        'enteredBy', (SELECT ${ACCOUNT} FROM ${ACCOUNTS} WHERE c.id = l.entered_by)) FROM links l WHERE ${which}),
      'missed', (SELECT count(*) FROM identity_audit WHERE conversation_id = ${conversation}::uuid AND what = 'codeMissed' AND at > ${since}),
      'guest', (SELECT ${ACCOUNT} FROM ${ACCOUNTS} WHERE i.channel = 'web' AND i.external_id = ${guest})
    ) AS linking`
  return linkingRow.parse(row?.linking)
}

const ACCOUNTS = Prisma.sql`conversations c JOIN identities i ON i.id = c.identity_id JOIN customers u ON u.id = i.customer_id`
// The name there tells more than the one that both have by now.
const ACCOUNT = Prisma.sql`jsonb_build_object('conversation', c.id, 'customer', u.id, 'channel', i.channel,
  'name', coalesce(i.known_name, u.name), 'registered', u.registered_at IS NOT NULL,
  'banned', u.banned_at IS NOT NULL)`

const linkNamed = (event: ConversationEvent): Prisma.Sql | null => {
  if (event.type === 'GuestTakenAlong') return Prisma.sql`false`
  if (event.type === 'CustomerCommanded' && event.command === 'link') {
    const code = linkCodeIn(event.argument)
    return code === null ? Prisma.sql`false` : Prisma.sql`l.code = ${hashOf(code)}`
  }
  const press = event.type === 'CustomerPressed' ? readPress(event.press) : null
  if (press?.kind !== 'link') return null
  return 'link' in press ? Prisma.sql`l.id = ${press.link}::uuid` : Prisma.sql`false`
}

/** The open tickets of the same customer in other chats, for commands that ask for tickets. */
export const ticketsElsewhere = async (
  db: Database,
  { conversation, customer }: Whose,
  event: ConversationEvent,
): Promise<readonly TicketElsewhere[]> =>
  event.type === 'CustomerCommanded' && asksForTickets(event)
    ? db.$queryRaw<TicketElsewhere[]>`
        SELECT t.number, i.channel, m.name AS holder
        FROM tickets t JOIN conversations c ON c.id = t.conversation_id JOIN identities i ON i.id = c.identity_id
        LEFT JOIN managers m ON m.id = t.holder_id
        WHERE t.customer_id = ${customer}::uuid AND t.conversation_id <> ${conversation}::uuid AND t.status <> 'resolved'
        ORDER BY t.opened_at`
    : []
