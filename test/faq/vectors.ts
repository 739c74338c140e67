// What an embedding model makes of the questions of banking77, as its file holds it (LICENCES.md): so that no test needs the model.

import { readFileSync } from 'node:fs'
import type { Labelled } from '../../src/knowledge/evaluation.ts'
import { type Meaning, meaningOf } from '../../src/knowledge/matching/meaning.ts'
import type { LabelledFile } from './labelled.ts'

interface VectorsFile {
  /** Numbers in a vector. */
  readonly size: number
  readonly entries: number
  readonly everyday: number
  /** Which of the queries; of what is out of scope the first ones. */
  readonly queries: readonly number[]
  readonly outOfScope: number
  /** One after the other: the mean of each entry's title and first three phrasings, everyday sentences, queries, what is out of scope. */
  readonly vectors: string
}

export interface Measured {
  readonly meaning: Meaning
  readonly questions: readonly (Labelled & { readonly vector: Float32Array })[]
}

/** The measure of banking77's entries, and the questions whose vectors are known. */
export const measuredBanking77 = (file: LabelledFile): Measured => {
  // The files of this folder are our own: their form is what the interface says.
  const kept: VectorsFile = JSON.parse(readFileSync('test/faq/banking77-vectors.json', 'utf8'))
  const bytes = Buffer.from(kept.vectors, 'base64')
  const vectors = Array.from({ length: bytes.length / kept.size }, (_, at) =>
    ofLengthOne(Float32Array.from({ length: kept.size }, (_none, number) => bytes.readInt8(at * kept.size + number))),
  )
  const entries = vectors.slice(0, kept.entries)
  const everyday = vectors.slice(kept.entries, kept.entries + kept.everyday)
  const meaning = meaningOf({ entries, everyday })
  if (meaning === null) throw new Error('test/faq/banking77-vectors.json holds too few vectors')
  const labelled = [
    ...kept.queries.flatMap((at) =>
      file.queries.slice(at, at + 1).map(([question, article]) => ({ question, article })),
    ),
    ...file.outOfScope.slice(0, kept.outOfScope).map((question) => ({ question, article: null })),
  ]
  const asked = vectors.slice(kept.entries + kept.everyday)
  return {
    meaning,
    questions: labelled.flatMap((one, at) => asked.slice(at, at + 1).map((vector) => ({ ...one, vector }))),
  }
}

const ofLengthOne = (vector: Float32Array): Float32Array => {
  const length = Math.hypot(...vector)
  return vector.map((value) => value / length)
}
