// Groups questions that ask for much the same, so that one article may answer many. Pure.

import { isCommonWord } from './matching/common-texts.ts'
import { wordsOf } from './matching/words.ts'

export interface Asked {
  readonly text: string
  readonly at: Date
}

export interface Group {
  /** How it was asked last. */
  readonly question: string
  readonly count: number
  /** Other ways in which it was asked, the latest first. */
  readonly others: readonly string[]
  readonly last: Date
}

/** How much of the longer of two words their common beginning must be, so that endings don't matter: "cycle" and "cycling". */
const LEAST_BEGINNING = 0.55
/** In letters; shorter words must be the same. */
const SHORTEST_BEGINNING = 3
/** Shared words, of those of the shorter question. */
const LEAST_SHARED = 0.5
/** One word in common may be chance, unless it is all there is. */
const LEAST_WORDS = 2

/** Looked at of a question: what it asks stands in its beginning, and each word is compared with those of others. */
const MOST_WORDS = 40
const LONGEST_READ = 2_000

interface Gathered {
  readonly words: readonly string[]
  readonly members: Asked[]
}

/**
 * Groups questions by the words that they share, the most asked group first; each question goes to the first group that it is like. Each
 * step is a moment's work.
 */
export function* groupedByLikeness(questions: readonly Asked[]): Generator<void, readonly Group[]> {
  const groups: Gathered[] = []
  const byBeginning = new Map<string, Gathered[]>()
  for (const asked of questions.toSorted((one, other) => other.at.getTime() - one.at.getTime())) {
    const words = telling(asked.text)
    const group = yield* firstAlike(words, groups, byBeginning)
    if (group === undefined) {
      const own = { words, members: [asked] }
      groups.push(own)
      for (const key of new Set(words.map(beginningOf))) byBeginning.set(key, [...(byBeginning.get(key) ?? []), own])
    } else {
      group.members.push(asked)
    }
    yield
  }
  return groups.map(({ members }) => groupOf(members)).toSorted((one, other) => other.count - one.count)
}

// Only groups with words that begin alike can be like it, and most have none.
function* firstAlike(
  words: readonly string[],
  groups: readonly Gathered[],
  byBeginning: ReadonlyMap<string, readonly Gathered[]>,
): Generator<void, Gathered | undefined> {
  const shared = new Set(words.flatMap((word) => byBeginning.get(beginningOf(word)) ?? []))
  if (shared.size === 0) return undefined
  for (const group of groups) {
    if (!shared.has(group)) continue
    if (isAlike(group.words, words)) return group
    yield
  }
  return undefined
}

const groupOf = (members: readonly Asked[]): Group => {
  const [question = '', ...others] = [...new Set(members.map(({ text }) => text))]
  return { question, count: members.length, others, last: members[0]?.at ?? new Date(0) }
}

/** How alike two questions are by the words that they share: 0 where they ask for different things, 1 where all their words are the same. */
export const likenessOf = (one: string, other: string): number => {
  const [words, others] = [telling(one), telling(other)]
  if (words.length === 0 || others.length === 0 || !isAlike(words, others)) return 0
  const shared = words.filter((word) => others.some((each) => isSameWord(word, each))).length
  return shared / Math.max(words.length, others.length)
}

/** The beginnings of a question's words, as they are written: a question that is like it has two of them, or its only one. The longest words tell most. */
export const soughtBeginnings = (text: string, most: number): readonly string[] =>
  [
    ...new Set(
      text
        .slice(0, LONGEST_READ)
        .toLowerCase()
        .match(/[\p{L}\p{N}]+/gu),
    ),
  ]
    .filter((word) => word.length >= SHORTEST_BEGINNING && !wordsOf(word).every(isCommonWord))
    .toSorted((one, other) => other.length - one.length)
    .slice(0, most)
    .map((word) => word.slice(0, Math.max(SHORTEST_BEGINNING, Math.ceil(LEAST_BEGINNING * word.length))))

const telling = (text: string): readonly string[] => {
  const words = [...new Set(wordsOf(text.slice(0, LONGEST_READ)))]
  const full = words.filter((word) => !isCommonWord(word))
  return (full.length > 0 ? full : words).slice(0, MOST_WORDS)
}

// Words that count as the same have this in common.
const beginningOf = (word: string): string => word.slice(0, SHORTEST_BEGINNING)

const isAlike = (one: readonly string[], other: readonly string[]): boolean => {
  const [shorter, longer] = one.length < other.length ? [one, other] : [other, one]
  const shared = shorter.filter((word) => longer.some((each) => isSameWord(word, each))).length
  return shared >= Math.min(LEAST_WORDS, longer.length) && shared / shorter.length >= LEAST_SHARED
}

const isSameWord = (one: string, other: string): boolean => {
  if (one === other) return true
  let common = 0
  while (common < one.length && one[common] === other[common]) common += 1
  return common >= SHORTEST_BEGINNING && common / Math.max(one.length, other.length) >= LEAST_BEGINNING
}
