// Why a question finds an article: what is said of it can be checked by asking again.

import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Article } from '../../src/knowledge/articles.ts'
import { createMatcher } from '../../src/knowledge/matcher.ts'
import { leftOut, weighWords } from '../../src/knowledge/trying.ts'
import { articlesOf, type LabelledFile } from '../faq/labelled.ts'

const pause = async () => {}
const article = (id: string, title: string, phrasings: readonly string[], locale = 'en'): Article => ({
  ...{ id, title, phrasings, answer: 'So.', locale, tags: [], versionOf: null },
})
const matcher = createMatcher([
  article('refunds', 'When do I get my money back?', ['refund my order', 'I want my cash back']),
  article('parcels', 'Where is my parcel?', ['track my delivery']),
  article('hours', 'When are you open?', ['opening hours']),
])
const confidenceIn = (question: string, id: string) =>
  matcher.match(question, 'en').find(({ article: found }) => found === id)?.confidence ?? 0

test('the words that speak for an article are those without which it is found less surely', async () => {
  const question = 'could you refund the order please'
  const words = (await weighWords(matcher, { question, locale: 'en' }, pause)).get('refunds') ?? []
  expect(words.map(({ word }) => word)).toContain('refund')
  for (const { word, without } of words) {
    const left = confidenceIn(leftOut(question, word), 'refunds')
    expect(left).toBe(without ?? 0)
    expect(left).toBeLessThan(confidenceIn(question, 'refunds'))
  }
})

test('a word that stands twice is left out at both places', () => {
  expect(leftOut('Refund, refund my refunds', 'refund').trim()).toBe(',  my refunds')
})

test('words that decide nothing are not named', async () => {
  const weighed = await weighWords(matcher, { question: 'blue umbrellas', locale: 'en' }, pause)
  expect([...weighed.values()].flat()).toEqual([])
})

test('the nearest text is shown with the words that it shares, slips and other words for the same included', () => {
  expect(matcher.nearest('refunds', 'please refnd my order', 'en')).toEqual({
    text: 'refund my order',
    shared: [
      { asked: 'refnd', said: 'refund' },
      { asked: 'order', said: 'order' },
    ],
  })
  expect(matcher.nearest('refunds', 'my funds back', 'en')?.shared).toContainEqual({ asked: 'funds', said: 'cash' })
  expect(matcher.nearest('refunds', '???', 'en')).toBeNull()
  expect(matcher.nearest('nothing', 'refund my order', 'en')).toBeNull()
})

test('for questions to a large base, leaving out the words that are named always lowers what was found', async () => {
  const file: LabelledFile = JSON.parse(readFileSync(new URL('../faq/banking77-dev.json', import.meta.url), 'utf8'))
  const large = createMatcher(articlesOf(file, 3).slice(0, 20))
  let named = 0
  for (const [question] of file.queries.filter((_, index) => index % 90 === 0)) {
    const [first] = large.match(question, 'en')
    const words = (await weighWords(large, { question, locale: 'en' }, pause)).get(first?.article ?? '') ?? []
    named += words.length
    const without = words.reduce((rest, { word }) => leftOut(rest, word), question)
    const left = large.match(without, 'en').find(({ article: found }) => found === first?.article)?.confidence ?? 0
    if (words.length > 0) expect(left).toBeLessThan(first?.confidence ?? 0)
  }
  expect(named).toBeGreaterThan(10)
})
