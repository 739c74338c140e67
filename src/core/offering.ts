// What is offered for a question, by how sure the matches are.

/** How sure the first must be to be shown in full: the probability that it is the right one. */
export const SURE = 0.9
/** How sure it must be that the right one is among the titles. */
export const PERHAPS = 0.6
export const MOST_TITLES = 3
/** A title that adds less is only something more to read. */
const LEAST_ADDED = 0.05
/** After an answer that did not help: how likely the next must be, the others being wrong. Whoever said so is ready for another guess. */
const NEXT = 0.2

interface Estimated {
  /** The probability that this very one is right, from 0 to 1. */
  readonly confidence: number
}

interface OfArticle {
  readonly article: string
}

export type Offer<Match> =
  | { readonly kind: 'answer'; readonly match: Match }
  | { readonly kind: 'titles'; readonly matches: readonly Match[] }
  | { readonly kind: 'nothing' }

/** What to offer out of matches, the best first: the answer in full, some titles, or nothing. (What was measured at these limits: `npm run bench`.) */
export const offerOf = <Match extends Estimated>(matches: readonly Match[]): Offer<Match> => {
  const [best] = matches
  if (best === undefined) return { kind: 'nothing' }
  if (best.confidence >= SURE) return { kind: 'answer', match: best }
  const first = matches.slice(0, MOST_TITLES)
  if (total(first) < PERHAPS) return { kind: 'nothing' }
  return { kind: 'titles', matches: first.filter(({ confidence }) => confidence >= LEAST_ADDED) }
}

/** The articles that matches offer, in full or by title, the best first. */
export const offeredOf = (matches: readonly (Estimated & OfArticle)[]): readonly string[] => {
  const offer = offerOf(matches)
  switch (offer.kind) {
    case 'answer':
      return [offer.match.article]
    case 'titles':
      return offer.matches.map(({ article }) => article)
    case 'nothing':
      return []
  }
}

/** The best of the matches that were not offered, where it is likely enough now that those were wrong; else null. */
export const nextOf = <Match extends Estimated & OfArticle>(
  matches: readonly Match[],
  offered: readonly string[],
): Match | null => {
  const isOffered = ({ article }: Match): boolean => offered.includes(article)
  const next = matches.find((match) => !isOffered(match))
  const left = 1 - total(matches.filter(isOffered))
  return next !== undefined && next.confidence >= NEXT * left ? next : null
}

const total = (matches: readonly Estimated[]): number => matches.reduce((sum, { confidence }) => sum + confidence, 0)
