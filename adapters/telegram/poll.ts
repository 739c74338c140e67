// Long polling that acknowledges after the commit. telegraf's own loop moves the offset on receipt and drops a batch on an error, so this is ours.

import type { Logger } from 'pino'
import type { PacingClock } from '../../src/pacing.ts'
import { createBacklog } from './backlog.ts'
import { CONFLICT_REMEDY, codeOf, retryAfterOf, TOKEN_REMEDY } from './errors.ts'
import type { Update } from './lanes.ts'
import { growing, LONGEST_PAUSE, pauseFor } from './pause.ts'
import type { Handling } from './settling.ts'

export interface Poller {
  /** Begins to poll; resolves once the first attempt to reach Telegram has ended, well or not. */
  start(): Promise<void>
  /** Takes no more updates; resolves when those under way are handled. */
  stop(): Promise<void>
}

interface Parts extends Pick<Handling, 'handle' | 'park'> {
  /** Makes the bot ready to be polled; called again after each conflict. */
  prepare(signal: AbortSignal): Promise<void>
  /** Waits for updates from the id `offset` on, and confirms all before it. */
  fetch(offset: number, signal: AbortSignal): Promise<readonly Update[]>
  readonly clock: PacingClock
  readonly log: Logger
}

interface State {
  /** The id that the next poll asks for, which confirms every update before it. */
  offset: number
  isReady: boolean
  /** Rounds in a row that failed. */
  failures: number
  hasExplainedConflict: boolean
}

const CONFLICT_PAUSE = 5000
/** Telegram waits for a first update; whoever answers 'nothing' sooner than this, in milliseconds, is asked again after a pause. */
const HASTY = 1000
const HASTE_PAUSE = 100
/** How long a poll waits for the updates of the last one before it looks whether others came. */
const LOOK_AGAIN = 250
/** Asked for the same offset again within half a second, Telegram answers with one update alone. */
const SAME_OFFSET = 600
const CONFLICT = `something else polls with this bot token or has set a webhook for it: ${CONFLICT_REMEDY}. This one goes on trying and will take over`

/** Makes a poller that holds the offset in memory: Telegram and the events' keys remember the rest. */
export const createPoller = ({ prepare, fetch, handle, park, clock, log }: Parts): Poller => {
  const ended = new AbortController()
  const { signal } = ended
  const reached = Promise.withResolvers<void>()
  const state: State = { offset: 0, isReady: false, failures: 0, hasExplainedConflict: false }
  const pause = (milliseconds: number): Promise<void> => pauseFor(milliseconds, clock, signal)
  const backlog = createBacklog({ handle, park, pause, stopping: signal, log })

  const round = async (): Promise<void> => {
    if (!state.isReady) await prepare(signal)
    state.isReady = true
    reached.resolve()
    backlog.add(await patiently(() => fetch(state.offset, signal), clock, pause))
    const next = (await advanceWithin(LOOK_AGAIN)) ?? (await advanceWithin(SAME_OFFSET - LOOK_AGAIN))
    state.offset = next ?? state.offset
    state.failures = backlog.hasFailed() ? state.failures + 1 : 0
    if (state.failures > 0) await pause(growing(state.failures))
  }
  // A slow chat doesn't keep the others from being read: what came meanwhile is fetched beside it.
  const advanceWithin = async (milliseconds: number): Promise<number | null> => {
    const over = new AbortController()
    const enough = pauseFor(milliseconds, clock, AbortSignal.any([signal, over.signal]))
    await Promise.race([backlog.idle(), enough])
    over.abort()
    return backlog.advance()
  }
  const loop = async (): Promise<void> => {
    while (!signal.aborted) {
      try {
        await round()
      } catch (error) {
        reached.resolve()
        if (signal.aborted) return
        if (codeOf(error) === 401) return log.error(`${TOKEN_REMEDY}; until then Telegram is off`)
        await pause(waitAfter(error, state, log))
      }
    }
  }
  let running: Promise<void> = Promise.resolve()
  return {
    start: () => {
      running = loop()
      return reached.promise
    },
    stop: async () => {
      ended.abort()
      await running
      await backlog.idle()
    },
  }
}

// A server that answers 'nothing' without waiting is not asked in a tight loop.
const patiently = async (
  fetch: () => Promise<readonly Update[]>,
  clock: PacingClock,
  pause: (milliseconds: number) => Promise<void>,
): Promise<readonly Update[]> => {
  const asked = clock.now()
  const updates = await fetch()
  if (updates.length === 0 && clock.now() - asked < HASTY) await pause(HASTE_PAUSE)
  return updates
}

// Milliseconds to wait before the next round.
const waitAfter = (error: unknown, state: State, log: Logger): number => {
  const code = codeOf(error)
  if (code === 409) {
    if (!state.hasExplainedConflict) log.warn({ err: error }, CONFLICT)
    state.hasExplainedConflict = true
    state.isReady = false
    return CONFLICT_PAUSE * (1 + Math.random())
  }
  state.failures += 1
  const asked = retryAfterOf(error)
  const wait = asked === null ? growing(state.failures) : asked * 1000
  log.warn({ err: error, wait }, code === 404 ? TOKEN_REMEDY : 'Telegram can not be polled; trying again')
  return code === 404 ? LONGEST_PAUSE : wait
}
