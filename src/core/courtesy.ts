// What people say around a question: found, so that it opens nothing by itself and hides no question.

import { type CourtesyWords, courtesyWords } from './courtesy-words.ts'

export type SmallTalk = 'greeting' | 'thanks' | 'goodbye'

/** Lower case without diacritics; apostrophes join what they join. Everything that compares words folds them so. */
export const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[’‘`´ʼ]/g, "'")

interface Word {
  /** Folded, without apostrophes. */
  readonly word: string
  readonly start: number
  readonly end: number
}

const wordsIn = (text: string): Word[] =>
  [...text.matchAll(/[\p{L}\p{N}]+(?:'[\p{L}]+)*/gu)].map(({ 0: word, index }) => ({
    word: word.replaceAll("'", ''),
    start: index,
    end: index + word.length,
  }))

/** Phrases by their first word, the longest first. */
type Phrasebook = ReadonlyMap<string, readonly (readonly string[])[]>

const phrasebook = (of: (words: CourtesyWords) => readonly string[]): Phrasebook => {
  const all = [...new Set(courtesyWords.flatMap(of))].map((phrase) => phrase.split(' '))
  const book = new Map<string, string[][]>()
  for (const phrase of all.toSorted((one, other) => other.length - one.length)) {
    const [first = ''] = phrase
    book.set(first, [...(book.get(first) ?? []), phrase])
  }
  return book
}

const greetings = phrasebook((words) => words.greetings)
const thanks = phrasebook((words) => words.thanks)
const goodbyes = phrasebook((words) => words.goodbyes)
const addressees = phrasebook((words) => words.addressees)
const fillers = phrasebook((words) => words.fillers)
const openers = phrasebook((words) => words.openers)
const leading = phrasebook(({ greetings: one, thanks: two, openers }) => [...one, ...two, ...openers])
const trailing = phrasebook(({ thanks: one, goodbyes: two, closers, openers }) => [
  ...one,
  ...two,
  ...closers,
  ...openers,
])
const longestTrailing = Math.max(...[...trailing.values()].flat().map((phrase) => phrase.length))

/** How many words a phrase of the book has that begins at this one; 0 where none does. */
const lengthAt = (book: Phrasebook, words: readonly Word[], at: number): number =>
  book.get(words[at]?.word ?? '')?.find((phrase) => phrase.every((word, index) => words[at + index]?.word === word))
    ?.length ?? 0

/** What a message is where it holds nothing but courtesy; null where it says more. What greets and thanks is thanks. */
export const smallTalkIn = (text: string): SmallTalk | null => {
  const found = kindsIn<SmallTalk>(text, [
    [thanks, 'thanks'],
    [goodbyes, 'goodbye'],
    [greetings, 'greeting'],
    [addressees, null],
    [fillers, null],
  ])
  return (['thanks', 'goodbye', 'greeting'] as const).find((kind) => found.has(kind)) ?? null
}

/** Whether a message only says that a question is to come, or asks for help with nothing yet: "Hello, can you help me?" */
export const onlyOpens = (text: string): boolean =>
  kindsIn(text, [
    [openers, 'opens'],
    [leading, null],
    [trailing, null],
    [addressees, null],
    [fillers, null],
  ]).has('opens')

/** The kinds of the phrases that a message is made of, the longest first; none where it says more. */
const kindsIn = <Kind extends string>(
  text: string,
  books: readonly (readonly [Phrasebook, Kind | null])[],
): ReadonlySet<Kind> => {
  const words = wordsIn(folded(text))
  const found = new Set<Kind>()
  for (let at = 0; at < words.length; ) {
    const [longest] = books
      .map(([book, kind]) => ({ kind, length: lengthAt(book, words, at) }))
      .toSorted((one, other) => other.length - one.length)
    if (longest === undefined || longest.length === 0) return new Set()
    if (longest.kind !== null) found.add(longest.kind)
    at += longest.length
  }
  return found
}

/** Fewer words than this are no question: then the text stands whole. */
const LEAST_LEFT = 2

/** A text without the greetings, thanks, farewells and requests for help before and after what it is about; whole where hardly anything is left. */
export const withoutCourtesy = (text: string): string => {
  const plain = folded(text)
  const words = wordsIn(plain)
  const from = skipLeading(plain, words)
  const to = skipTrailing(words, from)
  if (to - from < LEAST_LEFT) return plain
  return plain.slice(words[from]?.start, words[to]?.start).trim()
}

const skipLeading = (plain: string, words: readonly Word[]): number => {
  let at = 0
  for (;;) {
    const length = lengthAt(leading, words, at)
    if (length === 0) return at
    const isGreeting = lengthAt(greetings, words, at) === length
    at += length
    const between = plain.slice(words[at - 1]?.end, words[at]?.start)
    // "Hi there" greets; in "Hi. There is no refund" a sentence begins.
    if (isGreeting && !/[.!?\n]/.test(between)) at += lengthAt(addressees, words, at)
  }
}

const skipTrailing = (words: readonly Word[], from: number): number => {
  let end = words.length
  for (;;) {
    const start = startOfTrailing(words, from, end)
    if (start === end) return end
    end = start
  }
}

const startOfTrailing = (words: readonly Word[], from: number, end: number): number => {
  for (let at = Math.max(from, end - longestTrailing); at < end; at += 1) {
    if (at + lengthAt(trailing, words, at) === end) return at
  }
  return end
}
