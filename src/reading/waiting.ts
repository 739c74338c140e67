// What waits, counted at each scrape: each statement looks only at what is open, by an index of that alone, however much was done.

import { type Database, Prisma } from '../database/client.ts'
import { isFirstCard } from '../database/first-cards.ts'

interface WaitingOutbox {
  readonly outlet: string
  readonly waiting: number
  /** By the database's clock. */
  readonly oldestSeconds: number
}

interface OpenTickets {
  readonly status: string
  readonly tickets: number
}

export interface Waiting {
  readonly outbox: readonly WaitingOutbox[]
  readonly tickets: readonly OpenTickets[]
}

/** Counts it: what leaves by nothing, or has no ticket, is left out. */
export const readWaiting = async (db: Database): Promise<Waiting> => {
  const [outbox, tickets] = await Promise.all([readWaitingOutbox(db), readTickets(db)])
  return { outbox, tickets }
}

/** Cards that come in turn, unless one was refused, and what is to be said in their threads: thousands may wait for an hour with nothing amiss. */
const inTurn = Prisma.sql`(${isFirstCard} AND d.error IS NULL
  OR f.posted IS NULL AND EXISTS (SELECT FROM deliveries c WHERE c.destination = p.follows AND c.state = 'pending' AND c.kind = 'card'))`

/**
 * What waits to be said, by what it leaves by; what is held back on purpose has waited only since it may go, and for what deletes erased words
 * nobody waits. What comes in turn is counted, and is as old as nothing.
 */
export const readWaitingOutbox = (db: Database): Promise<WaitingOutbox[]> => db.$queryRaw<WaitingOutbox[]>`
  SELECT p.channel AS outlet, count(*)::int AS waiting,
    greatest(0, extract(epoch FROM clock_timestamp()
      - min(coalesce(CASE WHEN d.attempts = 0 THEN d.not_before END, d.created_at)) FILTER (WHERE NOT ${inTurn})))::float8 AS "oldestSeconds"
  FROM deliveries d JOIN destinations p ON p.name = d.destination LEFT JOIN destinations f ON f.name = p.follows
    LEFT JOIN tickets t ON t.id = p.ticket_id
  WHERE d.state = 'pending' AND d.destination NOT LIKE '%:erasing:%' GROUP BY p.channel`

const readTickets = (db: Database): Promise<OpenTickets[]> => db.$queryRaw<OpenTickets[]>`
  SELECT status::text, count(*)::int AS tickets FROM tickets WHERE status <> 'resolved' GROUP BY status`
