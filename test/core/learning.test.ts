import { expect, test } from 'vitest'
import { fromPlainText } from '../../src/core/document.ts'
import { phrasingIn } from '../../src/core/learning.ts'
import { by, presses, writes } from './happenings.ts'
import { claimedTicket, desk, idle, resolvedTicket, suggesting } from './situations.ts'
import { given } from './specification.ts'
import { ana, match } from './world.ts'

const asked = 'Where is my order?'

test('an answer that solved a question speaks for its words as a phrasing of the article', () => {
  given(desk({ form: suggesting(['orders', 'refunds']) }))
    .when(presses('suggestion.solved:s-1:1'))
    .then({
      learns: [{ type: 'RecordSign', article: 'refunds', text: asked, kind: 'solved', by: null }],
    })
})

test('one that did not speaks against them', () => {
  given(desk({ form: suggesting(['orders']) }))
    .when(presses('suggestion.not:s-1'))
    .then({
      changes: [{ type: 'SettleSuggestion' }, { type: 'OpenTicket' }],
      learns: [{ type: 'RecordSign', article: 'orders', text: asked, kind: 'not', by: null }],
    })
})

test('whoever looked an article up without asking, or wants a person, tells nothing of any words', () => {
  const browsing = { ...suggesting(['orders'], 1, 0), question: null }
  given(desk({ form: browsing }))
    .when(presses('suggestion.solved:s-1'))
    .then({ changes: [{ type: 'SettleSuggestion' }], learns: [], form: idle })
  given(desk({ form: suggesting(['orders']) }))
    .when(presses('suggestion.person:s-1'))
    .then({ changes: [{ type: 'SettleSuggestion' }, { type: 'OpenTicket' }], learns: [] })
})

test('a question for which nothing is offered is recorded as such', () => {
  given(desk())
    .when(writes(asked))
    .then({ changes: [{ type: 'OpenTicket' }], learns: [{ type: 'RecordUnanswered', question: asked }] })
})

const picked = { type: 'RecordSign', article: 'refunds', text: 'Question of t-1', kind: 'picked', by: 'm-ana' }

test('a manager who answers a request with an article picks it for the words of the request', () => {
  const world = desk({ tickets: [claimedTicket()], matches: [match('refunds', 0)] })
  const signs = (...args: Parameters<ReturnType<typeof by>['answers']>) =>
    given(world)
      .when(by(ana, 1).answers(...args))
      .decision.changes.filter(({ type }) => type === 'RecordSign')
  expect(signs('refunds')).toEqual([picked])
  expect(signs('refunds', fromPlainText('In my own words'))).toEqual([picked])
  expect(signs('gone')).toEqual([])
  expect(signs('gone', fromPlainText('In my own words'))).toEqual([])
})

test('an article sent about a resolved request, or to somebody banned, tells nothing of its words', () => {
  const matches = [match('refunds', 0)]
  for (const world of [
    desk({ tickets: [resolvedTicket()], matches }),
    desk({ tickets: [claimedTicket()], ban: { toldIn: [] }, matches }),
  ]) {
    const { changes } = given(world).when(by(ana, 1).answers('refunds')).decision
    expect(changes.filter(({ type }) => type === 'RecordSign')).toEqual([])
  }
})

test.each([
  ['Where  is\nmy order?', 'Where is my order?'],
  ['Hello, where is my order? Thanks!', 'Hello, where is my order? Thanks!'],
  ['Unde îmi este comanda?', 'Unde îmi este comanda?'],
  ['My mail is ion@example.com, where is my order AB-20931?', 'My mail is, where is my order?'],
])('a question is kept as it was asked, on one line and without personal data: %s', (question, text) => {
  expect(phrasingIn(question, [])).toBe(text)
})

test('a question is kept without the names of whoever asked', () => {
  expect(phrasingIn('Hi, Ana-Maria Pop here, where is my order? Maria', ['Ana-Maria Pop', 'Maria'])).toBe(
    'Hi, here, where is my order?',
  )
  const form = suggesting(['orders'])
  const question = form.question && { ...form.question, text: 'Ion alias Ionel here, where is my order?' }
  given(desk({ form: { ...form, question }, registered: true, knownName: 'Ionel' }))
    .when(presses('suggestion.solved:s-1'))
    .then({
      learns: [
        { type: 'RecordSign', article: 'orders', text: 'alias here, where is my order?', kind: 'solved', by: null },
      ],
    })
})

test.each([
  ['small talk', 'Hello, thank you!'],
  ['a single word', 'refund?'],
  ['what is a single word without its personal data', 'me: ion@example.com'],
  ['a story', 'My order is late. '.repeat(30)],
  ['more than anybody would read', 'word '.repeat(20_000)],
  ['no words', '???'],
  ['nothing', ''],
])('%s is no phrasing', (_name, question) => {
  expect(phrasingIn(question, [])).toBeNull()
})
