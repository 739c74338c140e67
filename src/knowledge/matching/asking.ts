// Where in a message the question is: the whole without its courtesies, or one of its sentences, or two of them.

import { withoutCourtesy } from '../../core/courtesy.ts'

/** An entry that may be what is asked for, and how likely that is. */
export interface LikelyEntry {
  readonly entry: number
  /** To be compared within one ranking alone. */
  readonly score: number
  readonly confidence: number
}

/** In characters: of longer messages only how they begin and how they end is looked at, where the question is. */
const LONGEST_BEGINNING = 600
const LONGEST_END = 1400
/** In words: what is said later in a longer message is looked at by sentences alone, and of those no more than this. */
const LONGEST_WHOLE = 60
const MOST_SENTENCES = 5
const SHORTEST_SENTENCE = 3
/** From here on the whole is believed, and no sentence is looked at. */
const CLEAR = 0.9
/** A sentence is believed rather than the whole where it is so much surer. */
const CLEARER = 0.4
/** From here on a sentence is a question of its own. */
const OWN_QUESTION = 0.7

/** Finds what a message asks for, best first; `rank` tells it of a text. */
export const findAsked = (message: string, rank: (text: string) => readonly LikelyEntry[]): readonly LikelyEntry[] => {
  const { text, head, sentences } = partsOf(message)
  const whole = rank(head)
  const isClear = (whole[0]?.confidence ?? 0) >= CLEAR && text.split(/\s+/).length <= LONGEST_WHOLE
  if (sentences.length < 2 || (isClear && sentences.filter(isQuestion).length < 2)) return whole
  const asked = sentences.map((sentence) => rank(plainOf(sentence)))
  const sure = asked.flatMap(([first]) => (first !== undefined && first.confidence >= OWN_QUESTION ? [first] : []))
  const own = new Map(
    byConfidence(sure)
      .toReversed()
      .map((one) => [one.entry, one]),
  )
  if (own.size > 1) return severalQuestions([...own.values()], whole)
  const [surest] = asked.toSorted((one, other) => (other[0]?.confidence ?? 0) - (one[0]?.confidence ?? 0))
  const isClearer = (surest?.[0]?.confidence ?? 0) > (whole[0]?.confidence ?? 0) + CLEARER
  return isClearer ? (surest ?? whole) : whole
}

/** What `findAsked` may ask to be ranked of a message: the whole first. */
export const textsLookedAt = (message: string): readonly string[] => {
  const { head, sentences } = partsOf(message)
  const all = sentences.length < 2 ? [head] : [head, ...sentences.map(plainOf)]
  return [...new Set(all)].filter((one) => one !== '')
}

const partsOf = (message: string) => {
  const text = withoutCourtesy(shortened(message))
  return { text, head: headOf(text), sentences: sentencesOf(text) }
}

const plainOf = (sentence: string): string => headOf(withoutCourtesy(sentence))

const shortened = (message: string): string =>
  message.length <= LONGEST_BEGINNING + LONGEST_END
    ? message
    : `${message.slice(0, LONGEST_BEGINNING)}\n${message.slice(-LONGEST_END)}`

const headOf = (text: string): string => text.split(/\s+/, LONGEST_WHOLE).join(' ')

// What ends in a question mark first, and what was said last: long stories come before their question.
const sentencesOf = (text: string): string[] => {
  const all = [...text.matchAll(/[^.!?;\n。？！]+[.!?;。？！]*/g)]
    .map(([sentence]) => sentence.trim())
    .filter((sentence) => sentence.split(/\s+/).length >= SHORTEST_SENTENCE)
    .toReversed()
  return all.toSorted((one, other) => Number(isQuestion(other)) - Number(isQuestion(one))).slice(0, MOST_SENTENCES)
}

const isQuestion = (sentence: string): boolean => /[?？]\s*$/.test(sentence)

const byConfidence = (entries: readonly LikelyEntry[]): readonly LikelyEntry[] =>
  entries.toSorted((one, other) => other.confidence - one.confidence)

// Each is right about its own question, so that none is the answer alone: what they are sure of is shared among them.
const severalQuestions = (own: readonly LikelyEntry[], whole: readonly LikelyEntry[]): readonly LikelyEntry[] => {
  const firsts = byConfidence(own.map((one) => ({ ...one, confidence: one.confidence / own.length })))
  const least = firsts.at(-1)?.confidence ?? 0
  const left = Math.max(0, 1 - firsts.reduce((sum, { confidence }) => sum + confidence, 0))
  const others = whole.filter(({ entry }) => !own.some((one) => one.entry === entry))
  return [...firsts, ...others.map((other) => ({ ...other, confidence: Math.min(other.confidence * left, least) }))]
}
