// Work that takes time and memory: one at a time, in the order in which it was asked for.

export interface Turns {
  /** Runs `work` once all that was asked for before has ended; resolves or rejects as it does. */
  take<T>(work: () => Promise<T>): Promise<T>
  /** Whether some is under way, or waits. */
  isTaken(): boolean
}

/** Makes turns of which none is taken. */
export const createTurns = (): Turns => {
  let last: Promise<unknown> = Promise.resolve()
  let taken = 0
  return {
    take: (work) => {
      taken += 1
      const mine = last.then(work).finally(() => {
        taken -= 1
      })
      // What fails is told to whoever asked for it, and holds up nobody.
      last = mine.catch(() => {})
      return mine
    },
    isTaken: () => taken > 0,
  }
}
