import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Database, openDatabase } from '../../src/database/client.ts'
import type { ArticleDraft } from '../../src/knowledge/articles.ts'
import { openLibrary } from '../../src/knowledge/library.ts'
import { importArticles } from '../../src/knowledge/store-articles.ts'
import { type FreshDatabase, freshDatabase } from '../support/database.ts'

let fresh: FreshDatabase
let db: Database
beforeAll(async () => {
  fresh = await freshDatabase()
  db = openDatabase(fresh.url)
})
beforeEach(async () => {
  await db.article.deleteMany()
})
afterAll(async () => {
  await db.$disconnect()
  await fresh.drop()
})

const draft = (title: string): ArticleDraft => ({
  ...{ id: null, title, answer: '42', locale: 'en', tags: [], phrasings: [], versionOf: null, place: 'Row 1' },
})

/** A library, and what tells it that articles changed. */
const opened = async () => {
  const subscribers = new Map<string, (payload: string) => void>()
  const library = await openLibrary({
    db,
    locale: 'en',
    subscribe: (channel, callback) => {
      subscribers.set(channel, callback)
      return () => subscribers.delete(channel)
    },
    onFailure: (error) => expect.unreachable(String(error)),
  })
  return { library, subscribers, changed: () => subscribers.get('articles')?.('') }
}

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
  expect(library.titles('', 'en').map(({ title }) => title)).toEqual([
    'Dress code',
    'Lunch menu',
    'Parking',
    'Wifi password',
  ])
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
