// Updates on their way to the engine: one after another in each lane, lanes side by side, each until it is committed or parked.

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

export interface Settling {
  /** Takes updates in their order; none of them may be under way. */
  begin(updates: readonly Update[]): void
  /** Resolves when nothing is under way. */
  idle(): Promise<void>
}

/** Hears of each update once: that it is committed or parked, or that it could not be stored and has to come again. */
export type Ended = (updates: readonly Update[], isSettled: boolean) => void

const LANES_AT_ONCE = 16
const ATTEMPTS = 3
const ATTEMPT_PAUSE = 250

/** Makes it with nothing under way. */
export const createSettling = (handling: Handling, ended: Ended): Settling => {
  const lanes = new Map<number, Update[]>()
  const ready: number[] = []
  let walkers: Promise<void>[] = []

  const walk = async (): Promise<void> => {
    for (let lane = ready.shift(); lane !== undefined; lane = ready.shift()) {
      const updates = lanes.get(lane) ?? []
      // Others may join until the moment the lane is taken away.
      while (updates.length > 0) await walkLane(handling, updates, ended)
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
    begin: (updates) => {
      for (const update of updates) enter(update)
      for (const _ of ready.slice(0, LANES_AT_ONCE)) startWalker()
    },
    idle: async () => {
      while (walkers.length > 0) await Promise.all(walkers)
    },
  }
}

// One after another; more may join while it walks. What can't be stored takes along what follows it in its lane, and nothing else.
const walkLane = async (handling: Handling, updates: Update[], ended: Ended): Promise<void> => {
  for (let update = updates[0]; update !== undefined; update = updates[0]) {
    const isSettled = await settle(handling, update)
    ended(updates.splice(0, isSettled ? 1 : updates.length), isSettled)
    if (!isSettled) return
  }
}

// Answers whether the update is committed or parked; false leaves it to be brought again.
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
