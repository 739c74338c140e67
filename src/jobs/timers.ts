// Timers: set in the transaction that wants them, fired once as an event like any other.

import pLimit from 'p-limit'
import type { Logger } from 'pino'
import { z } from 'zod'
import type { Receive } from '../channel.ts'
import type { Timer } from '../core/decision.ts'
import { createBatches } from '../database/batches.ts'
import type { Database, Transaction } from '../database/client.ts'
import type { Queue } from './queue.ts'

export interface Timers {
  /** Stores timers with what they are about, and the jobs that fire them. A subject has one timer of a kind: a new one takes the place of the old. */
  set(tx: Transaction, timers: readonly Timer[]): Promise<void>
  /** Brings a due timer to the engine, by its id; the event's key makes a second firing harmless. */
  fire(id: string): Promise<void>
  /** Forgets what this process alone would have fired; the jobs remain. */
  stop(): void
}

interface Parts {
  readonly db: Database
  readonly queue: Queue
  /** The engine, once it is there. */
  readonly receive: Receive
  readonly log: Pick<Logger, 'debug'>
}

type TimerSubject = Timer['subject']

const kinds = z.enum([
  ...(['assign', 'claimReminder', 'snooze', 'clock', 'lease', 'customerReminder', 'autoClose', 'expected'] as const),
  ...(['returned', 'burst', 'silence', 'consultation'] as const),
])

// Jobs are looked for once a second, which is long for somebody who waits for an answer: what is due soon is also fired from here.
const SOON = 60_000
// Thousands may be due at one moment: they are found together, and what people write meanwhile must still find a connection.
const MOST_FOUND = 100
const AT_ONCE = 6

/** Makes the timers of this process. */
export const createTimers = ({ db, queue, receive, log }: Parts): Timers => {
  const waiting = new Set<NodeJS.Timeout>()
  const find = createBatches((ids: readonly string[]) => timersOf(db, ids), { atOnce: 2, most: MOST_FOUND })
  const inTurn = pLimit(AT_ONCE)
  const fire = async (id: string): Promise<void> => {
    const timer = await find(id)
    if (timer === null) return
    const subject = subjectOf(kinds.parse(timer.kind), timer.subject)
    await inTurn(() => receive({ key: `timer:${id}`, at: timer.dueAt, event: { type: 'TimerFired', timer: subject } }))
  }
  const fireSoon = (id: string, at: Date): void => {
    const wait = at.getTime() - Date.now()
    if (wait > SOON) return
    const timer = setTimeout(
      () => {
        waiting.delete(timer)
        fire(id).catch((error: unknown) => log.debug({ err: error }, 'a timer is left to its job'))
      },
      Math.max(wait, 0),
    )
    waiting.add(timer)
  }
  return {
    set: async (tx, timers) => {
      const set = timers.map((timer) => ({ ...timer, id: crypto.randomUUID() }))
      await store(tx, set)
      await queue.setTimers(tx, set)
      // Should the transaction not have committed by then, nothing is found to fire, and the job does it.
      for (const { id, at } of set) fireSoon(id, at)
    },
    fire,
    stop: () => {
      for (const timer of waiting) clearTimeout(timer)
    },
  }
}

interface StoredTimer {
  readonly id: string
  readonly kind: string
  readonly subject: string
  readonly dueAt: Date
}

// In the order of the ids; null for one that was set anew or taken back.
const timersOf = async (db: Database, ids: readonly string[]): Promise<(StoredTimer | null)[]> => {
  const found = await db.$queryRaw<StoredTimer[]>`
    SELECT id, kind, subject, due_at AS "dueAt" FROM timers WHERE id = ANY(${ids}::uuid[])`
  const byId = new Map(found.map((timer) => [timer.id, timer]))
  return ids.map((id) => byId.get(id) ?? null)
}

const store = async (tx: Transaction, timers: readonly (Timer & { readonly id: string })[]): Promise<void> => {
  const rows = timers.map(({ id, at, subject: about }, ord) => ({
    ...{ id, kind: about.kind, due_at: at, ord },
    subject: idOf(about),
  }))
  await tx.$executeRaw`
    WITH wanted AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS t (id uuid, kind text, subject uuid, due_at timestamptz, ord int)
    )
    INSERT INTO timers (id, kind, subject, due_at) SELECT DISTINCT ON (subject, kind) id, kind, subject, due_at FROM wanted
    ORDER BY subject, kind, ord DESC ON CONFLICT (subject, kind) DO UPDATE SET id = excluded.id, due_at = excluded.due_at`
}

const idOf = (about: TimerSubject): string => {
  switch (about.kind) {
    case 'burst':
      return about.conversation
    case 'silence':
      return about.suggestion
    case 'consultation':
      return about.consultation
    default:
      return about.ticket
  }
}

const subjectOf = (kind: TimerSubject['kind'], id: string): TimerSubject => {
  switch (kind) {
    case 'burst':
      return { kind, conversation: id }
    case 'silence':
      return { kind, suggestion: id }
    case 'consultation':
      return { kind, consultation: id }
    default:
      return { kind, ticket: id }
  }
}
