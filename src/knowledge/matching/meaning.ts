// How near entries come to a question in meaning: by the vectors that an embedding model makes of texts, whatever model that is.

/** Of each entry: how much nearer it is to a question than everyday sentences are, in their deviations. */
export type Nearness = Float64Array

/** How near all entries come to what a text means; null where that is not known. */
export type Meant = (text: string) => Nearness | null

/** The nearness of all entries to a question's vector; null where that is of another kind than theirs. */
export type Meaning = (question: Float32Array) => Nearness | null

export interface KnownVectors {
  /** For each entry the mean of its texts' vectors, of length 1; null where none is known. */
  readonly entries: readonly (Float32Array | null)[]
  /** Vectors of what people say whatever they ask about. */
  readonly everyday: readonly Float32Array[]
}

/** With fewer the entries whose vectors are there would win by that alone. */
const LEAST_KNOWN = 0.9
/** Fewer tell no deviation. */
const LEAST_EVERYDAY = 10

/**
 * Makes the measure; null where too few vectors are known. Models differ in how near any two texts are (0.1 or 0.8 for texts that have
 * nothing in common), so each question is measured by everyday sentences.
 */
export const meaningOf = ({ entries, everyday }: KnownVectors): Meaning | null => {
  const size = everyday[0]?.length
  const vectors = entries.map((vector) => (vector?.length === size ? vector : null))
  const known = vectors.filter((vector) => vector !== null).length
  if (known === 0 || known < LEAST_KNOWN * entries.length || everyday.length < LEAST_EVERYDAY) return null
  return (question) => {
    if (question.length !== size) return null
    const { mean, deviation } = spreadOf(everyday.map((vector) => product(vector, question)))
    const near = vectors.map((vector) =>
      vector === null ? null : (product(vector, question) - mean) / (deviation || Number.EPSILON),
    )
    // What isn't known yet speaks neither for an entry nor against it.
    const middle = near.reduce<number>((sum, value) => sum + (value ?? 0), 0) / known
    return Float64Array.from(near, (value) => value ?? middle)
  }
}

/** The mean of some vectors, of length 1; null of none. */
export const meanOf = (vectors: readonly Float32Array[]): Float32Array | null => {
  const [first] = vectors
  if (first === undefined) return null
  const sum = new Float32Array(first.length)
  for (const vector of vectors) for (let at = 0; at < sum.length; at += 1) sum[at] = (sum[at] ?? 0) + (vector[at] ?? 0)
  const length = Math.sqrt(product(sum, sum))
  return length === 0 ? null : sum.map((value) => value / length)
}

/** The cosine of two vectors of length 1. */
export const product = (one: Float32Array, other: Float32Array): number => {
  let sum = 0
  for (let at = 0; at < one.length; at += 1) sum += (one[at] ?? 0) * (other[at] ?? 0)
  return sum
}

const spreadOf = (values: readonly number[]): { readonly mean: number; readonly deviation: number } => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return { mean, deviation: Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length) }
}
