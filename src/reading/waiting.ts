// What waits, counted at each scrape: each statement looks only at what is open, by an index of that alone, however much was done.

import type { Database } from '../database/client.ts'

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

/** What waits to be said, by what it leaves by; what is held back on purpose has waited only since it may go, and for what deletes erased words nobody waits. */
export const readWaitingOutbox = (db: Database): Promise<WaitingOutbox[]> => db.$queryRaw<WaitingOutbox[]>`
  SELECT p.channel AS outlet, count(*)::int AS waiting,
    greatest(0, extract(epoch FROM clock_timestamp()
      - min(coalesce(CASE WHEN d.attempts = 0 THEN d.not_before END, d.created_at))))::float8 AS "oldestSeconds"
  FROM deliveries d JOIN destinations p ON p.name = d.destination WHERE d.state = 'pending' AND d.destination NOT LIKE '%:erasing:%' GROUP BY p.channel`

const readTickets = (db: Database): Promise<OpenTickets[]> => db.$queryRaw<OpenTickets[]>`
  SELECT status::text, count(*)::int AS tickets FROM tickets WHERE status <> 'resolved' GROUP BY status`
