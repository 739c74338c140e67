// What some questions mean beside some articles, worked out at once and kept nowhere: to measure what it is worth.

import type { Article } from '../articles.ts'
import { familiesOf } from '../families.ts'
import { textsLookedAt } from '../matching/asking.ts'
import { type Meant, meaningOf, meanOf } from '../matching/meaning.ts'
import { atOnce } from '../slices.ts'
import type { Embedding } from './embedding.ts'
import { areFit } from './judging.ts'
import { ownTextsOf } from './measuring.ts'
import { everydayTexts, keyOf, textsOf } from './texts.ts'

const BATCH = 64
/** In milliseconds, for a batch: a server may have to load its model first. */
const PATIENCE = 120_000

/**
 * Asks for all vectors at once; what is found by them is found as the desk finds it whose model answers in time. Null where they are of no use to
 * these articles. Throws what the model throws.
 */
export const meantBy = async (
  embedding: Pick<Embedding, 'embed' | 'masked'>,
  articles: readonly Article[],
  questions: readonly string[],
): Promise<Meant | null> => {
  const [families, everyday] = [familiesOf(articles), everydayTexts(articles)]
  const all = [...articles.flatMap(textsOf), ...everyday, ...questions.flatMap(textsLookedAt)]
  const vectors = await vectorsOf(embedding, [...new Set(all)])
  const known = (texts: readonly string[]) => texts.flatMap((text) => vectors.get(text) ?? [])
  const byKey = new Map([...vectors].map(([text, vector]) => [keyOf(text), vector]))
  if (!atOnce(areFit(families.map((family) => ownTextsOf(family, byKey))))) return null
  const entries = families.map((family) => meanOf(known(family.flatMap(textsOf))))
  const meaning = meaningOf({ entries, everyday: known(everyday) })
  return (text) => {
    const vector = vectors.get(text)
    return vector === undefined ? null : (meaning?.(vector) ?? null)
  }
}

const vectorsOf = async ({ embed, masked }: Pick<Embedding, 'embed' | 'masked'>, texts: readonly string[]) => {
  const vectors = new Map<string, Float32Array>()
  for (let from = 0; from < texts.length; from += BATCH) {
    const some = texts.slice(from, from + BATCH)
    const sent = some.map((text) => masked(text, []))
    const made = await embed(sent, AbortSignal.timeout(PATIENCE))
    for (const [at, text] of some.entries()) {
      const vector = made[at]
      if (vector !== undefined) vectors.set(text, vector)
    }
  }
  return vectors
}
