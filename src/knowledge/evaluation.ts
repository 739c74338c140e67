// How good the matcher is on labelled questions.

import { offerOf } from '../core/offering.ts'
import type { Matcher } from './matcher.ts'

/** A question, and the article that answers it; null where none does. */
export interface Labelled {
  readonly question: string
  readonly article: string | null
}

/** Shares from 0 to 1, times in milliseconds; null where no question tells. */
export interface Evaluation {
  /** Of the questions that have an answer: the right article first, and among the first three. */
  readonly top1: number | null
  readonly top3: number | null
  /** The mean of one by the place of the right article. */
  readonly mrr: number | null
  /** How many of them can be answered in full so that 95 % of what is answered, questions without an answer included, is right. */
  readonly answerRateAt95: number | null
  /** Of the questions that have no answer: how many would be shown anything. */
  readonly outOfScopeSuggested: number | null
  readonly p50: number | null
  readonly p95: number | null
}

const PRECISION = 0.95

interface Answered {
  readonly isInScope: boolean
  /** Counted from 1; null where the right article was not found. */
  readonly place: number | null
  readonly confidence: number
  readonly isOffered: boolean
  readonly ms: number
}

/** Asks all questions; `clock` tells milliseconds. */
export const evaluate = (
  matcher: Pick<Matcher, 'match'>,
  questions: readonly Labelled[],
  { locale, clock }: { readonly locale: string; readonly clock: () => number },
): Evaluation => {
  const answered = questions.map(({ question, article }): Answered => {
    const start = clock()
    const matches = matcher.match(question, locale)
    const ms = clock() - start
    const place = matches.findIndex((match) => match.article === article) + 1
    return {
      isInScope: article !== null,
      place: article === null || place === 0 ? null : place,
      confidence: matches[0]?.confidence ?? 0,
      isOffered: offerOf(matches).kind !== 'nothing',
      ms,
    }
  })
  const inScope = answered.filter(({ isInScope }) => isInScope)
  const outOfScope = answered.filter(({ isInScope }) => !isInScope)
  const times = answered.map(({ ms }) => ms).toSorted((one, other) => one - other)
  return {
    top1: shareOf(inScope, ({ place }) => place === 1),
    top3: shareOf(inScope, ({ place }) => place !== null && place <= 3),
    mrr: mean(inScope.map(({ place }) => (place === null ? 0 : 1 / place))),
    answerRateAt95: answerRate(answered, inScope.length),
    outOfScopeSuggested: shareOf(outOfScope, ({ isOffered }) => isOffered),
    p50: times[Math.floor(times.length * 0.5)] ?? null,
    p95: times[Math.floor(times.length * 0.95)] ?? null,
  }
}

const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length

const shareOf = <Item>(items: readonly Item[], holds: (item: Item) => boolean): number | null =>
  mean(items.map((item) => (holds(item) ? 1 : 0)))

// The most questions, surest first, of which enough are right.
const answerRate = (answered: readonly Answered[], inScope: number): number | null => {
  if (inScope === 0) return null
  let [right, most] = [0, 0]
  const surest = answered.toSorted((one, other) => other.confidence - one.confidence)
  for (const [index, { place }] of surest.entries()) {
    if (place === 1) right += 1
    if (right / (index + 1) >= PRECISION) most = right
  }
  return most / inScope
}
