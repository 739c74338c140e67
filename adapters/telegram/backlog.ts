// Updates between their arrival and their confirmation: lanes side by side, and how far the unbroken run of committed ones reaches.

import type { Logger } from 'pino'
import { NotStored } from '../../src/channel.ts'
import { laneOf, type Update } from './lanes.ts'

/** What is done with updates, and what failing ones wait by. */
export interface Handling {
  /** Resolves once the update is committed; rejects with NotStored where the database is away. */
  handle(update: Update): Promise<void>
  /** Stores an update that can't be handled, so that it can be passed. */
  park(update: Update, error: unknown): Promise<void>
  /** Waits so many milliseconds, or until the channel stops. */
  pause(milliseconds: number): Promise<void>
  /** Fires when no further update may begin. */
  readonly stopping: AbortSignal
  readonly log: Logger
}

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

const LANES_AT_ONCE = 16
const ATTEMPTS = 3
const ATTEMPT_PAUSE = 250

/** Makes an empty backlog. */
export const createBacklog = (handling: Handling): Backlog => {
  const lanes = new Map<number, Update[]>()
  const ready: number[] = []
  const run = createRun()
  let walkers: Promise<void>[] = []
  let failed = false

  const walk = async (): Promise<void> => {
    for (let lane = ready.shift(); lane !== undefined; lane = ready.shift()) {
      const updates = lanes.get(lane) ?? []
      // Others may join until the moment the lane is taken away.
      while (updates.length > 0) if (!(await walkLane(handling, updates, run))) failed = true
      lanes.delete(lane)
    }
  }
  const startWalker = (): void => {
    if (walkers.length >= LANES_AT_ONCE) return
    const walker = walk().finally(() => {
      walkers = walkers.filter((other) => other !== walker)
    })
    walkers.push(walker)
  }
  const enter = (update: Update): void => {
    const lane = laneOf(update)
    const waiting = lanes.get(lane)
    if (waiting !== undefined) waiting.push(update)
    else {
      lanes.set(lane, [update])
      ready.push(lane)
    }
  }
  return {
    add: (updates) => {
      for (const update of run.begin(updates)) enter(update)
      for (const _ of ready.slice(0, LANES_AT_ONCE)) startWalker()
    },
    advance: run.advance,
    idle: async () => {
      while (walkers.length > 0) await Promise.all(walkers)
    },
    hasFailed: () => {
      const had = failed
      failed = false
      return had
    },
  }
}

type Run = ReturnType<typeof createRun>

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

// One after another; more may join while it walks. What can't be stored takes along what follows it in its lane, and nothing else.
const walkLane = async (handling: Handling, updates: Update[], run: Run): Promise<boolean> => {
  for (let update = updates[0]; update !== undefined; update = updates[0]) {
    const isDone = await settle(handling, update)
    run.end(updates.splice(0, isDone ? 1 : updates.length), isDone)
    if (!isDone) return false
  }
  return true
}

// Answers whether the update is committed or parked; false leaves it to a later poll.
const settle = async (handling: Handling, update: Update): Promise<boolean> => {
  for (let attempt = 1; !handling.stopping.aborted; attempt++) {
    try {
      await handling.handle(update)
      return true
    } catch (error) {
      if (error instanceof NotStored) return false
      if (attempt === ATTEMPTS) return isParked(handling, update, error)
      await handling.pause(ATTEMPT_PAUSE * attempt)
    }
  }
  return false
}

const isParked = async ({ park, log }: Handling, update: Update, error: unknown): Promise<boolean> => {
  try {
    await park(update, error)
    log.error({ update: update.update_id, err: error }, 'an update failed three times and was parked')
    return true
  } catch (failure) {
    log.error({ update: update.update_id, err: failure }, 'an update could not be parked; it is tried again')
    return false
  }
}
