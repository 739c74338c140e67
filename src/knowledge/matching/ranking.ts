// Ranks entries for a question: what tells them apart (softmax, or nearness where there are many), what they hold of it (BM25), and how near they come to what it means.

import { featuresOf } from './features.ts'
import type { Language } from './languages.ts'
import type { Nearness } from './meaning.ts'
import { buildPostings, type Postings } from './postings.ts'
import { type AskingText, readTexts } from './reading.ts'
import { probabilities, type Softmax, trainSoftmax } from './softmax.ts'
import { type Spelling, spellingOf } from './spelling.ts'
import type { Vector, Vocabulary } from './vocabulary.ts'
import { wordsOf } from './words.ts'

export interface Rank {
  /** Of each entry; higher is better, to be compared within one question alone. */
  readonly scores: Float64Array
  /** The same by words alone. */
  readonly byWords: Float64Array
  /** Of each entry: its cosine to the question, its BM25 and what the first signal says. */
  readonly near: Float64Array
  readonly bm25: Float64Array
  readonly signal: Float64Array
  readonly chances: Float64Array
  /** How near each entry comes in meaning, and in deviations from the mean of all; null where it is not known what the question means. */
  readonly meant: { readonly near: Nearness; readonly standing: Float64Array } | null
  readonly vector: Vector
}

export interface Ranking {
  /** Whether what tells entries apart was learned, or only how near they are. */
  readonly isToldApart: boolean
  /** Texts on which it was built. */
  readonly texts: number
  readonly rank: (question: string, language: Language, meant: Nearness | null) => Rank
  /** How a question is read: what it is compared by, and its words, slips mended. */
  readonly read: (question: string, language: Language) => ReadQuestion
  /** What one of the entries' own texts is compared by. */
  readonly vectorOf: (text: string, language: Language) => Vector
}

export interface ReadQuestion {
  /** As they were typed, folded; each stands where its stem does. */
  readonly words: readonly string[]
  readonly stems: readonly string[]
  /** The meaning that a stem is one word of. */
  readonly meanings: ReadonlyMap<string, string>
  readonly vector: Vector
}

/** Up to here entries are told apart by softmax; above, its weights would take too much memory: 4 bytes each. */
const MOST_TOLD_APART = 200
const MOST_WEIGHTS = 25_000_000
/** In words; more say nothing more of what is asked. */
const LONGEST_QUESTION = 100
/** Nearness on the scale of logits. */
const NEAR_SCALE = 14
const BM25_WEIGHT = 0.8
/** The least deviation that is believed: of logits, and of BM25 as a share of the best. */
const LEAST_SIGNAL = 0.5
const LEAST_BM25 = 0.05
/** Measured with the Universal Sentence Encoder, an old and small model (docs/embeddings.md): more brings no more where articles have ten phrasings. */
const MEANING_WEIGHT = 1.5
/** In deviations of everyday sentences. */
const LEAST_MEANING = 1

/** Builds a ranking of texts that stand in the order of their entries; each step is a moment's work. */
export function* buildRanking(texts: readonly AskingText[], entries: number): Generator<void, Ranking> {
  const { vocabulary, vectors, words, stems, languages } = yield* readTexts(texts)
  const postings = yield* buildPostings(vectors, entries, vocabulary.size)
  const isToldApart = entries <= MOST_TOLD_APART && entries * vocabulary.size <= MOST_WEIGHTS
  const softmax = isToldApart ? yield* trainSoftmax(vectors, entries, vocabulary.size) : null
  const known: Known = { words, stems, languages, vocabulary, postings, softmax }
  const readings = new Map<string, Reading>()
  const reading = (language: Language): Reading => {
    const made = readings.get(language.code) ?? readingFor(language, known)
    readings.set(language.code, made)
    return made
  }
  return {
    isToldApart,
    texts: texts.length,
    rank: (question, language, meant) => rankOf(readQuestion(question, reading(language), known).vector, meant, known),
    read: (question, language) => readQuestion(question, reading(language), known),
    vectorOf: (text, language) => vocabulary.vectorOf(featuresOf(language.read(text), language.meanings)),
  }
}

interface Known {
  readonly words: ReadonlyMap<string, number>
  readonly stems: ReadonlySet<string>
  readonly languages: readonly Language[]
  readonly vocabulary: Vocabulary
  readonly postings: Postings
  readonly softmax: Softmax | null
}

/** How questions of a language are read: its own stems, or those of another language of the articles where only they know the word. */
interface Reading {
  readonly spelling: Spelling
  readonly meanings: ReadonlyMap<string, string>
}

const readingFor = (asker: Language, { words, stems, languages, vocabulary }: Known): Reading => {
  const all = [asker, ...languages.filter(({ code }) => code !== asker.code)]
  const stem = (word: string): string =>
    all.map((language) => language.stem(word)).find((one) => stems.has(one)) ?? asker.stem(word)
  const meanings = new Map(all.toReversed().flatMap((language) => [...language.meanings]))
  const spelling = spellingOf({
    words,
    stem,
    isStem: (one) => stems.has(one),
    isPair: vocabulary.has,
    meaning: (one) => meanings.get(one) ?? one,
  })
  return { spelling, meanings }
}

const readQuestion = (question: string, { spelling, meanings }: Reading, { vocabulary }: Known): ReadQuestion => {
  const words = wordsOf(question).slice(0, LONGEST_QUESTION)
  const mended = spelling.mend(words)
  return { words, stems: mended.stems, meanings, vector: vocabulary.vectorOf(featuresOf(mended, meanings)) }
}

const rankOf = (vector: Vector, nearness: Nearness | null, { postings, softmax }: Known): Rank => {
  const { near, bm25 } = postings.scoresOf(vector)
  const signal = softmax?.(vector) ?? near.map((cosine) => NEAR_SCALE * cosine)
  const [told, held] = [
    standardized(signal, LEAST_SIGNAL),
    standardized(bm25, LEAST_BM25 * bm25.reduce((most, value) => Math.max(most, value), 0)),
  ]
  const meant = nearness === null ? null : { near: nearness, standing: standardized(nearness, LEAST_MEANING) }
  const byWords = told.map((value, entry) => value + BM25_WEIGHT * (held[entry] ?? 0))
  const scores = byWords.map((value, entry) => value + MEANING_WEIGHT * (meant?.standing[entry] ?? 0))
  return { scores, byWords, near, bm25, signal, chances: probabilities(signal), meant, vector }
}

// Of a few entries that hardly differ, what differs by chance must not look like a lead.
const standardized = (values: Float64Array, least: number): Float64Array => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length)
  return values.map((value) => (value - mean) / (Math.max(deviation, least) || 1))
}
