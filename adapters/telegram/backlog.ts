// Polled updates between their arrival and their confirmation: how far the unbroken run of committed ones reaches.

import type { Update } from './lanes.ts'
import { createSettling, type Handling } from './settling.ts'

export interface Backlog {
  /** Takes what a poll answered: Telegram's whole queue from its head. What is under way already, or committed, is not done again. */
  add(updates: readonly Update[]): void
  /** The id after the unbroken run of committed updates, which confirms them; null where the first one is missing. */
  advance(): number | null
  /** Resolves when nothing is under way. */
  idle(): Promise<void>
  /** Whether an update could not be stored since this was asked last; it comes again with a later poll. */
  hasFailed(): boolean
}

/** Makes an empty backlog. */
export const createBacklog = (handling: Handling): Backlog => {
  const run = createRun()
  let failed = false
  const settling = createSettling(handling, (updates, isSettled) => {
    run.end(updates, isSettled)
    if (!isSettled) failed = true
  })
  return {
    add: (updates) => settling.begin(run.begin(updates)),
    advance: run.advance,
    idle: settling.idle,
    hasFailed: () => {
      const had = failed
      failed = false
      return had
    },
  }
}

// Telegram's queue as the last poll showed it, and what of it is under way or committed.
const createRun = () => {
  const underWay = new Set<number>()
  const committed = new Set<number>()
  let head: readonly Update[] = []
  return {
    begin: (updates: readonly Update[]): Update[] => {
      head = updates
      const fresh = updates.filter(({ update_id }) => !underWay.has(update_id) && !committed.has(update_id))
      for (const { update_id } of fresh) underWay.add(update_id)
      return fresh
    },
    end: (updates: readonly Update[], isCommitted: boolean): void => {
      for (const { update_id } of updates) {
        underWay.delete(update_id)
        if (isCommitted) committed.add(update_id)
      }
    },
    advance: (): number | null => {
      const missing = head.findIndex(({ update_id }) => !committed.has(update_id))
      const whole = missing < 0 ? head : head.slice(0, missing)
      head = head.slice(whole.length)
      for (const { update_id } of whole) committed.delete(update_id)
      const last = whole.at(-1)
      return last === undefined ? null : last.update_id + 1
    },
  }
}
