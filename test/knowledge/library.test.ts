import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { BroughtArticle } from '../../src/core/events.ts'
import type { Database } from '../../src/database/client.ts'
import { openListener } from '../../src/database/listener.ts'
import { type Library, type LibraryOptions, openLibrary } from '../../src/knowledge/library.ts'
import { importArticles } from '../../src/knowledge/store-articles.ts'
import { createVectorMaking } from '../../src/knowledge/vectors/making.ts'
import { type OpenedDatabase, openFreshDatabase } from '../support/database.ts'
import { testEmbedding, vectorOf } from '../support/embedding.ts'

let fresh: OpenedDatabase
let db: Database
beforeAll(async () => {
  fresh = await openFreshDatabase()
  db = fresh.db
})
beforeEach(async () => {
  await db.article.deleteMany()
  await db.articleVector.deleteMany()
})
afterAll(() => fresh.close())

const draft = (title: string): BroughtArticle => ({
  ...{ id: null, title, answer: '42', locale: 'en', tags: [], phrasings: [], versionOf: null, place: 'Row 1' },
})

/** A library, and what tells it that articles changed. */
const opened = async (changed: Partial<LibraryOptions> = {}) => {
  const subscribers = new Map<string, (payload: string) => void>()
  const library = await openLibrary({
    db,
    locale: 'en',
    subscribe: (channel, callback) => {
      subscribers.set(channel, callback)
      return () => subscribers.delete(channel)
    },
    listening: async () => {},
    onFailure: (error) => expect.unreachable(String(error)),
    ...changed,
  })
  const told = (channel: string) => () => subscribers.get(channel)?.('')
  return { library, subscribers, changed: told('articles'), remade: told('article_vectors') }
}

const titlesIn = ({ titles }: Library) => titles('', 'en').map(({ title }) => title)

test('the library answers from the articles as they are after a change', async () => {
  const { library, subscribers, changed } = await opened()
  expect(library.match('wifi password', 'en')).toEqual([])
  await importArticles(db, [draft('Wifi password')])
  changed()
  await expect.poll(() => library.match('wifi password', 'en')[0]?.article).toBe('wifi-password')
  expect(library.article('wifi-password')?.title).toBe('Wifi password')
  library.close()
  expect(subscribers.size).toBe(0)
})

test('of many changes at once the last one counts', async () => {
  const { library, changed } = await opened()
  for (const title of ['Wifi password', 'Parking', 'Lunch menu', 'Dress code']) {
    await importArticles(db, [draft(title)])
    changed()
  }
  await library.reload()
  expect(titlesIn(library)).toEqual(['Dress code', 'Lunch menu', 'Parking', 'Wifi password'])
  library.close()
})

test('with more articles than a start waits for, what is typed alike is offered by its title until the matcher is made', async () => {
  await importArticles(db, [
    draft('Wifi password'),
    ...Array.from({ length: 220 }, (_, index) => draft(`Room ${index}`)),
  ])
  const { library } = await opened()
  const [first] = library.match('Hello, wifi pasword please', 'en')
  expect(first?.article).toBe('wifi-password')
  await expect.poll(() => library.match('wifi password', 'en')[0]?.confidence).toBeGreaterThanOrEqual(0.9)
  library.close()
})

test('what is changed while a library opens is read, or heard of', async () => {
  const { promise: heard, resolve: hears } = Promise.withResolvers<void>()
  const opening = opened({ listening: () => heard })
  await importArticles(db, [draft('Wifi password')])
  hears()
  const { library } = await opening
  expect(titlesIn(library)).toEqual(['Wifi password'])
  library.close()
})

test('a change that could not be read is read as soon as it can be, though nobody tells of it again', async () => {
  const failures: unknown[] = []
  const { library, changed } = await opened({ onFailure: (error) => failures.push(error), patience: 1 })
  await importArticles(db, [draft('Wifi password')])
  await db.$executeRaw`ALTER TABLE articles RENAME TO elsewhere`
  changed()
  await expect.poll(() => failures.length).toBeGreaterThan(1)
  expect(titlesIn(library)).toEqual([])
  await db.$executeRaw`ALTER TABLE elsewhere RENAME TO articles`
  await expect.poll(() => titlesIn(library)).toEqual(['Wifi password'])
  library.close()
})

test('two processes know the same articles after each change, and after both were cut off', async () => {
  const log = pino({ level: 'silent' })
  const listeners = await Promise.all([openListener(fresh.url, log), openListener(fresh.url, log)])
  const libraries = await Promise.all(listeners.map((listener) => opened(listener).then(({ library }) => library)))
  const known = () => libraries.map(titlesIn)
  await importArticles(db, [draft('Wifi password')])
  await expect.poll(known).toEqual([['Wifi password'], ['Wifi password']])
  // Told to nobody, as what is announced while they are away.
  await db.article.create({ data: { id: 'parking', title: 'Parking', answer: 'Behind.', locale: 'en' } })
  await db.$queryRaw`
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND application_name = 'frontdesk listener'`
  await expect.poll(known, { timeout: 10_000 }).toEqual([
    ['Parking', 'Wifi password'],
    ['Parking', 'Wifi password'],
  ])
  for (const library of libraries) library.close()
  await Promise.all(listeners.map((listener) => listener.close()))
})

test('once the vectors of the articles are there, a question is matched by what it means as well', async () => {
  await importArticles(db, [draft('Wifi password'), draft('Parking'), draft('Lunch menu')])
  const embedding = testEmbedding()
  const { library, remade } = await opened({ embedding })
  const question = 'very hungry'
  const byWords = library.match(question, 'en')
  expect(byWords[0]?.confidence ?? 0).toBeLessThan(0.3)
  await library.prepare(question)
  expect(embedding.asked).toEqual([])
  await createVectorMaking({ db, embedding, log: { info: () => undefined } })()
  remade()
  await expect
    .poll(async () => {
      await library.prepare(question)
      return library.match(question, 'en').find(({ article }) => article === 'lunch-menu')?.confidence
    })
    .toBeGreaterThan(0.5)
  expect(library.byWords(question, 'en')).toEqual(byWords)
  library.close()
})

test('an article that is new counts by its words until it has its vectors, and all are measured anew then', async () => {
  await importArticles(db, [draft('Wifi password'), draft('Parking')])
  const embedding = testEmbedding()
  const make = createVectorMaking({ db, embedding, log: { info: () => undefined } })
  await make()
  const { library, changed, remade } = await opened({ embedding })
  await importArticles(db, [draft('Refund')])
  changed()
  await library.reload()
  await library.prepare('reimburse me')
  expect(library.match('reimburse me', 'en')).toEqual(library.byWords('reimburse me', 'en'))
  await make()
  remade()
  await expect
    .poll(async () => {
      await library.prepare('reimburse me')
      return library.match('reimburse me', 'en')[0]?.article
    })
    .toBe('refund')
  library.close()
})

test('a model that is of no use to the articles is told of, and words alone tell', async () => {
  await importArticles(
    db,
    Array.from({ length: 12 }, (_, at) => ({
      ...draft(`Matter ${at}`),
      phrasings: ['a', 'b', 'c', 'd'].map((way) => `the unmistakable thing${at}x ${way}`),
    })),
  )
  // It looks at the last letter alone.
  const embedding = testEmbedding({ embed: async (texts) => texts.map((text) => vectorOf(text.slice(-1))) })
  await createVectorMaking({ db, embedding, log: { info: () => undefined } })()
  let told = 0
  const onUnfit = () => {
    told += 1
  }
  const { library } = await opened({ embedding, onUnfit })
  expect(told).toBe(1)
  await library.prepare('thing3x')
  expect(library.match('thing3x', 'en')).toEqual(library.byWords('thing3x', 'en'))
  await library.reload()
  expect(told).toBe(1)
  library.close()
})
