// The best entries of a ranking, each with the probability that it is the right one.

import type { LikelyEntry } from './asking.ts'
import { type Confidence, confidenceOf, isTelling, surerByWords } from './confidence.ts'
import type { Language } from './languages.ts'
import type { Nearness } from './meaning.ts'
import type { Rank, Ranking } from './ranking.ts'

/** How many entries are told of. */
const MOST = 10
const FIRST_THREE = 3

export interface Asking {
  readonly text: string
  readonly language: Language
  /** How near the entries come to what it means; null where that is not known. */
  readonly meant: Nearness | null
  /** Prefers some entries of those that fit alike; for each, in deviations of the score. */
  readonly bonus: Float64Array
}

/** The entries that fit a text, best first; none where it has nothing in common with any. */
export const likelyEntries = (ranking: Ranking, { text, language, meant, bonus }: Asking): readonly LikelyEntry[] => {
  const ranked = ranking.rank(text, language, meant)
  if (!isTelling(ranked)) return []
  const scores = preferring(ranked.scores, bonus)
  const order = highest(scores)
  const { first, three } = confidenceIn(ranked, order, { ranking, bonus })
  const weights = order.map((entry) => Math.exp(scores[entry] ?? 0))
  const shares = (from: number, to: number, probability: number): number[] => {
    const some = weights.slice(from, to)
    const sum = some.reduce((total, weight) => total + weight, 0)
    return some.map((weight) => (probability * weight) / sum)
  }
  // The second and third share what the first three have beside the first; no later one is likelier than one before it.
  let most = 1
  return [first, ...shares(1, FIRST_THREE, three - first), ...shares(FIRST_THREE, MOST, 1 - three)].flatMap(
    (confidence, index) => {
      const entry = order[index]
      if (entry === undefined) return []
      most = Math.min(most, confidence)
      return [{ entry, score: scores[entry] ?? 0, confidence: most }]
    },
  )
}

const confidenceIn = (
  ranked: Rank,
  order: readonly number[],
  { ranking, bonus }: { readonly ranking: Ranking; readonly bonus: Float64Array },
): Confidence => {
  const confidence = confidenceOf(ranked, order, ranking)
  if (ranked.meant === null) return confidence
  const alone = highest(preferring(ranked.byWords, bonus))
  if (alone[0] !== order[0]) return confidence
  return surerByWords(confidence, confidenceOf({ ...ranked, scores: ranked.byWords, meant: null }, alone, ranking))
}

const preferring = (scores: Float64Array, bonus: Float64Array): Float64Array =>
  scores.map((score, entry) => score + (bonus[entry] ?? 0))

// Of thousands only a few are wanted: sorting all would take longer than all else.
const highest = (scores: Float64Array): readonly number[] => {
  const order: number[] = []
  for (const [entry, score] of scores.entries()) {
    if (order.length === MOST && score <= (scores[order[MOST - 1] ?? 0] ?? 0)) continue
    let at = order.length
    while (at > 0 && score > (scores[order[at - 1] ?? 0] ?? 0)) at -= 1
    order.splice(at, 0, entry)
    if (order.length > MOST) order.pop()
  }
  return order
}
