// Where a text stands among entries when it is left out of its own: what all else says of it.

import { buildPostings } from './postings.ts'
import type { EntryText } from './reading.ts'
import type { Vector } from './vocabulary.ts'

export interface Company {
  /** The cosine of a text to the mean of its own entry's other texts, without those in `aside`; quickly told. */
  readonly nearnessToOwn: (text: EntryText, aside?: ReadonlySet<EntryText>) => number
  /** The cosine of a text to the nearest of the other entries, and how many of them are nearer than `own`. */
  readonly others: (text: EntryText, own: number) => { readonly best: number; readonly ahead: number }
  /** How many texts an entry has. */
  readonly sizeOf: (entry: number) => number
  /** The cosine of texts to the mean of an entry as it would be with one text more; good until anything else is asked. */
  readonly nearnessWith: (more: EntryText) => (vector: Vector) => number
  /** From now on its entry has this text as well, but for `others`. */
  readonly add: (text: EntryText) => void
}

/** Makes the company of texts that stand in the order of their entries; `size` is that of their vocabulary. Each step is a moment's work. */
export function* buildCompany(texts: readonly EntryText[], entries: number, size: number): Generator<void, Company> {
  const postings = yield* buildPostings(texts, entries, size)
  const members: EntryText[][] = Array.from({ length: entries }, () => [])
  for (const text of texts) members[text.entry]?.push(text)
  // One for all: thousands of them would keep the collector of garbage busy.
  const sums = new Float64Array(size)
  let summed: readonly EntryText[] = []
  const nearnessTo = (some: readonly EntryText[]): ((vector: Vector) => number) => {
    for (const { vector } of summed) for (const id of vector.ids) sums[id] = 0
    summed = some
    let squares = 0
    for (const { vector, weight } of some) {
      for (let at = 0; at < vector.ids.length; at += 1) {
        const id = vector.ids[at] ?? 0
        const value = weight * (vector.values[at] ?? 0)
        const sum = sums[id] ?? 0
        squares += value * (2 * sum + value)
        sums[id] = sum + value
      }
    }
    const length = Math.sqrt(squares) || 1
    return ({ ids, values }) => {
      let product = 0
      for (let at = 0; at < ids.length; at += 1) product += (values[at] ?? 0) * (sums[ids[at] ?? 0] ?? 0)
      return product / length
    }
  }
  return {
    nearnessToOwn: (text, aside) => {
      const rest = (members[text.entry] ?? []).filter((one) => one !== text && aside?.has(one) !== true)
      return nearnessTo(rest)(text.vector)
    },
    others: (text, own) => {
      const { near } = postings.scoresOf(text.vector)
      let [best, ahead] = [0, 0]
      for (const [entry, nearness] of near.entries()) {
        if (entry === text.entry) continue
        best = Math.max(best, nearness)
        if (nearness > own) ahead += 1
      }
      return { best, ahead }
    },
    sizeOf: (entry) => members[entry]?.length ?? 0,
    nearnessWith: (more) => nearnessTo([...(members[more.entry] ?? []), more]),
    add: (text) => void members[text.entry]?.push(text),
  }
}
