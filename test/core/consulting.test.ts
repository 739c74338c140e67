import { expect, test } from 'vitest'
import { by, commands, deletes, edits, modelFails, modelSays, presses, writes } from './happenings.ts'
import {
  claimedTicket,
  consulting,
  desk,
  idle,
  newTicket,
  question,
  resolvedTicket,
  stored,
  suggesting,
} from './situations.ts'
import { given } from './specification.ts'
import { ana, bogdan, DAY, match, SECOND } from './world.ts'

const unsure = [match('refunds', 0.4), match('orders', 0.3)]
const hardly = [match('refunds', 0.2), match('orders', 0.1)]
const assistant = { assistant: true }
const asked = { ...suggesting(['refunds', 'orders']), assistant: { asked: 'n-1' } }

test('where titles are offered the model is asked beside them, about the articles that fit best alone', () => {
  given(desk({ matches: unsure, settings: assistant }))
    .when(writes('Refund?'))
    .then({
      customerReads: ['customer.perhaps'],
      changes: [
        {
          type: 'Consult',
          wanted: { purpose: 'answer', question: 'Refund?', articles: ['refunds', 'orders'] },
          ticket: null,
          by: null,
        },
        { type: 'RecordSuggestion' },
      ],
      form: { kind: 'suggesting', assistant: { asked: expect.any(String) } },
      timersAfter: [],
    })
})

test('where no article fits well enough the customer waits for the model eight seconds at the most', () => {
  given(desk({ matches: hardly, settings: assistant }))
    .when(writes('Refund?'))
    .then({
      customerReads: [],
      changes: [{ type: 'Consult' }],
      form: { kind: 'consulting', question: { text: 'Refund?' }, round: 1 },
      timersAfter: [8 * SECOND],
      outcome: { kind: 'preparing' },
    })
})

test.each([
  ['an article fits for sure', { matches: [match('refunds', 0.95)] }],
  ['there is no article at all', { matches: [] }],
  ['the customer wants no model to read what they write', { matches: hardly, refusesModel: true }],
  ['the model can not be asked just now', { matches: hardly, settings: { assistant: false } }],
  ['somebody has the matter already', { matches: hardly, tickets: [claimedTicket()] }],
])('the model is not asked where %s', (_, situation) => {
  const { decision } = given(desk({ settings: assistant, ...situation })).when(writes('Refund?'))
  expect(decision.changes.map(({ type }) => type)).not.toContain('Consult')
})

test('at most five articles are read for a question', () => {
  const matches = Array.from({ length: 9 }, (_, index) => match(`a${index}`, 0.05))
  given(desk({ matches, settings: assistant }))
    .when(writes('Refund?'))
    .then({ changes: [{ wanted: { articles: ['a0', 'a1', 'a2', 'a3', 'a4'] } as never, type: 'Consult' }] })
})

test('an answer is shown as the assistant’s, with the three verdicts and the articles that it is made of', () => {
  given(desk({ form: consulting(), matches: hardly, settings: assistant }))
    .when(modelSays('Within 14 days.', ['refunds', 'orders']))
    .then({
      customerReads: ['assistant.answer'],
      buttons: [
        expect.stringMatching(/^suggestion\.solved:/),
        expect.stringMatching(/^suggestion\.not:/),
        expect.stringMatching(/^suggestion\.person:/),
        expect.stringMatching(/^suggestion\.show:[^:]+:0$/),
        expect.stringMatching(/^suggestion\.show:[^:]+:1$/),
      ],
      changes: [
        { type: 'RecordSuggestion', isAssisted: true, matches: [{ article: 'refunds' }, { article: 'orders' }] },
      ],
      form: { kind: 'suggesting', articles: ['refunds', 'orders'], shown: 0, round: 1 },
      timersAfter: [DAY],
    })
})

test('an answer to a question for which titles are offered comes behind them, and they can still be pressed', () => {
  const situation = desk({ form: asked, matches: [...unsure, match('shipping', 0.1)], settings: assistant })
  given(situation)
    .when(modelSays('Within 14 days.', ['shipping']))
    .then({
      customerReads: ['assistant.answer'],
      changes: [{ type: 'AssistSuggestion', id: 's-1', matches: [{ article: 'shipping' }] }],
      form: { kind: 'suggesting', suggestion: 's-1', articles: ['refunds', 'orders', 'shipping'], shown: 2 },
    })
  given(situation)
    .when(modelSays('Within 14 days.', ['shipping']), presses('suggestion.show:s-1:1'))
    .then({ customerReads: ['Title of orders\n\nAnswer of orders'] })
})

test('where the articles don’t tell, a person is asked, and the customer hears it', () => {
  given(desk({ form: asked, matches: unsure, settings: assistant }))
    .when(modelSays('', []))
    .then({
      customerReads: ['assistant.unsure', 'customer.ticketOpened'],
      changes: [{ type: 'SettleSuggestion', verdict: 'person' }, { type: 'OpenTicket' }],
      form: idle,
    })
  given(desk({ form: consulting(), matches: hardly, settings: assistant }))
    .when(modelSays('', []))
    .then({
      customerReads: ['customer.ticketOpened'],
      changes: [{ type: 'OpenTicket' }],
      learns: [{ type: 'RecordUnanswered' }],
    })
})

test.each(['away', 'spent', 'garbled', 'ungrounded', 'refused'] as const)(
  'a model that gives no answer (%s) leaves all as it would be without one',
  (why) => {
    given(desk({ form: asked, matches: unsure, settings: assistant }))
      .when(modelFails(why))
      .then({ customerReads: [], changes: [], form: suggesting(['refunds', 'orders']) })
    given(desk({ form: consulting(), matches: hardly, settings: assistant }))
      .when(modelFails(why))
      .then({ customerReads: ['customer.ticketOpened'], changes: [{ type: 'OpenTicket' }], form: idle })
  },
)

test('a person is asked once the customer has waited long enough, whatever the model still says', () => {
  const { world } = given(desk({ form: consulting(), matches: hardly, settings: assistant })).when({
    type: 'TimerFired',
    timer: { kind: 'consultation', consultation: 'n-1' },
  })
  expect(world.state.tickets).toHaveLength(1)
  given(world)
    .when(modelSays('Within 14 days.', ['refunds']))
    .then({ customerReads: [], changes: [], form: idle })
})

test.each([
  ['the customer wrote on', writes('And the fees?')],
  ['the customer asked for a person', presses('person')],
  ['the customer opened one of the titles', presses('suggestion.show:s-1:0')],
  ['the customer looked up another article', commands('/start faq_orders')],
])('an answer is dropped where %s meanwhile', (_, meanwhile) => {
  const world = desk({ form: asked, matches: unsure, settings: { ...assistant, burstWindow: 2_000 } })
  given(world)
    .when(meanwhile, modelSays('Within 14 days.', ['refunds']))
    .then({ customerReads: [], changes: [] })
})

test('an answer is dropped where a person has the matter by then', () => {
  given(desk({ form: asked, tickets: [claimedTicket()], matches: unsure, settings: assistant }))
    .when(modelSays('Within 14 days.', ['refunds']))
    .then({ customerReads: [], changes: [] })
  given(desk({ form: consulting(), tickets: [newTicket()], matches: hardly, settings: assistant }))
    .when(modelSays('Within 14 days.', ['refunds']))
    .then({ customerReads: [], changes: [{ type: 'AddToTicket', ticket: 't-1', messages: ['q-1'] }], form: idle })
})

test('an answer to an earlier question is dropped', () => {
  given(desk({ form: consulting(), matches: hardly, settings: assistant }))
    .when(modelSays('Within 14 days.', ['refunds'], 'n-0'))
    .then({ customerReads: [], changes: [], form: consulting() })
})

test('words that come while the model is asked belong to the question, and all of it is asked anew', () => {
  given(desk({ form: consulting(), matches: hardly, settings: assistant }))
    .when(writes('By card'))
    .then({
      changes: [{ type: 'Consult', wanted: { question: 'Where is my order?\n\nBy card' } }],
      form: { kind: 'consulting', question: { messages: ['q-1', expect.any(String)] } },
    })
})

test('whoever asks for a person while the model is asked gets one for their question', () => {
  given(desk({ form: consulting(), matches: hardly, settings: assistant }))
    .when(commands('/human'))
    .then({ changes: [{ type: 'OpenTicket', question: { text: 'Where is my order?' } }], form: idle })
})

test('a question that is deleted while the model is asked is answered no more', () => {
  const messages = new Map([['telegram:1', stored('q-1', null)]])
  given(desk({ form: consulting(), messages, settings: assistant }))
    .when(deletes('1'), modelSays('Within 14 days.', ['refunds']))
    .then({ customerReads: [], form: idle })
})

test('a question that is changed while the model is asked is asked anew, and what it says to the first words is dropped', () => {
  const messages = new Map([['telegram:1', stored('q-1', null)]])
  given(desk({ form: consulting(), messages, matches: hardly, settings: assistant }))
    .when(edits('1', 'Where is my refund?'), modelSays('Within 14 days.', ['refunds']))
    .then({ customerReads: [], form: { kind: 'consulting', question: { text: 'Where is my refund?' } } })
})

test('an answer that did not help leads to the next article, and then to a person', () => {
  const answered = { ...suggesting(['refunds'], 2, 0), assistant: { cited: ['refunds'] } }
  given(desk({ form: answered, matches: unsure, settings: assistant }))
    .when(presses('suggestion.not:s-1'))
    .then({ changes: [{ type: 'SettleSuggestion', verdict: 'not' }, { type: 'OpenTicket' }] })
})

test('what the assistant made of one article teaches how people ask for it; of several it teaches nothing', () => {
  const answered = (cited: readonly string[]) => ({
    ...suggesting(['refunds', 'orders'], 1, 0),
    assistant: { cited },
  })
  given(desk({ form: answered(['refunds']), matches: unsure }))
    .when(presses('suggestion.solved:s-1:0'))
    .then({ learns: [{ type: 'RecordSign', article: 'refunds', kind: 'solved' }], form: idle })
  given(desk({ form: answered(['refunds', 'orders']), matches: unsure }))
    .when(presses('suggestion.solved:s-1:0'))
    .then({ learns: [], form: idle })
})

test('a banned customer is shown no answer', () => {
  given(desk({ form: consulting(), ban: { toldIn: ['c-1'] }, matches: hardly, settings: assistant }))
    .when(modelSays('Within 14 days.', ['refunds']))
    .then({ customerReads: [], changes: [] })
})

test('a manager asks for a draft, a summary or an article, and hears of what it will be known by', () => {
  for (const purpose of ['draft', 'summary', 'article'] as const) {
    given(desk({ tickets: [claimedTicket()], settings: assistant }))
      .when(by(ana, 1).consults(purpose))
      .then({
        changes: [{ type: 'Consult', wanted: { purpose }, ticket: 't-1', by: 'm-ana' }],
        outcome: { kind: 'done', consultation: expect.any(String) },
      })
  }
})

test.each([
  ['there is no assistant', { settings: { assistant: false } }, 'assistant.off'],
  ['the customer wants none', { settings: assistant, refusesModel: true }, 'assistant.unwanted'],
])('a manager is told why nothing is written where %s', (_, situation, say) => {
  given(desk({ tickets: [claimedTicket()], ...situation }))
    .when(by(ana, 1).consults('draft'))
    .then({ changes: [], outcome: { kind: 'refused', notice: { say } } })
})

test('whoever is given a ticket that others have answered gets a summary of it; of one that nobody answered there is nothing to sum up', () => {
  const answered = { ...claimedTicket(), answeredAt: new Date('2026-03-02T09:30:00Z') }
  const { decision } = given(desk({ tickets: [answered], settings: assistant })).when(by(ana, 1).assigns(bogdan))
  expect(decision.changes).toContainEqual(
    expect.objectContaining({ type: 'Consult', wanted: { purpose: 'summary', least: 8 }, ticket: 't-1', by: null }),
  )
  const fresh = given(desk({ tickets: [claimedTicket()], settings: assistant })).when(by(ana, 1).assigns(bogdan))
  expect(fresh.decision.changes.map(({ type }) => type)).not.toContain('Consult')
})

test('a summary stands in the thread; tags and priority are proposed there and never set', () => {
  given(desk({ tickets: [claimedTicket()] }))
    .when({
      type: 'ModelAnswered',
      consultation: 'n-1',
      answer: { purpose: 'summary', document: question('All is well').words, tags: ['refund'], priority: 'high' },
    })
    .then({
      threadReads: ['assistant.summary', 'assistant.tags', 'assistant.priority'],
      customerReads: [],
      changes: [],
    })
})

test('whoever asked for a summary hears why there is none; one that came by itself fails in silence', () => {
  const failed = (asker: string | null) =>
    ({ type: 'ModelFailed', consultation: 'n-1', purpose: 'summary', asker, why: 'away' }) as const
  given(desk({ tickets: [resolvedTicket()] }))
    .when(failed('m-ana'))
    .then({ threadReads: ['assistant.noSummary'] })
  given(desk({ tickets: [resolvedTicket()] }))
    .when(failed(null))
    .then({ threadReads: [] })
})

const forManagers = [
  { purpose: 'draft', isKnown: true, text: 'So.', articles: ['refunds'], tickets: [3], read: null },
  { purpose: 'draft', isKnown: false },
  { purpose: 'article', draft: { title: 'Refunds', question: 'How?', answer: 'So.', isCut: false } },
] as const

test.each(forManagers)('what is written for a manager alone is said nowhere', (answer) => {
  given(desk({ tickets: [claimedTicket()] }))
    .when({ type: 'ModelAnswered', consultation: 'n-1', answer })
    .then({ threadReads: [], customerReads: [], changes: [] })
  given(desk({ tickets: [claimedTicket()] }))
    .when({ type: 'ModelFailed', consultation: 'n-1', purpose: answer.purpose, asker: 'm-ana', why: 'away' })
    .then({ threadReads: [], customerReads: [], changes: [] })
})

test('a manager puts away a draft of theirs', () => {
  given(desk({ tickets: [claimedTicket()] }))
    .when(by(ana, 1).dropsDraft('n-1'))
    .then({ changes: [{ type: 'DropDraft', consultation: 'n-1', by: 'm-ana' }] })
})

test('whoever wants only people from now on is shown nothing that the model still says', () => {
  given(desk({ form: consulting(), matches: hardly, settings: assistant }))
    .when(presses('assistant.no'), modelSays('Within 14 days.', ['refunds']))
    .then({ customerReads: ['customer.ticketOpened'], changes: [{ type: 'OpenTicket' }] })
})

test('an answer from an article that was archived meanwhile is dropped', () => {
  given(desk({ form: asked, matches: unsure, settings: assistant }))
    .when(modelSays('Within 14 days.', ['gone']))
    .then({ customerReads: [], changes: [], form: suggesting(['refunds', 'orders']) })
})

test.each([
  ['the model knows no answer', modelSays('', [])],
  ['the model fails', modelFails()],
  ['it took too long', { type: 'TimerFired', timer: { kind: 'consultation', consultation: 'n-1' } } as const],
])('a question for which a ticket was opened meanwhile goes to that one where %s', (_, event) => {
  given(desk({ form: consulting(), tickets: [newTicket()], matches: hardly, settings: assistant }))
    .when(event)
    .then({ changes: [{ type: 'AddToTicket', ticket: 't-1' }], form: idle })
})
