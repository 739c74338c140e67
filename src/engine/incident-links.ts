// How tickets and customers stand to an incident is written, each under the lock of its conversation.

import type { IncidentChange } from '../core/incident-changes.ts'
import type { Transaction } from '../database/client.ts'
import { Overtaken } from './guard.ts'

type Named<Type extends IncidentChange['type']> = Extract<IncidentChange, { type: Type }>

/** Whether a change is of that kind. */
export const isIncidentChange = (change: { readonly type: string }): change is IncidentChange => change.type in kinds

const kinds: Readonly<Record<IncidentChange['type'], true>> = {
  LinkTicket: true,
  UnlinkTicket: true,
  FollowIncident: true,
  AnswerLinked: true,
  TellFollower: true,
}

/** Writes one. Throws `Overtaken` where the incident is no longer open, and somebody has to hear so. */
export const settleIncidentChange = async (tx: Transaction, change: IncidentChange, now: Date): Promise<void> => {
  switch (change.type) {
    case 'LinkTicket':
      return link(tx, change, now)
    case 'UnlinkTicket':
      await tx.incidentTicket.deleteMany({ where: { ticketId: change.ticket, incidentId: change.incident } })
      return note(tx, change, 'unlinked', now)
    case 'FollowIncident': {
      if (!(await isOpen(tx, change.incident))) throw over()
      const data = { incidentId: change.incident, conversationId: change.conversation, askedAt: now }
      await tx.incidentFollower.createMany({ data: [data], skipDuplicates: true })
      return
    }
    case 'AnswerLinked':
      await tx.incidentTicket.updateMany({
        where: { ticketId: change.ticket, incidentId: change.incident },
        data: { answeredAt: now },
      })
      return
    case 'TellFollower': {
      const conversation = { identity: { customerId: change.customer } }
      await tx.incidentFollower.updateMany({
        where: { incidentId: change.incident, toldAt: null, conversation },
        data: { toldAt: now },
      })
    }
  }
}

// A customer's new ticket is theirs in any case: an incident that ended at the same moment only isn't linked.
const link = async (tx: Transaction, change: Named<'LinkTicket'>, now: Date): Promise<void> => {
  if (!(await isOpen(tx, change.incident))) {
    if (change.by !== null) throw over()
    return
  }
  const data = { incidentId: change.incident, linkedAt: now, answeredAt: null }
  const where = { ticketId: change.ticket }
  await tx.incidentTicket.upsert({ where, create: { ...where, ...data }, update: data, select: { ticketId: true } })
  await note(tx, change, 'linked', now)
}

// Shared with other customers, but not with whoever ends it: nobody is linked behind the back of the work that answers all.
const isOpen = async (tx: Transaction, incident: string): Promise<boolean> => {
  const open = await tx.$queryRaw<unknown[]>`
    SELECT id FROM incidents WHERE id = ${incident}::uuid AND state = 'open' FOR SHARE`
  return open.length > 0
}

const over = (): Overtaken => new Overtaken('an incident ended meanwhile')

const note = async (
  tx: Transaction,
  { ticket: ticketId, incident, by: managerId }: Named<'LinkTicket' | 'UnlinkTicket'>,
  what: 'linked' | 'unlinked',
  at: Date,
): Promise<void> => {
  await tx.audit.create({ data: { ticketId, managerId, what, facts: { incident }, at }, select: { id: true } })
}

/** A ticket that goes into another one takes its incident along, unless the other one has its own. */
export const moveLink = async (tx: Transaction, ticket: string, into: string): Promise<void> => {
  await tx.$executeRaw`
    UPDATE incident_tickets l SET ticket_id = ${into}::uuid
    WHERE l.ticket_id = ${ticket}::uuid AND l.answered_at IS NULL AND NOT EXISTS (
      SELECT FROM incident_tickets o WHERE o.ticket_id = ${into}::uuid)`
}
