// Work that is woken by name: once at a time for each name, and once more where it was woken meanwhile; names side by side.

export interface WakingLanes {
  wake(name: string): void
  isBusy(name: string): boolean
  /** Resolves once nothing runs. */
  idle(): Promise<void>
}

/** `work` must not reject. */
export const createWakingLanes = (work: (name: string) => Promise<void>): WakingLanes => {
  const lanes = new Map<string, { again: boolean }>()
  const whenIdle: (() => void)[] = []

  const open = async (name: string): Promise<void> => {
    const lane = { again: false }
    lanes.set(name, lane)
    do {
      lane.again = false
      await work(name)
    } while (lane.again)
    lanes.delete(name)
    if (lanes.size === 0) for (const tell of whenIdle.splice(0)) tell()
  }
  return {
    wake: (name) => {
      const lane = lanes.get(name)
      if (lane === undefined) void open(name)
      else lane.again = true
    },
    isBusy: (name) => lanes.has(name),
    idle: () => (lanes.size === 0 ? Promise.resolve() : new Promise((resolve) => whenIdle.push(resolve))),
  }
}
