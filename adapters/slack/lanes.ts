// One after another within a lane, in order of arrival; lanes side by side.

export interface Lanes {
  /** Runs `work` when what came before it in this lane has ended, and settles as it does. */
  run<Result>(lane: string, work: () => Promise<Result>): Promise<Result>
}

/** The engine keeps the order of what it is given. Before that, names are looked up: without lanes here a message whose names are known would overtake. */
export const createLanes = (): Lanes => {
  const last = new Map<string, Promise<void>>()
  return {
    run: (lane, work) => {
      const result = (last.get(lane) ?? Promise.resolve()).then(work)
      const ended: Promise<void> = result.then(noop, noop).then(() => {
        if (last.get(lane) === ended) last.delete(lane)
      })
      last.set(lane, ended)
      return result
    },
  }
}

const noop = (): void => {}
