// How near a base's matters come to what a question means, from the vectors in the database.

import type { Database } from '../../database/client.ts'
import type { Article } from '../articles.ts'
import type { Family } from '../families.ts'
import { type Meaning, meaningOf, meanOf } from '../matching/meaning.ts'
import { inSlices } from '../slices.ts'
import { areFit, type OwnText } from './judging.ts'
import { readVectors } from './store.ts'
import { everydayTexts, keyOf, textsOf } from './texts.ts'

/** Matters whose vectors are read at once: all vectors of thousands would be hundreds of megabytes. */
const READ_AT_ONCE = 200
/** The share of matters that are new from which on it is looked again whether the vectors are of use. */
const MANY_NEW = 0.1

export interface Measured {
  readonly articles: readonly Article[]
  readonly families: readonly Family[]
}

export interface MeasuringOptions {
  readonly db: Database
  /** The model's name. */
  readonly model: string
  /** Told where its vectors are of no use to these articles, so that words alone tell. */
  readonly onUnfit: () => void
}

/** Makes what reads the measure of a base by the vectors of a model; what it read of a matter that stays as it is, is not read again. */
export const createMeasuring = ({
  db,
  model,
  onUnfit,
}: MeasuringOptions): ((base: Measured) => Promise<Meaning | null>) => {
  let known: ReadonlyMap<string, Float32Array> = new Map()
  let isFit = true
  return async ({ articles, families }) => {
    const everyday = await readVectors(db, model, everydayTexts(articles).map(keyOf))
    if (families.length === 0 || everyday.size === 0) return null
    const fresh = new Map<string, Float32Array>()
    const entries: (Float32Array | null)[] = []
    const sample: (readonly OwnText[])[] = []
    for (let at = 0; at < families.length; at += READ_AT_ONCE) {
      const some = families.slice(at, at + READ_AT_ONCE).map((family) => ({ family, keys: keysOf(family) }))
      const unread = some.flatMap(({ keys }) => (known.has(keys.join()) ? [] : keys))
      const vectors = unread.length === 0 ? noVectors : await readVectors(db, model, unread)
      for (const { family, keys } of some) {
        const kept = known.get(keys.join())
        const own = keys.flatMap((key) => vectors.get(key) ?? [])
        const mean = kept ?? meanOf(own)
        if (mean !== null && (kept !== undefined || own.length === keys.length)) fresh.set(keys.join(), mean)
        if (kept === undefined && at === 0) sample.push(ownTextsOf(family, vectors))
        entries.push(mean)
      }
    }
    known = fresh
    if (sample.length > MANY_NEW * Math.min(READ_AT_ONCE, families.length)) {
      isFit = await inSlices(areFit(sample))
      if (!isFit) onUnfit()
    }
    return isFit ? meaningOf({ entries, everyday: [...everyday.values()] }) : null
  }
}

const noVectors: ReadonlyMap<string, Float32Array> = new Map()

const keysOf = (family: Family): readonly string[] => [...new Set(family.flatMap(textsOf).map(keyOf))]

/** The texts of a matter whose vectors are there. */
export const ownTextsOf = (family: Family, vectors: ReadonlyMap<string, Float32Array>): readonly OwnText[] =>
  family.flatMap((article) =>
    textsOf(article).flatMap((text) => {
      const vector = vectors.get(keyOf(text))
      return vector === undefined ? [] : [{ text, locale: article.locale, vector }]
    }),
  )
