import { expect, test } from 'vitest'
import type { ConversationEvent } from '../../src/core/events.ts'
import { commands, deletes, edits, presses, writes } from './happenings.ts'
import { asking, claimedTicket, desk, idle, newTicket, resolvedTicket, suggesting } from './situations.ts'
import { given } from './specification.ts'
import { happen, later, match, type World } from './world.ts'

const SECOND = 1_000
const WINDOW = 2 * SECOND
const fired: ConversationEvent = { type: 'TimerFired', timer: { kind: 'burst', conversation: 'c-1' } }
const gathers = (changed: Parameters<typeof desk>[0] = {}): World =>
  desk({ ...changed, settings: { burstWindow: WINDOW, claimReminder: 0, ...changed.settings } })
/** Writes each of the words so long after the ones before. */
const writing = (start: World, apart: number, ...words: readonly string[]): World =>
  words.reduce((world, text) => later(happen(world, writes(text)).world, apart), start)

test('first words are kept, and wait for what follows within the window', () => {
  given(gathers({ matches: [match('orders', 0.9)] }))
    .when(writes('Hi'))
    .then({
      form: { kind: 'gathering', question: { text: 'Hi' }, before: idle },
      customerReads: [],
      timersAfter: [WINDOW],
      outcome: { kind: 'preparing' },
    })
})

test('words that follow within the window are one question, answered once', () => {
  const world = writing(gathers({ matches: [match('orders', 0.9)] }), SECOND, 'Hi', 'My order', 'It is late')
  given(world)
    .when(fired)
    .then({ form: { kind: 'gathering' }, customerReads: [], timersAfter: [SECOND] })
  given(later(world, SECOND))
    .when(fired)
    .then({
      form: { kind: 'suggesting', round: 1, question: { text: 'Hi\n\nMy order\n\nIt is late' } },
      customerReads: ['Title of orders\n\nAnswer of orders'],
    })
})

test('they are one post for the staff where no article fits', () => {
  given(later(writing(gathers(), SECOND, 'Hi', 'It burns'), SECOND))
    .when(fired)
    .then({
      changes: [{ type: 'OpenTicket', question: { text: 'Hi\n\nIt burns' } }],
      cards: 1,
      threadReads: [],
      form: { kind: 'idle', kept: null },
    })
})

test('whoever writes on and on is answered after three windows', () => {
  const words = ['a', 'b', 'c', 'd', 'e', 'f']
  given(writing(gathers({ matches: [match('orders', 0.9)] }), SECOND, ...words))
    .when(fired)
    .then({ form: { kind: 'suggesting', question: { text: words.join('\n\n') } } })
})

test('a timer that comes when nothing is gathered any more changes nothing', () => {
  const answered = later(writing(gathers({ matches: [match('orders', 0.9)] }), 3 * SECOND, 'Refund?'), 0)
  given(answered)
    .when(fired, fired)
    .then({ changes: [], customerReads: [], form: { kind: 'suggesting' }, timersAfter: [] })
})

test('words to an open ticket never wait, nor do those that reopen one', () => {
  given(gathers({ tickets: [claimedTicket()] }))
    .when(writes('Hello?'))
    .then({ threadReads: ['Hello?'], timersAfter: [] })
  given(gathers({ tickets: [resolvedTicket()] }))
    .when(writes('Hello?'))
    .then({ threadReads: ['staff.reopened', 'Hello?'], timersAfter: [] })
})

test('what follows an offered answer is gathered too, and refines the question once', () => {
  const start = gathers({ form: suggesting(['orders']), matches: [match('refunds', 0.9)] })
  given(start)
    .when(writes('No'))
    .then({ changes: [], form: { kind: 'gathering', before: suggesting(['orders']) } })
  given(later(writing(start, SECOND, 'No', 'My refund'), SECOND))
    .when(fired)
    .then({
      changes: [{ type: 'SettleSuggestion', id: 's-1', verdict: 'not', article: null }, { type: 'RecordSuggestion' }],
      form: { kind: 'suggesting', round: 2, question: { text: 'Where is my order?\n\nNo\n\nMy refund' } },
    })
})

test('what /ask brings beside an open ticket is gathered for another one', () => {
  const world = writing(gathers({ tickets: [newTicket()], form: asking }), SECOND, 'My invoice', 'is wrong')
  given(later(world, SECOND))
    .when(fired)
    .then({ changes: [{ type: 'OpenTicket', question: { text: 'My invoice\n\nis wrong' } }] })
})

test('what is asked after an answer in full, and what another article answers, is a matter of its own', () => {
  const start = gathers({ form: suggesting(['orders'], 2, 0), matches: [match('refunds', 0.9)] })
  given(later(writing(start, SECOND, 'And my refund?'), SECOND))
    .when(fired)
    .then({
      changes: [{ type: 'RecordSuggestion', question: 'And my refund?', matches: [{ article: 'refunds' }] }],
      form: { kind: 'suggesting', round: 1, articles: ['refunds'], question: { text: 'And my refund?' } },
    })
})

test('what the same article answers once more is another wording of the question, and a person’s', () => {
  const start = gathers({ form: suggesting(['orders'], 1, 0), matches: [match('orders', 0.9)] })
  given(later(writing(start, SECOND, 'My order I mean'), SECOND))
    .when(fired)
    .then({
      changes: [
        { type: 'SettleSuggestion', verdict: 'not' },
        { type: 'OpenTicket', question: { text: 'Where is my order?\n\nMy order I mean' } },
      ],
    })
})

test('after two rounds of suggestions the words that follow are gathered for a person', () => {
  given(later(writing(gathers({ form: suggesting(['orders'], 2) }), SECOND, 'No', 'Help'), SECOND))
    .when(fired)
    .then({
      changes: [
        { type: 'SettleSuggestion' },
        { type: 'OpenTicket', question: { text: 'Where is my order?\n\nNo\n\nHelp' } },
      ],
    })
})

test('what a person is asked is gathered too', () => {
  given(later(writing(gathers({ form: asking, matches: [match('orders', 0.9)] }), SECOND, 'It', 'burns'), SECOND))
    .when(fired)
    .then({ changes: [{ type: 'OpenTicket', question: { text: 'It\n\nburns' } }] })
})

test('whoever must register is asked for a name once all is gathered, so that no word is taken for one', () => {
  const start = gathers({ registered: false, settings: { registration: 'required' } })
  given(later(writing(start, SECOND, 'Hi', 'It burns'), SECOND))
    .when(fired)
    .then({
      customerReads: ['customer.askNameFirst'],
      form: { kind: 'registering', purpose: { question: { text: 'Hi\n\nIt burns' } } },
    })
})

test('a person is there at once for whoever asks for one meanwhile, with all the words', () => {
  const world = writing(gathers(), SECOND, 'Hi', 'It burns')
  given(world)
    .when(commands('/human'))
    .then({ changes: [{ type: 'OpenTicket', question: { text: 'Hi\n\nIt burns' } }] })
  given(world)
    .when(presses('suggestion.person:s-1'))
    .then({ changes: [{ type: 'OpenTicket', question: { text: 'Hi\n\nIt burns' } }] })
  given(world)
    .when(commands('/human Quick'))
    .then({ changes: [{ type: 'OpenTicket', question: { text: 'Hi\n\nIt burns\n\nQuick' } }] })
})

test('an edit meanwhile counts, and what was deleted is asked no more', () => {
  const world = writing(gathers(), SECOND, 'Hi')
  given(world)
    .when(edits('Hi', 'Hello'))
    .then({ form: { kind: 'gathering', question: { text: 'Hello' } } })
  given(world)
    .when(deletes('Hi'))
    .then({ form: { kind: 'idle', kept: null } })
})

test('no window: every message is answered at once', () => {
  given(desk({ settings: { burstWindow: 0 }, matches: [match('orders', 0.9)] }))
    .when(writes('Refund?'))
    .then({ form: { kind: 'suggesting' } })
  expect(given(desk({ form: asking })).when(writes('It burns')).decision.changes).toContainEqual(
    expect.objectContaining({ type: 'OpenTicket' }),
  )
})
