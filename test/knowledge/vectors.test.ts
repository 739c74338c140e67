// The vectors of articles' texts: worked out once, in the background.

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { BroughtArticle } from '../../src/core/events.ts'
import type { Database } from '../../src/database/client.ts'
import { importArticles } from '../../src/knowledge/store-articles.ts'
import type { Embedding } from '../../src/knowledge/vectors/embedding.ts'
import { createVectorMaking } from '../../src/knowledge/vectors/making.ts'
import { readVectors } from '../../src/knowledge/vectors/store.ts'
import { everydayTexts, keyOf } from '../../src/knowledge/vectors/texts.ts'
import { type OpenedDatabase, openFreshDatabase } from '../support/database.ts'
import { type TestEmbedding, testEmbedding, vectorOf } from '../support/embedding.ts'

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

const draft = (title: string, phrasings: readonly string[] = []): BroughtArticle => ({
  ...{ id: null, title, answer: '42', locale: 'en', tags: [], phrasings, versionOf: null, place: 'Row 1' },
})
const making = (embedding: Embedding) => createVectorMaking({ db, embedding, log: { info: () => undefined } })
const everyday = everydayTexts([{ locale: 'en' }])
/** What was asked for beside everyday sentences. */
const own = ({ asked }: TestEmbedding): string[] => asked.flat().filter((text) => !everyday.includes(text))
const kept = async (text: string, model = 'small') => (await readVectors(db, model, [keyOf(text)])).get(keyOf(text))

test("each text of an article gets its vector, to the model's last bit", async () => {
  const embedding = testEmbedding()
  await importArticles(db, [draft('Wifi password', ['get online', 'wlan key'])])
  await making(embedding)()
  expect(own(embedding).toSorted()).toEqual(['Wifi password', 'get online', 'wlan key'])
  expect(await kept('get online')).toEqual(vectorOf('get online'))
})

test('a text is worked out once, however many articles have it, whichever process looks and however often', async () => {
  const embedding = testEmbedding()
  await importArticles(db, [draft('Parking', ['where to go']), draft('Lunch', ['where to go'])])
  const make = making(embedding)
  await make()
  await make()
  await making(embedding)()
  expect(own(embedding).toSorted()).toEqual(['Lunch', 'Parking', 'where to go'])
})

test('many texts are asked for some at a time', async () => {
  const embedding = testEmbedding()
  await importArticles(
    db,
    Array.from({ length: 150 }, (_, index) => draft(`Room ${index}`)),
  )
  await making(embedding)()
  expect(own(embedding)).toHaveLength(150)
  expect(Math.max(...embedding.asked.map(({ length }) => length))).toBeLessThanOrEqual(64)
})

test('a change makes the vectors of what is new, and removes those of what no article has any more', async () => {
  const embedding = testEmbedding()
  await importArticles(db, [draft('Parking', ['my car', 'the garage'])])
  const make = making(embedding)
  await make()
  await importArticles(db, [draft('Parking', ['my car', 'the vehicle'])])
  await make()
  expect(own(embedding)).toEqual(['Parking', 'my car', 'the garage', 'the vehicle'])
  expect(await kept('the garage')).toBeUndefined()
  expect(await kept('the vehicle')).toBeDefined()
  await db.article.updateMany({ data: { archived: true } })
  await make()
  expect(await db.articleVector.count()).toBe(0)
})

test('another model makes vectors of its own, and those of the one before go a week later', async () => {
  await importArticles(db, [draft('Parking')])
  await making(testEmbedding())()
  const other = testEmbedding({ name: 'large' })
  await making(other)()
  expect(own(other)).toEqual(['Parking'])
  expect(await kept('Parking')).toBeDefined()
  await db.articleVector.updateMany({
    where: { model: 'small' },
    data: { madeAt: new Date(Date.now() - 8 * 86_400_000) },
  })
  await importArticles(db, [draft('Lunch')])
  await making(other)()
  expect(await kept('Parking')).toBeUndefined()
  expect(await kept('Parking', 'large')).toBeDefined()
})

test('what a model made before it failed is kept, and the next look goes on from there', async () => {
  let left = 2
  const embedding = testEmbedding({
    embed: async (texts) => {
      left -= 1
      if (left < 0) throw new Error('away')
      return texts.map(vectorOf)
    },
  })
  await importArticles(
    db,
    Array.from({ length: 150 }, (_, index) => draft(`Room ${index}`)),
  )
  const make = making(embedding)
  await expect(make()).rejects.toThrow('away')
  expect(await db.articleVector.count()).toBe(128)
  left = 10
  await make()
  expect(await db.articleVector.count()).toBe(150 + everyday.length)
  expect(new Set(own(embedding)).size).toBe(150)
})

test('one text that the model refuses costs no other its vector', async () => {
  const embedding = testEmbedding({
    embed: async (texts) => {
      if (texts.includes('no such thing')) throw Object.assign(new Error('no'), { kind: 'refused' })
      return texts.map(vectorOf)
    },
  })
  await importArticles(db, [draft('Parking', ['my car', 'no such thing', 'the garage'])])
  await making(embedding)()
  for (const text of ['Parking', 'my car', 'the garage', ...everyday]) expect(await kept(text), text).toBeDefined()
  expect(await kept('no such thing')).toBeUndefined()
})

test('a model that is not worth asking is not asked', async () => {
  const embedding = testEmbedding({ isReady: () => false })
  await importArticles(db, [draft('Parking')])
  await making(embedding)()
  expect(embedding.asked).toEqual([])
})
