// How near a base's matters come to what a question means, from the vectors in the database.

import type { Database } from '../../database/client.ts'
import type { Article } from '../articles.ts'
import type { Family } from '../families.ts'
import { type Meaning, meaningOf, meanOf } from '../matching/meaning.ts'
import { readVectors } from './store.ts'
import { everydayTexts, keyOf, textsOf } from './texts.ts'

/** Matters whose vectors are read at once: all vectors of thousands would be hundreds of megabytes. */
const READ_AT_ONCE = 200

export interface Measured {
  readonly articles: readonly Article[]
  readonly families: readonly Family[]
}

/** Makes what reads the measure of a base by the vectors of a model; what it read of a matter that stays as it is, is not read again. */
export const createMeasuring = (db: Database, model: string): ((base: Measured) => Promise<Meaning | null>) => {
  let known: ReadonlyMap<string, Float32Array> = new Map()
  return async ({ articles, families }) => {
    if (families.length === 0) return null
    const everyday = await vectorsOf(db, model, everydayTexts(articles))
    if (everyday.length === 0) return null
    const matters = families.map((family) => [...new Set(family.flatMap(textsOf).map(keyOf))])
    const fresh = new Map<string, Float32Array>()
    const entries: (Float32Array | null)[] = []
    for (let at = 0; at < matters.length; at += READ_AT_ONCE) {
      const some = matters.slice(at, at + READ_AT_ONCE)
      const unread = some.filter((keys) => !known.has(keys.join())).flat()
      const vectors = unread.length === 0 ? new Map() : await readVectors(db, model, unread)
      for (const keys of some) {
        const own = keys.flatMap((key) => vectors.get(key) ?? [])
        const kept = known.get(keys.join())
        const mean = kept ?? meanOf(own)
        if (mean !== null && (kept !== undefined || own.length === keys.length)) fresh.set(keys.join(), mean)
        entries.push(mean)
      }
    }
    known = fresh
    return meaningOf({ entries, everyday })
  }
}

const vectorsOf = async (db: Database, model: string, texts: readonly string[]): Promise<Float32Array[]> => [
  ...(await readVectors(db, model, texts.map(keyOf))).values(),
]
