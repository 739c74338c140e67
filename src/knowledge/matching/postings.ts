// For each feature the entries that hold it: how near an entry is to a question (cosine to its mean), and BM25.

import { paced } from './pace.ts'
import type { EntryText } from './reading.ts'
import type { Vector } from './vocabulary.ts'

export interface Postings {
  /** For each entry: the cosine to the mean of its texts, and its BM25 score. */
  readonly scoresOf: (vector: Vector) => { readonly near: Float64Array; readonly bm25: Float64Array }
}

const K1 = 1.2
const B = 0.75
const FEATURES_A_STEP = 20_000
const ROWS_A_STEP = 100_000

/** Builds the postings of texts that stand in the order of their entries; `size` is how many features there are. Each step is a moment's work. */
export function* buildPostings(texts: readonly EntryText[], entries: number, size: number): Generator<void, Postings> {
  const { starts, lengths } = yield* countHolders(texts, entries, size)
  const rows = starts[size] ?? 0
  const next = starts.slice()
  yield
  const [owners, means, bm25] = [new Int32Array(rows), new Float32Array(rows), new Float32Array(rows)]
  // Memory is slow when it is first written to, and the first entries write all over it.
  for (let at = 0; at < rows; at += ROWS_A_STEP) {
    for (const column of [owners, means, bm25]) column.fill(0, at, at + ROWS_A_STEP)
    yield
  }
  const average = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, entries)
  const rarity = (feature: number): number => {
    const holding = (starts[feature + 1] ?? 0) - (starts[feature] ?? 0)
    return Math.log(1 + (entries - holding + 0.5) / (holding + 0.5))
  }
  const isFull = paced(FEATURES_A_STEP)
  for (let at = 0; at < texts.length; ) {
    const entry = texts[at]?.entry ?? 0
    // Where the features of this entry have their rows; how often its texts hold them is counted in `bm25` at first.
    const own = new Map<number, number>()
    for (let text = texts[at]; text?.entry === entry; at += 1, text = texts[at]) {
      addText(text, own, next, { owners, means, bm25 })
      if (isFull(text.vector.ids.length)) yield
    }
    const norm = Math.sqrt(own.values().reduce((sum, row) => sum + (means[row] ?? 0) ** 2, 0)) || 1
    for (const [feature, row] of own) {
      const count = bm25[row] ?? 0
      means[row] = (means[row] ?? 0) / norm
      bm25[row] = (rarity(feature) * count * (K1 + 1)) / (count + K1 * (1 - B + (B * (lengths[entry] ?? 0)) / average))
    }
  }
  return { scoresOf: (vector) => scoresOf(vector, { starts, owners, means, bm25, entries }) }
}

// How many entries hold each feature tells where its rows begin, so that nothing has to grow.
function* countHolders(texts: readonly EntryText[], entries: number, size: number) {
  const starts = new Int32Array(size + 1)
  const lengths = new Float64Array(entries)
  const seenBy = new Int32Array(size).fill(-1)
  const isFull = paced(FEATURES_A_STEP)
  for (const { entry, vector } of texts) {
    lengths[entry] = (lengths[entry] ?? 0) + vector.ids.length
    for (const id of vector.ids) {
      if (seenBy[id] === entry) continue
      seenBy[id] = entry
      starts[id + 1] = (starts[id + 1] ?? 0) + 1
    }
    if (isFull(vector.ids.length)) yield
  }
  for (let at = 0; at < size; at += ROWS_A_STEP) {
    addUp(starts, at, Math.min(size, at + ROWS_A_STEP))
    yield
  }
  return { starts, lengths }
}

// Apart, since a loop in a generator stays as slow as at its first round.
const addUp = (counts: Int32Array, from: number, to: number): void => {
  for (let at = from; at < to; at += 1) counts[at + 1] = (counts[at + 1] ?? 0) + (counts[at] ?? 0)
}

type Columns = Pick<Rows, 'owners' | 'means' | 'bm25'>

const addText = (
  { entry, vector, weight }: EntryText,
  own: Map<number, number>,
  next: Int32Array,
  { owners, means, bm25 }: Columns,
): void => {
  for (let index = 0; index < vector.ids.length; index += 1) {
    const id = vector.ids[index] ?? 0
    let row = own.get(id)
    if (row === undefined) {
      row = next[id] ?? 0
      next[id] = row + 1
      owners[row] = entry
      own.set(id, row)
    }
    means[row] = (means[row] ?? 0) + (vector.values[index] ?? 0) * weight
    bm25[row] = (bm25[row] ?? 0) + 1
  }
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
