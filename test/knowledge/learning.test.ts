// What becomes of words in which customers asked: the rule by tables, and how it fares in conversations.

import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Article } from '../../src/knowledge/articles.ts'
import { type Heard, judge, MOST_LEARNED } from '../../src/knowledge/learning.ts'
import { atOnce } from '../../src/knowledge/slices.ts'
import { articlesOf, type LabelledFile } from '../faq/labelled.ts'
import { type Questions, teach } from '../faq/teaching.ts'

const article = (id: string, title: string, ...phrasings: string[]): Article => {
  return { ...{ id, title, phrasings, answer: '', locale: 'en', tags: [], versionOf: null } }
}
const articles = [
  article(
    'refund',
    'Refunds',
    'I want my money back',
    'give me a refund',
    'how do I get my money back',
    'refund me',
    'refund it',
  ),
  article('parcel', 'Where is my parcel?', 'my parcel did not arrive', 'track my parcel', 'parcel is late'),
]
const heard = (text: string, said: Partial<Heard> = {}): Heard => ({
  ...{ id: text, article: 'refund', text, solved: 0, picked: 0, not: 0, voices: [text] },
  ...said,
})
const judged = (candidates: readonly Heard[], learned: ReadonlyMap<string, number> = new Map()) =>
  atOnce(judge({ articles, candidates, learned })).map(
    ({ candidate, setAside }) => `${candidate}: ${setAside ?? 'learned'}`,
  )

const near = 'please may I get my money back'
const far = 'the blue umbrella dripped'

test.each<[string, Partial<Heard>, string, string | null]>([
  ['two confirmations', { solved: 2 }, far, 'learned'],
  ['a customer’s and a manager’s', { solved: 1, picked: 1 }, far, 'learned'],
  ['one, and the company of other words', { solved: 1 }, near, 'learned'],
  ['one of a manager’s, and the company of other words', { picked: 1 }, near, 'learned'],
  ['one alone', { solved: 1 }, far, null],
  ['none', {}, near, null],
  ['two, and a rejection that outweighs one of them', { solved: 2, not: 1 }, near, null],
  ['three, and a rejection, in company', { solved: 2, picked: 1, not: 1 }, near, 'learned'],
])('with %s words are learned or wait', (_what, said, text, expected) => {
  expect(judged([heard(text, said)])).toEqual(expected === null ? [] : [`${text}: ${expected}`])
})

test('words that people say alike confirm each other, but nobody confirms themselves', () => {
  const both = ['umbrella dripped on my shoes', 'my umbrella dripped on shoes']
  const said = (voices: readonly string[]) =>
    judged(both.map((text, index) => heard(text, { solved: 1, voices: [voices[index] ?? ''] })))
  expect(said(['one', 'other'])).toEqual(both.map((text) => `${text}: learned`))
  expect(said(['one', 'one'])).toEqual([])
})

test('words that clearly belong to another article are set aside, however often they were confirmed', () => {
  const elsewhere = 'where is my parcel, track it'
  expect(judged([heard(elsewhere, { solved: 3 })])).toEqual([`${elsewhere}: elsewhere`])
})

test('words by which another article would lose what finds it are set aside', () => {
  const base = [
    article('open', 'Opening hours', 'when do you open'),
    article('close', 'Closing an account', 'close it'),
  ]
  const harm = heard('opening when do you open hours hours', { article: 'close', solved: 2 })
  expect(atOnce(judge({ articles: base, candidates: [harm], learned: new Map() }))).toEqual([
    { candidate: harm.id, setAside: 'harms' },
  ])
})

test('an article that has learned the most learns no more', () => {
  expect(judged([heard(near, { solved: 2 })], new Map([['refund', MOST_LEARNED]]))).toEqual([`${near}: enough`])
})

test('what is a phrasing by now, and what asks for an article that is gone, is not judged', () => {
  expect(judged([heard('refund me', { solved: 2 }), heard(near, { article: 'gone', solved: 2 })])).toEqual([])
})

describe('in conversations', () => {
  const read = (name: string) => JSON.parse(readFileSync(`test/faq/${name}.json`, 'utf8'))
  const file: LabelledFile = read('banking77-dev')
  const { questions }: Questions = read('banking77-conversations')
  const some = file.entries.slice(0, 20).map(({ id }) => id)
  const articles20 = articlesOf(file, 1).filter(({ id }) => some.includes(id))
  const asked = questions.filter(([, id]) => some.includes(id)).slice(0, 300)
  const queries = file.queries.filter(([, id]) => some.includes(id))
  const taught = (wrong: number) => {
    const lessons = [...teach({ articles: articles20, questions: asked, wrong, batch: 100 })]
    const shares = lessons.map(({ matcher }) => {
      const right = queries.filter(([question, id]) => matcher.match(question, 'en')[0]?.article === id)
      return right.length / queries.length
    })
    return {
      first: shares[0] ?? 1,
      last: shares.at(-1) ?? 0,
      learned: lessons.at(-1)?.learned ?? { right: 0, wrong: 0 },
    }
  }

  test('a base learns most of what it is told', () => {
    const { first, last, learned } = taught(0)
    expect(learned.right).toBeGreaterThan(200)
    expect(last - first).toBeGreaterThan(0.1)
  })

  test('with one press in ten wrong hardly anything wrong is learned, and it gets better all the same', () => {
    const { first, last, learned } = taught(0.1)
    expect(learned.wrong / (learned.right + learned.wrong)).toBeLessThan(0.05)
    expect(last - first).toBeGreaterThan(0.1)
  })
})
