// What only one process may do at a time, by a session lock: when it dies, another one does it.

import type { Listener } from './listener.ts'

export interface Led {
  /** Aborted when the connection that held the lock is lost: another process may lead by now. */
  readonly ended: AbortSignal
  /** Lets others lead. */
  readonly give: () => Promise<void>
}

export interface Lead {
  /** Leads from now on, where no other process does; else null, and also where the database is away. */
  readonly tryTake: () => Promise<Led | null>
}

/** Makes the lead of one thing, by its name. */
export const createLead = (listener: Pick<Listener, 'tryLock' | 'unlock' | 'onLost'>, name: string): Lead => {
  const lock = `lead:${name}`
  return {
    tryTake: async () => {
      const ended = new AbortController()
      // Heard before it is taken: a loss in between must not go unnoticed.
      const forget = listener.onLost(() => ended.abort())
      if (!(await listener.tryLock([lock])).has(lock)) {
        forget()
        return null
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
