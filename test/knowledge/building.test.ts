import { expect, test } from 'vitest'
import { languageFor } from '../../src/knowledge/matching/languages.ts'
import { buildRanking } from '../../src/knowledge/matching/ranking.ts'
import { type AskingText, readTexts } from '../../src/knowledge/matching/reading.ts'
import { atOnce } from '../../src/knowledge/slices.ts'
import { buildTypeAhead } from '../../src/knowledge/type-ahead.ts'

const language = languageFor('en')

/** Made-up words, each in one text alone. */
const words = (from: number, count: number): string =>
  Array.from({ length: count }, (_, index) => `w${((from + index) * 7919 + 1e6).toString(36)}`).join(' ')

const texts = (count: number, length: number): AskingText[] =>
  Array.from({ length: count }, (_, entry) => ({ entry, text: words(entry * length, length), language, weight: 1 }))

const stepsOf = (work: Generator<void, unknown>): number => {
  let steps = 1
  while (work.next().done !== true) steps += 1
  return steps
}

test('long texts are read in as many more steps as they are longer', () => {
  const short = stepsOf(readTexts(texts(10, 4)))
  expect(stepsOf(readTexts(texts(10, 400)))).toBeGreaterThan(short + 10)
})

test('articles of long answers are searched through in more steps', () => {
  const article = { title: 'A title', phrasings: [], locale: 'en', tags: [], versionOf: null }
  const articles = (answer: string) =>
    Array.from({ length: 20 }, (_, index) => ({ ...article, id: `a${index}`, answer }))
  const short = stepsOf(buildTypeAhead(articles('Short.')))
  expect(stepsOf(buildTypeAhead(articles('word '.repeat(4_000))))).toBeGreaterThan(short + 5)
})

test('entries with more words than weights can be held for are found by nearness', () => {
  const many = texts(200, 120)
  const ranking = atOnce(buildRanking(many, 200))
  expect(ranking.isToldApart).toBe(false)
  expect(atOnce(buildRanking(many.slice(0, 20), 20)).isToldApart).toBe(true)
  const { scores } = ranking.rank(words(5 * 120 + 10, 6), language, null)
  expect(scores.indexOf(Math.max(...scores))).toBe(5)
})
