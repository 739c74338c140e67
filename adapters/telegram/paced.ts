// One call in its turn, and the silence that Telegram asks for obeyed.

import type { Call, Pacer } from '../../src/pacing.ts'
import { retryAfterOf } from './errors.ts'

/** Makes a call when its turn comes. Throws what the call throws. */
export type Paced = <T>(call: Call, make: () => Promise<T>) => Promise<T>

/** Makes it over one pacer; a 429 holds back whatever counts towards the same limits. */
export const createPaced =
  (pacer: Pacer): Paced =>
  async (call, make) => {
    await pacer.turn(call)
    try {
      return await make()
    } catch (error) {
      const seconds = retryAfterOf(error)
      if (seconds !== null) pacer.hold(call, seconds * 1000)
      throw error
    }
  }
