import { expect, test } from 'vitest'
import type { ConversationEvent } from '../../src/core/events.ts'
import type { Form } from '../../src/core/types.ts'
import { by, commands, presses, writes } from './happenings.ts'
import { claimedTicket, desk, idle, newTicket, resolvedTicket, suggesting } from './situations.ts'
import { given } from './specification.ts'
import { ana, DAY, happen, later, MINUTE, match } from './world.ts'

const silence = (suggestion = 's-1'): ConversationEvent => ({
  type: 'TimerFired',
  timer: { kind: 'silence', suggestion },
})
const shown = suggesting(['orders', 'refunds'], 1, 1)
const assumed: Form = { ...shown, assumed: true }
const orders = [match('orders', 0.95), match('refunds', 0.03)]

test('an answer shown in full is taken to have helped after a day without a word, and apart from those that did', () => {
  given(desk({ matches: orders }))
    .when(writes('Where is it?'))
    .then({ timersAfter: [DAY] })
  given(desk({ form: shown }))
    .when(silence())
    .then({
      changes: [{ type: 'SettleSuggestion', id: 's-1', verdict: 'assumed', article: 'refunds' }],
      learns: [],
      customerReads: [],
      form: assumed,
    })
})

test('a timer has its effect once, and only for the suggestion that stands', () => {
  given(desk({ form: shown }))
    .when(silence(), silence())
    .then({ changes: [], form: assumed })
  given(desk({ form: shown }))
    .when(silence('s-0'))
    .then({ changes: [], form: shown })
  given(desk()).when(silence()).then({ changes: [], form: idle })
})

test('titles that nobody opened helped nobody', () => {
  const titles = suggesting(['orders', 'refunds'])
  given(desk({ matches: [match('orders', 0.5), match('refunds', 0.2)] }))
    .when(writes('Hm?'))
    .then({ timersAfter: [] })
  given(desk({ form: titles }))
    .when(silence())
    .then({ changes: [], form: titles })
})

test.each([
  ['solved', presses('suggestion.solved:s-1:1')],
  ['not', presses('suggestion.not:s-1:1')],
  ['person', presses('suggestion.person:s-1')],
  ['person', commands('/human')],
  ['person', commands('/human It burns')],
  ['not', writes('It burns')],
  ['solved', writes('Thanks!')],
])('whatever was settled earlier wins: %s', (verdict, event) => {
  const start = desk({ form: shown })
  given(start)
    .when(event)
    .then({ changes: expect.arrayContaining([expect.objectContaining({ verdict })]) })
  given(start).when(event, silence()).then({ changes: [] })
})

test('whoever got a person meanwhile is silent for another reason', () => {
  given(desk({ form: shown, tickets: [claimedTicket()] }))
    .when(silence())
    .then({ changes: [], form: shown })
  given(desk({ tickets: [newTicket()], matches: orders }))
    .when(commands('/start faq_orders'))
    .then({ timersAfter: [] })
  const reopened = happen(desk({ form: shown, tickets: [resolvedTicket()] }), presses('ticket.reopen:1')).world
  given(reopened).when(silence()).then({ changes: [] })
})

test.each([
  ['solved', presses('suggestion.solved:s-1:1')],
  ['not', presses('suggestion.not:s-1:1')],
  ['person', presses('suggestion.person:s-1')],
  ['person', commands('/human')],
  ['solved', writes('Thank you!')],
])('what the customer says later takes the place of what was assumed: %s', (verdict, event) => {
  given(desk({ form: assumed }))
    .when(event)
    .then({ changes: expect.arrayContaining([expect.objectContaining({ verdict })]) })
})

test('what is asked later is a question of its own, and changes nothing of what was assumed', () => {
  given(desk({ form: assumed, matches: orders }))
    .when(writes('Do you sell umbrellas?'))
    .then({
      changes: [{ type: 'RecordSuggestion', question: 'Do you sell umbrellas?' }],
      form: { kind: 'suggesting', round: 1, question: { text: 'Do you sell umbrellas?' } },
    })
  given(desk({ form: assumed }))
    .when(commands('/human It burns'))
    .then({ changes: [{ type: 'OpenTicket', question: { text: 'It burns' } }] })
  given(desk({ form: assumed }))
    .when(commands('/faq parcel'))
    .then({ changes: [], form: { kind: 'idle', kept: { text: 'parcel' } } })
  given(desk({ form: { ...assumed, articles: ['x'] }, matches: [match('a1', 0.5)] }))
    .when(commands('/start faq_a1'))
    .then({ changes: [{ type: 'RecordSuggestion', question: null }], form: { question: null, articles: ['a1'] } })
})

test('an answer that is opened again is waited for anew, unless it was taken to have helped', () => {
  const world = later(desk({ form: suggesting(['orders', 'refunds'], 1, 0), matches: orders }), MINUTE)
  given(world)
    .when(presses('suggestion.show:s-1:1'))
    .then({ form: { shown: 1, assumed: false }, timersAfter: [DAY] })
  given(desk({ form: assumed, matches: orders }))
    .when(presses('suggestion.show:s-1:0'))
    .then({ form: { shown: 0, assumed: true }, timersAfter: [] })
})

test('a manager who opens a request again while words come in is not talked over', () => {
  const window = { burstWindow: 2_000 }
  const burst: ConversationEvent = { type: 'TimerFired', timer: { kind: 'burst', conversation: 'c-1' } }
  const start = desk({ settings: { ...window, reopenWindow: 0 }, tickets: [resolvedTicket()], matches: orders })
  const asked = happen(start, writes('Where is my order?', 'm-7')).world
  const { tickets } = desk({ tickets: [claimedTicket()] }).state
  const open = later({ ...asked, state: { ...asked.state, tickets } }, 2_000)
  const id = asked.state.conversation.form.kind === 'gathering' ? asked.state.conversation.form.question.messages : []
  given(open)
    .when(burst)
    .then({
      changes: [{ type: 'AddToTicket', ticket: 't-1', messages: id }],
      threadReads: ['Where is my order?'],
      customerReads: [],
      form: idle,
    })
  given(desk({ form: shown, tickets: [claimedTicket()], matches: orders }))
    .when(presses('suggestion.not:s-1'))
    .then({
      changes: [
        { type: 'SettleSuggestion', verdict: 'not' },
        { type: 'AddToTicket', messages: ['q-1'] },
      ],
      threadReads: ['Where is my order?'],
      customerReads: [],
    })
})

test.each([newTicket(), claimedTicket()])(
  'while a request is $status no words are answered by an article',
  (ticket) => {
    const world = desk({ tickets: [ticket], matches: orders })
    given(world)
      .when(writes('Where is my order?'))
      .then({ changes: [], threadReads: ['Where is my order?'], customerReads: [] })
    given(world).when(by(ana, 1).replies('On it'), writes('And my refund?')).then({ customerReads: [], buttons: [] })
    given(world)
      .when(commands('/faq order'))
      .then({ customerReads: ['customer.perhaps'] })
  },
)

test.each([
  ['a greeting', writes('Hello')],
  ['an emoji', writes('🙂')],
  ['words for the FAQ', commands('/faq parcel')],
  ['a look at the titles', presses('faq.page:0')],
  ['a language', commands('/language')],
])('silence is counted from the last word, whatever it was: %s', (_what, event) => {
  const world = later(desk({ form: shown, matches: [match('a1', 0.3)] }), 23 * 60 * MINUTE)
  given(world)
    .when(event)
    .then({ timersAfter: [DAY] })
  given(desk({ form: assumed }))
    .when(event)
    .then({ timersAfter: [] })
  given(desk({ form: suggesting(['orders']) }))
    .when(event)
    .then({ timersAfter: [] })
})

test('silence is counted from the last word while more of them come in', () => {
  given(desk({ form: shown, settings: { burstWindow: 2_000 } }))
    .when(writes('Hello'))
    .then({ form: { kind: 'gathering' }, timersAfter: [2_000, DAY] })
})
