// A bounded number of things at once; the rest wait in order.

export interface Slots {
  /** Runs `work` as soon as a slot is free. */
  run<T>(work: () => Promise<T>): Promise<T>
}

/** `count` slots. */
export const createSlots = (count: number): Slots => {
  const waiting: (() => void)[] = []
  let free = count
  const leave = (): void => {
    const next = waiting.shift()
    if (next === undefined) free++
    else next()
  }
  return {
    run: async (work) => {
      if (free > 0) free--
      else await new Promise<void>((resolve) => waiting.push(resolve))
      try {
        return await work()
      } finally {
        leave()
      }
    },
  }
}
