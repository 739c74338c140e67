// Whether something is wrong with the language model that whoever runs the desk has to mend: told by how its requests end.

import type { Observation } from './guard.ts'

export interface ModelHealth {
  readonly observed: (observation: Pick<Observation, 'about' | 'outcome'>) => void
  /** What is wrong with its answers or its vectors, in words for the operator; null where nothing is, or it was too long ago. */
  readonly fault: () => string | null
}

interface Options {
  /** In milliseconds. */
  readonly now: () => number
  /** The desk's, by its IANA name: when its day, and with it that day's tokens, is over. */
  readonly timeZone: string
}

/** So many failures, over so long, are no passing trouble; milliseconds. */
const FEWEST = 5
const LASTS = 5 * 60_000
/** Whoever asks no more knows nothing of how it is now; what is set up wrong mostly stays so longer. */
const ASKED_LATELY = 10 * 60_000
const REFUSED_LATELY = 86_400_000

interface Failing {
  readonly since: number
  readonly count: number
  readonly last: number
}

/** How one part, answers or vectors, has failed since it last answered. */
type Part = Partial<Record<'misconfigured' | 'spent' | 'away', Failing>>

/** Keeps how the requests ended since the last that was answered, of answers and of vectors apart: the one says nothing of the other. */
export const createModelHealth = ({ now, timeZone }: Options): ModelHealth => {
  const parts: { answers: Part; embeddings: Part } = { answers: {}, embeddings: {} }
  // Swedes write dates as ISO does.
  const days = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' })
  const isToday = (moment: number): boolean => days.format(moment) === days.format(now())
  return {
    observed: ({ about, outcome }) => {
      const part = about === 'embedding' ? 'embeddings' : 'answers'
      if (outcome === 'answered') parts[part] = {}
      if (outcome !== 'away' && outcome !== 'spent' && outcome !== 'misconfigured') return
      const before = parts[part][outcome] ?? { since: now(), count: 0 }
      parts[part] = { ...parts[part], [outcome]: { ...before, count: before.count + 1, last: now() } }
    },
    fault: () => {
      const faults = [faultOf(parts.answers, now(), isToday), faultOf(parts.embeddings, now(), isToday)]
      const [worst] = faults.filter((fault) => fault !== null).toSorted((one, other) => one.rank - other.rank)
      return worst?.words ?? null
    },
  }
}

interface Fault {
  /** The least is the worst. */
  readonly rank: number
  readonly words: string
}

// A server that is left alone because its key is refused is away as well: the worst is told.
const faultOf = ({ misconfigured, spent, away }: Part, now: number, isToday: (at: number) => boolean): Fault | null => {
  if (misconfigured !== undefined && now - misconfigured.last <= REFUSED_LATELY)
    return {
      rank: 0,
      words:
        'language model: its key, address or name is refused; see OPENAI_BASE_URL, OPENAI_API_KEY, OPENAI_MODEL and OPENAI_EMBEDDING_MODEL',
    }
  if (spent !== undefined && isToday(spent.last))
    return { rank: 1, words: 'language model: the tokens of the day (OPENAI_DAILY_TOKENS) are used up' }
  if (away === undefined) return null
  const { count, since, last } = away
  const isLasting = count >= FEWEST && last - since >= LASTS && now - last <= ASKED_LATELY
  return isLasting ? { rank: 2, words: `language model: not reached in time, ${count} times in a row` } : null
}
