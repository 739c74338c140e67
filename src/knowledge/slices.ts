// Long work in steps, so that the process goes on answering meanwhile.

import { setImmediate } from 'node:timers/promises'

/** In milliseconds: how long work goes on before others have their turn. */
const SLICE = 8

/** Does all steps at once; returns what the last one gives. */
export const atOnce = <Result>(steps: Generator<void, Result>): Result => {
  for (;;) {
    const { done, value } = steps.next()
    if (done === true) return value
  }
}

/** Does the steps, a slice at a time; resolves with what the last one gives. Throws what a step throws. */
export const inSlices = async <Result>(steps: Generator<void, Result>): Promise<Result> => {
  for (;;) {
    const end = performance.now() + SLICE
    while (performance.now() < end) {
      const { done, value } = steps.next()
      if (done === true) return value
    }
    await setImmediate()
  }
}
