// Learns from the articles' own texts which features tell them apart: softmax regression.

import { paced } from './pace.ts'
import type { EntryText } from './reading.ts'
import type { Vector } from './vocabulary.ts'

/** The logit of each entry for a question. */
export type Softmax = (vector: Vector) => Float64Array

const START = 15
const RATE = 4
const EPOCHS = 6
/** Texts looked at in all, however many there are: more phrasings need fewer rounds. */
const MOST_LOOKS = 24_000
const LEAST_STEP = 1e-3
/** Weights looked at in a step. */
const CELLS_A_STEP = 1_000_000
const FEATURES_A_STEP = 20_000

/** Trains on these texts, from their entries' means on, by the descent of the gradient text by text, the rate falling to nothing. */
export function* trainSoftmax(texts: readonly EntryText[], entries: number, size: number): Generator<void, Softmax> {
  const weights = yield* startWeights(texts, entries, size)
  const logits: Softmax = (vector) => logitsOf(vector, weights, entries)
  const epochs = Math.max(1, Math.min(EPOCHS, Math.floor(MOST_LOOKS / Math.max(1, texts.length))))
  const looks = epochs * texts.length
  const chance = seeded()
  const isFull = paced(CELLS_A_STEP)
  let look = 0
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    for (const text of shuffled(texts, chance)) {
      learn(text, probabilities(logits(text.vector)), weights, RATE * (1 - look / looks))
      look += 1
      if (isFull(text.vector.ids.length * entries)) yield
    }
  }
  return logits
}

/** What logits mean as probabilities that add up to one. */
export const probabilities = (logits: Float64Array): Float64Array => {
  let most = Number.NEGATIVE_INFINITY
  for (const logit of logits) most = Math.max(most, logit)
  let sum = 0
  const all = logits.map((logit) => {
    const value = Math.exp(logit - most)
    sum += value
    return value
  })
  return all.map((value) => value / sum)
}

function* startWeights(texts: readonly EntryText[], entries: number, size: number): Generator<void, Float32Array> {
  const weights = new Float32Array(size * entries)
  const totals = new Float64Array(entries)
  for (const { entry, weight } of texts) totals[entry] = (totals[entry] ?? 0) + weight
  const isFull = paced(FEATURES_A_STEP)
  for (const { entry, vector, weight } of texts) {
    pull(weights, entries, entry, vector, (START * weight) / (totals[entry] ?? 1))
    if (isFull(vector.ids.length)) yield
  }
  return weights
}

const logitsOf = ({ ids, values }: Vector, weights: Float32Array, entries: number): Float64Array => {
  const logits = new Float64Array(entries)
  for (let at = 0; at < ids.length; at += 1) {
    const row = (ids[at] ?? 0) * entries
    const value = values[at] ?? 0
    for (let entry = 0; entry < entries; entry += 1) {
      logits[entry] = (logits[entry] ?? 0) + (weights[row + entry] ?? 0) * value
    }
  }
  return logits
}

const learn = (
  { entry, vector, weight }: EntryText,
  chances: Float64Array,
  weights: Float32Array,
  rate: number,
): void => {
  for (const [other, chance] of chances.entries()) {
    const step = rate * ((other === entry ? 1 : 0) - chance)
    if (Math.abs(step) < LEAST_STEP) continue
    pull(weights, chances.length, other, vector, step * weight)
  }
}

/** Moves an entry's weights towards a text, or away from it. */
const pull = (weights: Float32Array, entries: number, entry: number, { ids, values }: Vector, by: number): void => {
  for (let at = 0; at < ids.length; at += 1) {
    const cell = (ids[at] ?? 0) * entries + entry
    weights[cell] = (weights[cell] ?? 0) + by * (values[at] ?? 0)
  }
}

// The same numbers each time, so that the same articles always make the same matcher: a linear congruence (Numerical Recipes).
const seeded = (): (() => number) => {
  let state = 12_345
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

const shuffled = <Item>(items: readonly Item[], chance: () => number): Item[] => {
  const mixed = [...items]
  for (let last = mixed.length - 1; last > 0; last -= 1) {
    const other = Math.floor(chance() * (last + 1))
    const [one, two] = [mixed[last], mixed[other]]
    if (one !== undefined && two !== undefined) [mixed[last], mixed[other]] = [two, one]
  }
  return mixed
}
