import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readArticleFile } from '../../src/knowledge/article-files/read.ts'
import type { Article } from '../../src/knowledge/articles.ts'
import { createMatcher } from '../../src/knowledge/matcher.ts'

const demo = ((): Article[] => {
  const name = 'prisma/demo-faq.json'
  const answer = readArticleFile({ name, bytes: readFileSync(name), encoding: null, answerOptional: false })
  if (!answer.ok) throw new Error(answer.faults.join('\n'))
  return answer.articles.map(({ id, ...article }) => ({ id: id ?? '', ...article }))
})()
const matcher = createMatcher(demo)

describe('the demo set', () => {
  test('has twenty articles, each in English and in Romanian', () => {
    const ids = (locale: string) => demo.filter((one) => one.locale === locale).map(({ id }) => id)
    expect(ids('en')).toHaveLength(20)
    expect(ids('ro')).toEqual(ids('en').map((id) => `${id}-ro`))
  })

  test('each article has three to five phrasings', () => {
    for (const { id, phrasings } of demo) expect([3, 4, 5], id).toContain(phrasings.length)
  })

  test('Romanian is written with its own letters, ș and ț with a comma', () => {
    for (const article of demo) expect(JSON.stringify(article)).not.toMatch(/[şţŞŢ]/)
  })

  test('every title and phrasing finds its own article first', () => {
    for (const { id, title, phrasings, locale } of demo) {
      for (const question of [title, ...phrasings]) {
        const [first] = matcher.match(question, locale)
        expect(first?.article, question).toBe(id)
        expect(first?.confidence, question).toBeGreaterThanOrEqual(0.75)
      }
    }
  })
})

describe('a question close to a phrasing', () => {
  test.each([
    ['en', 'I have forgotten my password', 'reset-password'],
    ['en', 'forgot pasword', 'reset-password'],
    ['en', "where's my parcel", 'track-order'],
    ['en', 'How long does shipping take', 'delivery-times'],
    ['en', "I'd like to cancel my order please", 'cancel-order'],
    ['en', 'can I return the product?', 'return-item'],
    ['en', 'can I pay when it is delivered?', 'payment-methods'],
    ['ro', 'am uitat parola contului', 'reset-password-ro'],
    ['ro', 'unde e coletul meu', 'track-order-ro'],
    ['ro', 'nu am primit banii inapoi', 'refund-time-ro'],
    ['ro', 'vreau factura pe firma', 'invoice-copy-ro'],
    ['ro', 'cat costa transportul', 'delivery-cost-ro'],
  ])('%s: "%s" is answered by %s', (locale, question, article) => {
    const [first] = matcher.match(question, locale)
    expect(first?.article).toBe(article)
    expect(first?.confidence).toBeGreaterThanOrEqual(0.75)
    expect(first?.confidence).toBeLessThanOrEqual(1)
  })
})

describe('an unrelated question gets nothing', () => {
  test.each([
    ['en', 'What is the capital of France?'],
    ['en', 'The app crashes when I open the map'],
    ['en', 'How much does the blue chair cost?'],
    ['en', "what's your policy on remote work"],
    ['en', 'I would like to speak about a partnership'],
    ['en', 'My cat broke the lamp'],
    ['en', 'hello'],
    ['en', 'thanks!'],
    ['en', 'asdf qwer'],
    ['en', '???'],
    ['en', ''],
    ['en', '🙂'],
    ['ro', 'Ce film îmi recomandați?'],
    ['ro', 'Lampa este disponibilă pe albastru?'],
    ['ro', 'Aplicația se blochează la pornire'],
  ])('%s: "%s"', (locale, question) => {
    expect(matcher.match(question, locale)).toEqual([])
  })
})

describe('languages', () => {
  const about = (id: string, locale: string): Article => ({
    id,
    title: 'Newsletter',
    answer: 'A',
    locale,
    tags: [],
    phrasings: [],
    versionOf: null,
  })

  test("the asker's language comes first, then the desk's", () => {
    const three = createMatcher([about('de', 'de'), about('en', 'en'), about('ro', 'ro')], 'en')
    expect(three.match('newsletter', 'ro-RO').map(({ article }) => article)).toEqual(['ro', 'en', 'de'])
    expect(three.match('newsletter', 'en').map(({ article }) => article)[0]).toBe('en')
    expect(three.match('newsletter', 'fr').map(({ article }) => article)[0]).toBe('en')
  })

  test('diacritics and case make no difference', () => {
    const [plain] = matcher.match('MI-AM UITAT PAROLA', 'ro')
    expect(plain?.article).toBe('reset-password-ro')
    expect(matcher.match('Cât durează livrarea?', 'ro')).toEqual(matcher.match('cat dureaza livrarea', 'ro'))
  })
})

test('an answer is the Markdown as a document', () => {
  const [first] = matcher.match('reset my password', 'en')
  expect(first?.title).toBe('How do I reset my password?')
  expect(first?.answer.children[0]?.type).toBe('list')
  expect(matcher.article('reset-password')).toEqual({
    article: first?.article,
    title: first?.title,
    answer: first?.answer,
  })
  expect(matcher.article('none')).toBeNull()
})

describe('titles for a customer to look through', () => {
  const localeOf = (id: string) => demo.find((one) => one.id === id)?.locale

  test('are all there without words: those in their language first, each part by title', () => {
    const titles = matcher.titles(' ', 'ro-MD')
    expect(titles.map(({ article }) => article).toSorted()).toEqual(demo.map(({ id }) => id).toSorted())
    expect(titles.map(({ article }) => localeOf(article))).toEqual([
      ...Array.from({ length: 20 }, () => 'ro'),
      ...Array.from({ length: 20 }, () => 'en'),
    ])
    const first = titles.slice(0, 20).map(({ title }) => title)
    expect(first).toEqual(first.toSorted((one, other) => one.localeCompare(other)))
  })

  test('that fit a question come in the order of the match, each once', () => {
    const [best] = matcher.match('Where is my refund?', 'en')
    const titles = matcher.titles('Where is my refund?', 'en')
    expect(titles[0]?.article).toBe(best?.article)
    expect(new Set(titles.map(({ article }) => article)).size).toBe(titles.length)
  })

  test('are found by a single word too', () => {
    const titles = matcher.titles('refund', 'en')
    expect(titles.map(({ article }) => article)).toContain(matcher.match('Where is my refund?', 'en')[0]?.article)
    expect(matcher.titles('xyzzyqwerty', 'en')).toEqual([])
  })
})

test('a base of one article works', () => {
  const one = createMatcher([
    {
      id: 'wifi',
      title: 'What is the wifi password?',
      answer: '`42`',
      locale: 'en',
      tags: [],
      phrasings: [],
      versionOf: null,
    },
  ])
  expect(one.match('wifi password', 'en')[0]?.article).toBe('wifi')
  expect(one.match('When is lunch?', 'en')).toEqual([])
})

describe('as a manager types', () => {
  test.each([
    ['refund', 'refund-time'],
    ['factur', 'invoice-copy-ro'],
    ['warr', 'warranty'],
  ])('"%s" finds %s', (words, article) => {
    expect(matcher.search(words, 5).map(({ id }) => id)).toContain(article)
  })

  test('no words list all by title, up to the limit', () => {
    expect(matcher.search(' ', 100)).toHaveLength(40)
    const titles = matcher.search('', 5).map(({ title }) => title)
    expect(titles).toEqual(titles.toSorted((one, other) => one.localeCompare(other)))
  })

  test('words that stand nowhere find nothing', () => {
    expect(matcher.search('zzzz', 5)).toEqual([])
  })
})
