// What managers see of what the assistant writes for them, from their press to the page: on the real engine and database.

import pino from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Said } from '../../src/assistant/asking.ts'
import { createConsulting } from '../../src/assistant/consulting.ts'
import type { Failure, ModelAnswer, Purpose } from '../../src/core/consultations.ts'
import { type Listener, openListener } from '../../src/database/listener.ts'
import type { DeskAssistance } from '../../src/desk/assistance.ts'
import type { Person } from '../../src/desk.ts'
import { fromPlainText } from '../../src/document.ts'
import { createWords } from '../../src/locales/words.ts'
import { assistanceOf } from '../../src/reading/assistance.ts'
import { customer, manager, openEngine, type TestEngine } from '../support/engine.ts'
import { eventually } from '../support/eventually.ts'

let engine: TestEngine
let listener: Listener
let desk: DeskAssistance
let now = () => new Date()
beforeAll(async () => {
  engine = await openEngine({ settings: { assistant: true } })
  listener = await openListener(engine.url, pino({ level: 'silent' }))
  desk = assistanceOf({
    ...{ db: engine.db, settings: { assistant: true, translate: 'ask' }, now: () => now() },
    onChange: (listen) => listener.subscribe('changes', (conversation) => listen({ conversation })),
  })
  await engine.db.article.create({ data: { id: 'moves', title: 'Moving', answer: 'So', locale: 'en', tags: [] } })
})
afterAll(async () => {
  await listener.close()
  await engine.close()
})

const ben: Person = { channel: 'slack', externalId: 'UBEN' }
const eva: Person = { channel: 'slack', externalId: 'UEVA' }
const patient = () => new AbortController().signal

const opened = async (id: string) => {
  const writer = customer(engine.receive, id)
  await writer.writes(`Where is it, asks ${id}?`)
  const ticket = await engine.db.ticket.findFirstOrThrow({
    where: { customer: { identities: { some: { externalId: id } } } },
  })
  return { writer, number: ticket.number, conversation: ticket.conversationId }
}

let presses = 0
const act = (
  event:
    | { type: 'ManagerConsulted'; purpose: 'draft' | 'summary' | 'article' }
    | { type: 'ManagerDroppedDraft'; consultation: string },
  number: number,
  who = ben,
) =>
  engine.receive({
    key: `press:${++presses}`,
    at: new Date(),
    event: { ...event, by: { ...who, name: who.externalId }, ticket: { number } },
  })

/** Presses Draft, or what else the assistant may write; the id of what it is asked. */
const asks = async (number: number, purpose: 'draft' | 'summary' | 'article' = 'draft', who = ben): Promise<string> => {
  const outcome = await act({ type: 'ManagerConsulted', purpose }, number, who)
  if (outcome.kind !== 'done' || outcome.consultation === undefined) throw new Error('it was not asked')
  return outcome.consultation
}

const draft = {
  ...{ purpose: 'draft', isKnown: true, text: 'It **comes**.', articles: ['moves'], tickets: [7], read: null },
} as const satisfies ModelAnswer

/** What is under way, until the test lets the model answer it. */
const running = async (id: string) => {
  const signals: AbortSignal[] = []
  const held = Promise.withResolvers<Said['result']>()
  const consulting = createConsulting({
    ...{ db: engine.db, receive: engine.receive, listener, log: pino({ level: 'silent' }), now: () => new Date() },
    ask: async (_consultation, signal) => {
      signals.push(signal)
      signal.addEventListener('abort', () => held.resolve({ why: 'dropped' }))
      return {
        result: await held.promise,
        sent: 'the question',
        received: 'the answer',
        tokens: { sent: 12, received: 3 },
      }
    },
  })
  const done = consulting.run(id)
  await eventually(() => expect(signals).toHaveLength(1))
  const answers = async (answer: ModelAnswer | { why: Failure }) => {
    held.resolve('why' in answer ? answer : { answer })
    await done
  }
  return { answers, done, signal: () => signals[0] }
}

const written = async (
  number: number,
  answer: ModelAnswer | { why: Failure } = draft,
  purpose: 'draft' | 'summary' | 'article' = 'draft',
) => {
  const id = await asks(number, purpose)
  await (await running(id)).answers(answer)
  return id
}

test('whoever waits for a draft gets it as soon as it is written, with what it is taken from', async () => {
  const { number } = await opened('waits')
  const id = await asks(number)
  const model = await running(id)
  expect(await desk.written(ben, id)).toMatchObject({ state: 'writing' })
  const waiting = desk.whenWritten(ben, id, patient())
  await model.answers(draft)
  expect(await waiting).toEqual({
    ...{ state: 'draft', text: 'It **comes**.', tickets: [7], isOvertaken: false },
    articles: [{ id: 'moves', title: 'Moving' }],
  })
})

test('nothing of it is said in the conversation, to the customer or in the thread', async () => {
  const { number, conversation } = await opened('quiet')
  const count = () => engine.db.message.count({ where: { conversationId: conversation } })
  const before = await count()
  await written(number)
  expect(await count()).toBe(before)
})

test('nobody but who asked sees a draft', async () => {
  const { number } = await opened('own')
  const id = await written(number)
  await manager(engine.receive, 'UEVA').claims(number)
  expect(await desk.written(eva, id)).toBeNull()
  expect(await desk.whenWritten(eva, id, patient())).toBeNull()
  expect(await desk.draftAt(eva, number)).toBeNull()
  expect(await desk.draftAt(ben, number)).toMatchObject({ consultation: id, written: { state: 'draft' } })
  expect(await desk.written(ben, 'no id')).toBeNull()
})

test('a draft says whether the customer wrote what it doesn’t know', async () => {
  const { number, writer } = await opened('again')
  const last = await engine.db.message.findFirstOrThrow({
    where: { ticket: { number } },
    orderBy: { position: 'desc' },
  })
  const id = await written(number, { ...draft, read: last.id })
  expect(await desk.written(ben, id)).toMatchObject({ isOvertaken: false })
  // By the clock of their platform it was before the draft.
  await writer.writes('And where is the other one?', undefined, new Date(Date.now() - 5_000))
  expect(await desk.written(ben, id)).toMatchObject({ isOvertaken: true })
})

test('a draft stands at its ticket until its manager puts it away', async () => {
  const { number } = await opened('away')
  const id = await written(number)
  await act({ type: 'ManagerDroppedDraft', consultation: id }, number, eva)
  expect(await desk.draftAt(ben, number)).toMatchObject({ consultation: id })
  await act({ type: 'ManagerDroppedDraft', consultation: id }, number)
  expect(await desk.draftAt(ben, number)).toBeNull()
})

test('or answers, or for a day', async () => {
  const { number } = await opened('answers')
  await written(number)
  await manager(engine.receive, 'UBEN').replies(number, 'It comes.')
  expect(await desk.draftAt(ben, number)).toBeNull()
  const other = await opened('day')
  await written(other.number)
  now = () => new Date(Date.now() + 90_000_000)
  expect(await desk.draftAt(ben, other.number)).toBeNull()
  now = () => new Date()
})

test('a draft that is put away while it is written is asked for no longer', async () => {
  const { number, conversation } = await opened('stops')
  const id = await asks(number)
  const model = await running(id)
  await act({ type: 'ManagerDroppedDraft', consultation: id }, number)
  listener.tell('changes', conversation)
  await eventually(() => expect(model.signal()?.aborted).toBe(true))
  await model.done
})

test('whoever waits for what doesn’t come hears why', async () => {
  const { number } = await opened('fails')
  expect(await desk.written(ben, await written(number, { why: 'spent' }))).toEqual({ state: 'failed', why: 'spent' })
  const unknown = await written(number, { purpose: 'draft', isKnown: false })
  expect(await desk.whenWritten(ben, unknown, patient())).toEqual({ state: 'unknown' })
  // Whoever asked the model died with it.
  const lost = await asks(number)
  now = () => new Date(Date.now() + 60_000)
  expect(await desk.whenWritten(ben, lost, patient())).toEqual({ state: 'failed', why: 'away' })
  now = () => new Date()
})

test('who gives up waiting hears how it stands', async () => {
  const { number } = await opened('gives up')
  const leaving = new AbortController()
  const waiting = desk.whenWritten(ben, await asks(number), leaving.signal)
  leaving.abort()
  expect(await waiting).toMatchObject({ state: 'writing' })
})

test('an article is for whoever asked for it', async () => {
  const { number } = await opened('article')
  const made = { title: 'Moving', question: 'How?', answer: 'So.', isCut: false }
  const id = await written(number, { purpose: 'article', draft: made }, 'article')
  expect(await desk.written(ben, id)).toEqual({ state: 'article', draft: made })
  expect(await desk.draftAt(ben, number)).toBeNull()
})

test('all that the model was asked about a ticket can be looked at, with what was sent and received', async () => {
  const { number } = await opened('audit')
  await written(number)
  await written(number, { why: 'garbled' }, 'article')
  await asks(number)
  expect(await desk.consultationRecords(number)).toMatchObject([
    {
      ...{ purpose: 'draft', by: 'UBEN', state: 'answered', why: null, tokens: { sent: 12, received: 3 } },
      ...{ sent: 'the question', received: 'the answer', at: expect.any(Date) },
    },
    { purpose: 'article', state: 'failed', why: 'garbled' },
    { purpose: 'draft', state: 'writing', sent: null, tokens: { sent: 0, received: 0 } },
  ])
  const facts = await desk.consultations(number)
  expect(facts.map(({ purpose, state }) => [purpose, state])).toEqual([
    ['draft', 'answered'],
    ['article', 'failed'],
    ['draft', 'writing'],
  ])
  expect(JSON.stringify(facts)).not.toContain('the question')
  expect(await desk.consultations(4_000_000_000)).toEqual([])
})

test('what a summary proposes stands until somebody decides, and what is set already is not proposed', async () => {
  const { number } = await opened('proposed')
  expect(await desk.proposals(number)).toEqual({ tags: [], priority: null })
  await engine.db.ticket.update({ where: { number }, data: { tags: ['late'] } })
  const document = fromPlainText('So it stands.')
  await written(number, { purpose: 'summary', document, tags: ['late', 'refund'], priority: 'high' }, 'summary')
  expect(await desk.proposals(number)).toEqual({ tags: ['refund'], priority: 'high' })
  await manager(engine.receive, 'UEVA').prioritizes(number, 'low')
  expect(await desk.proposals(number)).toEqual({ tags: ['refund'], priority: null })
  const by = { ...eva, name: 'Eva' } as const
  const event = { type: 'ManagerTagged', by, ticket: { number }, tags: ['late'] } as const
  await engine.receive({ key: `press:${++presses}`, at: new Date(), event })
  expect(await desk.proposals(number)).toEqual({ tags: [], priority: null })
})

test('whatever the assistant may be asked for is told of a ticket, and has words in each language', async () => {
  const { number, conversation } = await opened('everything')
  const { id: ticketId } = await engine.db.ticket.findUniqueOrThrow({ where: { number } })
  const words = createWords()
  for (const purpose of [
    'answer',
    'draft',
    'summary',
    'article',
    'translation',
  ] as const satisfies readonly Purpose[]) {
    const until = new Date(Date.now() + 60_000)
    await engine.db.consultation.create({
      data: {
        id: crypto.randomUUID(),
        conversationId: conversation,
        ticketId,
        wanted: { purpose },
        askedAt: until,
        until,
      },
    })
    expect((await desk.consultations(number)).map((one) => one.purpose)).toContain(purpose)
    for (const locale of ['en', 'ro']) expect(words(locale, `web.desk.askedFor.${purpose}`)).not.toBe('')
  }
})
