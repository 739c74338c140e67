// Why a question finds what it finds: each of its words is left out in turn, and what is found without it tells what it was worth.

import type { Matcher } from './matcher.ts'

export interface Weighed {
  /** As it was typed. */
  readonly word: string
  /** The confidence in the article without it; null where the article is not found any more. */
  readonly without: number | null
}

/** In words: of longer messages the rest is looked at as a whole alone. */
const MOST_WORDS = 40
const MOST_NAMED = 5
/** What lowers the confidence by less tells nothing. */
const LEAST_WORTH = 0.02

/**
 * The words that speak for each of the articles that a question finds, those that say most first. `pause` is awaited after each try, so
 * that others get their turn.
 */
export const weighWords = async (
  { match }: Pick<Matcher, 'match'>,
  { question, locale }: { readonly question: string; readonly locale: string },
  pause: () => Promise<void>,
): Promise<ReadonlyMap<string, readonly Weighed[]>> => {
  const found = match(question, locale)
  const weighed = new Map(found.map(({ article }) => [article, [] as Weighed[]]))
  for (const word of wordsIn(question)) {
    const rest = new Map(match(leftOut(question, word), locale).map(({ article, confidence }) => [article, confidence]))
    for (const { article, confidence } of found) {
      const without = rest.get(article) ?? null
      if (confidence - (without ?? 0) >= LEAST_WORTH) weighed.get(article)?.push({ word, without })
    }
    await pause()
  }
  return new Map([...weighed].map(([article, words]) => [article, mostTelling(words)]))
}

const mostTelling = (words: readonly Weighed[]): readonly Weighed[] =>
  words.toSorted((one, other) => (one.without ?? 0) - (other.without ?? 0)).slice(0, MOST_NAMED)

const WORD = /[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)*/gu

const wordsIn = (question: string): readonly string[] => {
  const all = [...question.matchAll(WORD)].map(([word]) => word)
  return [...new Map(all.toReversed().map((word) => [word.toLowerCase(), word])).values()]
    .toReversed()
    .slice(0, MOST_WORDS)
}

/** A question without a word, wherever it stands. */
export const leftOut = (question: string, word: string): string =>
  question.replace(WORD, (one) => (one.toLowerCase() === word.toLowerCase() ? '' : one))
