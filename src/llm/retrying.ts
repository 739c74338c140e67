// Tries again what may pass by itself.

import { setTimeout } from 'node:timers/promises'
import { givenUp } from './connection.ts'
import { Passing } from './passing.ts'

/** In milliseconds. */
export interface Retries {
  readonly attempts: number
  /** Before the second attempt, at most; before each further one twice as long. */
  readonly pause: number
  /** A server that asks for a longer pause isn't asked again. */
  readonly longestPause: number
}

export const RETRIES: Retries = { attempts: 3, pause: 500, longestPause: 20_000 }

/** Does `work` until it goes well, fails for good, or nobody waits any more: a pause ends with `signal`. */
export const retrying = async <Answer>(
  work: () => Promise<Answer>,
  { attempts, pause, longestPause }: Retries,
  signal: AbortSignal,
): Promise<Answer> => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof Passing) || attempt >= attempts || error.pause > longestPause) throw error
      // By chance between half of it and the whole, so that those who failed together don't come again together.
      const own = pause * 2 ** (attempt - 1) * (0.5 + Math.random() / 2)
      await rest(Math.max(error.pause, own), signal)
    }
  }
}

const rest = async (milliseconds: number, signal: AbortSignal): Promise<void> => {
  try {
    await setTimeout(milliseconds, undefined, { signal })
  } catch {
    throw givenUp(signal)
  }
}
