// How much of what fits a question a customer is shown.

import type { Match } from './types.ts'

export type Offering =
  | { readonly kind: 'answer'; readonly match: Match }
  | { readonly kind: 'titles'; readonly matches: readonly Match[] }
  | { readonly kind: 'nothing' }

/** How likely the first must be right to be shown in full. */
const SURE = 0.9
/** How likely one of the first three must be right for their titles to be offered. */
const PERHAPS = 0.6
const MOST_TITLES = 3
/** A title less likely than this only distracts. */
const LEAST_TITLE = 0.05

/**
 * Decides by the matches of a question, best first, whose confidences are the probabilities that each is the right one: an answer in
 * full, up to three titles, or nothing. (What was measured on which thresholds: `npm run bench`.)
 */
export const offerOf = (matches: readonly Match[]): Offering => {
  const [first] = matches
  if (first === undefined) return { kind: 'nothing' }
  if (first.confidence >= SURE) return { kind: 'answer', match: first }
  const titles = matches.slice(0, MOST_TITLES)
  if (titles.reduce((sum, { confidence }) => sum + confidence, 0) < PERHAPS) return { kind: 'nothing' }
  return { kind: 'titles', matches: titles.filter(({ confidence }) => confidence >= LEAST_TITLE) }
}
