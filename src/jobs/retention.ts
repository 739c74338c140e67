// Each night: what is older than RETENTION is erased, as slowly as platforms delete what follows from it.

import type { Logger } from 'pino'
import type { Database } from '../database/client.ts'

interface Run {
  readonly now: Date
  readonly before: Date
  readonly goesOn: (erasure: string) => Promise<boolean>
}

interface End {
  readonly isWhole: boolean
  readonly erased: Readonly<Record<string, number>> | null
}

interface Parts {
  readonly db: Database
  /** Erases what is older than `before`. */
  readonly erase: (run: Run) => Promise<End>
  /** How long texts are kept, in milliseconds. */
  readonly keptFor: number
  readonly now: () => Date
  readonly log: Pick<Logger, 'info'>
}

export interface Retention {
  /** Erases what is too old; false where it was stopped before its end. */
  run(): Promise<boolean>
  /** Ends a run behind the step under way. */
  stop(): Promise<void>
}

/** So many deliveries that delete posts, or show cards anew, may wait at once: what people say goes between them. */
const MOST_WAITING = 20
const LOOK_AGAIN = 200
/** A platform that is away, or is not configured any more, holds up nothing but its own: milliseconds. */
const PATIENCE = 60_000

/** Makes what erases. */
export const createRetention = ({ db, erase, keptFor, now, log }: Parts): Retention => {
  const stopping = new AbortController()
  let running: Promise<unknown> = Promise.resolve()
  const run = async (): Promise<boolean> => {
    const at = now()
    const { isWhole, erased } = await erase({
      now: at,
      before: new Date(at.getTime() - keptFor),
      goesOn: createPace(db, stopping.signal),
    })
    if (erased !== null && Object.values(erased).some((count) => count > 0))
      log.info({ ...erased, isWhole }, 'texts older than RETENTION were erased')
    return isWhole
  }
  return {
    run: () => {
      const ended = run()
      running = ended.catch(() => undefined)
      return ended
    },
    stop: async () => {
      stopping.abort()
      await running
    },
  }
}

const createPace = (db: Database, stopping: AbortSignal): Run['goesOn'] => {
  let isPatient = true
  return async (erasure) => {
    let [fewest, since] = [Number.POSITIVE_INFINITY, performance.now()]
    while (isPatient && !stopping.aborted) {
      const waiting = await waitingFor(db, erasure)
      if (waiting < MOST_WAITING) break
      if (waiting < fewest) [fewest, since] = [waiting, performance.now()]
      if (performance.now() - since > PATIENCE) isPatient = false
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN))
    }
    return !stopping.aborted
  }
}

const waitingFor = async (db: Database, erasure: string): Promise<number> => {
  const places = ['telegram', 'slack'].map((channel) => `${channel}:erasing:${erasure}`)
  const [row] = await db.$queryRaw<{ waiting: number }[]>`
    SELECT count(*)::int AS waiting FROM deliveries WHERE state = 'pending' AND (destination = ANY(${places}) OR destination LIKE '%:card:%')`
  return row?.waiting ?? 0
}
