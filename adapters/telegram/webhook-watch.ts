// Sets the webhook, looks each minute whether it still stands and updates arrive, and sets it again where it doesn't.

import { z } from 'zod'
import type { PacingClock } from '../../src/pacing.ts'
import { codeOf, retryAfterOf, wordsOf } from './errors.ts'
import { growing, pauseFor } from './pause.ts'
import type { WebhookTroubles } from './webhook-troubles.ts'

export interface WebhookWatch {
  /** Begins; resolves once the first attempt to set the webhook has ended, well or not. */
  start(): Promise<void>
  /** Leaves the webhook as it is: Telegram keeps what it can't bring until the desk is back. */
  stop(): Promise<void>
}

interface Parts {
  /** Where the webhook has to lead. */
  readonly url: () => string
  /** Calls setWebhook. */
  set(signal: AbortSignal): Promise<unknown>
  /** Calls getWebhookInfo. */
  look(signal: AbortSignal): Promise<unknown>
  /** Whether an update was committed since this was asked last. */
  hasTaken(): boolean
  readonly troubles: WebhookTroubles
  readonly clock: PacingClock
}

/** https://core.telegram.org/bots/api#webhookinfo; the date is in seconds, and both of the last two stay when the error is over. */
const infoSchema = z.looseObject({
  url: z.string(),
  pending_update_count: z.int().catch(0),
  last_error_date: z.int().optional().catch(undefined),
  last_error_message: z.string().catch('no reason given'),
})

type Info = z.infer<typeof infoSchema>

interface State {
  isSet: boolean
  /** Whether nobody has looked since it was set last. */
  isFresh: boolean
  /** Attempts in a row to set it that failed. */
  failures: number
  /** The date of the last error that is known; null before the first look. */
  lastError: number | null
}

const LOOK_EACH = 60_000
const AT_ONCE = 0
const NEVER = null

/** Makes the watch; nothing is called before `start`. */
export const createWebhookWatch = (parts: Parts): WebhookWatch => {
  const ended = new AbortController()
  const reached = Promise.withResolvers<void>()
  const state: State = { isSet: false, isFresh: false, failures: 0, lastError: null }
  const loop = async (): Promise<void> => {
    while (!ended.signal.aborted) {
      const wait = await (state.isSet ? look(parts, state, ended.signal) : set(parts, state, ended.signal))
      reached.resolve()
      if (wait === NEVER) return
      await pauseFor(wait, parts.clock, ended.signal)
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
    },
  }
}

// Both answer the milliseconds until the next look or attempt.
const set = async (parts: Parts, state: State, signal: AbortSignal): Promise<number | null> => {
  try {
    await parts.set(signal)
  } catch (error) {
    state.failures += 1
    return signal.aborted ? NEVER : afterRefusal(error, state, parts.troubles)
  }
  Object.assign(state, { isSet: true, isFresh: true, failures: 0 } satisfies Partial<State>)
  parts.troubles.ends('unset')
  return AT_ONCE
}

const look = async (parts: Parts, state: State, signal: AbortSignal): Promise<number | null> => {
  const { troubles } = parts
  try {
    const info = infoSchema.parse(await parts.look(signal))
    troubles.ends('unseen')
    noteErrors(info, state, parts)
    return noteAddress(info, state, parts)
  } catch (error) {
    if (signal.aborted) return NEVER
    if (codeOf(error) === 401) return giveUp(error, troubles)
    troubles.begins('unseen', reasonOf(error))
    return Math.max(LOOK_EACH, (retryAfterOf(error) ?? 0) * 1000)
  }
}

const afterRefusal = (error: unknown, state: State, troubles: WebhookTroubles): number | null => {
  const code = codeOf(error)
  if (code === 401) return giveUp(error, troubles)
  const asked = retryAfterOf(error)
  // A desk that starts again within a second is asked to wait for one: that is no trouble.
  if (asked !== null) return asked * 1000
  troubles.begins('unset', reasonOf(error))
  return code === 400 || code === 404 ? LOOK_EACH : growing(state.failures)
}

const giveUp = (error: unknown, troubles: WebhookTroubles): null => {
  troubles.begins('refused', reasonOf(error))
  return NEVER
}

// Telegram never takes an error back: it is over where nothing waits, or something has arrived and no other error came.
const noteErrors = (info: Info, state: State, { troubles, hasTaken }: Parts): void => {
  const lastError = info.last_error_date ?? 0
  const isNew = state.lastError !== null && lastError > state.lastError
  state.lastError = lastError
  const isArriving = hasTaken() || info.pending_update_count === 0
  if (isNew) troubles.begins('undelivered', info.last_error_message)
  else if (isArriving) troubles.ends('undelivered')
}

// Set again at once where it was lost, but each minute at most where somebody else insists.
const noteAddress = ({ url }: Info, state: State, { troubles, ...parts }: Parts): number => {
  const { isFresh } = state
  state.isFresh = false
  if (isSame(url, parts.url())) {
    if (!isFresh) troubles.ends('replaced')
    return LOOK_EACH
  }
  troubles.begins('replaced', url === '' ? 'there is none' : `it leads to ${hostOf(url)}`)
  state.isSet = false
  return isFresh ? LOOK_EACH : AT_ONCE
}

// A server may write an address otherwise than it was given.
const isSame = (one: string, other: string): boolean =>
  one === other || (URL.parse(one) !== null && URL.parse(one)?.href === URL.parse(other)?.href)

// A path may hold somebody's secret.
const hostOf = (url: string): string => URL.parse(url)?.host ?? 'another address'

// Never an error's own words where no answer came: they hold the address, and the address holds the token.
const reasonOf = (error: unknown): string => wordsOf(error) || `${codeOf(error) ?? 'no answer'}`
