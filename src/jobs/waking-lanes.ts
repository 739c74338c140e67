// Work that is woken by name: once at a time for each name, and once more where it was woken meanwhile; names side by side.

export interface WakingLanes {
  /** Works now, whatever else is at work. */
  wake(name: string): void
  /** Works once fewer than `atOnce` of its crowd that were woken like this are at work; first come, first served. */
  wakeInTurn(name: string): void
  /** The names at work. */
  busy(): Iterable<string>
  /** Begins nothing more in turn; resolves once nothing runs. */
  idle(): Promise<void>
}

interface Options {
  /** The crowd that a name waits in. */
  readonly crowdOf: (name: string) => string
  readonly atOnce: number
}

interface Crowd {
  readonly waiting: Set<string>
  underWay: number
}

/** `work` must not reject. */
export const createWakingLanes = (work: (name: string) => Promise<void>, { crowdOf, atOnce }: Options): WakingLanes => {
  const lanes = new Map<string, { again: boolean }>()
  const crowds = new Map<string, Crowd>()
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
  const wake = (name: string): void => {
    const lane = lanes.get(name)
    if (lane !== undefined) {
      lane.again = true
      return
    }
    crowds.get(crowdOf(name))?.waiting.delete(name)
    void open(name)
  }
  const serve = async (crowd: Crowd): Promise<void> => {
    const [next] = crowd.waiting
    if (next === undefined || crowd.underWay === atOnce) return
    crowd.waiting.delete(next)
    crowd.underWay++
    await open(next)
    crowd.underWay--
    void serve(crowd)
  }
  return {
    wake,
    wakeInTurn: (name) => {
      if (lanes.has(name)) return wake(name)
      const crowd = crowds.get(crowdOf(name)) ?? { waiting: new Set(), underWay: 0 }
      crowds.set(crowdOf(name), crowd)
      crowd.waiting.add(name)
      void serve(crowd)
    },
    busy: () => lanes.keys(),
    idle: () => {
      for (const { waiting } of crowds.values()) waiting.clear()
      return lanes.size === 0 ? Promise.resolve() : new Promise((resolve) => whenIdle.push(resolve))
    },
  }
}
