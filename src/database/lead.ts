// What only one process may do at a time, by a session lock: when it dies, another one does it.

import type { Lead } from '../leading.ts'
import type { Listener } from './listener.ts'

/** Makes the lead of one thing, by its name. */
export const createLead = (
  listener: Pick<Listener, 'tryLock' | 'unlock' | 'onLost' | 'isConnected'>,
  name: string,
): Lead => {
  const lock = `lead:${name}`
  return {
    tryTake: async () => {
      const ended = new AbortController()
      // Heard before it is taken: a loss in between must not go unnoticed.
      const forget = listener.onLost(() => ended.abort())
      if (!(await listener.tryLock([lock])).has(lock)) {
        forget()
        return listener.isConnected() ? 'led elsewhere' : 'away'
      }
      return {
        ended: ended.signal,
        give: async () => {
          forget()
          if (!ended.signal.aborted) await listener.unlock([lock])
        },
      }
    },
  }
}
