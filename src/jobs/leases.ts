// Where this process alone speaks. A lease is a session lock of its own connection: it ends with the process, however that dies.
// Of a platform whose rate limits are kept ahead of time one process says everything, since each counts its own calls alone;
// elsewhere each destination has a process of its own. Locks that are shared let no two processes hold both kinds of lease at once.

import { createBatches } from '../database/batches.ts'
import type { Listener, LockMode } from '../database/listener.ts'

export interface Leases {
  /** True where this process may speak at the destination now. */
  take(destination: string): Promise<boolean>
  /** Whether it still may; false once the connection that held the lock was lost. */
  holds(destination: string): boolean
  /** Gives back what was not used for a while, or is too much to keep; `busy` are the destinations in use. */
  giveBackIdle(busy: Iterable<string>): Promise<void>
  giveBackAll(): Promise<void>
}

interface Parts {
  readonly listener: Pick<Listener, 'tryLock' | 'unlock' | 'onLost'>
  /** The channels where one process says all that is said. */
  readonly spokenByOne: ReadonlySet<string>
  /** In milliseconds. */
  readonly now: () => number
}

interface Lock {
  readonly name: string
  readonly mode: LockMode
}

// Kept between deliveries: taking and giving back a lock for each would cost as much as the delivery's own statements.
const KEPT_FOR = 30_000
// PostgreSQL's table has room for some 7,000 locks of all sessions together (max_locks_per_transaction × max_connections).
const MOST_KEPT = 1_000
const MOST_HELD = 2_000
const MOST_AT_ONCE = 200

/** Makes the leases of this process; none is held at first. */
export const createLeases = ({ listener, spokenByOne, now }: Parts): Leases => {
  const held = createHeld(listener, now)
  const locksOf = locksBy(spokenByOne)
  return {
    take: async (destination) => {
      for (const lock of locksOf(destination)) if (!(await held.use(lock))) return false
      return true
    },
    holds: (destination) => locksOf(destination).every(held.has),
    giveBackIdle: (busy) => {
      const inUse = new Set([...busy].flatMap(locksOf).map(({ name }) => name))
      const all = held.oldestFirst()
      const idle = all.filter(({ lock }) => !inUse.has(lock.name))
      const tooMany = all.length - MOST_KEPT
      return held.give(idle.filter(({ at }, index) => at < now() - KEPT_FOR || index < tooMany))
    },
    giveBackAll: () => held.give(held.oldestFirst()),
  }
}

interface Held {
  readonly lock: Lock
  /** Of its last use. */
  readonly at: number
}

const createHeld = (listener: Parts['listener'], now: Parts['now']) => {
  const used = new Map<string, Held>()
  listener.onLost(() => used.clear())
  const batches = { alone: createAsking(listener, 'alone'), shared: createAsking(listener, 'shared') }
  const asked = new Map<string, Promise<boolean>>()
  const note = (lock: Lock): true => {
    used.delete(lock.name)
    used.set(lock.name, { lock, at: now() })
    return true
  }
  const ask = async (lock: Lock): Promise<boolean> => {
    const isMine = await batches[lock.mode](lock.name)
    asked.delete(lock.name)
    return isMine && note(lock)
  }
  return {
    has: ({ name }: Lock) => used.has(name),
    oldestFirst: () => [...used.values()],
    use: (lock: Lock): Promise<boolean> | boolean => {
      if (used.has(lock.name)) return note(lock)
      // A session may hold a lock twice and has to give it back as often: what is asked for already is not asked for again.
      const already = asked.get(lock.name)
      if (already !== undefined) return already
      if (used.size + asked.size >= MOST_HELD) return false
      const answer = ask(lock)
      asked.set(lock.name, answer)
      return answer
    },
    give: async (given: readonly Held[]): Promise<void> => {
      for (const { lock } of given) used.delete(lock.name)
      for (const [mode, some] of Map.groupBy(given, ({ lock }) => lock.mode)) {
        const names = some.map(({ lock }) => lock.name)
        await listener.unlock(names, mode)
      }
    },
  }
}

// A destination's name begins with its channel.
const locksBy =
  (spokenByOne: Parts['spokenByOne']) =>
  (destination: string): readonly Lock[] => {
    const channel = destination.slice(0, destination.indexOf(':'))
    const platform = `speaking:${channel}`
    if (spokenByOne.has(channel)) return [{ name: platform, mode: 'alone' }]
    return [
      { name: platform, mode: 'shared' },
      { name: `delivery:${destination}`, mode: 'alone' },
    ]
  }

const createAsking = (listener: Parts['listener'], mode: LockMode) =>
  createBatches(
    async (names: readonly string[]) => {
      const had = await listener.tryLock(names, mode)
      return names.map((name) => had.has(name))
    },
    { atOnce: 1, most: MOST_AT_ONCE },
  )
