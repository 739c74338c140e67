// The vectors of articles' texts in the database.

import type { Database } from '../../database/client.ts'
import { keyOf } from './texts.ts'

/** Tells every process that there are other vectors. */
export const VECTORS_CHANNEL = 'article_vectors'

/** Those of a model's vectors that are there, by the keys of their texts. */
export const readVectors = async (
  db: Database,
  model: string,
  keys: readonly string[],
): Promise<ReadonlyMap<string, Float32Array>> => {
  const rows = await db.$queryRaw<{ key: string; vector: Uint8Array }[]>`
    SELECT encode(v.hash, 'hex') AS key, v.vector FROM article_vectors v
    WHERE v.model = ${model} AND v.hash IN (SELECT decode(key, 'hex') FROM unnest(${[...keys]}::text[]) AS key)`
  return new Map(rows.map(({ key, vector }) => [key, numbersIn(vector)]))
}

/** The keys of the texts of which a model's vectors are there. */
export const knownKeys = async (db: Database, model: string): Promise<ReadonlySet<string>> => {
  const rows = await db.$queryRaw<{ key: string }[]>`
    SELECT encode(hash, 'hex') AS key FROM article_vectors WHERE model = ${model}`
  return new Set(rows.map(({ key }) => key))
}

/** Keeps the vectors of some texts; one that is there already stays. */
export const keepVectors = async (
  db: Database,
  model: string,
  made: readonly { readonly text: string; readonly vector: Float32Array }[],
): Promise<void> => {
  const data = made.map(({ text, vector }) => ({
    model,
    hash: Buffer.from(keyOf(text), 'hex'),
    vector: Buffer.from(littleEndian(vector)),
  }))
  await db.articleVector.createMany({ data, skipDuplicates: true })
}

/** In days: what another model made is kept so long, so that going back to it costs nothing. */
const KEPT_OF_ANOTHER = 7

/** Removes vectors of texts that no article has any more, and in the end those of other models; resolves with how many. `keys` are those in use. */
export const pruneVectors = (db: Database, model: string, keys: readonly string[]): Promise<number> =>
  db.$executeRaw`
    DELETE FROM article_vectors v
    WHERE NOT EXISTS (SELECT FROM unnest(${[...keys]}::text[]) AS key WHERE decode(key, 'hex') = v.hash)
      OR (v.model <> ${model} AND v.made_at < now() - make_interval(days => ${KEPT_OF_ANOTHER}))`

/** Tells every process of other vectors. */
export const tellOfVectors = async (db: Database): Promise<void> => {
  await db.$executeRaw`SELECT pg_notify(${VECTORS_CHANNEL}, '')`
}

const BYTES_EACH = 4

const littleEndian = (vector: Float32Array): Uint8Array => {
  const bytes = new DataView(new ArrayBuffer(vector.length * BYTES_EACH))
  for (const [at, value] of vector.entries()) bytes.setFloat32(at * BYTES_EACH, value, true)
  return new Uint8Array(bytes.buffer)
}

const numbersIn = (bytes: Uint8Array): Float32Array => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return Float32Array.from({ length: bytes.byteLength / BYTES_EACH }, (_, at) => view.getFloat32(at * BYTES_EACH, true))
}
