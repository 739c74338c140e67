// Work that is woken by name: once at a time for each name, and once more where it was woken meanwhile; names side by side.

export interface WakingLanes {
  /** Works now, whatever else is at work. */
  wake(name: string): void
  /** Works once fewer than `atOnce` of this crowd that were woken like this are at work; first come, first served. A name waits in one crowd, the last one that it was put into. */
  wakeInTurn(name: string, crowd: string): void
  /** The names at work. */
  busy(): Iterable<string>
  /** Begins nothing more in turn; resolves once nothing runs. */
  idle(): Promise<void>
}

/** `work` must not reject; it is told whether the name had to wait for its turn. */
export const createWakingLanes = (
  work: (name: string, inTurn: boolean) => Promise<void>,
  atOnce: number,
): WakingLanes => {
  const lanes = new Map<string, { again: boolean }>()
  const whenIdle: (() => void)[] = []

  const open = async (name: string, inTurn: boolean): Promise<void> => {
    const lane = { again: false }
    lanes.set(name, lane)
    await work(name, inTurn)
    while (lane.again) {
      lane.again = false
      await work(name, false)
    }
    lanes.delete(name)
    if (lanes.size === 0) for (const tell of whenIdle.splice(0)) tell()
  }
  const crowds = createCrowds((name) => open(name, true), atOnce)
  const wake = (name: string): void => {
    const lane = lanes.get(name)
    if (lane !== undefined) {
      lane.again = true
      return
    }
    crowds.leave(name)
    void open(name, false)
  }
  return {
    wake,
    wakeInTurn: (name, crowd) => (lanes.has(name) ? wake(name) : crowds.join(name, crowd)),
    busy: () => lanes.keys(),
    idle: () => {
      crowds.disperse()
      return lanes.size === 0 ? Promise.resolve() : new Promise((resolve) => whenIdle.push(resolve))
    },
  }
}

interface Crowd {
  readonly waiting: Set<string>
  underWay: number
}

const createCrowds = (work: (name: string) => Promise<void>, atOnce: number) => {
  const crowds = new Map<string, Crowd>()
  const serve = async (crowd: Crowd): Promise<void> => {
    const [next] = crowd.waiting
    if (next === undefined || crowd.underWay === atOnce) return
    crowd.waiting.delete(next)
    crowd.underWay++
    await work(next)
    crowd.underWay--
    void serve(crowd)
  }
  const leave = (name: string, but?: Crowd): void => {
    for (const crowd of crowds.values()) if (crowd !== but) crowd.waiting.delete(name)
  }
  return {
    leave,
    join(name: string, crowdName: string): void {
      const crowd = crowds.get(crowdName) ?? { waiting: new Set(), underWay: 0 }
      crowds.set(crowdName, crowd)
      leave(name, crowd)
      crowd.waiting.add(name)
      void serve(crowd)
    },
    disperse(): void {
      for (const { waiting } of crowds.values()) waiting.clear()
    },
  }
}
