// What a question means, as a third signal beside its words.

import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Article } from '../../src/knowledge/articles.ts'
import { evaluate } from '../../src/knowledge/evaluation.ts'
import { createMatcher } from '../../src/knowledge/matcher.ts'
import { type Meant, meaningOf, meanOf } from '../../src/knowledge/matching/meaning.ts'
import { everydayTexts, textsOf } from '../../src/knowledge/vectors/texts.ts'
import { articlesOf, type LabelledFile } from '../faq/labelled.ts'
import { measuredBanking77 } from '../faq/vectors.ts'
import { vectorOf } from '../support/embedding.ts'

const article = (title: string, phrasings: readonly string[] = []): Article => ({
  ...{ id: title, title, phrasings, answer: '', locale: 'en', tags: [], versionOf: null },
})
const articles = [
  article('Wifi password', ['how do I get online']),
  article('Parking', ['where can I leave my car']),
  article('Lunch menu', ['what is there to eat']),
  article('Refund', ['give me my money back']),
]
const matcher = createMatcher(articles)

const meantBy = (known: readonly Article[]): Meant => {
  const entries = known.map((one) => meanOf(textsOf(one).map(vectorOf)))
  const meaning = meaningOf({ entries, everyday: everydayTexts(known).map(vectorOf) })
  return (text) => meaning?.(vectorOf(text)) ?? null
}

describe('a question that shares no word with the article', () => {
  test.each([
    ['Wireless credentials?', 'Wifi password'],
    ['Our vehicle, which garage?', 'Parking'],
    ['So hungry, any canteen?', 'Lunch menu'],
  ])('"%s" finds %s by what it means', (question, right) => {
    const [byWords] = matcher.match(question, 'en')
    expect(byWords?.article === right ? byWords.confidence : 0).toBeLessThan(0.2)
    const [byBoth] = matcher.match(question, 'en', meantBy(articles))
    expect(byBoth?.article).toBe(right)
    expect(byBoth?.confidence).toBeGreaterThan(0.5)
  })
})

test('of a question whose vector is not there, all is found as by its words alone', () => {
  for (const question of ['wifi', 'Where is my car? And what is for lunch?', 'hungry', 'money back please'])
    expect(matcher.match(question, 'en', () => null)).toEqual(matcher.match(question, 'en'))
})

test('a vector of another kind than those of the articles is as good as none', () => {
  const entries = articles.map((one) => meanOf(textsOf(one).map(vectorOf)))
  const meaning = meaningOf({ entries, everyday: everydayTexts(articles).map(vectorOf) })
  expect(meaning?.(vectorOf('wifi'))).not.toBeNull()
  expect(meaning?.(new Float32Array(3).fill(0.5))).toBeNull()
})

test('while the vectors of more than a few articles are missing, words alone tell', () => {
  const everyday = everydayTexts(articles).map(vectorOf)
  const known = Array.from({ length: 20 }, () => vectorOf('wifi'))
  expect(meaningOf({ entries: [...known, null], everyday })).not.toBeNull()
  expect(meaningOf({ entries: [...known.slice(0, 10), null, null], everyday })).toBeNull()
  expect(meaningOf({ entries: known, everyday: [] })).toBeNull()
})

test('an article whose vector is missing has nothing for it and nothing against it', () => {
  const everyday = everydayTexts(articles).map(vectorOf)
  const entries = [...Array.from({ length: 10 }, (_, at) => vectorOf(at === 0 ? 'wifi' : `parking ${at}`)), null]
  const near = meaningOf({ entries, everyday })?.(vectorOf('wlan')) ?? new Float64Array()
  expect(near[10]).toBeGreaterThan(Math.min(...near))
  expect(near[10]).toBeLessThan(near[0] ?? 0)
})

test('two articles that say the same in words and meaning are never told apart with confidence', () => {
  const twins = [
    { ...article('Wifi password'), id: 'one' },
    { ...article('Wifi password'), id: 'two' },
    ...articles.slice(1),
  ]
  const found = createMatcher(twins).match('wifi password', 'en', meantBy(twins))
  expect(found[0]?.confidence).toBeLessThanOrEqual(0.5)
})

describe('with a real model, on public questions (test/faq)', () => {
  const file: LabelledFile = JSON.parse(readFileSync('test/faq/banking77-dev.json', 'utf8'))
  const { meaning, questions } = measuredBanking77(file)
  const banking = createMatcher(articlesOf(file, 3))
  const asked = questions.map(({ question, article: right, vector }) => {
    const nearness = meaning(vector)
    return { question, article: right, match: () => banking.match(question, 'en', () => nearness) }
  })
  const byQuestion = new Map(asked.map((one) => [one.question, one]))
  const match = (question: string) => byQuestion.get(question)?.match() ?? []

  test('more questions find their article first, and more among the first three', () => {
    const options = { locale: 'en', clock: () => 0 }
    const [words, both] = [banking, { match }].map((one) => evaluate(one, questions, options))
    expect(both?.top1).toBeGreaterThanOrEqual((words?.top1 ?? 1) + 0.01)
    expect(both?.top3).toBeGreaterThanOrEqual((words?.top3 ?? 1) + 0.02)
    expect(both?.outOfScopeSuggested).toBeLessThanOrEqual(0.03)
  })

  test('the confidence is still a probability', () => {
    const first = asked.map((one) => ({ right: one.article, best: one.match()[0] }))
    for (const [from, to] of [
      [0, 0.3],
      [0.3, 0.7],
      [0.7, 1.01],
    ] as const) {
      const some = first.filter(({ best }) => (best?.confidence ?? 0) >= from && (best?.confidence ?? 0) < to)
      const expected = some.reduce((sum, { best }) => sum + (best?.confidence ?? 0), 0) / some.length
      const share = some.filter(({ right, best }) => best?.article === right).length / some.length
      expect(Math.abs(share - expected), `from ${from} on: ${share} of ${some.length}`).toBeLessThanOrEqual(0.1)
    }
  })
})
