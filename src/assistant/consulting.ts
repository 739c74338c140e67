// Consultations on their way: each is asked once, outside of all transactions, and what comes of it is brought to the engine as an event.

import type { Logger } from 'pino'
import { z } from 'zod'
import type { Receive } from '../channel.ts'
import { type Failure, failures, isPurpose, type Purpose } from '../core/consultations.ts'
import type { Database } from '../database/client.ts'
import type { Listener } from '../database/listener.ts'
import { storedAnswer } from '../database/stored-answer.ts'
import { type Consultation, failed, type Said } from './asking.ts'

export interface Consulting {
  /** Asks for a stored consultation and brings what came of it; false where that has to be looked at again later: somewhere it is being asked. */
  run(id: string): Promise<boolean>
  /** Those that this process has just stored: they needn't wait for their jobs. */
  begin(ids: readonly string[]): void
  /** Drops what is under way; the jobs remain. */
  stop(): Promise<void>
}

interface Parts {
  readonly db: Database
  readonly ask: (consultation: Consultation, signal: AbortSignal) => Promise<Said>
  readonly receive: Receive
  readonly listener: Pick<Listener, 'subscribe' | 'tell'>
  readonly log: Pick<Logger, 'debug' | 'warn'>
  readonly now: () => Date
}

interface Running {
  readonly conversation: string
  readonly drop: AbortController
  readonly done: Promise<void>
}

/** Makes what asks the model in this process. */
export const createConsulting = (parts: Parts): Consulting => {
  const running = new Map<string, Running>()
  const stopping = new AbortController()
  const askNow = async (row: Row): Promise<void> => {
    const drop = new AbortController()
    // What was forbidden since it was taken was told to nobody yet who could have listened.
    const ask = async () => {
      await dropUnwanted(parts, row.id, drop)
      await asked(parts, row, { drop: drop.signal, stopping: stopping.signal })
    }
    const done = ask()
    running.set(row.id, { conversation: row.conversation, drop, done })
    await done.finally(() => running.delete(row.id))
  }
  const run = async (id: string): Promise<boolean> => {
    const row = await taken(parts, id)
    if (row === null) return bring(parts, id)
    await askNow(row)
    return true
  }
  const unsubscribe = parts.listener.subscribe('changes', (conversation) => {
    for (const [id, one] of running) if (one.conversation === conversation) void dropUnwanted(parts, id, one.drop)
  })
  return {
    run,
    begin: (ids) => {
      for (const id of ids) {
        run(id).catch((error: unknown) => parts.log.debug({ err: error }, 'a consultation is left to its job'))
      }
    },
    stop: async () => {
      unsubscribe()
      stopping.abort()
      await Promise.allSettled([...running.values()].map(({ done }) => done))
    },
  }
}

interface Row extends Consultation {
  readonly until: Date
}

// The change of state lets one process ask, whoever else finds the same row. What a customer forbade since is not asked.
const taken = async ({ db, now }: Parts, id: string): Promise<Row | null> => {
  const [row] = await db.$queryRaw<(Row & { readonly isUnwanted: boolean })[]>`
    UPDATE consultations o SET state = CASE WHEN u.refuses_model THEN 'failed' ELSE 'asked' END,
      why = CASE WHEN u.refuses_model THEN 'dropped' END, ended_at = CASE WHEN u.refuses_model THEN ${now()}::timestamptz END
    FROM conversations c JOIN identities i ON i.id = c.identity_id JOIN customers u ON u.id = i.customer_id
    WHERE o.id = ${id}::uuid AND o.state = 'waiting' AND c.id = o.conversation_id
    RETURNING o.id, o.conversation_id AS conversation, o.ticket_id AS ticket, o.wanted, o.until, u.refuses_model AS "isUnwanted"`
  return row === undefined || row.isUnwanted ? null : row
}

interface Ends {
  /** Nobody waits for it any more. */
  readonly drop: AbortSignal
  /** This process stops: the job asks again once there is one. */
  readonly stopping: AbortSignal
}

const asked = async (parts: Parts, row: Row, { drop, stopping }: Ends): Promise<void> => {
  const { db, ask, now } = parts
  const left = row.until.getTime() - now().getTime()
  const isVain = left <= 0 || drop.aborted
  const said = isVain ? failed('away') : await ask(row, AbortSignal.any([drop, stopping, AbortSignal.timeout(left)]))
  const { why, answer } = endOf(said, drop)
  if (why !== null && stopping.aborted && !drop.aborted) return giveBack(db, row.id)
  // There was nothing to ask, and nobody had asked for it: nothing is left of it.
  if (why === 'dropped' && said.sent === null && (await leftNothing(db, row.id))) return
  // Whoever was forgotten meanwhile has left no row.
  await db.$executeRaw`
    UPDATE consultations SET state = ${why === null ? 'answered' : 'failed'}, why = ${why}, answer = ${answer}::jsonb, ended_at = ${now()},
      sent = ${said.sent}, received = ${said.received}, tokens_sent = ${said.tokens.sent}, tokens_received = ${said.tokens.received}
    WHERE id = ${row.id}::uuid AND state = 'asked'`
  await bring(parts, row.id)
}

const giveBack = async (db: Database, id: string): Promise<void> => {
  await db.$executeRaw`UPDATE consultations SET state = 'waiting' WHERE id = ${id}::uuid AND state = 'asked'`
}

const leftNothing = async (db: Database, id: string): Promise<boolean> =>
  (await db.$executeRaw`DELETE FROM consultations WHERE id = ${id}::uuid AND manager_id IS NULL AND wanted->>'purpose' = 'summary'`) >
  0

const endOf = ({ result }: Said, drop: AbortSignal): { why: Failure | null; answer: string | null } => {
  if ('answer' in result) return { why: null, answer: JSON.stringify(result.answer) }
  return { why: drop.aborted ? 'dropped' : result.why, answer: null }
}

// Nobody waits any more: the customer went on, wants only people, or is forgotten; or the manager put the draft away.
const dropUnwanted = async ({ db, log }: Parts, id: string, drop: AbortController): Promise<void> => {
  const wanted = db.$queryRaw<unknown[]>`
    SELECT FROM consultations o JOIN conversations c ON c.id = o.conversation_id JOIN identities i ON i.id = c.identity_id
    JOIN customers u ON u.id = i.customer_id WHERE o.id = ${id}::uuid AND o.dropped_at IS NULL AND NOT u.refuses_model AND (
      o.wanted->>'purpose' <> 'answer' OR c.form->>'consultation' = ${id} OR c.form->'assistant'->>'asked' = ${id})`
  try {
    if ((await wanted).length === 0) drop.abort()
  } catch (error) {
    log.debug({ err: error }, 'whether an answer is still wanted could not be looked up')
  }
}

const ended = z.object({
  conversation: z.string(),
  manager: z.string().nullable(),
  state: z.enum(['waiting', 'asked', 'answered', 'failed']),
  why: z.enum(failures).nullable(),
  answer: storedAnswer.nullable(),
  purpose: z.custom<Purpose>(isPurpose),
  until: z.date(),
})

// Brought as often as it takes; the event's key lets it have its effect once.
const bring = async (parts: Parts, id: string): Promise<boolean> => {
  const { db, receive, listener, now } = parts
  const [found] = await db.$queryRaw<unknown[]>`
    SELECT conversation_id AS conversation, manager_id AS manager, state, why, answer, wanted->>'purpose' AS purpose, until FROM consultations WHERE id = ${id}::uuid`
  if (found === undefined) return true
  const row = ended.parse(found)
  if (row.state === 'waiting' || row.state === 'asked') {
    if (row.until.getTime() > now().getTime()) return false
    // Whoever asked has died with it. What came in this very moment is found now.
    await endOverdue(parts, id)
    return bring(parts, id)
  }
  const failure = (why: Failure) =>
    ({ type: 'ModelFailed', consultation: id, purpose: row.purpose, asker: row.manager, why }) as const
  const event =
    row.answer === null
      ? failure(row.why ?? 'away')
      : ({ type: 'ModelAnswered', consultation: id, answer: row.answer } as const)
  await receive({ key: `consultation:${id}`, at: now(), event })
  listener.tell('changes', row.conversation)
  return true
}

const endOverdue = async ({ db, now }: Parts, id: string): Promise<void> => {
  await db.$executeRaw`
    UPDATE consultations SET state = 'failed', why = 'away', ended_at = ${now()} WHERE id = ${id}::uuid AND state IN ('waiting', 'asked')`
}
