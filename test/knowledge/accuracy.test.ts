// How good answers are found on public questions (test/faq): floors a little below what was measured, so that no change makes them worse unseen.

import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { evaluate } from '../../src/knowledge/evaluation.ts'
import { createMatcher, type Matcher } from '../../src/knowledge/matcher.ts'
import { articlesOf, type LabelledFile } from '../faq/labelled.ts'

const load = (name: string): LabelledFile => JSON.parse(readFileSync(`test/faq/${name}-dev.json`, 'utf8'))

describe.each([
  ['banking77', { 1: [0.56, 0.73], 3: [0.68, 0.845], 10: [0.79, 0.91] }],
  ['clinc150', { 1: [0.66, 0.81], 3: [0.74, 0.875], 10: [0.85, 0.945] }],
] as const)('%s', (name, floors) => {
  const file = load(name)
  // Made once: learning the questions takes as long as asking them.
  const matchers = new Map<number, Matcher>()
  const matcherOf = (k: number): Matcher => {
    const matcher = matchers.get(k) ?? createMatcher(articlesOf(file, k))
    matchers.set(k, matcher)
    return matcher
  }
  const ask = (k: number, questions: readonly string[], outOfScope: readonly string[] = []) =>
    evaluate(
      matcherOf(k),
      [
        ...questions.map((question, index) => ({ question, article: file.queries[index]?.[1] ?? null })),
        ...outOfScope.map((question) => ({ question, article: null })),
      ],
      { locale: 'en', clock: () => 0 },
    )
  const plain = file.queries.map(([question]) => question)

  test.each([1, 3, 10] as const)('with %i phrasings the right article is found as often as before', (k) => {
    const { top1, top3, outOfScopeSuggested } = ask(k, plain, file.outOfScope)
    expect(top1).toBeGreaterThanOrEqual(floors[k][0])
    expect(top3).toBeGreaterThanOrEqual(floors[k][1])
    expect(outOfScopeSuggested).toBeLessThanOrEqual(0.1)
  })

  test('capitals and accents cost nothing, greetings hardly anything, slips of typing three in a hundred', () => {
    const right = (questions: readonly string[]) => ask(10, questions).top1 ?? 0
    const undisturbed = right(plain)
    expect(right(file.noisy.caps)).toBe(undisturbed)
    expect(right(file.noisy.accent)).toBe(undisturbed)
    expect(right(file.noisy.greeting)).toBeGreaterThanOrEqual(undisturbed - 0.01)
    expect(right(file.noisy.typo)).toBeGreaterThanOrEqual(undisturbed - 0.03)
  })
})

test('what is answered with nine tenths of confidence is nearly always right', () => {
  const file = load('banking77')
  const matcher = createMatcher(articlesOf(file, 10))
  const first = file.queries.map(([question, article]) => ({ article, found: matcher.match(question, 'en')[0] }))
  const sure = first.filter(({ found }) => (found?.confidence ?? 0) >= 0.9)
  const right = sure.filter(({ article, found }) => found?.article === article)
  expect(sure.length).toBeGreaterThan(300)
  expect(right.length / sure.length).toBeGreaterThanOrEqual(0.96)
})
