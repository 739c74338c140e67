// Work that nobody waits for but the end: what is under way when the channel stops still finishes.

export interface Background {
  /** Keeps work in mind until it ends; it must not reject. */
  add(work: Promise<unknown>): void
  /** Resolves once nothing is under way. */
  settled(): Promise<void>
}

/** Makes an empty set of work. */
export const createBackground = (): Background => {
  const working = new Set<Promise<unknown>>()
  return {
    add: (work) => {
      working.add(work)
      work.finally(() => working.delete(work))
    },
    settled: async () => {
      await Promise.all(working)
    },
  }
}
