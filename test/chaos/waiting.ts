// Waits for a condition, outside of vitest.

import { setTimeout as pause } from 'node:timers/promises'

const LOOK_EVERY = 10

/** Resolves with what `look` answers once that isn't undefined; with undefined after so many milliseconds. */
export const within = async <Value>(
  milliseconds: number,
  look: () => Value | undefined | Promise<Value | undefined>,
  every = LOOK_EVERY,
): Promise<Value | undefined> => {
  const until = performance.now() + milliseconds
  for (;;) {
    const found = await look()
    if (found !== undefined || performance.now() > until) return found
    await pause(every)
  }
}
