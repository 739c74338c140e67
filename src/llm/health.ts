// Whether something is wrong with the language model that whoever runs the desk has to mend: told by how its requests end.

import type { Observation } from './guard.ts'

export interface ModelHealth {
  readonly observed: (observation: Pick<Observation, 'outcome'>) => void
  /** What is wrong, in words for the operator; null where nothing is, or nobody has asked for a while. */
  readonly fault: () => string | null
}

/** So many failures, over so long, are no passing trouble; milliseconds. */
const FEWEST = 5
const LASTS = 5 * 60_000
/** Whoever asks no more knows nothing of how it is now. */
const ASKED_LATELY = 10 * 60_000

interface Failing {
  readonly since: number
  readonly count: number
  readonly last: number
  readonly outcome: 'away' | 'spent' | 'misconfigured'
}

/** Keeps how the last requests ended; `now` in milliseconds. */
export const createModelHealth = (now: () => number): ModelHealth => {
  let failing: Failing | null = null
  return {
    observed: ({ outcome }) => {
      if (outcome === 'answered') failing = null
      if (outcome !== 'away' && outcome !== 'spent' && outcome !== 'misconfigured') return
      const before = failing ?? { since: now(), count: 0 }
      failing = { ...before, count: before.count + 1, last: now(), outcome }
    },
    fault: () => (failing === null ? null : faultOf(failing, now())),
  }
}

const faultOf = ({ since, count, last, outcome }: Failing, now: number): string | null => {
  switch (outcome) {
    case 'misconfigured':
      return 'language model: its key, address or name is refused; see OPENAI_BASE_URL, OPENAI_API_KEY, OPENAI_MODEL and OPENAI_EMBEDDING_MODEL'
    case 'spent':
      return 'language model: the tokens of the day (OPENAI_DAILY_TOKENS) are used up'
    case 'away': {
      const isLasting = count >= FEWEST && last - since >= LASTS && now - last <= ASKED_LATELY
      return isLasting ? `language model: not reached in time, ${count} times in a row` : null
    }
  }
}
