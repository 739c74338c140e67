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

/** Groups questions by the words that they share, the most asked group first; each question goes to the first group that it is like. */
export const groupedByLikeness = (questions: readonly Asked[]): readonly Group[] => {
  const latestFirst = questions.toSorted((one, other) => other.at.getTime() - one.at.getTime())
  const groups: { words: readonly string[]; members: Asked[] }[] = []
  for (const asked of latestFirst) {
    const words = telling(asked.text)
    const group = groups.find((one) => isAlike(one.words, words))
    if (group === undefined) groups.push({ words, members: [asked] })
    else group.members.push(asked)
  }
  return groups.map(({ members }) => groupOf(members)).toSorted((one, other) => other.count - one.count)
}

const groupOf = (members: readonly Asked[]): Group => {
  const [question = '', ...others] = [...new Set(members.map(({ text }) => text))]
  return { question, count: members.length, others, last: members[0]?.at ?? new Date(0) }
}

const telling = (text: string): readonly string[] => {
  const words = [...new Set(wordsOf(text))]
  const full = words.filter((word) => !isCommonWord(word))
  return full.length > 0 ? full : words
}

const isAlike = (one: readonly string[], other: readonly string[]): boolean => {
  const [shorter, longer] = one.length < other.length ? [one, other] : [other, one]
  const shared = shorter.filter((word) => longer.some((each) => isSameWord(word, each))).length
  return shared >= Math.min(LEAST_WORDS, longer.length) && shared / shorter.length >= LEAST_SHARED
}

const isSameWord = (one: string, other: string): boolean => {
  if (one === other) return true
  const different = [...one].findIndex((letter, index) => letter !== other[index])
  const common = different === -1 ? one.length : different
  return common >= SHORTEST_BEGINNING && common / Math.max(one.length, other.length) >= LEAST_BEGINNING
}
