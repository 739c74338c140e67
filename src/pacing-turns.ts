// Who had a turn when, so that the pacer can be fair.

/** How many turns are remembered; a place forgotten counts as served longest ago. */
const MOST = 1_000

interface Served {
  readonly place: string
  readonly priority: number
}

export type Turns = ReturnType<typeof createTurns>

/** Remembers the last turn of each place in a priority, and of each priority at a limit (by the limit's key); times in milliseconds. */
export const createTurns = () => {
  const counts = createMemory()
  const times = createMemory()
  const nameOf = ({ place, priority }: Served): string => `${priority} ${place}`
  let count = 0
  return {
    /** Which turn of all was the last one of this place in this priority; 0 for none. */
    last: (served: Served): number => counts.get(nameOf(served)) ?? 0,
    lastAt: (priority: number, key: string): number => times.get(`${priority} ${key}`) ?? Number.NEGATIVE_INFINITY,
    note(served: Served, keys: readonly string[], at: number): void {
      count += 1
      counts.set(nameOf(served), count)
      for (const key of keys) times.set(`${served.priority} ${key}`, at)
    },
  }
}

/** Numbers by name, those that were set last. */
const createMemory = () => {
  const kept = new Map<string, number>()
  return {
    get: (name: string) => kept.get(name),
    set(name: string, value: number): void {
      kept.delete(name)
      kept.set(name, value)
      const oldest = kept.size > MOST ? kept.keys().next().value : undefined
      if (oldest !== undefined) kept.delete(oldest)
    },
  }
}
