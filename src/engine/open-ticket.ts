// A ticket begins.

import type { Change } from '../core/decision.ts'
import type { State } from '../core/types.ts'
import type { Transaction } from '../database/client.ts'
import { clockData } from './tickets.ts'

/** Writes a new ticket, with the messages that it is made of; answers its number. */
export const openTicket = async (
  tx: Transaction,
  { conversation, customer }: Pick<State, 'conversation' | 'customer'>,
  { id, question, locale, clock, due }: Extract<Change, { type: 'OpenTicket' }>,
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
      audit: { create: { what: 'opened', at: now } },
    },
    select: { number: true },
  })
  await tx.message.updateMany({ where: { id: { in: [...question.messages] } }, data: { ticketId: id } })
  return number
}
