// For each feature the entries that hold it: how near an entry is to a question (cosine to its mean), and BM25.

import type { Vector } from './vocabulary.ts'

/** A text of an entry as a vector, and how much it counts. */
export interface EntryText {
  readonly entry: number
  readonly vector: Vector
  readonly weight: number
}

export interface Postings {
  /** For each entry: the cosine to the mean of its texts, and its BM25 score. */
  readonly scoresOf: (vector: Vector) => { readonly near: Float64Array; readonly bm25: Float64Array }
}

const K1 = 1.2
const B = 0.75
const TEXTS_A_STEP = 50

/** Builds the postings of texts that stand in the order of their entries. Each step is a moment's work. */
export function* buildPostings(texts: readonly EntryText[], entries: number, size: number): Generator<void, Postings> {
  const [features, owners, means, counts]: [number[], number[], number[], number[]] = [[], [], [], []]
  const lengths = new Float64Array(entries)
  const holders = new Int32Array(size)
  for (let at = 0, steps = 0; at < texts.length; ) {
    const entry = texts[at]?.entry ?? 0
    const sums = new Map<number, { value: number; count: number }>()
    for (; texts[at]?.entry === entry; at += 1) {
      const text = texts[at]
      if (text === undefined) break
      addText(sums, text)
      lengths[entry] = (lengths[entry] ?? 0) + text.vector.ids.length
      steps += 1
    }
    const norm = Math.hypot(...[...sums.values()].map(({ value }) => value)) || 1
    for (const [feature, { value, count }] of sums) {
      features.push(feature)
      owners.push(entry)
      means.push(value / norm)
      counts.push(count)
      holders[feature] = (holders[feature] ?? 0) + 1
    }
    if (steps >= TEXTS_A_STEP) {
      steps = 0
      yield
    }
  }
  return yield* byFeature({ features, owners, means, counts }, lengths, holders)
}

const addText = (sums: Map<number, { value: number; count: number }>, { vector, weight }: EntryText): void => {
  for (const [index, id] of vector.ids.entries()) {
    const sum = sums.get(id) ?? { value: 0, count: 0 }
    sum.value += (vector.values[index] ?? 0) * weight
    sum.count += 1
    sums.set(id, sum)
  }
}

interface Held {
  readonly features: readonly number[]
  readonly owners: readonly number[]
  readonly means: readonly number[]
  readonly counts: readonly number[]
}

const ROWS_A_STEP = 20_000

function* byFeature(held: Held, lengths: Float64Array, holders: Int32Array): Generator<void, Postings> {
  const entries = lengths.length
  const average = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, entries)
  const starts = new Int32Array(holders.length + 1)
  for (let at = 0; at < holders.length; at += 1) starts[at + 1] = (starts[at] ?? 0) + (holders[at] ?? 0)
  yield
  const next = starts.slice()
  const owners = new Int32Array(held.owners.length)
  const means = new Float32Array(owners.length)
  const bm25 = new Float32Array(owners.length)
  for (let row = 0; row < owners.length; row += 1) {
    const feature = held.features[row] ?? 0
    const at = next[feature] ?? 0
    next[feature] = at + 1
    const owner = held.owners[row] ?? 0
    const count = held.counts[row] ?? 0
    const holding = holders[feature] ?? 0
    const rarity = Math.log(1 + (entries - holding + 0.5) / (holding + 0.5))
    owners[at] = owner
    means[at] = held.means[row] ?? 0
    bm25[at] = (rarity * count * (K1 + 1)) / (count + K1 * (1 - B + (B * (lengths[owner] ?? 0)) / average))
    if (row % ROWS_A_STEP === ROWS_A_STEP - 1) yield
  }
  return { scoresOf: (vector) => scoresOf(vector, { starts, owners, means, bm25, entries }) }
}

interface Rows {
  readonly starts: Int32Array
  readonly owners: Int32Array
  readonly means: Float32Array
  readonly bm25: Float32Array
  readonly entries: number
}

// Plain loops over plain arrays: this is where the time of a match goes.
const scoresOf = ({ ids, values }: Vector, { starts, owners, means, bm25, entries }: Rows) => {
  const near = new Float64Array(entries)
  const score = new Float64Array(entries)
  for (let index = 0; index < ids.length; index += 1) {
    const id = ids[index] ?? 0
    const value = values[index] ?? 0
    const end = starts[id + 1] ?? 0
    for (let row = starts[id] ?? 0; row < end; row += 1) {
      const owner = owners[row] ?? 0
      near[owner] = (near[owner] ?? 0) + value * (means[row] ?? 0)
      score[owner] = (score[owner] ?? 0) + (bm25[row] ?? 0)
    }
  }
  return { near, bm25: score }
}
