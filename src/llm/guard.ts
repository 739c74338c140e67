// What every request passes: a place in the queue, the breaker, the day's tokens, and what is told of it.

import pLimit from 'p-limit'
import type { Purpose } from '../core/consultations.ts'
import type { Breaker, Ended } from './breaker.ts'
import type { Budget, Settle } from './budget.ts'
import { givenUp } from './connection.ts'
import { ModelError, type ModelErrorKind, type Tokens } from './model.ts'
import { Passing } from './passing.ts'

/** What a request was about: a purpose, or the vectors of texts. */
export type About = Purpose | 'embedding'

/** How a request ended: tried again or not, it is one. `ms` is from when it was asked, with what it waited. */
export interface Observation {
  readonly about: About
  readonly outcome: 'answered' | ModelErrorKind
  readonly ms: number
  readonly tokens: Tokens
}

/** What was used so far, added up as it happens. */
export interface Tally {
  sent: number
  received: number
}

/** What the tries of one request use. */
export interface Spending {
  /** What all of them used. */
  readonly total: Readonly<Tally>
  /** Does one try, with the most that it may use taken of the day's tokens before; it writes down what it uses. Throws `ModelError` where they aren't left. */
  readonly spend: <Said>(most: number, attempt: (used: Tally) => Promise<Said>) => Promise<Said>
}

export interface Wanted {
  readonly about: About
  readonly breaker: Breaker
}

export type Guard = <Answer>(
  wanted: Wanted,
  work: (signal: AbortSignal, spending: Spending) => Promise<Answer>,
  signal: AbortSignal,
) => Promise<Answer>

interface Parts {
  readonly budget: Budget
  /** Requests under way at once. */
  readonly atOnce: number
  readonly observed: (observation: Observation) => void
  /** Aborted when all ends. */
  readonly closing: AbortSignal
}

/** Makes it; what it throws is a `ModelError`. */
export const createGuard = ({ budget, atOnce, observed, closing }: Parts): Guard => {
  const limit = pLimit(atOnce)
  return (wanted, work, given) => {
    const started = performance.now()
    const spending = spendingOf(budget)
    const signal = AbortSignal.any([given, closing])
    const tell = (outcome: Observation['outcome']): void =>
      observed({ about: wanted.about, outcome, ms: performance.now() - started, tokens: { ...spending.total } })
    return leaving(signal, () =>
      limit(async () => {
        try {
          if (signal.aborted) throw givenUp(signal)
          const answer = await passed(wanted, spending, () => work(signal, spending))
          tell('answered')
          return answer
        } catch (error) {
          tell(error instanceof ModelError ? error.kind : 'away')
          throw error
        }
      }),
    )
  }
}

// Who lets go is let go at once: not only when it is their turn, and not only when the database has answered.
const leaving = <Answer>(signal: AbortSignal, work: () => Promise<Answer>): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const leave = (): void => reject(givenUp(signal))
    if (signal.aborted) leave()
    else signal.addEventListener('abort', leave, { once: true })
    work()
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', leave))
  })

interface Watched extends Spending {
  /** Whether tokens were taken for any try: before that, nothing was asked. */
  readonly hasBegun: () => boolean
}

const spendingOf = (budget: Budget): Watched => {
  const total: Tally = { sent: 0, received: 0 }
  let hasBegun = false
  return {
    total,
    hasBegun: () => hasBegun,
    spend: async (most, attempt) => {
      const settle = await reserved(budget, most)
      hasBegun = true
      const used: Tally = { sent: 0, received: 0 }
      try {
        return await attempt(used)
      } finally {
        total.sent += used.sent
        total.received += used.received
        // Nobody waits for it. What can't be put right stays as it was reserved: more than was used, so nobody spends too much by it.
        settle(used.sent + used.received).catch(() => undefined)
      }
    },
  }
}

const passed = async <Answer>(
  { breaker }: Wanted,
  { hasBegun }: Watched,
  work: () => Promise<Answer>,
): Promise<Answer> => {
  const leave = breaker.enter()
  if (leave === null)
    throw new ModelError(
      'away',
      'the model failed again and again, and is left alone for a while; `frontdesk doctor` tells why.',
    )
  let ended: Ended = 'dropped'
  try {
    const answer = await work()
    ended = 'well'
    return answer
  } catch (error) {
    ended = hasBegun() ? endOf(error) : 'dropped'
    throw error
  } finally {
    leave(ended)
  }
}

const reserved = async (budget: Budget, tokens: number): Promise<Settle> => {
  const settle = await budget.reserve(tokens).catch((cause: unknown) => {
    throw new ModelError('away', "the day's tokens can't be counted, since the database is away; see /readyz.", {
      cause,
    })
  })
  if (settle !== null) return settle
  throw new ModelError('spent', "the day's tokens are used up; wait for the next day, or raise OPENAI_DAILY_TOKENS.")
}

// A refusal, and an empty budget, say nothing against the server.
const endOf = (error: unknown): Ended => {
  if (!(error instanceof ModelError) || error.kind === 'dropped' || error.kind === 'spent') return 'dropped'
  if (error.kind === 'refused') return 'well'
  return {
    failed: error.kind === 'misconfigured' ? 'forGood' : 'passing',
    pause: error instanceof Passing ? error.pause : 0,
  }
}
