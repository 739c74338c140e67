import { expect, test } from 'vitest'
import type { ConversationEvent } from '../../src/core/events.ts'
import { chatterIn } from '../../src/core/small-talk.ts'
import { edits, presses, writes } from './happenings.ts'
import {
  asking,
  claimedTicket,
  desk,
  idle,
  kept,
  newTicket,
  question,
  resolvedTicket,
  suggesting,
} from './situations.ts'
import { given } from './specification.ts'
import { happen, later, match, type World } from './world.ts'

const WINDOW = 2_000
const photo = {
  kind: 'photo',
  name: null,
  mediaType: 'image/jpeg',
  bytes: 9,
  at: { channel: 'telegram', id: 'f-1' },
} as const
const fired: ConversationEvent = { type: 'TimerFired', timer: { kind: 'burst', conversation: 'c-1' } }
const required = { registered: false, settings: { registration: 'required' } } as const
/** The words, and what follows once nothing more came for a while. */
const afterBurst = (changed: Parameters<typeof desk>[0], ...texts: readonly string[]): World => {
  const start = desk({ ...changed, settings: { ...changed?.settings, burstWindow: WINDOW } })
  return later(
    texts.reduce((world, text) => happen(world, writes(text, text)).world, start),
    WINDOW,
  )
}

test.each([
  ['Hello!', 'greeting'],
  ['Hi there 👋', 'greeting'],
  ['Bună ziua', 'greeting'],
  ['Hello? Is anyone there?', 'greeting'],
  ['Thanks a lot!', 'thanks'],
  ['Mulțumesc frumos', 'thanks'],
  ['ok, thanks', 'thanks'],
  ['Bye bye', 'goodbye'],
  ['La revedere!', 'goodbye'],
  ['Ok.', 'nod'],
  ['Am înțeles', 'nod'],
  ['👍', 'emoji'],
  ['❤️ 🇷🇴!', 'emoji'],
  [':+1::skin-tone-2:', 'emoji'],
  ['???', 'marks'],
  [':)', 'marks'],
  [' ', 'marks'],
])('%j asks nothing', (text, chatter) => {
  expect(chatterIn(text)).toBe(chatter)
})

test.each(['Hi, where is my order?', 'Thanks, but it still burns', 'Help!', 'refund', '404', '1️⃣', ':refund'])(
  '%j may ask something',
  (text) => {
    expect(chatterIn(text)).toBeNull()
  },
)

test.each(['Hello', 'Thanks', 'Bye', 'Ok', '🙂', '...'])(
  '%j alone is answered kindly, and opens nothing, registers nobody and asks nothing',
  (text) => {
    const matches = [match('greetings', 0.95)]
    for (const world of [desk({ matches }), desk({ ...required, matches }), desk({ form: kept, matches })]) {
      const { decision, then } = given(world).when(writes(text))
      then({
        changes: [],
        learns: [],
        form: world.state.conversation.form,
        customerReads: [expect.stringMatching(/^customer\.talk\./)],
        buttons: [],
        timersAfter: [],
      })
      expect(decision.deliveries).toHaveLength(1)
    }
  },
)

test('whoever greets is shown what they can begin with, unless a question is kept', () => {
  given(desk())
    .when(writes('Hello'))
    .then({ steps: ['ask', 'faq', 'tickets', 'human'] })
  given(desk({ form: kept }))
    .when(writes('Hello'))
    .then({ steps: [] })
  given(desk()).when(writes('Thanks')).then({ steps: [] })
})

test('a greeting is only answered once nothing follows it, else it is part of the question', () => {
  given(desk({ settings: { burstWindow: WINDOW } }))
    .when(writes('Hello'))
    .then({ customerReads: [], form: { kind: 'gathering' } })
  given(afterBurst({}, 'Hello'))
    .when(fired)
    .then({ customerReads: ['customer.talk.greeting'], form: idle })
  given(afterBurst({}, 'Hello', 'Thanks!'))
    .when(fired)
    .then({ changes: [], customerReads: ['customer.talk.thanks'], form: idle })
  given(afterBurst({}, 'Hello', 'It burns'))
    .when(fired)
    .then({ changes: [{ type: 'OpenTicket', question: { text: 'Hello\n\nIt burns' } }] })
  given(afterBurst({ form: kept }, 'Hello'))
    .when(fired)
    .then({ form: kept })
})

test('a greeting that becomes a question by an edit is one', () => {
  given(afterBurst({}, 'Hello'))
    .when(edits('Hello', 'Hello, it burns'), fired)
    .then({ changes: [{ type: 'OpenTicket', question: { text: 'Hello, it burns' } }] })
})

test('a greeting with a file is a question', () => {
  given(desk())
    .when({ ...writes('Hello'), files: [photo] })
    .then({ changes: [{ type: 'OpenTicket' }] })
})

test('a greeting is not taken for the question that a person is to be asked', () => {
  given(desk({ form: asking }))
    .when(writes('Hello'))
    .then({ changes: [], customerReads: ['customer.talk.asking'], form: asking })
  given(afterBurst({ form: asking }, 'Hello'))
    .when(fired)
    .then({ changes: [], customerReads: ['customer.talk.asking'], form: asking })
  given(desk({ form: asking }))
    .when(writes('Hello'), writes('It burns'))
    .then({ changes: [{ type: 'OpenTicket', question: { text: 'It burns' } }] })
})

test('thanks for an answer that was shown in full end the matter, and teach nothing', () => {
  for (const world of [
    desk({ form: suggesting(['orders', 'refunds'], 1, 1) }),
    { ...desk(), ...afterBurst({ form: suggesting(['orders', 'refunds'], 1, 1) }, 'Thank you!') },
  ]) {
    given(world)
      .when(world.state.conversation.form.kind === 'gathering' ? fired : writes('Thank you!'))
      .then({
        changes: [{ type: 'SettleSuggestion', id: 's-1', verdict: 'solved', article: 'refunds' }],
        learns: [],
        customerReads: ['customer.solved'],
        form: idle,
      })
  }
})

test.each([
  ['thanks for titles alone', suggesting(['orders', 'refunds']), 'Thanks'],
  ['a greeting', suggesting(['orders'], 1, 0), 'Hello'],
  ['a nod', suggesting(['orders'], 1, 0), 'ok'],
  ['an emoji', suggesting(['orders'], 1, 0), '👍'],
  ['nothing but marks', suggesting(['orders'], 1, 0), '??'],
])('%s leave what is offered as it stands', (_name, form, text) => {
  given(desk({ form })).when(writes(text)).then({ changes: [], form })
  given(afterBurst({ form }, text)).when(fired).then({ changes: [], form })
  given(afterBurst({ form, matches: [match('refunds', 0.95)] }, text))
    .when(fired, writes('It is late'), fired)
    .then({ form: { kind: 'gathering', question: { text: 'Where is my order?\n\nIt is late' } } })
})

test('who writes thanks and then presses the button has told it twice, and is heard once', () => {
  const world = afterBurst({ form: suggesting(['orders'], 1, 0) }, 'Thanks')
  given(world)
    .when(presses('suggestion.solved:s-1'))
    .then({ changes: [{ type: 'SettleSuggestion', verdict: 'solved' }], form: idle })
  given(world).when(presses('suggestion.solved:s-1'), fired).then({ changes: [], customerReads: [] })
  given(world)
    .when(presses('suggestion.solved:s-2'))
    .then({ changes: [], outcome: { kind: 'refused' } })
  given(afterBurst({ form: suggesting(['orders'], 1, 0) }, 'It burns'))
    .when(presses('suggestion.solved:s-1'))
    .then({ changes: [], outcome: { kind: 'refused' } })
})

test.each(['Yes', 'da!', 'No', 'Nu'])('%j asks nothing where nothing was asked', (text) => {
  given(desk())
    .when(writes(text))
    .then({ changes: [], customerReads: ['customer.talk.nod'], form: idle })
  given(desk({ form: asking }))
    .when(writes(text))
    .then({ changes: [], customerReads: ['customer.talk.asking'], form: asking })
  given(desk({ tickets: [resolvedTicket()] }))
    .when(writes(text))
    .then({ changes: [{ type: 'ReopenTicket' }] })
})

test.each([
  'I have a question',
  'Hello, can you help me please?',
  'Help!',
  'Bună ziua, am nevoie de ajutor',
  'Hallo, ich habe eine Frage',
])('%j is answered by what to do, with a way to a person, and opens nothing yet', (text) => {
  const { decision, then } = given(desk({ matches: [match('helpers', 0.95)] })).when(writes(text))
  then({ changes: [], customerReads: ['customer.talk.opening'], buttons: ['person'], form: idle })
  then({ steps: ['ask', 'faq', 'tickets', 'human'] })
  expect(decision.deliveries).toHaveLength(1)
  given(desk({ form: kept }))
    .when(writes(text), presses('person'))
    .then({ changes: [{ type: 'OpenTicket', question: { text: question().text } }] })
  given(desk({ form: asking }))
    .when(writes(text))
    .then({ customerReads: ['customer.talk.asking'], form: asking })
  given(desk({ form: suggesting(['orders'], 1, 0) }))
    .when(writes(text))
    .then({ changes: [{ type: 'SettleSuggestion' }, { type: 'OpenTicket' }] })
  given(desk({ tickets: [resolvedTicket()] }))
    .when(writes(text))
    .then({ changes: [{ type: 'ReopenTicket' }] })
})

test('"yes" to an answer leaves it as it stands', () => {
  const form = suggesting(['orders'], 1, 0)
  given(desk({ form, matches: [match('orders', 0.95)] }))
    .when(writes('Yes'))
    .then({ changes: [], customerReads: ['customer.talk.nod'], form })
})

test('while a request is open small talk is words to it', () => {
  for (const text of ['Hello', 'Thanks', '👍']) {
    given(desk({ tickets: [claimedTicket()] }))
      .when(writes(text))
      .then({ threadReads: [text], customerReads: [] })
    given(desk({ tickets: [newTicket()], settings: { burstWindow: WINDOW } }))
      .when(writes(text))
      .then({ threadReads: [text] })
  }
})

test.each([
  ['Thank you so much!', ['customer.talk.thanks']],
  ['Mersi mult', ['customer.talk.thanks']],
  ['Bye!', ['customer.talk.goodbye']],
  ['ok', ['customer.talk.nod']],
  ['👍', []],
])('%j after a request was resolved does not reopen it, and the staff reads it without an alarm', (text, reads) => {
  const { decision, then } = given(desk({ tickets: [resolvedTicket()] })).when(writes(text))
  then({ changes: [], threadReads: ['staff.staysResolved'], customerReads: reads, cards: 0, timersAfter: [] })
  expect(decision.changes).toContainEqual(
    expect.objectContaining({ type: 'AddMessage', ticket: 't-1', audience: 'everyone' }),
  )
  expect(decision.deliveries.filter(({ content }) => 'resurfaces' in content)).toEqual([])
})

test.each(['Thanks, but it still burns', 'Hello', '???'])('%j after a request was resolved reopens it', (text) => {
  given(desk({ tickets: [resolvedTicket()] }))
    .when(writes(text))
    .then({ changes: [{ type: 'ReopenTicket' }] })
})

test('thanks after a later answer out of the FAQ are for that one', () => {
  given(desk({ tickets: [resolvedTicket()], form: suggesting(['orders'], 1, 0) }))
    .when(writes('Thanks'))
    .then({ changes: [{ type: 'SettleSuggestion', verdict: 'solved' }], threadReads: [] })
})

test('the question that is kept is there again after small talk', () => {
  given(desk({ form: kept }))
    .when(writes('Thanks'), presses('person'))
    .then({ changes: [{ type: 'OpenTicket', question: { text: question().text } }] })
})
