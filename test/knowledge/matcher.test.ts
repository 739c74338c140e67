import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { offerOf } from '../../src/core/offering.ts'
import { readArticleFile } from '../../src/knowledge/article-files/read.ts'
import type { Article } from '../../src/knowledge/articles.ts'
import { baseOf, createMatcher, fallbackMatcher } from '../../src/knowledge/matcher.ts'
import { atOnce } from '../../src/knowledge/slices.ts'
import { buildTypeAhead } from '../../src/knowledge/type-ahead.ts'

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
        expect(first?.confidence, question).toBeGreaterThanOrEqual(0.6)
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
    const matches = matcher.match(question, locale)
    expect(matches[0]?.article).toBe(article)
    expect(offerOf(matches).kind).not.toBe('nothing')
  })
})

describe('an unrelated question gets nothing', () => {
  test.each([
    ['en', 'What is the capital of France?'],
    ['en', 'The app crashes when I open the map'],
    ['en', "what's your policy on remote work"],
    ['en', 'I would like to speak about a partnership'],
    ['en', 'My cat broke the lamp'],
    ['en', 'hello'],
    ['en', 'thanks!'],
    ['en', 'asdf qwer'],
    ['en', '???'],
    ['en', ''],
    ['en', '🙂'],
    ['en', '你好，我的订单在哪里'],
    ['ro', 'Ce film îmi recomandați?'],
    ['ro', 'Lampa este disponibilă pe albastru?'],
    ['ro', 'Aplicația se blochează la pornire'],
  ])('%s: "%s"', (locale, question) => {
    expect(offerOf(matcher.match(question, locale))).toEqual({ kind: 'nothing' })
  })
})

describe('the question is found in what is around it', () => {
  test.each([
    ['Hi there! Where is my refund? Thanks a lot!', 'refund-time'],
    ['Dear support team, I have a question: where can I set a new password? Kind regards', 'reset-password'],
    [
      'I have been a customer for years and always liked you. My dog is ill. Where is my parcel? I wait since Monday.',
      'track-order',
    ],
    [
      `${'It all began long ago, when I was young and the shop was small. '.repeat(60)} How do I cancel my order?`,
      'cancel-order',
    ],
  ])('%#', (message, article) => {
    expect(matcher.match(message, 'en')[0]?.article).toBe(article)
  })

  test.each([
    ['Where is my parcel? And can I get an invoice for my company?', ['track-order', 'invoice-copy']],
    ['Where is my parcel? Also, can I change the delivery address?', ['track-order', 'change-delivery-address']],
  ])('of two questions in one message both articles are offered: %s', (message, both) => {
    const offering = offerOf(matcher.match(message, 'en'))
    expect(offering.kind === 'titles' && offering.matches.map(({ article }) => article).toSorted()).toEqual(
      both.toSorted(),
    )
  })

  test('greetings and thanks change nothing', () => {
    expect(matcher.match('Good morning, where is my refund? Thank you in advance', 'en')).toEqual(
      matcher.match('where is my refund', 'en'),
    )
  })
})

describe('slips of typing', () => {
  test.each([
    ['whre is my prcel', 'track-order'],
    ['how do i cahnge my emial address', 'change-email'],
    ['refnud', 'refund-time'],
  ])('%s', (question, article) => {
    expect(matcher.match(question, 'en')[0]?.article).toBe(article)
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

  test('each with the tags that it is found by', () => {
    const tagsOf = new Map(demo.map(({ id, tags }) => [id, tags]))
    for (const { article, tags } of matcher.titles('', 'en')) expect(tags).toEqual(tagsOf.get(article))
  })

  test("are all there without words, each in their language, else in the desk's", () => {
    const titles = matcher.titles(' ', 'ro-MD')
    expect(titles.map(({ article }) => localeOf(article))).toEqual(Array.from({ length: 20 }, () => 'ro'))
    expect(matcher.titles(' ', 'fr').map(({ article }) => localeOf(article))).toEqual(
      Array.from({ length: 20 }, () => 'en'),
    )
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

test.each([1, 2, 3, 5])(
  'until the matcher is made, %d articles that look alike are offered by their titles',
  (count) => {
    const articles = Array.from(
      { length: count },
      (_, index): Article => ({
        ...{ id: `hours-${index}`, title: `Opening hours ${index}`, answer: '42', locale: 'en' },
        ...{ tags: [], phrasings: [], versionOf: null },
      }),
    )
    const fallback = fallbackMatcher(baseOf(articles, 'en', atOnce(buildTypeAhead(articles))))
    const offer = offerOf(fallback.match('Hello, opening hours please', 'en'))
    expect(offer.kind).toBe('titles')
    expect(offer.kind === 'titles' && offer.matches).toHaveLength(Math.min(count, 3))
    expect(offerOf(fallback.match('zzyzx', 'en')).kind).toBe('nothing')
  },
)

test('of a letter pasted into the search only the first words are sought', () => {
  const { title } = matcher.search('refund', 1)[0] ?? { title: '' }
  const typed = atOnce(buildTypeAhead(demo))
  expect(typed(`refund ${'qqq '.repeat(100)}`, 5).map((one) => one.title)).toContain(title)
  expect(typed(`${'qqq '.repeat(100)} refund`, 5)).toEqual([])
})

test('a base of no article finds nothing', () => {
  const none = createMatcher([])
  expect(none.match('Where is my order?', 'en')).toEqual([])
  expect(none.titles('', 'en')).toEqual([])
  expect(none.search('order', 5)).toEqual([])
})

test('of two articles with the same words none is sure', () => {
  const twin = (id: string): Article => ({
    ...{ id, title: 'Opening hours', answer: id, locale: 'en', tags: [], phrasings: [], versionOf: null },
  })
  const matches = createMatcher([twin('one'), twin('two')]).match('opening hours', 'en')
  expect(matches.map(({ article }) => article).toSorted()).toEqual(['one', 'two'])
  expect(matches[0]?.confidence).toBeLessThan(0.9)
})

test('4,000 characters without a space, and 4,000 of one word, are taken', () => {
  expect(matcher.match('x'.repeat(4_000), 'en').length).toBeLessThanOrEqual(10)
  expect(matcher.match('refund '.repeat(600), 'en')[0]?.article).toBe('refund-time')
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
  expect(offerOf(one.match('When is lunch?', 'en'))).toEqual({ kind: 'nothing' })
  expect(one.match('', 'en')).toEqual([])
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
