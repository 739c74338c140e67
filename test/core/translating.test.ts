import { expect, test } from 'vitest'
import type { Failure, ModelEvent } from '../../src/core/consultations.ts'
import { fromPlainText } from '../../src/core/document.ts'
import type { Ticket } from '../../src/core/types.ts'
import { by, edits, writes } from './happenings.ts'
import { claimedTicket, desk, newTicket, stored } from './situations.ts'
import { given } from './specification.ts'
import { ana, HOUR, SECOND } from './world.ts'

// A text's language stands before it, as in `pl: Dzień dobry`; without it nobody can tell.
const ask = { assistant: true, translate: 'ask' } as const
const auto = { assistant: true, translate: 'auto' } as const
const translated = (ticket: Ticket, from: string | null = 'pl'): Ticket => ({ ...ticket, translation: { from } })
const isAsked = { type: 'Consult', wanted: { purpose: 'translation' } } as const

const says = (text: string, message = 'q-1', question: string | null = null): ModelEvent => ({
  type: 'ModelAnswered',
  consultation: 'n-1',
  answer: { purpose: 'translation', texts: [{ message, document: fromPlainText(text) }], question, from: 'pl' },
})
const fails = (why: Failure): ModelEvent => ({
  ...{ type: 'ModelFailed', consultation: 'n-1', purpose: 'translation', asker: null, why },
})

test('a ticket in another language than the desk’s is translated by itself where the desk wishes so', () => {
  given(desk({ settings: auto }))
    .when(writes('pl: Gdzie jest paczka?'))
    .then({
      changes: [
        { type: 'OpenTicket' },
        { type: 'SetTranslation', translation: { from: 'pl' } },
        { type: 'Consult', wanted: { purpose: 'translation', to: 'en', words: null } },
        { type: 'AwaitTranslation', messages: null },
      ],
    })
})

test('else the staff hear that it can be', () => {
  given(desk({ settings: ask }))
    .when(writes('pl: Gdzie jest paczka?'))
    .then({ changes: [{ type: 'OpenTicket' }], threadReads: ['assistant.foreign'] })
})

test.each([
  ['in the desk’s own language', 'en: Where is it?', {}],
  ['that may be in any language', 'OK 123', {}],
  ['in a desk that translates nothing', 'pl: Gdzie?', { settings: { ...auto, translate: 'off' as const } }],
  ['of a customer who wants only people', 'pl: Gdzie?', { refusesModel: true }],
  ['without a language model', 'pl: Gdzie?', { settings: { ...auto, assistant: false } }],
])('words %s are left as they are', (_, text, situation) => {
  const { decision } = given(desk({ settings: auto, ...situation })).when(writes(text))
  expect(decision.changes.map(({ type }) => type)).not.toContain('Consult')
})

test('what the customer writes to a translated ticket reaches the thread at once, and is translated then', () => {
  given(desk({ tickets: [translated(claimedTicket())], settings: ask }))
    .when(writes('Nie', 'm-1'))
    .then({
      threadReads: ['Nie'],
      timersAfter: expect.any(Array) as never,
      changes: [
        { type: 'Consult', wanted: { purpose: 'translation', to: 'en', words: [{ document: fromPlainText('Nie') }] } },
        { type: 'AwaitTranslation', messages: [expect.any(String)] },
      ],
    })
})

test('words in the desk’s own language need no translation, even in a translated ticket', () => {
  given(desk({ tickets: [translated(claimedTicket())], settings: ask }))
    .when(writes('en: I speak English, too'))
    .then({ changes: [] })
})

test('the thread then reads the translation, with what was written below it', () => {
  const waiting = stored('q-1', 't-1', { inThread: true, document: fromPlainText('Nie') })
  const { decision } = given(desk({ tickets: [translated(claimedTicket())], awaiting: [waiting], settings: ask })).when(
    says('No'),
  )
  expect(decision.changes).toContainEqual({
    ...{ type: 'TranslateMessage', message: 'q-1', language: 'en', document: fromPlainText('No') },
  })
  expect(decision.deliveries).toEqual([
    expect.objectContaining({
      to: { kind: 'thread', ticket: 't-1' },
      message: 'q-1',
      content: expect.objectContaining({
        kind: 'edit',
        body: {
          say: 'assistant.translated',
          document: {
            type: 'root',
            children: [
              ...fromPlainText('No').children,
              { type: 'blockquote', children: [{ type: 'paragraph', children: [{ type: 'text', value: 'Nie' }] }] },
            ],
          },
        },
      }),
    }),
  ])
})

test('a translated question stands on the card', () => {
  given(desk({ tickets: [translated(newTicket())], settings: ask }))
    .when(says('No', 'other', 'Where is my parcel?'))
    .then({ changes: [{ type: 'TranslateQuestion', ticket: 't-1', text: 'Where is my parcel?' }], cards: 1 })
})

test('a reply to a translated ticket waits for its translation, for five seconds at the most', () => {
  const { decision } = given(desk({ tickets: [translated(claimedTicket())], settings: ask })).when(
    by(ana, 1).replies('en: It is on its way'),
  )
  expect(decision.changes).toContainEqual(
    expect.objectContaining({ type: 'Consult', wanted: expect.objectContaining({ purpose: 'translation', to: 'pl' }) }),
  )
  const [said] = decision.deliveries.filter(({ to }) => to.kind === 'chat')
  expect(said?.notBefore).toEqual(new Date('2026-03-02T10:00:05Z'))
})

test('a longer hold than that goes on as it would', () => {
  const { decision } = given(
    desk({ tickets: [translated(claimedTicket())], settings: { ...ask, replyHold: 20 * SECOND } }),
  ).when(by(ana, 1).replies('en: It is on its way'))
  const [said] = decision.deliveries.filter(({ to }) => to.kind === 'chat')
  expect(said?.notBefore).toEqual(new Date('2026-03-02T10:00:20Z'))
})

test.each([
  ['in the customer’s language already', 'pl: Jest w drodze', translated(claimedTicket())],
  ['to a ticket that is not translated', 'en: It is on its way', claimedTicket()],
])('a reply %s goes at once', (_, text, ticket) => {
  const { decision } = given(desk({ tickets: [ticket], settings: ask })).when(by(ana, 1).replies(text))
  expect(decision.changes.map(({ type }) => type)).not.toContain('Consult')
  expect(decision.deliveries.find(({ to }) => to.kind === 'chat')?.notBefore).toBeUndefined()
})

test('the customer reads the translation of a reply, and what was written is kept', () => {
  const waiting = stored('r-1', 't-1', { author: 'manager', fate: 'held', document: fromPlainText('On its way') })
  given(desk({ tickets: [translated(claimedTicket())], awaiting: [waiting], settings: { ...ask, replyHold: SECOND } }))
    .when(says('W drodze', 'r-1'))
    .then({
      changes: [
        { type: 'ReleaseReply', message: 'r-1', language: 'pl', words: fromPlainText('W drodze'), hold: SECOND },
      ],
      threadReads: [],
    })
})

test.each(['away', 'spent', 'garbled'] as const)(
  'where it fails (%s) the reply goes as it was written, and its writer hears so',
  (why) => {
    const waiting = stored('r-1', 't-1', { author: 'manager', fate: 'held' })
    given(desk({ tickets: [translated(claimedTicket())], awaiting: [waiting], settings: ask }))
      .when(fails(why))
      .then({
        changes: [{ type: 'ReleaseReply', message: 'r-1', words: null }],
        threadReads: ['assistant.replyUntranslated'],
      })
  },
)

test('while the model can’t be asked a reply goes at once, and its writer hears that it is untranslated', () => {
  const world = desk({ tickets: [translated(claimedTicket())], settings: { assistant: false, translate: 'ask' } })
  const { decision, then } = given(world).when(by(ana, 1).replies('en: On its way'))
  then({ threadReads: ['assistant.replyUntranslated'] })
  expect(decision.deliveries.find(({ to }) => to.kind === 'chat')?.notBefore).toBeUndefined()
})

test('what the customer changes is translated anew', () => {
  const named = stored('q-1', 't-1', { inThread: true })
  given(desk({ tickets: [translated(claimedTicket())], messages: new Map([['telegram:1', named]]), settings: ask }))
    .when(edits('1', 'Tak'))
    .then({ changes: [{ type: 'EditMessage' }, isAsked, { type: 'AwaitTranslation', messages: ['q-1'] }] })
})

test('what a manager changes of a reply that was said waits for its translation, too', () => {
  const said = stored('r-1', 't-1', { author: 'manager', fate: 'said', manager: ana })
  const { decision } = given(
    desk({ tickets: [translated(claimedTicket())], messages: new Map([['slack:ts-1', said]]), settings: ask }),
  ).when(by(ana, 1).edits('en: Tomorrow'))
  expect(decision.changes).toContainEqual(
    expect.objectContaining(isAsked.type === 'Consult' ? { type: 'Consult' } : {}),
  )
  expect(decision.deliveries.map(({ content, notBefore }) => [content.kind, notBefore])).toEqual([
    ['edit', new Date('2026-03-02T10:00:05Z')],
  ])
})

test('a manager turns it on for a ticket with all that was written, and off again', () => {
  const on = given(desk({ tickets: [claimedTicket()], settings: ask })).when(by(ana, 1).translates())
  on.then({
    changes: [
      { type: 'SetTranslation', translation: { from: null } },
      isAsked,
      { type: 'AwaitTranslation', messages: null },
    ],
    threadReads: ['assistant.translationOn'],
    cards: 1,
  })
  given(on.world)
    .when(by(ana, 1).translates(false))
    .then({ changes: [{ type: 'SetTranslation', translation: 'ended' }], threadReads: ['assistant.translationOff'] })
})

test('the language that nobody could tell is learned from the first translation', () => {
  given(desk({ tickets: [translated(claimedTicket(), null)], settings: ask }))
    .when(says('No'))
    .then({ changes: [{ type: 'SetTranslation', translation: { from: 'pl' } }] })
})

test.each([
  ['there is no assistant', { settings: { ...ask, translate: 'off' as const } }, 'assistant.off'],
  ['the customer wants only people', { settings: ask, refusesModel: true }, 'assistant.unwanted'],
  ['the model can not be asked', { settings: { ...ask, assistant: false } }, 'assistant.away'],
])('whoever turns it on where %s hears why not', (_, situation, say) => {
  given(desk({ tickets: [claimedTicket()], ...situation }))
    .when(by(ana, 1).translates())
    .then({ changes: [], outcome: { kind: 'refused', notice: { say } } })
})

test('a ticket that is quiet for hours is translated no worse', () => {
  const quiet = { ...translated(claimedTicket()), quietSince: new Date(Date.parse('2026-03-02T10:00:00Z') - 5 * HOUR) }
  given(desk({ tickets: [quiet], settings: ask }))
    .when(writes('Nie'))
    .then({ changes: [isAsked, { type: 'AwaitTranslation' }] })
})

test('a reply before anybody knows the customer’s language goes at once, and its writer hears so', () => {
  const world = desk({ tickets: [translated(claimedTicket(), null)], settings: ask })
  const { decision, then } = given(world).when(by(ana, 1).replies('en: It is on its way'))
  then({ threadReads: ['assistant.languageUnknown'] })
  expect(decision.deliveries.find(({ to }) => to.kind === 'chat')?.notBefore).toBeUndefined()
})

test('a reply waits longer than the model may take, so that what comes in time can still be stored', () => {
  const { decision } = given(desk({ tickets: [translated(claimedTicket())], settings: ask })).when(
    by(ana, 1).replies('en: It is on its way'),
  )
  const asked = decision.changes.find((change) => change.type === 'Consult')
  const said = decision.deliveries.find(({ to }) => to.kind === 'chat')
  expect((said?.notBefore?.getTime() ?? 0) - (asked?.until.getTime() ?? 0)).toBeGreaterThanOrEqual(500)
})

test('words that come to files sent alone are translated, too', () => {
  const files = stored('r-1', 't-1', { author: 'manager', fate: 'said', manager: ana, document: fromPlainText('') })
  const { decision } = given(
    desk({ tickets: [translated(claimedTicket())], messages: new Map([['slack:ts-1', files]]), settings: ask }),
  ).when(by(ana, 1).edits('en: The invoice'))
  expect(decision.changes).toContainEqual(expect.objectContaining({ type: 'Consult' }))
  expect(decision.deliveries[0]?.notBefore).toEqual(new Date('2026-03-02T10:00:05Z'))
})

test('whoever bans a customer still gets what they asked for, and no reply waits for ever', () => {
  const ban = { toldIn: ['c-1'] }
  const waiting = stored('r-1', 't-1', { author: 'manager', fate: 'held' })
  given(desk({ tickets: [translated(claimedTicket())], awaiting: [waiting], ban, settings: ask }))
    .when(says('W drodze', 'r-1'))
    .then({ changes: [{ type: 'ReleaseReply', message: 'r-1' }] })
  given(desk({ tickets: [claimedTicket()], ban, settings: ask }))
    .when({
      type: 'ModelAnswered',
      consultation: 'n-1',
      answer: { purpose: 'summary', document: fromPlainText('So far'), tags: [], priority: null },
    })
    .then({ threadReads: ['assistant.summary'] })
})
