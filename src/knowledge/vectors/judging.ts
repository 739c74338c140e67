// Whether a model's vectors are of use to a desk: one that doesn't know its language would only mislead. Pure.

import { buildCompany } from '../matching/company.ts'
import { type Language, languageFor } from '../matching/languages.ts'
import { meanOf, product } from '../matching/meaning.ts'
import { type AskingText, readTexts } from '../matching/reading.ts'
import { languageOf } from '../matching/stemming.ts'

/** One of a matter's own texts. */
export interface OwnText {
  readonly text: string
  readonly locale: string
  readonly vector: Float32Array
}

/** Fewer texts of a matter, or in all, tell nothing: then the vectors are trusted. */
const LEAST_TEXTS = 4
const LEAST_IN_ALL = 40
/** Matters that are looked at; more tell the same. */
const MOST_MATTERS = 100
/**
 * How often texts must find their matter by their vectors, beside how often they do by their words. The Universal Sentence Encoder comes to .67 to
 * 1.04 in English, and an eighth of its numbers, which still help, to .54 to .91; what doesn't help, to .35 to .6: its vectors of Romanian, and vectors of words alone.
 */
const LEAST_SHARE = 0.6

/** Looks how often each text of some matters, left out of its own, is nearest to it all the same. Each step is a moment's work. */
export function* areFit(matters: readonly (readonly OwnText[])[]): Generator<void, boolean> {
  const some = matters.filter(({ length }) => length >= LEAST_TEXTS).slice(0, MOST_MATTERS)
  const all = some.flatMap((texts, entry) => texts.map((text) => ({ ...text, entry })))
  if (all.length < LEAST_IN_ALL) return true
  const byMeaning = yield* foundByMeaning(some)
  return byMeaning >= LEAST_SHARE * (yield* foundByWords(all, some.length))
}

function* foundByMeaning(matters: readonly (readonly OwnText[])[]): Generator<void, number> {
  const means = matters.map((texts) => meanOf(texts.map(({ vector }) => vector)))
  let found = 0
  for (const [entry, texts] of matters.entries()) {
    for (const text of texts) {
      yield
      const rest = meanOf(texts.flatMap((other) => (other === text ? [] : [other.vector])))
      const own = rest === null ? 0 : product(rest, text.vector)
      const isAhead = (mean: Float32Array | null, other: number): boolean =>
        other !== entry && mean !== null && product(mean, text.vector) >= own
      if (!means.some(isAhead)) found += 1
    }
  }
  return found
}

function* foundByWords(
  all: readonly (OwnText & { readonly entry: number })[],
  entries: number,
): Generator<void, number> {
  const languages = new Map<string, Language>()
  const asking = all.map(({ text, locale, entry }): AskingText => {
    const language = languages.get(languageOf(locale)) ?? languageFor(locale)
    languages.set(languageOf(locale), language)
    return { text, language, entry, weight: 1 }
  })
  const { vectors, vocabulary } = yield* readTexts(asking)
  const company = yield* buildCompany(vectors, entries, vocabulary.size)
  let found = 0
  for (const vector of vectors) {
    yield
    if (company.others(vector, company.nearnessToOwn(vector)).ahead === 0) found += 1
  }
  return found
}
