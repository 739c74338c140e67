// Slack keeps nothing past its three retries, about 6 minutes: after every connect, and after every event that could not be stored, the desk
// reads what it may have missed since the last complete reading, whichever process made it. What it knows already has the same key, and is passed over.

import type { Logger } from 'pino'
import { z } from 'zod'
import { NotStored } from '../../src/channel.ts'
import { type Api, priorities } from './api.ts'
import type { Arriving } from './arriving.ts'
import { adviceOn, lastingRefusal } from './errors.ts'
import { type Fetched, readHistory, readPlace } from './history.ts'
import { createMissedPlaces, type MissedPlaces, type MissedPlacesParts } from './missed-places.ts'

export interface CatchUpParts extends MissedPlacesParts {
  readonly api: Api
  readonly log: Pick<Logger, 'warn' | 'error'>
  /** Takes a message that was fetched; rejects where the database is away. */
  readonly take: (body: unknown) => Promise<void>
  /** Up to when all was read by an earlier process; null before the first one. Rejects where the database is away. */
  readonly readUntil: () => Promise<Date | null>
  /** Stores that all up to then was read. Rejects where the database is away. */
  readonly storeReadUntil: (until: Date) => Promise<void>
  /** Milliseconds before the first of those readings that wait; the pauses double up to 5 minutes. */
  readonly pause: number
}

export interface CatchUp {
  /** Reads what was said since the last complete reading. A reading under way is followed by another: it may have passed what is new. Never rejects. */
  run(): Promise<void>
  /**
   * What was missed in the place of a message that Slack brings now, and goes before it: words that are new would overtake those that were
   * missed. Where one there could not be stored it is always so, and for all places until what was said without the desk is read.
   * Throws the errors of @slack/web-api where that may pass.
   */
  missedBefore(message: Arriving): Promise<readonly object[]>
  /**
   * Something that Slack brought was not stored: it is read after a pause, and again after longer ones, until a reading was complete.
   * What arrives in its place meanwhile is preceded by it; null where nothing waits for it.
   */
  missed(message: Arriving | null): void
  /** What waits for Slack is given up, and nothing that is read from now on is taken. */
  stop(): void
}

const hour = 3_600_000
/** How far back the very first reading goes. */
const firstReach = 24 * hour
/** Keys of what was stored are kept for 31 days: what is older might be taken twice. */
const longestReach = 30 * 24 * hour
/** What a later reading goes back beyond the one before: what was under way then, or in Slack's retries. */
const overlap = 10 * 60_000
const longestPause = 300_000
/** Whoever never reconnects, as in HTTP mode, reads all the same: what didn't come, and so that a start needn't go back for ever. */
const readingEvery = 6 * hour
/** What Slack refused, as to a bot that is not in the channel yet, may be mended by then. */
const refusedAgain = hour

const identity = z.object({ team_id: z.string(), user_id: z.string() })

/** Makes the reader of what was missed. */
export const createCatchUp = (parts: CatchUpParts): CatchUp => {
  const state: State = { since: null, isOwed: true, failures: 0, isStopping: false }
  const places = createMissedPlaces(parts)
  let reading: Promise<void> | null = null
  const waiting = createWaiting()
  const timer = createTimer()
  const run = async (): Promise<void> => {
    if (state.isStopping) return
    timer.clear()
    state.isOwed = true
    places.forget()
    reading ??= readOwed(parts, state).then((end) => {
      reading = null
      if (end === 'complete' && !state.isOwed) {
        places.complete()
        later(readingEvery, runAll)
      } else if (end === 'refused') later(refusedAgain, runAll)
      else later(retryAfter())
    })
    await reading
  }
  const retryAfter = (): number => Math.min(longestPause, parts.pause * 2 ** state.failures)
  const later = (milliseconds: number, work = run): void => {
    if (!state.isStopping) timer.set(milliseconds, work)
  }
  const runAll = (): Promise<void> => {
    places.gap()
    return run()
  }
  return {
    run: runAll,
    missedBefore: async (arriving) =>
      (await waiting.for(places.readFirst(arriving, () => readBefore(parts, state, places, arriving)))) ?? [],
    missed: (message) => {
      if (message !== null) places.missed(message)
      // While nothing is owed, all that Slack brought up to now was stored.
      if (!state.isOwed && reading === null) {
        state.since = Math.max(state.since ?? 0, Date.now() - overlap)
        timer.clear()
      }
      state.isOwed = true
      if (reading === null) later(retryAfter())
    },
    stop: () => {
      state.isStopping = true
      waiting.end()
      timer.clear()
    },
  }
}

// One at a time: whichever is due first.
const createTimer = () => {
  let next: { readonly timer: NodeJS.Timeout; readonly at: number } | null = null
  const clear = (): void => {
    clearTimeout(next?.timer)
    next = null
  }
  return {
    set: (milliseconds: number, work: () => Promise<void>): void => {
      const at = performance.now() + milliseconds
      if (next !== null && next.at <= at) return
      clear()
      const fire = (): void => {
        next = null
        void work()
      }
      next = { timer: setTimeout(fire, milliseconds).unref(), at }
    },
    clear,
  }
}

// A stop can't wait for Slack's fifty readings a minute: what waits for one is not acknowledged, and comes again.
const createWaiting = () => {
  const { promise: stopped, reject } = Promise.withResolvers<never>()
  stopped.catch(() => undefined)
  return {
    for: <Value>(work: Promise<Value>): Promise<Value> => Promise.race([work, stopped]),
    end: (): void => reject(new NotStored('the desk stops before what was missed is read')),
  }
}

interface State {
  /** Milliseconds of the clock: what is older was read or stored. Null before it is known. */
  since: number | null
  /** Whether there may be something that no reading so far has passed. */
  isOwed: boolean
  /** Readings in a row that failed. */
  failures: number
  isStopping: boolean
}

/** `refused`: it would fail again in the same way. */
type End = 'complete' | 'failed' | 'refused' | 'stopped'

/** Reads until nothing is owed. */
const readOwed = async (parts: CatchUpParts, state: State): Promise<End> => {
  while (state.isOwed && !state.isStopping) {
    state.isOwed = false
    const began = Date.now()
    try {
      state.since ??= await startOf(parts, began)
      await readMissed(parts, state, state.since)
      if (state.isStopping) return 'stopped'
      await parts.storeReadUntil(new Date(began))
      state.since = began - overlap
      state.failures = 0
    } catch (error) {
      if (state.isStopping) return 'stopped'
      state.isOwed = true
      state.failures += 1
      return mayPass(error, parts.log) ? 'failed' : 'refused'
    }
  }
  return state.isStopping ? 'stopped' : 'complete'
}

const startOf = async ({ readUntil }: CatchUpParts, now: number): Promise<number> => {
  const until = await readUntil()
  return until === null ? now - firstReach : Math.max(until.getTime() - overlap, now - longestReach)
}

const readBefore = async (
  parts: CatchUpParts,
  state: State,
  places: MissedPlaces,
  arriving: Arriving,
): Promise<object[]> => {
  try {
    state.since ??= await startOf(parts, Date.now())
    const team = await identityOf(parts.api)
    const found = await readPlace({ api: parts.api, since: state.since }, arriving)
    // Slack tells of a thread's first message again with each reply: what came after such a one is still to be read.
    if (found.some(({ ts }) => Number(ts) > Number(arriving.ts))) places.again(arriving)
    return found.filter(({ ts }) => Number(ts) < Number(arriving.ts)).map((one) => envelope(team, one))
  } catch (error) {
    if (mayPass(error, parts.log)) throw error
    // Slack will never tell: what is new can't wait for it.
    return []
  }
}

const identityOf = async (api: Api) => identity.parse(await api.call('auth.test', {}, priorities.catchUp))

/** A fetched message in the shape in which Slack would have brought it. */
const envelope = ({ team_id, user_id }: z.infer<typeof identity>, { channel, event }: Fetched): object => ({
  type: 'event_callback',
  team_id,
  authorizations: [{ user_id }],
  event: { type: 'message', channel, ...event },
})

const mayPass = (error: unknown, log: CatchUpParts['log']): boolean => {
  const refusal = lastingRefusal(error)
  const what = 'what was said in Slack meanwhile could not be read whole'
  if (refusal === null) log.warn({ err: error }, `${what}; trying again`)
  else log.error({ err: error }, `${what} (${refusal}): ${adviceOn(refusal)}`)
  return refusal === null
}

const readMissed = async (parts: CatchUpParts, state: Readonly<State>, since: number): Promise<void> => {
  const team = await identityOf(parts.api)
  const isOver = () => state.isStopping
  for await (const found of readHistory({ ...parts, since, isOver })) {
    if (isOver()) return
    await parts.take(envelope(team, found))
  }
}
