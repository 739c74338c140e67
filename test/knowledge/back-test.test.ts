// What a change of the FAQ does to questions of the past.

import { expect, test } from 'vitest'
import { backTest, type PastQuestion } from '../../src/knowledge/back-test.ts'
import { createMatcher } from '../../src/knowledge/matcher.ts'

/** A matcher that finds exactly what is said, best first. */
const finding = (found: Readonly<Record<string, readonly string[]>>) => ({
  match: (question: string) =>
    (found[question] ?? []).map((article, _index, all) => ({
      ...{ article, title: article, confidence: 0.89 / all.length },
      answer: { type: 'root' as const, children: [] },
    })),
})

const replay = (
  before: Readonly<Record<string, readonly string[]>>,
  after: Readonly<Record<string, readonly string[]>>,
  rights: Readonly<Record<string, string | null>>,
  original = (article: string) => article,
) =>
  backTest({
    before: finding(before),
    after: finding(after),
    questions: Object.entries(rights).map(([text, right]): PastQuestion => ({ text, locale: 'en', right })),
    original,
    pause: async () => {},
  })

test.each([
  ['found only now', ['b'], ['b', 'a'], 'a', 'gained'],
  ['found no more', ['b', 'a'], ['b'], 'a', 'lost'],
  ['no longer the first', ['a'], ['b', 'a'], 'a', 'changed'],
  ['the first now', ['b', 'a'], ['a'], 'a', 'changed'],
  ['fourth, which nobody sees', ['b', 'c', 'd', 'a'], ['a'], 'a', 'gained'],
  ['answered, where nothing was and nobody said what is right', [], ['a'], null, 'gained'],
  ['another one, where nobody said what is right', ['a'], ['b'], null, 'changed'],
  ['nothing any more, where nobody said what is right', ['a'], [], null, 'changed'],
] as const)('a question whose article is %s counts as such', async (_what, was, is, right, kind) => {
  const result = await replay({ q: was }, { q: is }, { q: right })
  const expected = {
    gained: [],
    lost: [],
    changed: [],
    [kind]: [{ question: 'q', before: was[0] ?? null, after: is[0] ?? null }],
  }
  expect(result).toEqual({ asked: 1, ...expected })
})

test('what is found as before is not told', async () => {
  const same = { q: ['a', 'b'], r: [] }
  expect(await replay(same, { ...same, q: ['a', 'c'] }, { q: 'a', r: 'a' })).toEqual({
    ...{ asked: 2, gained: [], lost: [], changed: [] },
  })
})

test('a version in another language answers the same', async () => {
  const original = (article: string) => article.replace(/-ro$/, '')
  expect(await replay({ q: ['a'] }, { q: ['a-ro'] }, { q: 'a' }, original)).toMatchObject({ lost: [], changed: [] })
})

test('an article that goes loses its questions to its neighbour, or to nothing', async () => {
  const article = { answer: 'Yes.', locale: 'en', tags: [], versionOf: null }
  const refunds = { ...article, id: 'refunds', title: 'Refunds', phrasings: ['I want my money back'] }
  const parcels = { ...article, id: 'parcels', title: 'Where is my parcel?', phrasings: [] }
  const result = await backTest({
    before: createMatcher([refunds, parcels]),
    after: createMatcher([parcels]),
    questions: [
      { text: 'I want my money back', locale: 'en', right: 'refunds' },
      { text: 'where is my parcel', locale: 'en', right: 'parcels' },
    ],
    original: (id) => id,
    pause: async () => {},
  })
  expect(result).toMatchObject({ gained: [], lost: [{ question: 'I want my money back', after: null }], changed: [] })
})
