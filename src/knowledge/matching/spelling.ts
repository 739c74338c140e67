// Slips of typing in a question, mended towards the words that the articles themselves use.

import { pairOf, type Stemmed } from './features.ts'

/** The articles' own words: how often each occurs, by what they begin with. */
export interface Spelling {
  /** The words of a question with their stems, slips mended; words that may be right stand. */
  mend(words: readonly string[]): Stemmed
}

/** Two slips are believed only of words this long; shorter ones have too many neighbours. */
const LONG_WORD = 6
const SHORTEST = 3
/** How many words of a question are mended: what is full of unknown words is another language, or no words at all. */
const MOST_MENDED = 24

export interface KnownWords {
  /** How often each word occurs in the articles. */
  readonly words: ReadonlyMap<string, number>
  /** The stem of a word as the articles have it, or as the asker's language would. */
  readonly stem: (word: string) => string
  readonly isStem: (stem: string) => boolean
  /** Whether two meanings (stems, or `<` and `>`) stand side by side somewhere; by `pairOf`. */
  readonly isPair: (pair: number) => boolean
  readonly meaning: (stem: string) => string
}

/** Makes the spelling of these words. */
export const spellingOf = ({ words, stem, isStem, isPair, meaning }: KnownWords): Spelling => {
  const byStart = new Map<string, string[]>()
  for (const word of words.keys()) {
    if (word.length < SHORTEST || /\d/.test(word)) continue
    const start = word[0] ?? ''
    const others = byStart.get(start)
    if (others === undefined) byStart.set(start, [word])
    else others.push(word)
  }
  const isKnown = (word: string): boolean => words.has(word) || isStem(stem(word))
  const meant = (word: string | undefined, edge: string): string => (word === undefined ? edge : meaning(stem(word)))
  const company = (before: string, word: string, after: string): number => {
    const own = meaning(stem(word))
    return Number(isPair(pairOf(before, own))) + Number(isPair(pairOf(own, after)))
  }
  const best = (word: string, before: string, after: string): string => {
    let [found, most] = [word, Number.NEGATIVE_INFINITY]
    for (const start of new Set([word[0] ?? '', word[1] ?? ''])) {
      for (const other of byStart.get(start) ?? []) {
        // Under another first letter only the two first ones swapped.
        if (start !== word[0] && other[1] !== word[0]) continue
        const slips = slipsBetween(word, other, word.length >= LONG_WORD ? 2 : 1)
        if (slips === null) continue
        const known = company(before, other, after)
        if (known === 0 && (slips === 2 || word.length === SHORTEST)) continue
        const worth = Math.log(1 + (words.get(other) ?? 0)) + 2 * known - 3 * slips
        if (worth > most) [found, most] = [other, worth]
      }
    }
    return found
  }
  return {
    mend: (asked) => {
      const mended = [...asked]
      let unknown = 0
      for (const [index, word] of asked.entries()) {
        if (word.length < SHORTEST || word.length > 32 || /\d/.test(word) || isKnown(word)) continue
        unknown += 1
        if (unknown > MOST_MENDED) break
        mended[index] = best(word, meant(mended[index - 1], '<'), meant(asked[index + 1], '>'))
      }
      return { words: mended, stems: mended.map(stem) }
    },
  }
}

/**
 * How many slips lie between two words: a letter too many, too few or another, or two neighbours swapped; null for more than `most`.
 * (Optimal string alignment: Damerau 1964.)
 */
const slipsBetween = (one: string, other: string, most: number): number | null => {
  if (Math.abs(one.length - other.length) > most) return null
  let before: number[] = []
  let last = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (let row = 1; row <= one.length; row += 1) {
    const now = [row]
    for (let column = 1; column <= other.length; column += 1) {
      const isSame = one[row - 1] === other[column - 1]
      let cost = Math.min(
        (last[column] ?? 0) + 1,
        (now[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (isSame ? 0 : 1),
      )
      const isSwap = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]
      if (isSwap) cost = Math.min(cost, (before[column - 2] ?? 0) + 1)
      now.push(cost)
    }
    if (Math.min(...now) > most) return null
    ;[before, last] = [last, now]
  }
  const slips = last[other.length] ?? 0
  return slips <= most ? slips : null
}
