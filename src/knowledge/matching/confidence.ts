// How sure a ranking may be of its first: a calibrated probability, whatever the size of the base.

import type { Rank } from './ranking.ts'

/** Of the first alone, and of the first three together. */
export interface Confidence {
  readonly first: number
  readonly three: number
}

/** What a ranking tells of how right it is. */
interface Signs {
  readonly near: number
  readonly nearLead: number
  readonly known: number
  readonly chance: number
  readonly scoreLead: number
  readonly signalLead: number
  readonly bm25: number
  /** The first's BM25 beside the best one. */
  readonly bm25Share: number
  readonly entries: number
  readonly textsEach: number
  readonly features: number
}

// Logistic regressions on questions to random parts of banking77-dev and clinc150-dev: 1 to 150 entries of 1 to 10 phrasings (told apart)
// and 205 of both (many), beside as many that no entry answers, near and far. Their files' own questions served, so on other
// questions they are a little less sure of themselves than they may be.
const toldApart = {
  signs: ({ near, nearLead, known, chance, scoreLead, signalLead, bm25, entries, textsEach, features }: Signs) => [
    1,
    near,
    known,
    known ** 2,
    chance,
    scoreLead,
    signalLead,
    bm25,
    entries,
    textsEach,
    textsEach * near,
    entries * near,
    features,
    nearLead,
    entries * bm25,
  ],
  first: [-4.675, 6.6, 6.42, -2.313, 2.475, 0.383, 4.107, 1.853, 1.622, -3.224, 5.144, -8.733, -0.599, -2.784, -1.091],
  three: [-3.387, 9.05, 5.27, -1.275, 1.756, 0.147, 2.933, 2.497, 1.019, -3.618, 4.862, -7.176, -1.56, -4.461, -1.619],
}

const many = {
  signs: ({ near, nearLead, known, chance, scoreLead, bm25Share, textsEach, features }: Signs) => [
    1,
    near,
    known,
    known ** 2,
    chance,
    scoreLead,
    bm25Share,
    textsEach,
    textsEach * near,
    features,
    nearLead,
  ],
  first: [-9.825, 4.549, 2.139, 0.779, 0.985, 0.926, 1.259, -0.818, 2.463, 3.815, -5.002],
  three: [-8.698, 6.528, 2.409, 0.684, 0.853, 0.658, -0.088, -1.124, 2.486, 4.21, -5.921],
}

const SAME = 1e-3

/** The confidence in a ranking whose entries stand best first; `texts` is on how many it was built. */
export const confidenceOf = (
  rank: Rank,
  order: readonly number[],
  { isToldApart, texts }: { readonly isToldApart: boolean; readonly texts: number },
): Confidence => {
  const [best] = order
  if (best === undefined || rank.vector.ids.length === 0) return { first: 0, three: 0 }
  const { signs, first, three } = isToldApart ? toldApart : many
  const row = signs(signsOf(rank, best, order[1] ?? null, texts))
  const among = logistic(row, three)
  const sure = Math.min(logistic(row, first), among, tellable(rank, best, order[1] ?? null))
  return { first: sure, three: among }
}

// Of two that hold the same of it either may be right: what tells them apart was learned by chance.
const tellable = ({ near, bm25 }: Rank, best: number, second: number | null): number => {
  const isSame = (values: Float64Array): boolean => Math.abs((values[best] ?? 0) - (values[second ?? -1] ?? 0)) < SAME
  return second !== null && isSame(near) && isSame(bm25) ? 0.5 : 1
}

const signsOf = (
  { scores, near, bm25, signal, chances, vector }: Rank,
  best: number,
  second: number | null,
  texts: number,
): Signs => {
  const at = (values: Float64Array, entry: number | null): number => (entry === null ? 0 : (values[entry] ?? 0))
  const lead = (values: Float64Array): number => at(values, best) - at(values, second)
  const mostBm25 = bm25.reduce((most, value) => Math.max(most, value), 0)
  return {
    near: at(near, best),
    nearLead: lead(near),
    known: vector.known,
    chance: Math.log(at(chances, best) + 1e-6) / 3,
    scoreLead: lead(scores) / 3,
    signalLead: lead(signal) / 10,
    bm25: at(bm25, best) / 100,
    bm25Share: mostBm25 > 0 ? at(bm25, best) / mostBm25 : 0,
    entries: Math.log(scores.length) / 5,
    textsEach: Math.log(texts / scores.length) / 3,
    features: Math.log(1 + vector.ids.length) / 5,
  }
}

const logistic = (signs: readonly number[], weights: readonly number[]): number => {
  const sum = signs.reduce((total, sign, index) => total + sign * (weights[index] ?? 0), 0)
  return 1 / (1 + Math.exp(-sum))
}
