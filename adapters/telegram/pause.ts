// Waiting on the adapter's clock, which ends with what it waits beside.

import type { PacingClock } from '../../src/pacing.ts'

const SHORTEST = 1000

/** The longest of the growing pauses, in milliseconds. */
export const LONGEST_PAUSE = 15_000

/** Waits so many milliseconds, or until the signal fires. */
export const pauseFor = (milliseconds: number, clock: PacingClock, signal: AbortSignal): Promise<void> => {
  const { promise, resolve } = Promise.withResolvers<void>()
  if (signal.aborted) return Promise.resolve()
  const stopTimer = clock.after(milliseconds, resolve)
  const wake = () => resolve()
  signal.addEventListener('abort', wake, { once: true })
  return promise.finally(() => {
    stopTimer()
    signal.removeEventListener('abort', wake)
  })
}

/** Milliseconds to wait after so many failures in a row: 1 s, doubled up to 15 s. */
export const growing = (failures: number): number => Math.min(SHORTEST * 2 ** (failures - 1), LONGEST_PAUSE)
