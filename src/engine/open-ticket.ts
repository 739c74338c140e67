// A ticket begins.

import type { Change } from '../core/decision.ts'
import type { State } from '../core/types.ts'
import type { Prisma, Transaction } from '../database/client.ts'
import { keepConsultations } from './consultations.ts'
import { clockData } from './tickets.ts'

/** Writes a new ticket, with the messages that it is made of; answers its number. */
export const openTicket = async (
  tx: Transaction,
  { conversation, customer }: Pick<State, 'conversation' | 'customer'>,
  { id, question, locale, clock, due, pressing, after }: Extract<Change, { type: 'OpenTicket' }>,
  now: Date,
): Promise<number> => {
  const { number } = await tx.ticket.create({
    data: {
      id,
      question: question.text,
      locale,
      openedAt: now,
      waitingSince: now,
      leaseFrom: now,
      ...clockData(clock, due),
      conversationId: conversation.id,
      customerId: customer.id,
      priority: pressing.priority,
      audit: { create: entries({ pressing, after }, now) },
    },
    select: { number: true },
  })
  if (after !== null) {
    await tx.audit.create({
      data: { ticketId: after, what: 'wentOn', facts: { ticket: id }, at: now },
      select: { id: true },
    })
  }
  await tx.message.updateMany({ where: { id: { in: [...question.messages] } }, data: { ticketId: id } })
  await keepConsultations(tx, { conversation: conversation.id, messages: question.messages, ticket: id }, now)
  return number
}

type Opened = Pick<Extract<Change, { type: 'OpenTicket' }>, 'pressing' | 'after'>

const entries = (
  { pressing: { priority, because }, after }: Opened,
  at: Date,
): Prisma.AuditUncheckedCreateWithoutTicketInput[] => [
  { what: 'opened', at, ...(after === null ? {} : { facts: { after } }) },
  ...(because === null
    ? []
    : [{ what: 'prioritized', at, facts: { priority, ...(because === 'tier' ? {} : { reason: because.words }) } }]),
]
