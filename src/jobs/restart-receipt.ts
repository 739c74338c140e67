// After a start that had something to catch up with, one line for the staff: what it was, counted in the journal, and whether all of it went through.

import type { Logger } from 'pino'
import type { Receive } from '../channel.ts'
import type { Database } from '../database/client.ts'

/** What the journal held before anything came in. */
export interface Standing {
  readonly startedAt: Date
  /** The last message that was stored. */
  readonly position: bigint
  /** What had waited to be said. */
  readonly waiting: number
}

/** What was caught up with since, and what is left of it. */
export interface CaughtUp {
  readonly customers: number
  readonly managers: number
  /** Deliveries that had waited and are said by now. */
  readonly said: number
  /** Deliveries that wait still. */
  readonly waiting: number
  /** Updates that could not be handled and were set aside. */
  readonly parked: number
}

interface Parts {
  readonly db: Database
  readonly receive: Receive
  readonly log: Pick<Logger, 'info' | 'warn' | 'debug'>
}

const LOOK_EVERY = 1_000
/** So many looks in a row that find nothing new: then all that was missed has come in. */
const LOOKS_OF_QUIET = 4
/** What is not through by then is told as it is. */
const MOST_LOOKS = 300

/** Watches, once everything may come in, until all is through that had happened before; then tells it. The answer ends the watch. */
export const tellCaughtUp = (parts: Parts, before: Standing): (() => Promise<void>) => {
  let timer: NodeJS.Timeout | undefined
  let [looks, quiet, last, isStopped] = [0, 0, '', false]
  let looking: Promise<void> = Promise.resolve()
  const next = (): void => {
    if (isStopped) return
    timer = setTimeout(() => {
      looking = look()
    }, LOOK_EVERY)
  }
  const look = async (): Promise<void> => {
    looks += 1
    try {
      const found = await caughtUp(parts.db, before)
      const seen = JSON.stringify(found)
      quiet = seen === last ? quiet + 1 : 0
      last = seen
      const isThrough = quiet >= LOOKS_OF_QUIET && found.waiting === 0
      if (isThrough || looks >= MOST_LOOKS) return await tell(parts, before, found)
    } catch (error) {
      if (looks >= MOST_LOOKS) return parts.log.warn({ err: error }, 'what was caught up with could not be counted')
      parts.log.debug({ err: error }, 'what was caught up with could not be counted; trying again')
    }
    next()
  }
  next()
  return async () => {
    isStopped = true
    clearTimeout(timer)
    await looking
  }
}

const tell = async ({ receive, log }: Parts, { startedAt }: Standing, found: CaughtUp): Promise<void> => {
  if (found.customers + found.managers + found.said + found.waiting + found.parked === 0) return
  log.info({ ...found }, 'caught up with what happened while the desk was away')
  const key = `caught-up:${startedAt.toISOString()}`
  await receive({ key, at: new Date(), event: { type: 'CaughtUp', ...found } })
}

/** Where the journal stands. Cards and marks are state, not words, and what deletes erased words says none: they are not counted. What is held back on purpose has not waited for the desk. */
export const standing = async (db: Database): Promise<Standing> => {
  const [row] = await db.$queryRaw<Standing[]>`
    SELECT now() AS "startedAt", coalesce((SELECT max(position) FROM messages), 0) AS position,
      (SELECT count(*)::int FROM deliveries WHERE state = 'pending' AND kind NOT IN ('card', 'mark', 'reminder', 'backlog') AND destination NOT LIKE '%:erasing:%'
        AND (not_before IS NULL OR not_before <= now())) AS waiting`
  if (row === undefined) throw new Error('the journal did not tell where it stands')
  return row
}

const caughtUp = async (db: Database, { startedAt, position, waiting }: Standing): Promise<CaughtUp> => {
  // Telegram tells whole seconds: of what was written in the second of the start nobody knows on which side of it.
  const before = new Date(startedAt.getTime() - (startedAt.getTime() % 1_000))
  const [row] = await db.$queryRaw<(Omit<CaughtUp, 'said'> & { waiting: number })[]>`
    SELECT count(*) FILTER (WHERE author = 'customer')::int AS customers,
      count(*) FILTER (WHERE author = 'manager')::int AS managers,
      (SELECT count(*)::int FROM deliveries WHERE state = 'pending' AND kind NOT IN ('card', 'mark', 'reminder', 'backlog') AND destination NOT LIKE '%:erasing:%'
        AND created_at < ${startedAt} AND (not_before IS NULL OR not_before <= ${startedAt})) AS waiting,
      (SELECT count(*)::int FROM parked_events WHERE parked_at >= ${startedAt}) AS parked
    FROM messages WHERE position > ${position} AND created_at < ${before} AND origin_id IS NOT NULL`
  if (row === undefined) throw new Error('the journal did not tell what came in')
  return { ...row, said: Math.max(waiting - row.waiting, 0) }
}
