// Changes of a ticket, each with its entry in the audit trail.

import type { Change } from '../core/decision.ts'
import type { Manager, State } from '../core/types.ts'
import type { Prisma, Transaction } from '../database/client.ts'

type Named<Type extends Change['type']> = Extract<Change, { type: Type }>
type StepChange = Named<
  'ClaimTicket' | 'ReleaseTicket' | 'ResolveTicket' | 'ReopenTicket' | 'RateTicket' | 'CommentRating'
>
type TicketChange = StepChange | Named<'RecordAnswer'>

interface Step {
  readonly what: string
  readonly by: string | null
  readonly facts?: Prisma.InputJsonValue
  readonly data: Prisma.TicketUncheckedUpdateInput
}

/** Writes one change of one ticket. */
export const settleTicket = async (tx: Transaction, state: State, change: TicketChange, now: Date): Promise<void> => {
  if (change.type === 'RecordAnswer') return recordAnswer(tx, change.ticket, now)
  const { what, by, facts, data } = stepOf(state, change, now)
  const audit = { create: { what, managerId: by, at: now, ...(facts === undefined ? {} : { facts }) } }
  await tx.ticket.update({ where: { id: change.ticket }, data: { ...data, audit }, select: { id: true } })
}

const stepOf = (state: State, change: StepChange, now: Date): Step => {
  // biome-ignore lint/nursery/useExhaustiveSwitchCases: it does not see through Extract; the compiler checks that every case returns.
  switch (change.type) {
    case 'ClaimTicket':
      return { what: 'claimed', by: change.manager, data: { status: 'claimed', holderId: change.manager } }
    case 'ReleaseTicket':
      return { what: 'released', by: change.by, data: { status: 'new', holderId: null } }
    case 'ResolveTicket':
      return {
        what: 'resolved',
        by: change.by,
        data: { status: 'resolved', resolvedAt: now, ...(change.by === null ? {} : { holderId: change.by }) },
      }
    case 'ReopenTicket':
      return {
        what: 'reopened',
        by: null,
        data: {
          status: holderOf(state, change.ticket) === null ? 'new' : 'claimed',
          resolvedAt: null,
          reopened: { increment: 1 },
        },
      }
    case 'RateTicket':
      return { what: 'rated', by: null, facts: { score: change.score }, data: { rating: change.score } }
    case 'CommentRating':
      return { what: 'rated', by: null, facts: { comment: true }, data: { ratingComment: change.comment } }
  }
}

// A reopened ticket goes back to whoever held it.
const holderOf = (state: State, id: string): Manager | null => {
  const ticket = state.tickets.find((one) => one.id === id)
  return ticket === undefined || ticket.status === 'new' ? null : ticket.holder
}

// Only the first answer counts; later ones leave the row alone.
const recordAnswer = async (tx: Transaction, ticket: string, now: Date): Promise<void> => {
  const { count } = await tx.ticket.updateMany({ where: { id: ticket, answeredAt: null }, data: { answeredAt: now } })
  if (count === 1)
    await tx.audit.create({ data: { ticketId: ticket, what: 'answered', at: now }, select: { id: true } })
}
