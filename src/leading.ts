// What one process of several does at a time, such as taking what a platform brings: the others wait until it is gone.

export interface Led {
  /** Aborted when the connection that held the lead is lost: another process may lead by now. */
  readonly ended: AbortSignal
  /** Lets others lead. */
  readonly give: () => Promise<void>
}

export interface Lead {
  /** Leads from now on where no other process does; else tells what is in the way. */
  readonly tryTake: () => Promise<Led | Obstacle>
}

/** Another process leads; or the database is away, so that nobody can tell. */
export type Obstacle = 'led elsewhere' | 'away'

interface Leading {
  readonly lead: Lead
  /** Works until `over` fires, which is when another process may lead or `stopping` fires; must not reject. */
  readonly work: (over: AbortSignal) => Promise<void>
  /** Told each time it can't lead; `isNews` the first time since this one led or began. */
  readonly waits: (obstacle: Obstacle, isNews: boolean) => void
  /** Told before the work, where it had waited. */
  readonly takesOver: () => void
  /** The pause between two looks whether the other is gone; ends at once when `stopping` fires. */
  readonly pause: () => Promise<void>
  readonly stopping: AbortSignal
}

/** Works whenever this process leads, and waits while another does; resolves once `stopping` has fired and the work has ended. */
export const whileLeading = async ({ lead, work, waits, takesOver, pause, stopping }: Leading): Promise<void> => {
  let hasWaited = false
  while (!stopping.aborted) {
    const led = await lead.tryTake()
    if (typeof led === 'string') {
      waits(led, !hasWaited)
      hasWaited = true
      await pause()
      continue
    }
    if (hasWaited) takesOver()
    hasWaited = false
    await work(AbortSignal.any([led.ended, stopping]))
    await led.give()
  }
}

/** Resolves once the signal has fired. */
export const fired = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
