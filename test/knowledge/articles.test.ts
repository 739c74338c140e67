import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { BroughtArticle } from '../../src/core/events.ts'
import type { Database } from '../../src/database/client.ts'
import { readArticleFile } from '../../src/knowledge/article-files/read.ts'
import { writeArticles } from '../../src/knowledge/article-files/write.ts'
import { loadArticles } from '../../src/knowledge/articles.ts'
import { loadFirstArticles } from '../../src/knowledge/first-start.ts'
import { importArticles } from '../../src/knowledge/store-articles.ts'
import { type OpenedDatabase, openFreshDatabase } from '../support/database.ts'

let fresh: OpenedDatabase
let db: Database
let folder: string
beforeAll(async () => {
  fresh = await openFreshDatabase()
  db = fresh.db
  folder = await mkdtemp(path.join(tmpdir(), 'articles-'))
})
beforeEach(async () => {
  await db.article.deleteMany()
})
afterAll(async () => {
  await fresh.close()
  await rm(folder, { recursive: true })
})

const draft = (fields: Partial<BroughtArticle> = {}): BroughtArticle => ({
  id: null,
  title: 'Wifi password',
  answer: '42',
  locale: 'en',
  tags: [],
  phrasings: [],
  versionOf: null,
  place: 'Row 1',
  ...fields,
})
const ids = async () => (await loadArticles(db)).map(({ id }) => id)

describe('an import', () => {
  test('adds articles with their phrasings in order, and replaces by id, phrasings and all', async () => {
    expect(
      await importArticles(db, [draft({ id: 'wifi', phrasings: ['wireless', 'internet'], tags: ['it'] })]),
    ).toEqual({ added: 1, replaced: 0 })
    expect(await importArticles(db, [draft({ id: 'wifi', title: 'Wifi', phrasings: ['wlan'] })])).toEqual({
      added: 0,
      replaced: 1,
    })
    expect(await loadArticles(db)).toEqual([
      { id: 'wifi', title: 'Wifi', answer: '42', locale: 'en', tags: [], phrasings: ['wlan'], versionOf: null },
    ])
  })

  test('stays in the history of what it changed, and of nothing else', async () => {
    const history = async () =>
      (await db.articleRevision.findMany({ orderBy: [{ articleId: 'asc' }, { number: 'asc' }] })).map(
        ({ articleId, number, what, content }) => ({ articleId, number, what, content }),
      )
    const [wifi, pets] = [draft({ id: 'wifi', phrasings: ['wlan', 'internet'] }), draft({ id: 'pets', title: 'Pets' })]
    await importArticles(db, [wifi, pets])
    await importArticles(db, [wifi, { ...pets, answer: 'No.' }])
    const content = { title: 'Wifi password', answer: '42', locale: 'en', tags: [], phrasings: ['wlan', 'internet'] }
    expect(await history()).toMatchObject([
      { articleId: 'pets', number: 1, content: { answer: '42', phrasings: [] } },
      { articleId: 'pets', number: 2, content: { answer: 'No.' } },
      {
        ...{ articleId: 'wifi', number: 1, what: 'imported' },
        content: { ...content, versionOf: null, owner: null, reviewAfter: null, archived: false },
      },
    ])
  })

  test('without an id goes by the title in its language', async () => {
    await importArticles(db, [draft(), draft({ locale: 'ro' })])
    expect(await ids()).toEqual(['wifi-password', 'wifi-password-2'])
    expect(await importArticles(db, [draft({ title: 'WIFI password', answer: '43' })])).toEqual({
      added: 0,
      replaced: 1,
    })
    expect((await loadArticles(db)).map(({ answer }) => answer)).toEqual(['43', '42'])
  })

  test('joins an article to the one that it says in another language, in whatever order they stand', async () => {
    await importArticles(db, [draft({ id: 'wifi-ro', locale: 'ro', versionOf: 'wifi' }), draft({ id: 'wifi' })])
    expect((await loadArticles(db)).map(({ id, versionOf }) => [id, versionOf])).toEqual([
      ['wifi', null],
      ['wifi-ro', 'wifi'],
    ])
  })

  test('takes the demo’s articles out of use', async () => {
    await loadFirstArticles(db, { faqFile: null, telegram: null, slack: null })
    await importArticles(db, [draft()])
    expect(await ids()).toEqual(['wifi-password'])
  })

  test('brings an archived article back', async () => {
    await importArticles(db, [draft({ id: 'wifi' })])
    await db.article.update({ where: { id: 'wifi' }, data: { archived: true } })
    expect(await ids()).toEqual([])
    await importArticles(db, [draft({ id: 'wifi' })])
    expect(await ids()).toEqual(['wifi'])
  })

  test('keeps phrasings in the order of the last file, however many', async () => {
    const many = Array.from({ length: 300 }, (_, index) => `phrasing ${index}`)
    await importArticles(db, [draft({ id: 'wifi', phrasings: many })])
    expect((await loadArticles(db))[0]?.phrasings).toEqual(many)
    await importArticles(db, [draft({ id: 'wifi', phrasings: many.toReversed() })])
    expect((await loadArticles(db))[0]?.phrasings).toEqual(many.toReversed())
  })

  test('stores phrasings as long as a file may have them', async () => {
    // Letters that don't repeat, so that PostgreSQL can't make them shorter.
    const phrasing = Array.from({ length: 800 }, (_, index) => String.fromCodePoint(0x4e00 + index * 23)).join('')
    await importArticles(db, [draft({ id: '界'.repeat(64), phrasings: [phrasing] })])
    expect((await loadArticles(db))[0]?.phrasings).toEqual([phrasing])
  })

  test('never gives an article the id that a later one names', async () => {
    await importArticles(db, [draft({ title: 'Wifi' }), draft({ id: 'wifi', title: 'Other' })])
    expect((await loadArticles(db)).map(({ id, title }) => [id, title])).toEqual([
      ['wifi', 'Other'],
      ['wifi-2', 'Wifi'],
    ])
  })

  test.each([
    ['an article that is nowhere', [draft({ versionOf: 'gone' })], 'Row 1: versionOf: no article has the id "gone"'],
    ['itself', [draft({ id: 'a', versionOf: 'a' })], 'is the article itself'],
    [
      'a version',
      [
        draft({ id: 'a' }),
        draft({ id: 'b', locale: 'ro', versionOf: 'a' }),
        draft({ id: 'c', locale: 'de', versionOf: 'b' }),
      ],
      '"b" is itself a version, of "a"',
    ],
    [
      'an article in the same language',
      [draft({ id: 'a' }), draft({ id: 'b', versionOf: 'a' })],
      'Row 1 says the same article in "en" already',
    ],
    [
      'an article that has one in its language',
      [draft({ id: 'b', locale: 'ro', versionOf: 'base' }), draft({ id: 'c', locale: 'ro', versionOf: 'base' })],
      'says the same article in "ro" already',
    ],
    [
      'an article of the desk that has one in its language',
      [draft({ id: 'b', locale: 'de', versionOf: 'base' })],
      '"base-de" on the desk says the same article in "de" already',
    ],
    [
      'another one while an article of the desk is a version of it',
      [draft({ id: 'a' }), draft({ id: 'base', locale: 'fr', versionOf: 'a' })],
      '"base-de" on the desk is a version of this article',
    ],
    ['an article out of use', [draft({ versionOf: 'old' })], 'no article has the id "old"'],
  ])('refuses a version of %s, and says where', async (_, drafts, fault) => {
    await importArticles(db, [
      draft({ id: 'base' }),
      draft({ id: 'base-de', locale: 'de', versionOf: 'base' }),
      draft({ id: 'old', title: 'Old' }),
    ])
    await db.article.update({ where: { id: 'old' }, data: { archived: true } })
    await expect(importArticles(db, drafts)).rejects.toThrow(fault)
    expect(await ids()).toEqual(['base', 'base-de'])
  })

  test('takes a version of an article that is on the desk already', async () => {
    await importArticles(db, [draft({ id: 'base' })])
    await importArticles(db, [draft({ id: 'base-ro', locale: 'ro', versionOf: 'base' })])
    expect((await loadArticles(db))[1]?.versionOf).toBe('base')
    await db.article.update({ where: { id: 'base' }, data: { archived: true } })
    expect((await loadArticles(db))[0]).toMatchObject({ id: 'base-ro', versionOf: null })
  })

  test.each(['json', 'csv', 'tsv', 'markdown'] as const)(
    'of an export as %s changes nothing, in any desk',
    async (format) => {
      await loadFirstArticles(db, { faqFile: null, telegram: null, slack: null })
      await importArticles(db, [
        ...(await loadArticles(db)).map((article) => ({ ...article, place: '' })),
        draft({
          id: 'Zs',
          title: '=1+1',
          answer: '# One\n\n```\n# two',
          phrasings: ['b\nc', '-a', 'ț'],
          tags: ['x y', '@z'],
        }),
        draft({ id: 'zs-ro', locale: 'ro', versionOf: 'Zs' }),
      ])
      const articles = await loadArticles(db)
      const text = writeArticles(format, articles, ',')
      const name = format === 'markdown' ? 'faq.md' : `faq.${format}`
      const answer = readArticleFile({ name, bytes: Buffer.from(text), encoding: null, answerOptional: false })
      if (!answer.ok) return expect.unreachable(answer.faults.join('\n'))
      await db.article.deleteMany()
      await importArticles(db, answer.articles)
      const same = ({ phrasings, ...article }: (typeof articles)[number]) => ({
        ...article,
        phrasings: phrasings.map((words) => words.replace('\n', ' ')),
      })
      expect(await loadArticles(db)).toEqual(articles.map(same))
      expect(writeArticles(format, await loadArticles(db), ',')).toBe(text)
    },
  )

  test('that fails half-way changes nothing', async () => {
    const broken = draft({ id: 'b', answer: 'zero \u0000 byte' })
    await expect(importArticles(db, [draft({ id: 'a' }), broken])).rejects.toThrow()
    expect(await ids()).toEqual([])
  })
})

describe('the first start', () => {
  const none = { faqFile: null, telegram: null, slack: null }

  test('loads the demo set where no platform is configured, once', async () => {
    expect(await loadFirstArticles(db, none)).toBe(40)
    expect(await loadFirstArticles(db, none)).toBe(0)
    expect(await ids()).toContain('reset-password-ro')
  })

  test('with a platform loads none', async () => {
    expect(await loadFirstArticles(db, { ...none, slack: {} })).toBe(0)
    expect(await ids()).toEqual([])
  })

  test('with a platform takes the demo set out of use that was there to try the desk', async () => {
    await loadFirstArticles(db, none)
    expect(await loadFirstArticles(db, { ...none, telegram: {} })).toBe(0)
    expect(await ids()).toEqual([])
  })

  test('loads FAQ_FILE, with or without a platform, in place of the demo set, once', async () => {
    const faqFile = path.join(folder, 'faq.json')
    await writeFile(faqFile, '[{"title":"Parking","answer":"Behind the house."}]')
    await loadFirstArticles(db, none)
    expect(await loadFirstArticles(db, { faqFile, telegram: {}, slack: null })).toBe(1)
    expect(await ids()).toEqual(['parking'])
    await writeFile(faqFile, 'no longer read')
    expect(await loadFirstArticles(db, { ...none, faqFile })).toBe(0)
  })

  test('of several processes at once loads once', async () => {
    const loaded = await Promise.all([
      loadFirstArticles(db, none),
      loadFirstArticles(db, none),
      loadFirstArticles(db, none),
    ])
    expect(loaded.toSorted()).toEqual([0, 0, 40])
  })

  test.each([
    ['missing.json', null, "can't be read"],
    ['broken.json', '[{"title":"No answer"}]', 'Row 1 (line 1): answer'],
    ['other.txt', '[]', 'save a spreadsheet as CSV UTF-8'],
    ['lost.json', '[{"title":"T","answer":"A","versionOf":"gone"}]', 'no article has the id "gone"'],
  ])('tells what is wrong with %s', async (name, content, fault) => {
    const faqFile = path.join(folder, name)
    if (content !== null) await writeFile(faqFile, content)
    await expect(loadFirstArticles(db, { ...none, faqFile })).rejects.toThrow(fault)
  })
})
