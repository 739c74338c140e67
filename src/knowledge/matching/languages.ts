// A language as the matcher knows it: its stems, and its words of one meaning.

import type { Stemmed } from './features.ts'
import { languageOf, type Stem, stemOf } from './stemming.ts'
import { meaningsOf } from './synonyms.ts'
import { wordsOf } from './words.ts'

export interface Language {
  /** As in `en`. */
  readonly code: string
  readonly stem: Stem
  /** The meaning that a stem is one word of. */
  readonly meanings: ReadonlyMap<string, string>
  readonly read: (text: string) => Stemmed
}

/** What is known of a locale's language; of one that is not known every word is its own stem. */
export const languageFor = (locale: string): Language => {
  const code = languageOf(locale)
  const rules = stemOf(code)
  const stems = new Map<string, string>()
  const stem = (word: string): string => {
    const known = stems.get(word)
    if (known !== undefined) return known
    const made = rules(word)
    // Questions bring new words for ever.
    if (stems.size < 20_000) stems.set(word, made)
    return made
  }
  const read = (text: string): Stemmed => {
    const words = wordsOf(text)
    return { words, stems: words.map(stem) }
  }
  return { code, stem, meanings: meaningsOf(code, stem), read }
}
