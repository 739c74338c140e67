// What a question means is found out before it is matched, outside of any transaction, and a model that is slow or away costs nobody anything.

import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openListener } from '../../src/database/listener.ts'
import { type Library, openLibrary } from '../../src/knowledge/library.ts'
import { importArticles } from '../../src/knowledge/store-articles.ts'
import type { Embedding } from '../../src/knowledge/vectors/embedding.ts'
import { createVectorMaking } from '../../src/knowledge/vectors/making.ts'
import { modelled } from '../llm/modelled.ts'
import { testEmbedding, vectorOf } from '../support/embedding.ts'
import { customer, openEngine, type TestEngine } from '../support/engine.ts'

const WINDOW = 2_000
const texts: readonly (readonly [string, readonly string[]])[] = [
  ['Wifi password', ['how do I get online']],
  ['Parking', ['where can I leave my car']],
  ['Lunch menu', ['what is there to eat today']],
]

let desk: TestEngine
let library: Library | null = null
let now = new Date()
const asked: string[] = []
let askers: readonly string[] = []
const ends: (() => unknown)[] = []
beforeAll(async () => {
  desk = await openEngine({
    settings: { burstWindow: WINDOW },
    matches: (question) => library?.match(question, 'en') ?? [],
    prepare: async (question, names) => {
      asked.push(question)
      askers = names
      await library?.prepare(question, names)
    },
    now: () => now,
  })
  const drafts = texts.map(([title, phrasings]) => ({
    ...{ id: null, title, answer: title, locale: 'en', tags: [], phrasings, versionOf: null, place: title },
  }))
  await importArticles(desk.db, drafts)
})
beforeEach(() => {
  asked.length = 0
})
afterAll(async () => {
  for (const end of ends) await end()
  await desk.close()
})

const opened = async (embedding: Embedding): Promise<void> => {
  await createVectorMaking({
    db: desk.db,
    embedding: { ...embedding, embed: async (all) => all.map(vectorOf), isReady: () => true },
    log: { info: () => undefined },
  })()
  const listener = await openListener(desk.url, pino({ level: 'silent' }))
  const { subscribe, listening } = listener
  const onFailure = (error: unknown) => expect.unreachable(String(error))
  const made = await openLibrary({ db: desk.db, locale: 'en', subscribe, listening, onFailure, embedding })
  ends.push(
    () => made.close(),
    () => listener.close(),
  )
  library = made
}

const conversationOf = (id: string) =>
  desk.db.conversation.findFirstOrThrow({ where: { identity: { externalId: id } } })
/** The window of what somebody wrote is over. */
const windowEnds = async (id: string): Promise<void> => {
  now = new Date(now.getTime() + WINDOW)
  const conversation = (await conversationOf(id)).id
  await desk.receive({
    key: `burst:${id}`,
    at: now,
    event: { type: 'TimerFired', timer: { kind: 'burst', conversation } },
  })
}
const offered = async (id: string): Promise<readonly string[]> => {
  const suggestion = await desk.db.suggestion.findFirst({
    where: { conversationId: (await conversationOf(id)).id },
    include: { articles: { orderBy: { rank: 'asc' } } },
  })
  return suggestion?.articles.map(({ articleId }) => articleId) ?? []
}

test('what somebody asks in words of their own is looked up while they may go on, and found by what it means', async () => {
  const embedding = testEmbedding()
  await opened(embedding)
  await customer(desk.receive, '1').writes('hungry canteen')
  await expect.poll(() => embedding.asked.flat()).toEqual(['hungry canteen'])
  await windowEnds('1')
  expect(await offered('1')).toContain('lunch-menu')
  expect(embedding.asked).toHaveLength(1)
})

test('while the model is away, questions are answered by their words as ever', async () => {
  await opened(testEmbedding({ embed: () => Promise.reject(new Error('away')) }))
  await customer(desk.receive, '2').writes('what is the wifi password')
  await windowEnds('2')
  expect(await offered('2')).toEqual(['wifi-password'])
  await customer(desk.receive, '3').writes('hungry canteen')
  await windowEnds('3')
  expect(await offered('3')).toEqual([])
})

test('a model that never answers holds nobody up', async () => {
  await opened(testEmbedding({ embed: () => new Promise(() => undefined) }))
  for (const id of ['4', '5', '6', '7']) {
    await customer(desk.receive, id).writes(`what is the wifi password of room ${id}`)
    await windowEnds(id)
    expect(await offered(id)).toContain('wifi-password')
  }
})

test('words for a person are looked up by nobody, nor those of whoever wants no model to read them', async () => {
  await opened(testEmbedding())
  const guest = customer(desk.receive, '8')
  await guest.writes('hungry canteen')
  await windowEnds('8')
  await guest.presses('ask')
  asked.length = 0
  await guest.writes('a vehicle in the garage')
  await windowEnds('8')
  const other = customer(desk.receive, '9')
  await other.writes('Hello')
  const { customerId } = await desk.db.identity.findFirstOrThrow({ where: { externalId: '9' } })
  await desk.db.customer.update({ where: { id: customerId }, data: { refusesModel: true } })
  await windowEnds('9')
  asked.length = 0
  await other.writes('hungry canteen')
  expect(asked).toEqual([])
})

test('a question is sent without the name of whoever asks it, as they gave it and as their platform tells it', async () => {
  const embedding = testEmbedding({
    masked: (text, names) => names.reduce((left, name) => left.replaceAll(name, '[name]'), text),
  })
  await opened(embedding)
  const mara = customer(desk.receive, '11')
  await mara.writes('Hello')
  const { customerId } = await desk.db.identity.findFirstOrThrow({ where: { externalId: '11' } })
  await desk.db.customer.update({ where: { id: customerId }, data: { name: 'Mara Gheorghe' } })
  await windowEnds('11')
  await mara.writes('I am Mara Gheorghe alias Customer 11, where is the canteen')
  await expect.poll(() => embedding.asked.flat().join()).toContain('canteen')
  expect(askers).toEqual(['Mara Gheorghe', 'Customer 11'])
  expect(embedding.asked.flat().join()).not.toMatch(/Mara|Customer 11/)
})

test('through a server of models a question finds the article that says the same', async () => {
  const { model, server } = await modelled()
  const embedding = {
    name: 'embedder',
    embed: model.embed,
    isReady: model.isReadyToEmbed,
    masked: (text: string) => text,
  }
  await opened(embedding)
  await customer(desk.receive, '10').writes('where can I leave my car')
  await expect.poll(() => server.embeddings().length).toBe(1)
  await windowEnds('10')
  expect(await offered('10')).toContain('parking')
})
