// Which destinations this process alone speaks at. A lease is an advisory lock of its own connection: it ends with the process, however that dies.

import { createBatches } from '../database/batches.ts'
import type { Listener } from '../database/listener.ts'

export interface Leases {
  /** True where this process may speak at the destination now. */
  take(destination: string): Promise<boolean>
  /** Whether it still may; false once the connection that held the lock was lost. */
  holds(destination: string): boolean
  /** Gives back what was not used for a while. `busy` tells which are in use. */
  giveBackIdle(busy: (destination: string) => boolean): Promise<void>
  giveBackAll(): Promise<void>
}

// Kept between deliveries: taking and giving back a lock for each would cost as much as the delivery's own statements.
const KEPT_FOR = 30_000
const MOST_LOCKS = 200

/** `now` in milliseconds. */
export const createLeases = (listener: Pick<Listener, 'tryLock' | 'unlock' | 'onLost'>, now: () => number): Leases => {
  const used = new Map<string, number>()
  listener.onLost(() => used.clear())
  const lock = createBatches(
    async (names: readonly string[]) => {
      const had = await listener.tryLock(names)
      return names.map((name) => had.has(name))
    },
    { atOnce: 1, most: MOST_LOCKS },
  )
  const giveBack = async (fits: (destination: string, at: number) => boolean): Promise<void> => {
    const given = [...used].flatMap(([destination, at]) => (fits(destination, at) ? [destination] : []))
    for (const destination of given) used.delete(destination)
    await listener.unlock(given.map(lockName))
  }
  return {
    take: async (destination) => {
      if (!used.has(destination) && !(await lock(lockName(destination)))) return false
      used.set(destination, now())
      return true
    },
    holds: (destination) => used.has(destination),
    giveBackIdle: (busy) => giveBack((destination, at) => at < now() - KEPT_FOR && !busy(destination)),
    giveBackAll: () => giveBack(() => true),
  }
}

const lockName = (destination: string): string => `delivery:${destination}`
