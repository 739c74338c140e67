// One at a time for each key, in order of arrival; different keys side by side.

export interface Lanes {
  /** Runs `work` once all earlier work of this key has ended; resolves or rejects as it does. */
  run<T>(key: string, work: () => Promise<T>): Promise<T>
}

/** Lanes keep a row lock of PostgreSQL for waiting on other processes only, so that a busy conversation holds one connection, not many. */
export const createLanes = (): Lanes => {
  const tails = new Map<string, Promise<unknown>>()
  return {
    run: (key, work) => {
      const before = tails.get(key) ?? Promise.resolve()
      const mine = before.then(work, work)
      tails.set(key, mine)
      const leave = () => {
        if (tails.get(key) === mine) tails.delete(key)
      }
      mine.then(leave, leave)
      return mine
    },
  }
}
