import { expect, test } from 'vitest'
import { plainText } from '../../src/core/document.ts'
import { commands, presses, writes } from './happenings.ts'
import { desk, idle, suggesting } from './situations.ts'
import { buttonsOf, given } from './specification.ts'
import { DAY, match } from './world.ts'

const anId = expect.stringMatching(/^[\da-f-]{36}$/)

test('an article that fits for sure is shown in full, with the three verdicts', () => {
  const { decision, then } = given(desk({ matches: [match('refunds', 0.9), match('orders', 0.05)] })).when(
    writes('Refund?'),
  )
  then({
    customerReads: ['Title of refunds\n\nAnswer of refunds'],
    form: { kind: 'suggesting', articles: ['refunds'], round: 1, question: { text: 'Refund?' } },
    changes: [{ type: 'RecordSuggestion', id: anId }],
    cards: 0,
  })
  expect(buttonsOf(decision).map(({ press }) => press.split(':')[0])).toEqual([
    'suggestion.solved',
    'suggestion.not',
    'suggestion.person',
  ])
})

test('articles that fit perhaps are offered by their titles, three at most, with a way to a person', () => {
  const matches = [0.3, 0.25, 0.05, 0.2].map((confidence, index) => match(`a${index}`, confidence))
  const { decision, then } = given(desk({ matches })).when(writes('Hm?'))
  then({ customerReads: ['customer.perhaps'], form: { articles: ['a0', 'a1', 'a2'] } })
  expect(buttonsOf(decision).map(({ label }) => label)).toEqual([
    { literal: '▸ Title of a0' },
    { literal: '▸ Title of a1' },
    { literal: '▸ Title of a2' },
    { say: 'customer.button.person' },
  ])
})

test('an article that hardly fits is never offered', () => {
  given(desk({ matches: [match('refunds', 0.59)] }))
    .when(writes('Hm?'))
    .then({ changes: [{ type: 'OpenTicket' }] })
})

test('a title that is pressed shows its article in full, and the others can still be pressed', () => {
  given(desk({ form: suggesting(['orders', 'refunds']), matches: [match('orders', 0.5), match('refunds', 0.4)] }))
    .when(presses('suggestion.show:s-1:1'))
    .then({
      customerReads: ['Title of refunds\n\nAnswer of refunds'],
      buttons: ['suggestion.solved:s-1:1', 'suggestion.not:s-1:1', 'suggestion.person:s-1'],
      form: suggesting(['orders', 'refunds'], 1, 1),
      timersAfter: [DAY],
    })
})

test('an answer that helped ends the matter', () => {
  given(desk({ form: suggesting(['orders', 'refunds']) }))
    .when(presses('suggestion.solved:s-1:1'))
    .then({
      changes: [{ type: 'SettleSuggestion', id: 's-1', verdict: 'solved', article: 'refunds' }],
      customerReads: ['customer.solved'],
      form: { kind: 'idle', kept: null },
    })
})

test('after an answer that did not help the next best one is shown, once', () => {
  given(desk({ form: suggesting(['orders']), matches: [match('orders', 0.9), match('refunds', 0.4)] }))
    .when(presses('suggestion.not:s-1'))
    .then({
      changes: [{ type: 'SettleSuggestion', verdict: 'not', article: 'orders' }, { type: 'RecordSuggestion' }],
      customerReads: ['Title of refunds\n\nAnswer of refunds'],
      form: { articles: ['refunds'], round: 2 },
    })
})

test('a second answer that did not help leads to a person', () => {
  given(desk({ form: suggesting(['refunds'], 2), matches: [match('orders', 0.9), match('refunds', 0.4)] }))
    .when(presses('suggestion.not:s-1'))
    .then({ changes: [{ type: 'SettleSuggestion' }, { type: 'OpenTicket', question: { text: 'Where is my order?' } }] })
})

test('where no other article fits, one that did not help leads to a person', () => {
  given(desk({ form: suggesting(['orders']), matches: [match('orders', 0.9)] }))
    .when(presses('suggestion.not:s-1'))
    .then({ changes: [{ type: 'SettleSuggestion' }, { type: 'OpenTicket' }] })
})

test('words while titles are offered refine the question', () => {
  given(desk({ form: suggesting(['refunds']), matches: [match('orders', 0.7)] }))
    .when(writes('It is late'))
    .then({
      changes: [{ type: 'SettleSuggestion', verdict: 'not', article: null }, { type: 'RecordSuggestion' }],
      form: {
        kind: 'suggesting',
        round: 2,
        articles: ['orders'],
        question: { text: 'Where is my order?\n\nIt is late' },
      },
    })
})

test('a title that words make sure of is shown in full, though it was offered', () => {
  given(desk({ form: suggesting(['orders', 'refunds']), matches: [match('refunds', 0.95)] }))
    .when(writes('It is late'))
    .then({ customerReads: ['Title of refunds\n\nAnswer of refunds'], form: { round: 2, articles: ['refunds'] } })
})

test('an answer that was read is not shown once more for words that go on: the next best is, once, then a person', () => {
  const orders = match('orders', 0.95)
  given(desk({ form: suggesting(['orders'], 1, 0), matches: [orders, match('refunds', 0.03)] }))
    .when(writes('It is late'))
    .then({
      changes: [
        { type: 'SettleSuggestion', verdict: 'not' },
        { type: 'RecordSuggestion', matches: [{ article: 'refunds' }] },
      ],
      form: { round: 2, articles: ['refunds'] },
    })
  given(desk({ form: suggesting(['orders'], 1, 0), matches: [orders] }))
    .when(writes('It is late'))
    .then({
      changes: [
        { type: 'SettleSuggestion' },
        { type: 'OpenTicket', question: { text: 'Where is my order?\n\nIt is late' } },
      ],
      customerReads: ['customer.ticketOpened'],
    })
  given(desk({ form: suggesting(['orders']), matches: [match('orders', 0.7)] }))
    .when(writes('It is late'))
    .then({ changes: [{ type: 'SettleSuggestion' }, { type: 'OpenTicket' }] })
})

test('"no" to an answer is the button, and a person reads it', () => {
  const shown = suggesting(['orders'], 1, 0)
  const both = [match('orders', 0.9), match('refunds', 0.04)]
  given(desk({ form: shown, matches: both }))
    .when(writes('No.'))
    .then({
      changes: [{ type: 'SettleSuggestion', verdict: 'not', article: 'orders' }, { type: 'RecordSuggestion' }],
      learns: [{ type: 'RecordSign', article: 'orders', kind: 'not', text: 'Where is my order?' }],
      customerReads: ['Title of refunds\n\nAnswer of refunds'],
      form: { round: 2, question: { text: 'Where is my order?' } },
    })
  const { decision } = given(desk({ form: suggesting(['orders'], 2, 0), matches: both })).when(writes('Nu'))
  const opened = decision.changes.find((change) => change.type === 'OpenTicket')
  if (opened === undefined) throw new Error('no ticket was opened')
  expect(plainText(opened.question.words)).toBe('Where is my order?\n\nNu')
  given(desk({ form: suggesting(['orders']), matches: [match('orders', 0.7)] }))
    .when(writes('no'))
    .then({ changes: [{ type: 'SettleSuggestion', verdict: 'not', article: null }, { type: 'OpenTicket' }] })
  given(desk({ form: { ...shown, question: null } }))
    .when(writes('no'))
    .then({ changes: [{ type: 'SettleSuggestion' }], customerReads: ['customer.askInWords'], form: idle })
})

test('after two rounds of suggestions a person reads all the words', () => {
  const { decision, then } = given(desk({ form: suggesting(['refunds']), matches: [match('orders', 0.7)] })).when(
    writes('Late'),
    writes('Help'),
  )
  then({
    changes: [
      { type: 'SettleSuggestion' },
      { type: 'OpenTicket', question: { text: 'Where is my order?\n\nLate\n\nHelp' } },
    ],
    customerReads: ['customer.ticketOpened'],
  })
  const opened = decision.changes.find((change) => change.type === 'OpenTicket')
  expect(opened?.question.messages).toHaveLength(3)
})

test.each([
  ['the button', presses('suggestion.person:s-1')],
  ['the button of an earlier message', presses('person')],
  ['the command', commands('/human')],
])('%s brings a person for the question that is kept', (_name, event) => {
  given(desk({ form: suggesting(['orders']) }))
    .when(event)
    .then({
      changes: [
        { type: 'SettleSuggestion', id: 's-1', verdict: 'person', article: null },
        { type: 'OpenTicket', question: { text: 'Where is my order?', messages: ['q-1'] } },
      ],
      form: { kind: 'idle', kept: null },
    })
})

test('a title whose article is gone is answered kindly', () => {
  given(desk({ form: suggesting(['orders']) }))
    .when(presses('suggestion.show:s-1:0'))
    .then({ outcome: { kind: 'refused', notice: { say: 'customer.outdated' } }, form: suggesting(['orders']) })
})
