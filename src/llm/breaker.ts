// Keeps off a server that fails again and again: after some failures nobody asks, until a pause is over and one may try.

export interface Limits {
  /** Failures in a row until nobody asks any more. */
  readonly failures: number
  /** The first pause, in milliseconds; each further one is twice as long. */
  readonly pause: number
  readonly longestPause: number
}

export const LIMITS: Limits = { failures: 5, pause: 5_000, longestPause: 300_000 }

/** How an attempt ended. `pause`: the server itself asked for it, in milliseconds. */
export type Ended = 'well' | 'dropped' | { readonly failed: 'passing' | 'forGood'; readonly pause: number }

export interface Breaker {
  readonly isReady: () => boolean
  /** One who may ask, and says how it ended; null where nobody may. */
  readonly enter: () => ((ended: Ended) => void) | null
}

/** `turned` hears when it opens and when it is closed again; `now` is in milliseconds. */
export const createBreaker = (
  { failures, pause, longestPause }: Limits = LIMITS,
  turned: (isOpen: boolean) => void = () => undefined,
  now: () => number = () => performance.now(),
): Breaker => {
  let failed = 0
  let open: { readonly until: number; readonly pause: number } | null = null
  let isTrying = false
  const isReady = (): boolean => open === null || (!isTrying && now() >= open.until)
  const openFor = (length: number, next: number): void => {
    if (open === null) turned(true)
    open = { until: now() + length, pause: Math.min(next, longestPause) }
  }
  const close = (): void => {
    failed = 0
    if (open !== null) turned(false)
    open = null
  }
  const fail = (kind: 'passing' | 'forGood', asked: number, isTrial: boolean): void => {
    failed++
    // Who began before it opened tells nothing new; a server that asks for more time than anybody waits is obeyed at once.
    if (kind === 'forGood') openFor(longestPause, pause)
    else if (asked > 0) openFor(Math.min(asked, longestPause), pause)
    else if (isTrial) openFor(open?.pause ?? pause, 2 * (open?.pause ?? pause))
    else if (open === null && failed >= failures) openFor(pause, 2 * pause)
  }
  return {
    isReady,
    enter: () => {
      if (!isReady()) return null
      const isTrial = open !== null
      if (isTrial) isTrying = true
      return (ended) => {
        if (isTrial) isTrying = false
        if (ended === 'well') close()
        else if (ended !== 'dropped') fail(ended.failed, ended.pause, isTrial)
      }
    },
  }
}
