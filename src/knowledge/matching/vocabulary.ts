// The features that the articles use, how rare each is, and a text as a vector of them.

import { commonTexts } from './common-texts.ts'
import { type Features, featuresOf } from './features.ts'
import type { Language } from './languages.ts'

/** A text as numbers: ids of features that the articles use, and what each weighs; of unit length where it has any. */
export interface Vector {
  readonly ids: Int32Array
  readonly values: Float32Array
  /** From 0 to 1: the share of its words, by rarity, that the articles know. */
  readonly known: number
}

export interface Vocabulary {
  /** How many features there are; their ids are below. */
  readonly size: number
  readonly has: (feature: number) => boolean
  readonly vectorOf: (features: Features) => Vector
}

/** How much each group of features counts: stems, pairs, stems apart, pieces, meanings. Tuned on banking77 and clinc150. */
const GROUP_WEIGHTS = [1, 0.4, 0.2, 1, 0.2]
/** Below 1 so that what is rarest does not outweigh all else. */
const RARITY_POWER = 0.7
const FEATURES_A_STEP = 20_000

/** Ids of features by their hashes, in several maps: one of half a million would stop everything each time it grows. */
const SHARDS = 32
type Ids = readonly Map<number, number>[]
const idOf = (ids: Ids, feature: number): number | undefined => ids[feature % SHARDS]?.get(feature)

/** Counts in how many texts each feature occurs. */
export const countFeatures = () => {
  const ids: Ids = Array.from({ length: SHARDS }, () => new Map<number, number>())
  const held: number[] = []
  let texts = 0
  return {
    add: ({ hashes }: Features): void => {
      texts += 1
      for (const feature of hashes) {
        const id = idOf(ids, feature) ?? held.length
        if (id === held.length) ids[feature % SHARDS]?.set(feature, id)
        held[id] = (held[id] ?? 0) + 1
      }
    },
    /** What everyone says everywhere is common, however few articles there are. */
    addCommon: (language: Language): void => {
      for (const text of commonTexts(language.code)) {
        texts += 1
        for (const feature of featuresOf(language.read(text), language.meanings).hashes) {
          const id = idOf(ids, feature)
          if (id !== undefined) held[id] = (held[id] ?? 0) + 1
        }
      }
    },
    /** Each step is a moment's work. */
    *finish(): Generator<void, Vocabulary> {
      const rarity = new Float32Array(held.length)
      for (let at = 0; at < held.length; at += FEATURES_A_STEP) {
        rarity.set(
          held.slice(at, at + FEATURES_A_STEP).map((count) => rarityOf(count, texts)),
          at,
        )
        yield
      }
      return vocabularyOf(ids, rarity, rarityOf(0, texts))
    },
  }
}

const rarityOf = (held: number, texts: number): number => Math.log((texts + 1) / (held + 0.5)) ** RARITY_POWER

const vocabularyOf = (ids: Ids, rarity: Float32Array, unknown: number): Vocabulary => {
  const knownShare = ({ hashes, ends }: Features): number => {
    let [known, all] = [0, 0]
    for (let at = 0; at < (ends[0] ?? 0); at += 1) {
      const id = idOf(ids, hashes[at] ?? 0)
      const weight = id === undefined ? unknown : (rarity[id] ?? 0)
      all += weight
      if (id !== undefined) known += weight
    }
    return all === 0 ? 0 : known / all
  }
  const vectorOf = (features: Features): Vector => {
    const { hashes, counts, ends } = features
    const [found, values]: [number[], number[]] = [[], []]
    let [total, at] = [0, 0]
    for (const [group, end] of ends.entries()) {
      const start = values.length
      let squares = 0
      for (; at < end; at += 1) {
        const id = idOf(ids, hashes[at] ?? 0)
        if (id === undefined) continue
        const value = (1 + Math.log(counts[at] ?? 1)) * (rarity[id] ?? 0)
        found.push(id)
        values.push(value)
        squares += value * value
      }
      if (squares === 0) continue
      const weight = GROUP_WEIGHTS[group] ?? 0
      total += weight
      scale(values, start, Math.sqrt(weight / squares))
    }
    if (total > 0) scale(values, 0, 1 / Math.sqrt(total))
    return { ids: Int32Array.from(found), values: Float32Array.from(values), known: knownShare(features) }
  }
  return { size: rarity.length, has: (feature) => idOf(ids, feature) !== undefined, vectorOf }
}

const scale = (values: number[], from: number, by: number): void => {
  for (let index = from; index < values.length; index += 1) values[index] = (values[index] ?? 0) * by
}
