// Five hundred conversations beside a model that fails at random, each played once more on a desk without one.

import pLimit from 'p-limit'
import pino from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask } from '../../src/assistant/asking.ts'
import { type Consulting, createConsulting } from '../../src/assistant/consulting.ts'
import { type Listener, openListener } from '../../src/database/listener.ts'
import { plainText } from '../../src/document.ts'
import { openBudget } from '../../src/llm/budget.ts'
import { createModel } from '../../src/llm/client.ts'
import type { Model } from '../../src/llm/model.ts'
import { match } from '../core/world.ts'
import { type OpenAiSimulator, startOpenAi } from '../simulators/openai/openai-simulator.ts'
import { customer, openEngine, type TestEngine } from '../support/engine.ts'
import { eventually } from '../support/eventually.ts'

const CONVERSATIONS = 500
/** As the rules have it, in milliseconds. */
const DEADLINE = 8_000
/** The engine's clock is behind by this much, so that its deadlines come while the test waits. */
const BEHIND = 5_000
/** The articles that fit, by the first word of a question. */
const FITTING = {
  Unsure: [match('refunds', 0.2), match('orders', 0.1)],
  Perhaps: [match('refunds', 0.4), match('orders', 0.3)],
  Sure: [match('refunds', 0.95)],
  Unknown: [],
} as const
const KINDS = ['Unsure', 'Unsure', 'Unsure', 'Perhaps', 'Perhaps', 'Sure', 'Unknown'] as const

let simulator: OpenAiSimulator
let model: Model
let listener: Listener
let consulting: Consulting
let assisted: TestEngine
let plain: TestEngine
/** Consultations whose process died before it asked. */
const abandoned: string[] = []
const opened: boolean[] = []
/** How each conversation ended on both desks, read once they are at rest. */
let ends: readonly Awaited<ReturnType<typeof readEnd>>[]

beforeAll(async () => {
  simulator = await startOpenAi({
    chances: {
      seed: 9,
      delay: 60_000,
      of: {
        ...{ hang: 0.03, stall: 0.03, 'rate-limited': 0.06, refused: 0.06, reset: 0.04, 'bad-gateway': 0.04 },
        ...{ 'half-stream': 0.04, cut: 0.04, 'fails-midway': 0.04, malformed: 0.06, 'wrong-shape': 0.04 },
        ...{ 'wrong-citations': 0.06, obeys: 0.06, endless: 0.02, 'only-thinks': 0.02, declines: 0.03, filtered: 0.03 },
      },
    },
  })
  simulator.answerWith(({ user }) => {
    const { question }: { question: string } = JSON.parse(user)
    const isKnown = !question.includes('mystery')
    return { known: isKnown, answer: isKnown ? 'Look at your account.' : '', sources: isKnown ? ['A1'] : [] }
  })
  const now = () => new Date(Date.now() - BEHIND)
  const matches = (question: string) => Object.entries(FITTING).find(([word]) => question.startsWith(word))?.[1] ?? []
  const articles = FITTING.Unsure
  plain = await openEngine({ matches, articles, now })
  assisted = await openEngine({
    ...{ settings: { assistant: true }, matches, articles, now },
    isModelReady: () => model.isReady(),
    committed: ({ conversation, consultations }) => {
      for (const id of consultations) {
        if (Number.parseInt(id.slice(0, 2), 16) < 16) abandoned.push(id)
        else consulting.begin([id])
      }
      if (conversation !== null) listener.tell('changes', conversation)
    },
  })
  for (const { db } of [plain, assisted])
    for (const { article: id } of articles)
      await db.article.create({ data: { id, title: id, answer: id, locale: 'en', tags: [] } })
  const log = pino({ level: 'silent' })
  const { db, receive } = assisted
  const budget = await openBudget({ db, daily: 100_000_000, timeZone: 'UTC' })
  model = createModel({
    ...{ baseUrl: simulator.url, apiKey: 'sk-simulated', model: 'small', embeddingModel: null, budget },
    proxies: { http: null, https: null, without: null },
    atOnce: 32,
    retries: { attempts: 2, pause: 5, longestPause: 50 },
    limits: { failures: 3, pause: 20, longestPause: 100 },
    turned: (_, isOpen) => opened.push(isOpen),
  })
  listener = await openListener(assisted.url, log)
  const asking = { db, model, article: (id: string) => articles.find(({ article }) => article === id) ?? null }
  consulting = createConsulting({
    ...{ db, receive, listener, log, now: () => new Date() },
    ask: (consultation, signal) =>
      ask({ ...asking, match: async () => [], locale: 'en', masks: true }, consultation, signal),
  })
  await play()
  ends = await Promise.all(conversations.map(readEnd))
}, 120_000)
afterAll(async () => {
  await consulting.stop()
  await model.close()
  await listener.close()
  await assisted.close()
  await plain.close()
  await simulator.stop()
})

/** What a customer asks, and what they do once they were answered; whoever is impatient does it at once. */
const conversations = Array.from({ length: CONVERSATIONS }, (_, number) => ({
  id: `c${number}`,
  question: `${KINDS[number % KINDS.length]} ${number % 11 === 0 ? 'mystery' : 'matter'} of thing${number}x?`,
  next: (['person', 'human', 'words', 'nothing'] as const)[number % 4] ?? 'nothing',
  isImpatient: number % 9 === 0,
}))

type Conversation = (typeof conversations)[number]

const play = async (): Promise<void> => {
  const limit = pLimit(12)
  const all = (step: (engine: TestEngine, conversation: Conversation) => Promise<unknown>) =>
    Promise.all(
      conversations.flatMap((conversation) => [
        limit(() => step(plain, conversation)),
        limit(() => step(assisted, conversation)),
      ]),
    )
  await all(async (engine, conversation) => {
    await customer(engine.receive, conversation.id).writes(conversation.question)
    if (conversation.isImpatient) await goOn(engine, conversation)
  })
  await atRest()
  await all(async (engine, conversation) => {
    if (!conversation.isImpatient) await goOn(engine, conversation)
  })
  await atRest()
}

const goOn = async ({ receive, telegram }: TestEngine, { id, next }: Conversation): Promise<void> => {
  const writer = customer(receive, id)
  const press = JSON.stringify(telegram.arrived.filter(({ address }) => address === id))
    .match(/person:[\w-]+/g)
    ?.at(-1)
  if (next === 'person' && press !== undefined) await writer.presses(press)
  if (next === 'human') await writer.commands('human')
  if (next === 'words') await writer.writes('It is rather pressing')
}

/** Resolves once nobody waits: what is asked has ended, what nobody asked was ended by its timer, and all is said. */
const atRest = async (): Promise<void> => {
  const { db, timers } = assisted
  await eventually(async () =>
    expect(
      await db.consultation.count({ where: { state: { in: ['waiting', 'asked'] }, id: { notIn: abandoned } } }),
    ).toBe(0),
  )
  // Timers fire whatever has become of what they are about, and the jobs look, too.
  for (const { subject, at } of timers) {
    if (subject.kind !== 'consultation') continue
    await assisted.receive({
      key: `timer:${subject.consultation}`,
      ...{ at, event: { type: 'TimerFired', timer: subject } },
    })
  }
  await eventually(async () => {
    for (const { id } of await db.consultation.findMany({ select: { id: true } }))
      expect(await consulting.run(id)).toBe(true)
  })
  await plain.settled()
  await assisted.settled()
}

/** What a customer of a desk has read and has, in the end; what differs between two desks is left out. */
const endOn = async ({ db, telegram }: TestEngine, { id }: Conversation) => {
  const [stored] = await db.$queryRaw<{ id: string; form: string }[]>`
    SELECT c.id, c.form->>'kind' AS form FROM conversations c JOIN identities i ON i.id = c.identity_id WHERE i.external_id = ${id}`
  const tickets = await db.ticket.findMany({
    where: { conversationId: stored?.id ?? '' },
    select: { question: true, status: true, messages: { select: { author: true }, where: { author: 'customer' } } },
  })
  const read = telegram.arrived.flatMap(({ address, content }) =>
    address === id && content.kind === 'message'
      ? [
          [
            plainText(content.document)
              .replace(/#\d+| (?:(?:More than )?\d+ requests are|One request is) before yours\./g, '')
              // Which of both a desk says depends on how many wait there.
              .replace(
                /Very many people .* person answers you here\. Anything/,
                'A person will answer you here; anything',
              ),
            ...content.buttons.map(({ label }) => `[${label}]`),
          ].join('\n'),
        ]
      : [],
  )
  return { read, form: stored?.form, tickets }
}

const consultationsOf = ({ id }: Conversation) =>
  assisted.db.consultation.findMany({
    where: { conversation: { identity: { externalId: id } } },
    orderBy: { askedAt: 'asc' },
  })

const isAssisted = (text: string): boolean => text.includes('From our assistant')
/** Whether the model said that the articles don't tell. */
const isUnsure = ({ answer }: { answer: unknown }): boolean =>
  JSON.stringify(answer)?.includes('"isKnown":false') ?? false

const readEnd = async (conversation: Conversation) => {
  const rows = await consultationsOf(conversation)
  const [end, without] = [await endOn(assisted, conversation), await endOn(plain, conversation)]
  return { conversation, rows, end, without }
}

/** How the conversations ended that have this in common. */
const endsOf = (wanted: 'answered' | 'unanswered' | 'unsure') =>
  ends.filter(({ rows, end }) => {
    const isAnswered = end.read.some(isAssisted)
    if (wanted === 'answered') return isAnswered
    return !isAnswered && rows.some(isUnsure) === (wanted === 'unsure')
  })

test('without a usable answer customers read what they would read without a model, and have the same requests', () => {
  const unanswered = endsOf('unanswered').filter(({ conversation }) => !conversation.isImpatient)
  expect(unanswered.filter(({ rows }) => rows.length > 0).length).toBeGreaterThan(100)
  for (const { end, without } of unanswered) expect(end).toEqual(without)
})

test('with one they read it once, and nothing else is doubled', () => {
  const answered = endsOf('answered')
  expect(answered.length).toBeGreaterThan(50)
  for (const { rows, end } of answered) {
    const answers = end.read.filter(isAssisted)
    const others = end.read.filter((text) => !isAssisted(text))
    // Words that go on with a question are another one.
    expect(answers.length).toBeLessThanOrEqual(rows.length)
    expect(new Set(others).size).toBe(others.length)
    expect(end.tickets.length).toBeLessThanOrEqual(1)
  }
})

test('where the articles do not tell, a person has the question, once', () => {
  const unsure = endsOf('unsure').filter(({ conversation }) => conversation.next !== 'nothing')
  expect(unsure.length).toBeGreaterThan(5)
  for (const { conversation, end } of unsure) {
    expect(end.tickets).toHaveLength(1)
    expect(end.tickets[0]?.question).toContain(conversation.question)
  }
})

test('whoever does not wait for the model has one request with all their words, once', () => {
  for (const { conversation, end } of ends) {
    if (!conversation.isImpatient || conversation.next !== 'human') continue
    expect([conversation.id, end.tickets.length]).toEqual([conversation.id, 1])
    expect(end.tickets[0]?.question).toContain(conversation.question)
    expect(end.read.filter((text) => text.includes('Your request is'))).toHaveLength(1)
  }
})

test('no conversation is stuck, no question is asked twice, and every wait has its end', async () => {
  const { db, timers } = assisted
  expect(await db.$queryRaw`SELECT id FROM conversations WHERE form->>'kind' = 'consulting'`).toEqual([])
  const rows = await db.consultation.findMany()
  expect(rows.filter(({ state, endedAt }) => !['answered', 'failed'].includes(state) || endedAt === null)).toEqual([])
  const asked = rows.map(({ conversationId, wanted }) => `${conversationId} ${JSON.stringify(wanted)}`)
  expect(new Set(asked).size).toBe(asked.length)
  const ends = new Map(
    timers.map(({ subject, at }) => [subject.kind === 'consultation' ? subject.consultation : '', at]),
  )
  for (const { id, askedAt, until, endedAt, wanted } of rows) {
    expect(until.getTime() - askedAt.getTime()).toBe(DEADLINE)
    // Where titles were offered, nobody waits.
    expect(ends.get(id)).toEqual(JSON.stringify(wanted).includes('"Unsure ') ? until : undefined)
    // The simulated model hangs for a minute.
    if (!abandoned.includes(id)) expect((endedAt?.getTime() ?? 0) - until.getTime()).toBeLessThan(20_000)
  }
  const all: readonly unknown[] = rows.map(({ why }) => why)
  for (const why of [null, 'away', 'garbled', 'ungrounded', 'refused']) expect(all).toContain(why)
  expect(opened).toContain(true)
})
