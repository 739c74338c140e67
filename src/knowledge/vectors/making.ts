// Makes the vectors of articles' texts, whenever the articles have changed.

import type { Database } from '../../database/client.ts'
import { loadArticles } from '../articles.ts'
import type { Embedding } from './embedding.ts'
import { keepVectors, knownKeys, pruneVectors, tellOfVectors } from './store.ts'
import { everydayTexts, keyOf, textsOf } from './texts.ts'

/** Texts of one request: servers take 100 or more, and one that is slow should come back within its time-out. */
const BATCH = 64
/** In milliseconds: nobody waits for it. */
const PATIENCE = 60_000
/** In milliseconds: the queue takes a job for lost after a quarter of an hour, and would have another process begin. */
const LONGEST_LOOK = 600_000

interface Parts {
  readonly db: Database
  readonly embedding: Embedding
  readonly log: { readonly info: (facts: object, message: string) => void }
}

/**
 * Makes what keeps the vectors up to date; each call looks once, and makes what is missing in batches. Calls must not overlap, in whichever
 * process. Throws what the model throws: what was made until then is kept, and the next call goes on.
 */
export const createVectorMaking = ({ db, embedding, log }: Parts): (() => Promise<void>) => {
  const { name } = embedding
  let seen: string | null = null
  return async () => {
    if (!embedding.isReady()) return
    const now = await standing(db, name)
    if (now === seen) return
    const articles = await loadArticles(db)
    const all = [...articles.flatMap(textsOf), ...(articles.length > 0 ? everydayTexts(articles) : [])]
    const texts = new Map(all.map((text) => [keyOf(text), text]))
    const known = await knownKeys(db, name)
    const missing = [...texts].filter(([key]) => !known.has(key)).map(([, text]) => text)
    const end = performance.now() + LONGEST_LOOK
    try {
      for (let at = 0; at < missing.length; at += BATCH) {
        if (performance.now() > end) return
        await make(missing.slice(at, at + BATCH), { db, embedding })
      }
    } finally {
      if (missing.length > 0) await tellOfVectors(db)
    }
    const removed = await pruneVectors(db, name, [...texts.keys()])
    seen = await standing(db, name)
    if (missing.length > 0 || removed > 0)
      log.info({ made: missing.length, removed }, "the vectors of the articles' texts were renewed")
  }
}

const make = async (texts: readonly string[], parts: Omit<Parts, 'log'>): Promise<void> => {
  const { db, embedding } = parts
  try {
    const masked = texts.map((text) => embedding.masked(text, []))
    const vectors = await embedding.embed(masked, AbortSignal.timeout(PATIENCE))
    const made = texts.flatMap((text, at) => {
      const vector = vectors[at]
      return vector === undefined ? [] : [{ text, vector }]
    })
    await keepVectors(db, embedding.name, made)
  } catch (error) {
    if (!isRefused(error)) throw error
    // One text that the model won't take must not cost the others their vectors; it goes without.
    const half = Math.ceil(texts.length / 2)
    if (texts.length > 1) for (const some of [texts.slice(0, half), texts.slice(half)]) await make(some, parts)
  }
}

const isRefused = (error: unknown): boolean => error instanceof Error && 'kind' in error && error.kind === 'refused'

// Changes of articles, and what another process made or removed.
const standing = async (db: Database, model: string): Promise<string> => {
  const [row] = await db.$queryRaw<{ standing: string }[]>`
    SELECT concat_ws(' ', (SELECT concat_ws('/', count(*), count(*) FILTER (WHERE archived), max(updated_at)) FROM articles),
      (SELECT concat_ws('/', count(*), max(at)) FROM article_revisions), (SELECT count(*) FROM phrasings),
      (SELECT count(*) FROM article_vectors WHERE model = ${model})) AS standing`
  return row?.standing ?? ''
}
