// A ban is written, and taken back: in every chat of the customer's at once, with whatever stands open there.

import type { BanChange } from '../core/ban-changes.ts'
import type { Change } from '../core/decision.ts'
import type { State } from '../core/types.ts'
import { Prisma, type Transaction } from '../database/client.ts'
import { Overtaken } from './guard.ts'
import type { Shell } from './shell.ts'
import { enqueue, newsOf, type TicketNews } from './staff-news.ts'
import { worded } from './wording.ts'

type Named<Type extends Change['type']> = Extract<Change, { type: Type }>

type BanningShell = Pick<Shell, 'words' | 'staffChannel'> & { readonly settings: Pick<Shell['settings'], 'locale'> }

/**
 * Writes one step of a customer's ban; answers the destinations that have something to say because of it. The caller has locked the
 * customer's conversations. Throws `Overtaken` where another chat of theirs was told of it meanwhile.
 */
export const settleBan = async (
  tx: Transaction,
  shell: BanningShell,
  state: State,
  change: BanChange,
  now: Date,
): Promise<string[]> => {
  if (change.type === 'TellBan') {
    await whereToldAsRead(tx, state, { banToldIn: { push: state.conversation.id } })
    return []
  }
  const tickets =
    change.type === 'BanCustomer' ? await ban(tx, state.customer.id, change, now) : await unban(tx, state, change, now)
  const line = worded(change.line, { words: shell.words, locale: shell.settings.locale, numbers: new Map() })
  return enqueue(tx, await newsOf(tx, shell.staffChannel, tickets, line, now))
}

// Chats of one customer have no lock in common while they are told: what was read of it must still be true.
const whereToldAsRead = async (
  tx: Transaction,
  { customer }: State,
  data: Prisma.CustomerUncheckedUpdateManyInput,
): Promise<void> => {
  const { count } = await tx.customer.updateMany({
    where: { id: customer.id, bannedAt: { not: null }, banToldIn: { equals: [...(customer.ban?.toldIn ?? [])] } },
    data,
  })
  if (count === 0) throw new Overtaken('the customer heard of their ban in another chat meanwhile')
}

const ban = async (
  tx: Transaction,
  customer: string,
  { ticket, by, reason }: Named<'BanCustomer'>,
  now: Date,
): Promise<TicketNews[]> => {
  await tx.customer.update({
    where: { id: customer },
    data: { bannedAt: now, bannedById: by, banToldIn: [] },
    select: { id: true },
  })
  await stopForms(tx, customer)
  const tickets = await tx.$queryRaw<TicketNews[]>`
    WITH closed AS (
      UPDATE tickets SET status = 'resolved', resolved_at = ${now}, snoozed_until = NULL
      WHERE customer_id = ${customer}::uuid AND status <> 'resolved'
      RETURNING id, conversation_id
    ), noted AS (
      INSERT INTO audit (ticket_id, manager_id, what, at) SELECT id, ${by}::uuid, 'resolved', ${now} FROM closed
    )
    SELECT id, conversation_id AS conversation, true AS hears FROM closed
    UNION SELECT id, conversation_id, true FROM tickets WHERE id = ${ticket}::uuid`
  await note(tx, { ticket, by, what: 'banned', ...(reason === null ? {} : { facts: { reason } }) }, now)
  return tickets
}

// Nothing is waited for any more, and what was asked stays at hand; a link in the making would lead out of the ban.
const stopForms = async (tx: Transaction, customer: string): Promise<void> => {
  const theirs = Prisma.sql`SELECT c.id FROM conversations c JOIN identities i ON i.id = c.identity_id WHERE i.customer_id = ${customer}::uuid`
  await tx.$executeRaw`
    UPDATE conversations SET form = jsonb_build_object('kind', 'idle',
      'kept', coalesce(form->'kept', form->'question', form->'purpose'->'question', 'null')) WHERE id IN (${theirs})`
  await tx.$executeRaw`DELETE FROM links WHERE offered_by IN (${theirs}) OR entered_by IN (${theirs})`
}

// Every card that was shown anew since the ban tells of it.
const unban = async (
  tx: Transaction,
  state: State,
  { ticket, by }: Named<'UnbanCustomer'>,
  now: Date,
): Promise<TicketNews[]> => {
  const tickets = await tx.$queryRaw<TicketNews[]>`
    SELECT t.id, t.conversation_id AS conversation, t.id = ${ticket}::uuid AS hears
    FROM tickets t JOIN customers u ON u.id = t.customer_id
    WHERE u.id = ${state.customer.id}::uuid AND (t.id = ${ticket}::uuid
      OR EXISTS (SELECT FROM audit a WHERE a.ticket_id = t.id AND a.at >= u.banned_at))`
  await whereToldAsRead(tx, state, { bannedAt: null, bannedById: null, banToldIn: [] })
  await note(tx, { ticket, by, what: 'unbanned' }, now)
  return tickets
}

interface Note {
  readonly ticket: string
  readonly by: string
  readonly what: string
  readonly facts?: Prisma.InputJsonObject
}

const note = async (tx: Transaction, { ticket: ticketId, by: managerId, ...entry }: Note, at: Date): Promise<void> => {
  await tx.audit.create({ data: { ticketId, managerId, at, ...entry }, select: { id: true } })
}
