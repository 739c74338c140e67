// Each night: what is older than RETENTION is erased, as slowly as platforms delete what follows from it.

import type { Logger } from 'pino'
import type { Database } from '../database/client.ts'

interface Run {
  readonly now: Date
  readonly before: Date
  readonly goesOn: (erasure: string) => Promise<boolean>
  readonly onFault: (error: unknown, conversation: string) => void
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
  /** Those of the set-up: what waits for any other would be waited for without end. */
  readonly channels: readonly string[]
  /** For how long a run waits while no deletion goes; a minute unless told. Milliseconds. */
  readonly patience?: number
  readonly log: Pick<Logger, 'info' | 'warn'>
}

export interface Retention {
  /** Erases what is too old; false where it ended before all of it was: at a stop, at a platform that is away, or having passed what failed. */
  run(): Promise<boolean>
  /** Ends a run behind the step under way. */
  stop(): Promise<void>
}

/** So many deliveries that delete posts, or show cards anew, may wait at once: what people say goes between them. */
const MOST_WAITING = 20
const LOOK_AGAIN = 200
const PATIENCE = 60_000

/** Makes what erases. */
export const createRetention = ({ db, erase, keptFor, now, channels, patience = PATIENCE, log }: Parts): Retention => {
  const stopping = new AbortController()
  let running: Promise<unknown> = Promise.resolve()
  const run = async (): Promise<boolean> => {
    const at = now()
    const { isWhole, erased } = await erase({
      now: at,
      before: new Date(at.getTime() - keptFor),
      goesOn: createPace({ db, channels, patience, log }, stopping.signal),
      onFault: (error, conversation) =>
        log.warn(
          { err: error, conversation },
          'texts older than RETENTION could not be erased here; the next run tries again',
        ),
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

// What is erased while a platform is away only adds to what it is to delete once it is back: the run ends, and the next one goes on.
const createPace =
  (
    { db, channels, patience, log }: Pick<Required<Parts>, 'db' | 'channels' | 'patience' | 'log'>,
    stopping: AbortSignal,
  ): Run['goesOn'] =>
  async (erasure) => {
    let [before, since] = [Number.POSITIVE_INFINITY, performance.now()]
    while (!stopping.aborted) {
      const waiting = await waitingFor(db, channels, erasure)
      if (waiting < MOST_WAITING) return true
      if (waiting < before) since = performance.now()
      before = waiting
      if (performance.now() - since > patience) {
        log.warn(
          { waiting },
          'no post is deleted and no card shown anew: what is older than RETENTION waits for the platform',
        )
        return false
      }
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN))
    }
    return false
  }

const waitingFor = async (db: Database, channels: readonly string[], erasure: string): Promise<number> => {
  const places = channels.map((channel) => `${channel}:erasing:${erasure}`)
  const cards = channels.map((channel) => `${channel}:card:%`)
  const [row] = await db.$queryRaw<{ waiting: number }[]>`
    SELECT count(*)::int AS waiting FROM deliveries WHERE state = 'pending' AND (destination = ANY(${places}) OR destination LIKE ANY(${cards}))`
  return row?.waiting ?? 0
}
