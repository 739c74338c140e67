// Timers: set in the transaction that wants them, fired once as an event like any other.

import { z } from 'zod'
import type { Receive } from '../channel.ts'
import type { Timer } from '../core/decision.ts'
import type { Database, Transaction } from '../database/client.ts'
import type { Queue } from './queue.ts'

const kinds = z.enum(['claimReminder'])

/** Stores timers with what they are about, and the jobs that fire them. A ticket has one timer of a kind: a new one takes the place of the old. */
export const setTimers = async (queue: Queue, tx: Transaction, timers: readonly Timer[]): Promise<void> => {
  for (const { at, subject } of timers) {
    await tx.timer.deleteMany({ where: { kind: subject.kind, ticketId: subject.ticket } })
    const id = crypto.randomUUID()
    await tx.timer.create({
      data: { id, kind: subject.kind, ticketId: subject.ticket, dueAt: at },
      select: { id: true },
    })
    await queue.setTimer(tx, id, at)
  }
}

/** Brings a due timer to the engine; its key makes a second firing harmless. */
export const fireTimer = async (db: Database, receive: Receive, id: string): Promise<void> => {
  const timer = await db.timer.findUnique({ where: { id } })
  if (timer === null) return
  const subject = { kind: kinds.parse(timer.kind), ticket: timer.ticketId }
  await receive({ key: `timer:${id}`, at: timer.dueAt, event: { type: 'TimerFired', timer: subject } })
}
