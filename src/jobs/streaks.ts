// How often jobs failed in a row, in this process: one that fails may be chance, several without a success between them are not.

import type { JobQueue } from '../core/problems.ts'

export interface Streaks {
  /** The same work, with how it ended noted; a failure is thrown on. */
  watched<Given extends readonly unknown[], Result>(
    queue: JobQueue,
    work: (...given: Given) => Promise<Result>,
  ): (...given: Given) => Promise<Result>
  /** Failures since the last success; null where nothing of the queue has run yet. */
  failures(queue: JobQueue): number | null
}

/** Makes the notes, with nothing run yet. */
export const createStreaks = (): Streaks => {
  const failed = new Map<JobQueue, number>()
  return {
    watched:
      (queue, work) =>
      async (...given) => {
        try {
          const result = await work(...given)
          failed.set(queue, 0)
          return result
        } catch (error) {
          failed.set(queue, (failed.get(queue) ?? 0) + 1)
          throw error
        }
      },
    failures: (queue) => failed.get(queue) ?? null,
  }
}
