// Reads texts that ask for entries: their words, and a vector of each over the features that they all use.

import { type Features, featuresOf } from './features.ts'
import type { Language } from './languages.ts'
import { paced } from './pace.ts'
import { countFeatures, type Vector, type Vocabulary } from './vocabulary.ts'

/** One text that asks for an entry. */
export interface AskingText {
  readonly entry: number
  readonly text: string
  readonly language: Language
  /** How much it counts beside others. */
  readonly weight: number
}

/** A text of an entry as a vector, and how much it counts. */
export interface EntryText {
  readonly entry: number
  readonly vector: Vector
  readonly weight: number
}

export interface ReadTexts {
  readonly vocabulary: Vocabulary
  /** In the order of the texts. */
  readonly vectors: readonly EntryText[]
  /** How often each word occurs. */
  readonly words: ReadonlyMap<string, number>
  readonly stems: ReadonlySet<string>
  readonly languages: readonly Language[]
}

/** Reading is work by the letter: an article's phrasings may be words or whole paragraphs. */
const CHARACTERS_A_STEP = 2_000

/** Reads them; each step is a moment's work. */
export function* readTexts(texts: readonly AskingText[]): Generator<void, ReadTexts> {
  const languages = [...new Set(texts.map(({ language }) => language))]
  const counted = countFeatures()
  const words = new Map<string, number>()
  const stems = new Set<string>()
  const read: Features[] = []
  const isFull = paced(CHARACTERS_A_STEP)
  for (const { text, language } of texts) {
    const stemmed = language.read(text)
    for (const word of stemmed.words) words.set(word, (words.get(word) ?? 0) + 1)
    for (const stem of stemmed.stems) stems.add(stem)
    const features = featuresOf(stemmed, language.meanings)
    counted.add(features)
    read.push(features)
    if (isFull(text.length)) yield
  }
  for (const language of languages) counted.addCommon(language)
  yield
  const vocabulary = yield* counted.finish()
  const vectors: EntryText[] = []
  for (const [index, { entry, weight, text }] of texts.entries()) {
    const features = read[index]
    if (features !== undefined) vectors.push({ entry, weight, vector: vocabulary.vectorOf(features) })
    if (isFull(text.length)) yield
  }
  return { vocabulary, vectors, words, stems, languages }
}
