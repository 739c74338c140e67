// A customer is forgotten: whatever is stored of them is erased at once, what can be counted stays, and the staff's copies are deleted.

import { Prisma, type Transaction } from '../database/client.ts'
import { parkedOf } from '../database/parked-update.ts'
import type { Document } from '../document.ts'
import { forgetConsultations } from './consultations.ts'
import { type ErasedTexts, type ErasingShell, eraseTexts, type Scope } from './erasing.ts'
import { forgetLetters } from './reset-links.ts'
import { forgetSigns } from './signs.ts'
import { enqueue, newsOf, type TicketNews } from './staff-news.ts'
import { forgetAccounts } from './web-accounts.ts'
import { worded } from './wording.ts'

/**
 * Erases all that is held of a customer, in every chat of theirs, and closes their open tickets; answers the receipt, and the destinations
 * that have something to say because of it. The caller has locked the customer's conversations.
 */
export const forgetCustomer = async (
  tx: Transaction,
  shell: ErasingShell,
  customer: string,
  now: Date,
): Promise<ErasedTexts> => {
  const voice = { words: shell.words, locale: shell.settings.locale, numbers: new Map() }
  const [instead, line] = [worded({ say: 'staff.erased' }, voice), worded({ say: 'staff.forgotten' }, voice)]
  const chats = await tx.$queryRaw<Chat[]>`
    SELECT c.id, i.id AS identity, i.channel, i.external_id AS "externalId", i.own_customer_id AS own
    FROM conversations c JOIN identities i ON i.id = c.identity_id WHERE i.customer_id = ${customer}::uuid`
  const conversations = chats.map(({ id }) => id)
  const tickets = await closeTickets(tx, conversations, now)
  const scope = { ...(await saidIn(tx, chats)), tickets: tickets.map(({ id }) => id) }
  const { receipt, woken } = await eraseTexts(tx, shell, scope, { id: crypto.randomUUID(), why: 'forgotten', now })
  await forgetQuestions(tx, conversations)
  await forgetElsewhere(tx, conversations, instead)
  await forgetPerson(tx, chats, customer, now)
  const told = await enqueue(tx, await newsOf(tx, shell.staffChannel, tickets, line, now))
  return { receipt, woken: [...woken, ...told] }
}

// Whatever bears their words elsewhere names its message: by that and by their chats it is found without looking through the whole outbox.
const saidIn = async (tx: Transaction, chats: readonly Chat[]): Promise<Pick<Scope, 'messages' | 'deliveries'>> => {
  const conversations = chats.map(({ id }) => id)
  const places = chats.flatMap(({ channel, id }) => [`${channel}:chat:${id}`, `${channel}:presence:${id}`])
  const messages = await tx.message.findMany({
    where: { conversationId: { in: conversations } },
    select: { id: true },
  })
  const ids = messages.map(({ id }) => id)
  return {
    messages: Prisma.sql`m.conversation_id = ANY(${conversations}::uuid[])`,
    deliveries: Prisma.sql`(d.message_id = ANY(${ids}::uuid[]) OR d.destination = ANY(${places}))`,
  }
}

interface Chat {
  readonly id: string
  readonly identity: string
  readonly channel: string
  readonly externalId: string
  readonly own: string | null
}

const closeTickets = (
  tx: Transaction,
  conversations: readonly string[],
  now: Date,
): Promise<TicketNews[]> => tx.$queryRaw<TicketNews[]>`
  WITH before AS (
    SELECT id, conversation_id, status <> 'resolved' AS open FROM tickets WHERE conversation_id = ANY(${conversations}::uuid[])
  ), closed AS (
    INSERT INTO audit (ticket_id, what, facts, at) SELECT id, 'resolved', '{"forgotten": true}', ${now} FROM before WHERE open
  ), silenced AS (
    DELETE FROM timers WHERE subject IN (SELECT id FROM before) OR subject = ANY(${conversations}::uuid[])
      OR subject IN (SELECT id FROM suggestions WHERE conversation_id = ANY(${conversations}::uuid[]))
      OR subject IN (SELECT id FROM consultations WHERE conversation_id = ANY(${conversations}::uuid[]))
  ), ended AS (
    UPDATE tickets t SET status = 'resolved', snoozed_until = NULL, resolved_at = coalesce(t.resolved_at, ${now}) FROM before WHERE t.id = before.id
  )
  SELECT id, conversation_id AS conversation, open AS hears FROM before`

// What was learned of somebody else, too, stays: nobody's personal data is in it, and no longer whose words they were.
const forgetQuestions = async (tx: Transaction, conversations: readonly string[]): Promise<void> => {
  await tx.incidentFollower.deleteMany({ where: { conversationId: { in: [...conversations] } } })
  await tx.$executeRaw`UPDATE suggestions SET question = NULL WHERE conversation_id = ANY(${conversations}::uuid[])`
  await tx.$executeRaw`
    UPDATE conversations SET form = '{"kind": "idle", "kept": null}' WHERE id = ANY(${conversations}::uuid[])`
  await forgetSigns(tx, conversations)
  await forgetConsultations(tx, conversations)
}

// Chats that were asked to be linked with theirs name them in what the bot said about it.
const forgetElsewhere = async (tx: Transaction, conversations: readonly string[], instead: Document): Promise<void> => {
  await tx.$executeRaw`
    WITH asked AS (
      SELECT other_id AS id FROM identity_audit WHERE conversation_id = ANY(${conversations}::uuid[])
      UNION SELECT conversation_id FROM identity_audit WHERE other_id = ANY(${conversations}::uuid[])
    ), said AS (
      UPDATE messages SET document = ${JSON.stringify(instead)}::jsonb, buttons = NULL
      WHERE conversation_id IN (SELECT id FROM asked) AND conversation_id <> ALL(${conversations}::uuid[])
        AND author = 'bot' AND ticket_id IS NULL AND buttons::text LIKE '%"link.%' RETURNING id
    )
    UPDATE deliveries SET content = '{}' WHERE message_id IN (SELECT id FROM said) AND state = 'delivered'`
}

const forgetPerson = async (tx: Transaction, chats: readonly Chat[], customer: string, now: Date): Promise<void> => {
  const conversations = chats.map(({ id }) => id)
  await tx.link.deleteMany({
    where: { OR: [{ offeredBy: { in: conversations } }, { enteredBy: { in: conversations } }] },
  })
  const identities = chats.map(({ identity }) => identity)
  await forgetLetters(tx, identities)
  await forgetAccounts(tx, identities)
  await tx.$executeRaw`
    UPDATE destinations SET address = NULL
    WHERE name IN (SELECT i.channel || kind || c.id FROM conversations c JOIN identities i ON i.id = c.identity_id,
      (VALUES (':chat:'), (':presence:')) AS k (kind) WHERE c.id = ANY(${conversations}::uuid[]))`
  // Under the account's own id the next message would find what is left of this one.
  await tx.$executeRaw`
    UPDATE identities SET external_id = 'forgotten:' || id, address = '', known_name = NULL, locale = NULL, time_zone = NULL, chosen_locale = NULL,
      reachable = false, own_customer_id = NULL WHERE id = ANY(${identities}::uuid[])`
  await tx.customer.updateMany({
    where: { id: { in: [customer, ...chats.flatMap(({ own }) => own ?? [])] } },
    data: {
      name: null,
      email: null,
      registeredAt: null,
      tier: 'normal',
      refusesModel: false,
      bannedAt: null,
      bannedById: null,
      banToldIn: [],
    },
  })
  for (const chat of chats) {
    await tx.parkedEvent.deleteMany({ where: parkedOf(chat) })
  }
  await tx.identityAudit.createMany({
    data: conversations.map((conversationId) => ({ conversationId, what: 'forgotten', at: now })),
  })
}

/** Locks all conversations of a customer, where they are reached without an event of theirs; what was decided there meanwhile is void. */
export const lockCustomer = async (tx: Transaction, customer: string): Promise<void> => {
  const ids = Prisma.sql`SELECT c.id FROM conversations c JOIN identities i ON i.id = c.identity_id
    WHERE i.customer_id = ${customer}::uuid ORDER BY c.id FOR UPDATE OF c`
  await tx.$executeRaw`WITH locked AS (${ids}) UPDATE conversations SET version = version + 1 WHERE id IN (SELECT id FROM locked)`
}
