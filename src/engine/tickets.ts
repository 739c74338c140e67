// Changes of a ticket, each with its entry in the audit trail.

import type { Clock, Due } from '../core/clocks.ts'
import type { Change } from '../core/decision.ts'
import type { IncidentChange } from '../core/incident-changes.ts'
import type { Prisma, Transaction } from '../database/client.ts'
import { createArticle } from './articles.ts'
import { Overtaken } from './guard.ts'
import { isIncidentChange, moveLink, settleIncidentChange } from './incident-links.ts'
import { type StepChange, storeStep } from './ticket-steps.ts'

type Named<Type extends Change['type']> = Extract<Change, { type: Type }>
type TicketChange =
  | StepChange
  | IncidentChange
  | Named<
      'RecordAnswer' | 'ReviewAnswer' | 'WriteArticle' | 'MergeTicket' | 'SetClock' | 'RecordAlarm' | 'RemindCustomer'
    >

/** Writes one change of one ticket, or of what it has to do with an incident. */
export const settleTicket = async (tx: Transaction, change: TicketChange, now: Date): Promise<void> => {
  if (change.type === 'RecordAnswer') return recordAnswer(tx, change, now)
  if (change.type === 'ReviewAnswer') return reviewAnswer(tx, change.ticket)
  if (change.type === 'WriteArticle') return writeArticle(tx, change, now)
  if (change.type === 'MergeTicket') return mergeTicket(tx, change, now)
  if (change.type === 'SetClock') return setClock(tx, change)
  if (change.type === 'RecordAlarm') return recordAlarm(tx, change, now)
  if (change.type === 'RemindCustomer') return remindCustomer(tx, change, now)
  if (isIncidentChange(change)) return settleIncidentChange(tx, change, now)
  if (change.type === 'AssignTicket' && change.by === null) await holdLoad(tx, change)
  await storeStep(tx, change, now)
}

// Rules of several conversations may choose the same manager at once: what was counted of their tickets must still be true, and they must not be shut out.
const holdLoad = async (tx: Transaction, { manager, open }: { manager: string; open: number }): Promise<void> => {
  const rows = await tx.$queryRaw<
    unknown[]
  >`SELECT id FROM managers WHERE id = ${manager}::uuid AND disabled_at IS NULL FOR UPDATE`
  if (rows.length === 0) throw new Overtaken('a manager was shut out meanwhile')
  const [load] = await tx.$queryRaw<{ open: number }[]>`
    SELECT count(*)::int AS open FROM tickets WHERE status IN ('claimed', 'waiting', 'snoozed') AND holder_id = ${manager}::uuid`
  if (load?.open !== open) throw new Overtaken('a manager was given another ticket meanwhile')
}

/** What is stored of a clock. */
export const clockData = (clock: Clock, { first, resolution }: Due) => ({
  // Prisma's JSON input type admits no dates.
  clock: JSON.parse(JSON.stringify(clock)) as Prisma.InputJsonObject,
  firstDueAt: first,
  resolutionDueAt: resolution,
})

const setClock = async (tx: Transaction, { ticket, clock, due }: Named<'SetClock'>): Promise<void> => {
  await tx.ticket.update({ where: { id: ticket }, data: clockData(clock, due), select: { id: true } })
}

const recordAlarm = async (
  tx: Transaction,
  { ticket: ticketId, alarm, dueAt }: Named<'RecordAlarm'>,
  at: Date,
): Promise<void> => {
  const what = alarm.endsWith('Breach') ? 'breached' : 'warned'
  const facts = { promise: alarm.startsWith('first') ? 'firstResponse' : 'resolution', dueAt: dueAt.toISOString() }
  await tx.audit.create({ data: { ticketId, what, facts, at }, select: { id: true } })
}

const remindCustomer = async (tx: Transaction, { ticket }: Named<'RemindCustomer'>, at: Date): Promise<void> => {
  const audit = { create: { what: 'reminded', at } }
  await tx.ticket.update({ where: { id: ticket }, data: { customerRemindedAt: at, audit }, select: { id: true } })
}

// Whatever went into it before goes on where it goes, so that one step always leads to the ticket that goes on.
const mergeTicket = async (
  tx: Transaction,
  { ticket, into, by: managerId }: Named<'MergeTicket'>,
  now: Date,
): Promise<void> => {
  const entry = (what: string, other: string) => ({ create: { what, managerId, facts: { ticket: other }, at: now } })
  await tx.ticket.updateMany({ where: { mergedIntoId: ticket }, data: { mergedIntoId: into } })
  const ended = { status: 'resolved', resolvedAt: now, snoozedUntil: null } as const
  const data = { ...ended, mergedIntoId: into, audit: entry('merged', into) }
  await tx.ticket.update({ where: { id: ticket }, data, select: { id: true } })
  await tx.ticket.update({ where: { id: into }, data: { audit: entry('tookIn', ticket) }, select: { id: true } })
  await moveLink(tx, ticket, into)
}

const writeArticle = async (
  tx: Transaction,
  { ticket, by, article, content }: Named<'WriteArticle'>,
  at: Date,
): Promise<void> => {
  await createArticle({ tx, by, at }, article, content)
  await tx.audit.create({ data: { ticketId: ticket, managerId: by, what: 'article', facts: { article }, at } })
}

// Only the first answer counts; later ones leave the row alone.
const recordAnswer = async (
  tx: Transaction,
  { ticket, by: managerId }: Named<'RecordAnswer'>,
  now: Date,
): Promise<void> => {
  const { count } = await tx.ticket.updateMany({ where: { id: ticket, answeredAt: null }, data: { answeredAt: now } })
  if (count === 1)
    await tx.audit.create({ data: { ticketId: ticket, managerId, what: 'answered', at: now }, select: { id: true } })
}

// What went is older than what is still held behind it: where something went, the first answer stands. Of a reply that was taken back no delivery is left.
const reviewAnswer = async (tx: Transaction, ticket: string): Promise<void> => {
  await tx.$executeRaw`
    WITH replies AS (
      SELECT m.created_at, bool_and(d.state = 'pending' AND d.attempts = 0) AS held
      FROM messages m JOIN deliveries d ON d.message_id = m.id
      WHERE m.ticket_id = ${ticket}::uuid AND m.author = 'manager' AND d.destination LIKE '%:chat:%' AND d.kind IN ('message', 'files')
      GROUP BY m.id
    ), reviewed AS (
      UPDATE tickets SET answered_at = (SELECT min(greatest(created_at, opened_at)) FROM replies)
      WHERE id = ${ticket}::uuid AND NOT EXISTS (SELECT FROM replies WHERE NOT held) RETURNING id, answered_at
    ), moved AS (
      UPDATE audit a SET at = r.answered_at FROM reviewed r WHERE a.ticket_id = r.id AND a.what = 'answered' AND r.answered_at IS NOT NULL
    )
    DELETE FROM audit a USING reviewed r WHERE a.ticket_id = r.id AND a.what = 'answered' AND r.answered_at IS NULL`
}
