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
  /** A platform that another process has is asked for once until then, however many destinations have news. */
  askAgain(): void
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
  /** Whether it is of all that is said on a platform. */
  readonly isWhole: boolean
}

// Kept between deliveries: taking and giving back a lock for each would cost as much as the delivery's own statements.
const KEPT_FOR = 30_000
/** The longest windows of platforms' limits are a minute: whoever speaks next begins with an empty one. Some seconds more, since a call goes on. */
const PLATFORM_KEPT_FOR = 65_000
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
    askAgain: held.askAgain,
    holds: (destination) => locksOf(destination).every(held.has),
    giveBackIdle: (busy) => {
      const inUse = new Map([...busy].flatMap(locksOf).map((lock) => [lock.name, lock] as const))
      for (const lock of inUse.values()) held.useStill(lock)
      const all = held.oldestFirst()
      const idle = all.filter(({ lock }) => !inUse.has(lock.name))
      const places = idle.filter(({ lock }) => !lock.isWhole)
      const tooMany = new Set(places.slice(0, Math.max(0, all.length - MOST_KEPT)))
      return held.give(idle.filter((one) => one.at < now() - keptFor(one.lock) || tooMany.has(one)))
    },
    giveBackAll: () => held.give(held.oldestFirst()),
  }
}

// After its last use, in milliseconds.
const keptFor = ({ isWhole }: Lock): number => (isWhole ? PLATFORM_KEPT_FOR : KEPT_FOR)

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
  const refused = new Set<string>()
  const note = (lock: Lock): true => {
    used.delete(lock.name)
    used.set(lock.name, { lock, at: now() })
    return true
  }
  const ask = async (lock: Lock): Promise<boolean> => {
    const isMine = await batches[lock.mode](lock.name)
    asked.delete(lock.name)
    if (isMine) return note(lock)
    // Of a destination it is asked once in any case, when there is news.
    if (lock.isWhole) refused.add(lock.name)
    return false
  }
  return {
    has: ({ name }: Lock) => used.has(name),
    oldestFirst: () => [...used.values()],
    askAgain: () => refused.clear(),
    useStill: (lock: Lock): void => {
      if (used.has(lock.name)) note(lock)
    },
    use: (lock: Lock): Promise<boolean> | boolean => {
      if (used.has(lock.name)) return note(lock)
      if (refused.has(lock.name)) return false
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
    if (spokenByOne.has(channel)) return [{ name: platform, mode: 'alone', isWhole: true }]
    return [
      { name: platform, mode: 'shared', isWhole: false },
      { name: `delivery:${destination}`, mode: 'alone', isWhole: false },
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
