// What the language model is asked for is stored with the event that wants it, and so is the job that asks.

import type { ConsultChange, DropDraftChange } from '../core/consultations.ts'
import type { Prisma, Transaction } from '../database/client.ts'
import type { Shell } from './shell.ts'

interface Consulted {
  readonly conversation: string
  readonly change: ConsultChange
  readonly now: Date
}

/** Stores a consultation of a conversation; whoever asks the model finds it once the transaction has committed. */
export const storeConsultation = async (
  tx: Transaction,
  shell: Pick<Shell, 'consult'>,
  { conversation, change: { id, wanted, ticket, by, until }, now }: Consulted,
): Promise<void> => {
  await tx.consultation.create({
    // Prisma's JSON input type admits no readonly arrays.
    data: {
      id,
      conversationId: conversation,
      ticketId: ticket,
      managerId: by,
      wanted: wanted as Prisma.InputJsonObject,
      askedAt: now,
      until,
    },
    select: { id: true },
  })
  await shell.consult(tx, id)
}

/** Only whoever asked for it can have no use for it. */
export const dropDraft = async (tx: Transaction, { consultation, by }: DropDraftChange, now: Date): Promise<void> => {
  await tx.consultation.updateMany({
    where: { id: consultation, managerId: by, droppedAt: null },
    data: { droppedAt: now },
  })
}

interface Asked {
  readonly conversation: string
  /** The messages that the ticket is made of. */
  readonly messages: readonly string[]
  readonly ticket: string
}

/** A platform's clock may be ahead of ours: milliseconds. */
const CLOCKS_DIFFER = 60_000

/** What was asked about its question belongs to a new ticket from now on; what was asked about matters before it still expires. */
export const keepConsultations = async (
  tx: Transaction,
  { conversation, messages, ticket }: Asked,
  now: Date,
): Promise<void> => {
  const { _min: first } = await tx.message.aggregate({
    where: { id: { in: [...messages] } },
    _min: { createdAt: true },
  })
  const since = new Date((first.createdAt ?? now).getTime() - CLOCKS_DIFFER)
  await tx.consultation.updateMany({
    where: { conversationId: conversation, ticketId: null, askedAt: { gte: since } },
    data: { ticketId: ticket },
  })
}

/** What the model was asked of these conversations and said is erased, with whatever is still asked. */
export const forgetConsultations = async (tx: Transaction, conversations: readonly string[]): Promise<void> => {
  await tx.consultation.deleteMany({ where: { conversationId: { in: [...conversations] } } })
}

/** The same for what was asked about these tickets, whenever that was: it holds their words. */
export const eraseConsultations = async (tx: Transaction, tickets: readonly string[]): Promise<void> => {
  await tx.consultation.deleteMany({ where: { ticketId: { in: [...tickets] } } })
}
