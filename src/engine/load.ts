// Rows become the state that the rules know.

import { newClock } from '../core/clocks.ts'
import type { ConversationEvent } from '../core/events.ts'
import type { Customer, Form, Manager, Sender, State, Ticket } from '../core/types.ts'
import type { Database } from '../database/client.ts'
import { translationOf } from '../database/stored-translation.ts'
import { candidatesFor } from './candidates.ts'
import { answeredSince, awaitingMessages, namedMessage, refusedDelivery } from './circumstances.ts'
import { incidentSeen } from './incident-seen.ts'
import { linkingOf, ticketsElsewhere } from './linking.ts'
import type { Place } from './locate.ts'
import { knownManager, present } from './managers.ts'
import type { Shell } from './shell.ts'
import type { StateRow, TicketRow } from './state-row.ts'
import { isLoginTaken } from './web-accounts.ts'

export interface Loaded {
  readonly state: State
  /** Where the customer is spoken to. */
  readonly address: string
  /** The row that was read, with what is written by now. */
  readonly row: StateRow
}

/** Everything that the rules may look at for this event, from what `recall` read: also writes what platforms newly tell of the people in it. */
export const load = async (
  db: Database,
  shell: Shell,
  { place, row }: { place: Place; row: StateRow },
  event: ConversationEvent,
): Promise<Loaded> => {
  const by = 'by' in event ? event.by : null
  const actor = by && (await present(db, shell, by, row.actor))
  const to = event.type === 'ManagerAssigned' ? event.to : null
  const assignee = to && (await present(db, shell, to, await knownManager(db, to)))
  const sender = 'from' in event ? await refreshed(db, row, event.from) : row
  const tickets = row.tickets.map(ticketOf)
  const whose = { conversation: place.conversation, customer: row.customer.id }
  return {
    address: sender.address,
    row: {
      ...row,
      ...sender,
      actor: by && actor ? { ...actor, channel: by.channel, external_id: by.externalId } : row.actor,
    },
    state: {
      conversation: {
        id: place.conversation,
        channel: row.channel,
        locale: shell.languageOf(row.chosen_locale ?? sender.locale),
        knownName: sender.known_name,
        timeZone: sender.time_zone,
        reachable: row.reachable,
        form: row.form satisfies Form,
        flow: row.flow,
      },
      customer: row.customer satisfies Customer,
      tickets,
      queue: row.queue,
      requests: row.requests,
      elsewhere: await ticketsElsewhere(db, whose, event),
      loginTaken: await isLoginTaken(db, event),
      linking: await linkingOf(db, whose, event, shell.now()),
      actor,
      assignee,
      candidates: await candidatesFor(db, shell, event),
      subject: tickets.find((ticket) => ticket.id === place.subject) ?? null,
      question: row.question,
      named: await namedMessage(db, place.conversation, event),
      awaiting: await awaitingMessages(db, event),
      answeredSince: await answeredSince(db, place.subject, event),
      refused: await refusedDelivery(db, event),
      incident: await incidentSeen(db, place, event),
    },
  }
}

const ticketOf = (row: TicketRow): Ticket => {
  const facts = {
    id: row.id,
    number: row.number,
    openedAt: row.opened_at,
    answeredAt: row.answered_at,
    priority: row.priority,
    // What was written into the database by hand has none.
    clock: row.clock ?? newClock(row.opened_at),
    quietSince: row.said_at !== null && row.said_at > row.opened_at ? row.said_at : row.opened_at,
    writtenUntil: row.written_until,
    leaseFrom: row.lease_from,
    wasResolved: row.reopened > 0,
    claimedAt: row.claimed_at,
    translation: translationOf(row.translated_from),
  }
  const { status, snoozed_until: until, resolved_at: resolvedAt, waiting_since: since } = row
  const holder = holderOf(row)
  const nobodys = { status: 'new', since } as const
  switch (status) {
    case 'new':
      return { ...facts, ...nobodys }
    case 'claimed':
    case 'waiting':
      if (holder === null) throw new Error(`ticket ${row.number} is ${status} without a holder`)
      if (status === 'claimed') return { ...facts, status, holder }
      return { ...facts, status, holder, since, remindedAt: row.customer_reminded_at }
    case 'snoozed': {
      if (until === null) throw new Error(`ticket ${row.number} is snoozed until no time`)
      return { ...facts, status, until, comesBack: holder === null ? nobodys : { status: 'claimed', holder } }
    }
    case 'resolved': {
      if (row.merged_into !== null) return { ...facts, status: 'merged', into: row.merged_into }
      if (resolvedAt === null) throw new Error(`ticket ${row.number} was resolved at no time`)
      const rating = row.rating === null ? null : { score: row.rating, comment: row.rating_comment }
      return { ...facts, status, resolvedAt, holder, rating, ratedAt: row.rated_at }
    }
  }
}

const holderOf = ({ holder }: TicketRow): Manager | null =>
  holder && { id: holder.id, name: holder.name, admin: holder.admin, away: holder.away, disabled: holder.disabled }

type Known = Pick<StateRow, 'address' | 'known_name' | 'locale' | 'time_zone'>

const told = ['address', 'known_name', 'locale', 'time_zone'] as const

const refreshed = async (db: Database, row: Known & Pick<StateRow, 'identity'>, from: Sender): Promise<Known> => {
  const now: Known = {
    address: from.address,
    known_name: from.name ?? row.known_name,
    locale: from.locale ?? row.locale,
    time_zone: from.timeZone ?? row.time_zone,
  }
  if (told.every((name) => now[name] === row[name])) return now
  await db.identity.update({
    where: { id: row.identity },
    data: { address: now.address, knownName: now.known_name, locale: now.locale, timeZone: now.time_zone },
  })
  return now
}
