// A model that does not know the desk's language, or is none, must not mislead.

import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { atOnce } from '../../src/knowledge/slices.ts'
import { areFit } from '../../src/knowledge/vectors/judging.ts'
import { meantBy } from '../../src/knowledge/vectors/meant.ts'
import { articlesOf, type LabelledFile } from '../faq/labelled.ts'
import { vectorOf as bagOfWords } from '../simulators/openai/vectors.ts'

const file: LabelledFile = JSON.parse(readFileSync('test/faq/banking77-dev.json', 'utf8'))
const articles = articlesOf(file, 5).slice(0, 30)
const texts = articles.map(({ title, phrasings }) => [title, ...phrasings])
const matterOf = new Map(texts.flatMap((all, at) => all.map((text) => [text, at] as const)))

/** Knows what each text is about, and a little of its words. */
const knowing = (text: string): Float32Array => {
  const about = Array.from({ length: texts.length }, (_, at) => (matterOf.get(text) === at ? 2 : 0))
  return Float32Array.from([...about, ...bagOfWords(text)], (value) => value / Math.sqrt(5))
}
const wordsAlone = (text: string): Float32Array => Float32Array.from(bagOfWords(text))
const judged = (vectorOf: (text: string) => Float32Array, some: readonly (readonly string[])[] = texts): boolean =>
  atOnce(areFit(some.map((all) => all.map((text) => ({ text, locale: 'en', vector: vectorOf(text) })))))

test('a model that tells the articles apart is used, one that does so much worse than their words is not', () => {
  expect(judged(knowing)).toBe(true)
  expect(judged(wordsAlone)).toBe(false)
})

test('of few texts nothing can be said, and the model is trusted', () => {
  expect(judged(wordsAlone, texts.slice(0, 5))).toBe(true)
  expect(
    judged(
      wordsAlone,
      texts.map((all) => all.slice(0, 2)),
    ),
  ).toBe(true)
})

test('what is measured is what the desk would do: without a model that is of no use', async () => {
  const [{ title = '' } = {}] = articles
  const by = (vectorOf: (text: string) => Float32Array) =>
    meantBy({ embed: async (some) => some.map(vectorOf), masked: (text) => text }, articles, [title])
  expect(await by(wordsAlone)).toBeNull()
  expect((await by(knowing))?.(title)).toHaveLength(30)
})
