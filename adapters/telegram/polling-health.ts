// Whether polling works, in words for the operator. The poller itself goes on trying and tells nobody but the log.

import type { ChannelFault } from '../../src/channel.ts'
import { CONFLICT_REMEDY, codeOf } from './errors.ts'

export interface PollingHealth {
  started(): void
  stopped(): void
  /** Passes on what preparing a poll comes to, and notes a failure. */
  preparing<T>(attempt: Promise<T>): Promise<T>
  /** Passes on what a poll comes to, and notes it: one that works makes up for all failures before it. */
  polling<T>(attempt: Promise<T>): Promise<T>
  /** Another process polls from now on: what failed here is its affair. */
  handedOver(): void
  /** Null while all is well; else why not, in short. */
  told(): ChannelFault | null
}

interface Failing {
  /** When the first failure in a row ended, in milliseconds. */
  readonly since: number
  readonly error: unknown
}

/** Milliseconds of failures that pass without a word: a restart of Telegram's, a line that breaks. */
const PATIENCE = 60_000

/** Makes the notes of one poller; `now` is in milliseconds. */
export const createPollingHealth = (now: () => number): PollingHealth => {
  let isStarted = false
  let failing: Failing | null = null
  const failed = (error: unknown): never => {
    failing = { since: failing?.since ?? now(), error }
    throw error
  }
  return {
    started: () => {
      isStarted = true
    },
    stopped: () => {
      isStarted = false
    },
    preparing: (attempt) => attempt.catch(failed),
    polling: async (attempt) => {
      const answer = await attempt.catch(failed)
      failing = null
      return answer
    },
    handedOver: () => {
      failing = null
    },
    told: () => {
      if (!isStarted) return { kind: 'unreachable', words: 'telegram: not started' }
      return failing === null ? null : faultOf(failing, now())
    },
  }
}

const faultOf = ({ since, error }: Failing, now: number): ChannelFault | null => {
  const code = codeOf(error)
  // The poller gives up at this one.
  if (code === 401)
    return { kind: 'token', words: 'telegram: the token is refused: set TELEGRAM_BOT_TOKEN and start again' }
  if (now - since <= PATIENCE) return null
  return { kind: kindOf(code), words: `telegram: polling has failed for more than a minute: ${reasonOf(code)}` }
}

const kindOf = (code: number | null): ChannelFault['kind'] => {
  if (code === 404) return 'token'
  return code === 409 ? 'shared' : 'unreachable'
}

// Never an error's own words: a failed request's hold the address, and the address holds the token.
const reasonOf = (code: number | null): string => {
  switch (code) {
    case null:
      return 'no answer'
    case 404:
      return 'the token is refused'
    case 409:
      return `something else polls with this token: ${CONFLICT_REMEDY}`
    default:
      return `Telegram answers ${code}`
  }
}
