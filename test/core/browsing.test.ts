import fc from 'fast-check'
import { expect, test } from 'vitest'
import { codeOf } from '../../src/core/article-code.ts'
import type { Form } from '../../src/core/types.ts'
import { commands, presses, writes } from './happenings.ts'
import { asking, desk, idle, kept, newTicket, registering, resolvedTicket, suggesting } from './situations.ts'
import { buttonsOf, given } from './specification.ts'
import { later, MINUTE, match } from './world.ts'

const articles = (count: number) => Array.from({ length: count }, (_, index) => match(`a${index + 1}`, 0.5))
const show = (article: string) => `faq.show:${codeOf(article)}`
/** The three verdicts on the only article of a suggestion. */
const verdicts = ['solved', 'not', 'person'].map((name) => expect.stringMatching(new RegExp(`^suggestion\\.${name}:`)))
/** An article was looked up without a question. */
const browsing: Form = { ...suggesting(['a1'], 1, 0), question: null }

test('/faq shows all titles, and a way to a person', () => {
  const { decision, then } = given(desk({ matches: articles(2) })).when(commands('/faq'))
  then({ customerReads: ['customer.articles'], buttons: [show('a1'), show('a2'), 'person'], changes: [], form: idle })
  expect(buttonsOf(decision).map(({ label }) => label)).toEqual([
    { literal: '▸ Title of a1' },
    { literal: '▸ Title of a2' },
    { say: 'customer.button.person' },
  ])
})

test('many titles are shown by pages of eight, and every one is on exactly one page', () => {
  const world = desk({ matches: articles(20) })
  const onPage = (page: number) => {
    const { decision, then } = given(world).when(presses(`faq.page:${page}`))
    then({ customerReads: ['customer.articlesPage'], changes: [], form: idle })
    return buttonsOf(decision).map(({ press }) => press)
  }
  expect(onPage(0)).toEqual([...articles(8).map(({ article }) => show(article)), 'faq.page:1', 'person'])
  const titles = [0, 1, 2].flatMap(onPage).filter((press) => press.startsWith('faq.show:'))
  expect(titles).toEqual(articles(20).map(({ article }) => show(article)))
  expect(onPage(1).slice(-3)).toEqual(['faq.page:0', 'faq.page:2', 'person'])
  expect(onPage(2).slice(-2)).toEqual(['faq.page:1', 'person'])
  expect(onPage(9_999)).toEqual(onPage(2))
})

/** Twenty articles: nine about refunds, of which two are about cards too, eight about orders, and three about nothing in particular. */
const tagged = articles(20).map((article, index) => ({
  ...article,
  tags: [
    ...(index < 9 ? ['Refunds'] : []),
    ...(index < 2 ? [' cards'] : []),
    ...(index >= 9 && index < 17 ? ['orders'] : []),
  ],
}))
const tagPress = (tag: string, page = 0) => `faq.tag:${codeOf(tag)}:${page}`

test('where many articles have tags /faq shows those first, with how many there are of each, the others last', () => {
  const { decision, then } = given(desk({ matches: tagged })).when(commands('/faq'))
  then({ customerReads: ['customer.tags'], changes: [], form: idle })
  expect(buttonsOf(decision)).toEqual([
    { label: { literal: 'cards (2)' }, press: tagPress('cards') },
    { label: { literal: 'orders (8)' }, press: tagPress('orders') },
    { label: { literal: 'Refunds (9)' }, press: tagPress('refunds') },
    { label: { say: 'customer.button.untagged', params: { number: 3 } }, press: 'faq.tag:-:0' },
    { label: { say: 'customer.button.person' }, press: 'person' },
  ])
})

test('a tag leads to its titles, page by page, and back to the tags', () => {
  const world = desk({ matches: tagged })
  const shows = (press: string) => buttonsOf(given(world).when(presses(press)).decision).map((button) => button.press)
  const titles = (from: number, to: number) => tagged.slice(from, to).map(({ article }) => show(article))
  given(world)
    .when(presses(tagPress('refunds')))
    .then({ customerReads: ['customer.taggedPage'], changes: [], form: idle })
  expect(shows(tagPress('refunds'))).toEqual([...titles(0, 8), tagPress('refunds', 1), 'faq.tags:0', 'person'])
  expect(shows(tagPress('refunds', 1))).toEqual([...titles(8, 9), tagPress('refunds'), 'faq.tags:0', 'person'])
  expect(shows(tagPress('refunds', 99))).toEqual(shows(tagPress('refunds', 1)))
  expect(shows('faq.tag:-:0')).toEqual([...titles(17, 20), 'faq.tags:0', 'person'])
  given(world)
    .when(presses(tagPress('cards')))
    .then({ customerReads: ['customer.tagged'] })
  given(world)
    .when(presses('faq.tag:-:0'))
    .then({ customerReads: ['customer.articles'] })
  given(world)
    .when(presses('faq.tags:0'))
    .then({ customerReads: ['customer.tags'] })
})

test('every article is found by its tags, however many there are, and each page fits on a screen', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.constantFrom('A', 'a ', 'b', '', ...'cdefghijklm'), { maxLength: 3 }), {
        minLength: 9,
        maxLength: 60,
      }),
      (tags) => {
        fc.pre(tags.flat().some((tag) => tag.trim() !== ''))
        const matches = articles(tags.length).map((article, index) => ({ ...article, tags: tags[index] ?? [] }))
        const world = desk({ matches })
        const seen = new Set<string>()
        const left = buttonsOf(given(world).when(commands('/faq')).decision).map(({ press }) => press)
        for (let press = left.shift(); press !== undefined; press = left.shift()) {
          if (seen.has(press) || press === 'person') continue
          seen.add(press)
          if (press.startsWith('faq.show:')) continue
          const buttons = buttonsOf(given(world).when(presses(press)).decision)
          expect(buttons.length).toBeLessThanOrEqual(12)
          left.push(...buttons.map((button) => button.press))
        }
        for (const { article } of matches) expect(seen).toContain(show(article))
      },
    ),
    { numRuns: 30 },
  )
})

test('few articles, or such without tags, are shown by their titles at once', () => {
  given(desk({ matches: tagged.slice(0, 8) }))
    .when(commands('/faq'))
    .then({ customerReads: ['customer.articles'] })
  given(desk({ matches: articles(20) }))
    .when(commands('/faq'))
    .then({ customerReads: ['customer.articlesPage'] })
})

test('a tag that is gone leads to those that are left, or to the titles', () => {
  given(desk({ matches: tagged }))
    .when(presses(tagPress('gone')))
    .then({ customerReads: ['customer.tags'] })
  given(desk({ matches: articles(20) }))
    .when(presses(tagPress('gone')))
    .then({ customerReads: ['customer.articlesPage'] })
  given(desk())
    .when(presses('faq.tags:3'))
    .then({ customerReads: ['customer.noArticles'] })
})

test('/faq without any article says so, with a way to a person', () => {
  given(desk())
    .when(commands('/faq'))
    .then({ customerReads: ['customer.noArticles'], buttons: ['person'] })
})

test('/faq with words shows the titles that fit, the best eight, and keeps the words as the question', () => {
  const { then } = given(desk({ matches: articles(20) })).when(commands('/faq my parcel'))
  then({
    customerReads: ['customer.perhaps'],
    buttons: [...articles(8).map(({ article }) => show(article)), 'person'],
    form: { kind: 'idle', kept: { text: 'my parcel' } },
  })
  given(desk({ matches: articles(2) }))
    .when(commands('/faq my parcel'), presses('person'))
    .then({ changes: [{ type: 'OpenTicket', question: { text: 'my parcel' } }] })
})

test('/faq with words that nothing fits says so, and the words are still kept for a person', () => {
  given(desk())
    .when(commands('/faq my parcel'))
    .then({ customerReads: ['customer.noneFits'], buttons: ['person'], form: { kept: { text: 'my parcel' } } })
})

test('words for the FAQ leave the question that was asked as it is, whatever waits for it', () => {
  const unchanged = 'Where is my order?'
  given(desk({ form: kept }))
    .when(commands('/faq parcel'), commands('/faq refund'))
    .then({ form: { kept: { text: unchanged } } })
  given(desk({ form: suggesting(['orders']) }))
    .when(commands('/faq parcel'))
    .then({ form: { kind: 'suggesting', articles: ['orders'], question: { text: unchanged } } })
  given(desk({ form: suggesting(['orders']) }))
    .when(commands('/faq parcel'), presses('suggestion.person:s-1'))
    .then({ changes: [{ type: 'SettleSuggestion' }, { type: 'OpenTicket', question: { text: unchanged } }] })
  given(desk({ settings: { burstWindow: 2_000 } }))
    .when(writes(unchanged), commands('/faq parcel'))
    .then({ form: { kind: 'gathering', question: { text: unchanged } } })
})

test('what is looked for next takes the place of what was looked for', () => {
  given(desk({ matches: articles(2) }))
    .when(commands('/faq parcel'), commands('/faq refund'), presses('person'))
    .then({ changes: [{ type: 'OpenTicket', question: { text: 'refund' } }] })
  given(desk({ matches: articles(2) }))
    .when(commands('/faq parcel'), presses(show('a1')), commands('/faq refund'))
    .then({ form: { kind: 'suggesting', articles: ['a1'], question: { text: 'refund' } } })
})

test('an article is not learned from what was looked for after it was shown', () => {
  const world = desk({ matches: articles(2) })
  const looked = given(world).when(commands('/faq parcel is late'), presses(show('a1')))
  const [solved] = buttonsOf(looked.decision)
  given(looked.world)
    .when(presses(solved?.press ?? ''))
    .then({ learns: [{ type: 'RecordSign', article: 'a1', text: 'parcel is late' }] })
  given(looked.world)
    .when(commands('/faq money back'), presses(solved?.press ?? ''))
    .then({ changes: [{ type: 'SettleSuggestion', verdict: 'solved', article: 'a1' }], learns: [] })
  const next = given(looked.world).when(commands('/faq money back'), presses(show('a2')))
  given(next.world)
    .when(presses(buttonsOf(next.decision)[0]?.press ?? ''))
    .then({ learns: [{ type: 'RecordSign', article: 'a2', text: 'money back' }] })
})

test('words for the FAQ while a request is open are no other question', () => {
  given(desk({ tickets: [newTicket()], matches: articles(1) }))
    .when(commands('/faq parcel'))
    .then({ form: idle, threadReads: [], buttons: [show('a1'), 'person'] })
})

test('a title that is pressed shows its answer with the verdicts, and is remembered as chosen', () => {
  given(desk({ matches: articles(2) }))
    .when(presses(show('a2')))
    .then({
      customerReads: ['Title of a2\n\nAnswer of a2'],
      buttons: verdicts,
      changes: [{ type: 'RecordSuggestion', matches: [{ article: 'a2', confidence: 1 }] }],
      form: { kind: 'suggesting', question: null, articles: ['a2'] },
    })
})

test('an answer that was looked up and helped is counted, once', () => {
  const { then } = given(desk({ form: browsing })).when(presses('suggestion.solved:s-1'))
  then({
    changes: [{ type: 'SettleSuggestion', id: 's-1', verdict: 'solved', article: 'a1' }],
    customerReads: ['customer.solved'],
    form: idle,
  })
  given(desk({ form: browsing }))
    .when(presses('suggestion.solved:s-1'), presses('suggestion.solved:s-1'))
    .then({ changes: [], outcome: { kind: 'refused' } })
})

test('one that did not help opens nothing where nothing was asked, but the question can be', () => {
  given(desk({ form: browsing }))
    .when(presses('suggestion.not:s-1'))
    .then({
      changes: [{ type: 'SettleSuggestion', verdict: 'not', article: 'a1' }],
      customerReads: ['customer.askInWords'],
      buttons: ['person'],
      form: idle,
    })
})

test('a person who is wanted instead is asked the question, unless one is at it already', () => {
  given(desk({ form: browsing }))
    .when(presses('suggestion.person:s-1'))
    .then({
      changes: [{ type: 'SettleSuggestion', verdict: 'person' }],
      customerReads: ['customer.askQuestion'],
      form: asking,
    })
  given(desk({ form: browsing, tickets: [newTicket()] }))
    .when(presses('suggestion.person:s-1'))
    .then({ customerReads: ['customer.ticketWaiting'], form: idle })
})

test('after words for the FAQ an answer that did not help leads to a person with those words', () => {
  const world = desk({ matches: articles(1) })
  const shown = given(world).when(commands('/faq my parcel'), presses(show('a1')))
  const [, not] = buttonsOf(shown.decision)
  given(shown.world)
    .when(presses(not?.press ?? ''))
    .then({ changes: [{ type: 'SettleSuggestion' }, { type: 'OpenTicket', question: { text: 'my parcel' } }] })
})

test('words after an answer that was looked up are a question of their own', () => {
  given(desk({ form: browsing, matches: [match('a1', 0.9)] }))
    .when(writes('Where is it?'))
    .then({
      changes: [{ type: 'SettleSuggestion', verdict: 'not', article: null }, { type: 'RecordSuggestion' }],
      form: { kind: 'suggesting', round: 1, question: { text: 'Where is it?' } },
    })
})

test('a title that is pressed while articles are offered for a question takes their place, and the question stays', () => {
  given(desk({ form: suggesting(['orders']), matches: articles(2) }))
    .when(presses(show('a1')))
    .then({
      changes: [{ type: 'SettleSuggestion', id: 's-1', verdict: 'not', article: null }, { type: 'RecordSuggestion' }],
      form: { kind: 'suggesting', articles: ['a1'], question: { text: 'Where is my order?' } },
    })
})

test('the title of an article that is offered already only shows it again', () => {
  given(desk({ form: suggesting(['orders', 'a1']), matches: articles(1) }))
    .when(presses(show('a1')))
    .then({
      changes: [],
      form: suggesting(['orders', 'a1'], 1, 1),
      buttons: expect.arrayContaining(['suggestion.solved:s-1:1']),
    })
})

test('a title that is pressed while the form waits is shown, and the form asks again', () => {
  const form = registering('Ion')
  given(desk({ form, registered: false, matches: articles(1) }))
    .when(presses(show('a1')))
    .then({ form, changes: [], customerReads: ['Title of a1\n\nAnswer of a1', 'customer.askEmail'] })
})

test('a title that is pressed while a question or a comment is waited for changes nothing of that', () => {
  given(desk({ form: asking, matches: articles(1) }))
    .when(presses(show('a1')))
    .then({ form: asking, changes: [], buttons: ['person'] })
  const rated = desk({ tickets: [resolvedTicket()], matches: articles(1) })
  const { world, then } = given(rated).when(presses('rating.5:1'), presses(show('a1')))
  then({ form: { kind: 'commenting' }, changes: [], buttons: ['person'] })
  given(later(world, 11 * MINUTE))
    .when(presses(show('a1')))
    .then({ form: { kind: 'suggesting' }, buttons: verdicts })
})

test('the title of an article that is gone is answered kindly', () => {
  given(desk())
    .when(presses(show('a1')))
    .then({ changes: [], outcome: { kind: 'refused', notice: { say: 'customer.outdated' } } })
})

test('where registration is required it comes before the FAQ too', () => {
  const stranger = desk({ registered: false, settings: { registration: 'required' }, matches: articles(1) })
  given(stranger)
    .when(commands('/faq'))
    .then({ form: registering(null, 'welcome'), customerReads: ['customer.askNameFirst'] })
  given(stranger)
    .when(commands('/faq'), commands('/faq'))
    .then({ form: registering(null, 'welcome'), customerReads: ['customer.askNameFirst'] })
})

test('codes of articles are short, and differ', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string({ minLength: 1, maxLength: 64 }), { minLength: 2, maxLength: 200 }), (ids) => {
      const codes = ids.map(codeOf)
      expect(new Set(codes).size).toBe(ids.length)
      for (const code of codes) expect(code).toMatch(/^[a-z\d]{1,11}$/)
    }),
  )
  const numbered = Array.from({ length: 20_000 }, (_, index) => codeOf(`article-${index}`))
  expect(new Set(numbered).size).toBe(numbered.length)
})
