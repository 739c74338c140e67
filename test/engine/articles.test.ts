// What managers do to the FAQ, on a real database: every change leaves a revision, and can be taken back.

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ArticleEvent, ArticleWords } from '../../src/core/events.ts'
import { customer, openEngine, type TestEngine } from '../support/engine.ts'

let desk: TestEngine
beforeAll(async () => {
  desk = await openEngine()
})
afterAll(() => desk.close())

const by = { channel: 'slack', externalId: 'UANNA', name: 'Anna' } as const
const content: ArticleWords = {
  title: 'Refunds',
  answer: 'Within **30 days**.',
  phrasings: ['I want my money back', 'refund please'],
  tags: ['money'],
  locale: 'en',
  versionOf: null,
  owner: { channel: 'slack', externalId: 'UBEN', name: 'Ben' },
  reviewAfter: '2026-03-31',
}

let keys = 0
type Given = ArticleEvent extends infer Each ? (Each extends ArticleEvent ? Omit<Each, 'by'> : never) : never
const does = (event: Given, key = `articles:${++keys}`) =>
  desk.receive({ key, at: new Date(), event: { ...event, by } as ArticleEvent })
const idOf = async (title: string) => (await desk.db.article.findFirstOrThrow({ where: { title } })).id
const now = async (id: string) => {
  const { phrasings, ...row } = await desk.db.article.findUniqueOrThrow({
    where: { id },
    include: { owner: true, phrasings: { orderBy: { id: 'asc' } } },
  })
  return { ...row, owner: row.owner?.name ?? null, phrasings: phrasings.map(({ text }) => text) }
}
const history = async (articleId: string) =>
  (
    await desk.db.articleRevision.findMany({
      where: { articleId },
      include: { manager: true },
      orderBy: { number: 'asc' },
    })
  ).map(({ number, what, manager }) => `${number} ${what} ${manager?.name ?? 'nobody'}`)

test('a new article is tidied, owned, and has a first revision; the same event twice makes one', async () => {
  const written = {
    type: 'ArticleWritten',
    article: null,
    seen: 0,
    content: { ...content, title: ' Refunds ', phrasings: [...content.phrasings, ' refund  please ', ''] },
  } as const
  await does(written, 'once')
  expect(await does(written, 'once')).toEqual({ kind: 'repeated' })
  const id = await idOf('Refunds')
  expect(id).toMatch(/^refunds-\w{8}$/)
  expect(await now(id)).toMatchObject({
    ...{ answer: content.answer, phrasings: content.phrasings, owner: 'Ben', archived: false, demo: false },
    reviewAfter: new Date('2026-03-31T00:00:00Z'),
  })
  expect(await history(id)).toEqual(['1 written Anna'])
})

test('every change can be taken back exactly, the taking back as well', async () => {
  const id = await idOf('Refunds')
  const [first] = [await now(id)]
  await does({
    type: 'ArticleWritten',
    article: id,
    seen: 1,
    content: { ...content, title: 'Money back', owner: null },
  })
  await does({ type: 'PhrasingRemoved', article: id, phrasing: 'refund please' })
  await does({
    type: 'ArticleWritten',
    article: id,
    seen: 3,
    content: { ...content, title: 'Money back', owner: null, phrasings: ['I want my money back', 'give it back'] },
  })
  await does({ type: 'ArticleArchived', article: id, seen: 4 })
  expect(await now(id)).toMatchObject({
    ...{ title: 'Money back', archived: true, owner: null, phrasings: ['I want my money back', 'give it back'] },
  })
  await does({ type: 'ArticleRestored', article: id, seen: 5, revision: 1 })
  const { updatedAt: _then, ...expected } = first
  expect(await now(id)).toMatchObject(expected)
  await does({ type: 'ArticleRestored', article: id, seen: 6, revision: 5 })
  expect((await now(id)).archived).toBe(true)
  expect(await history(id)).toEqual([
    ...['1 written Anna', '2 edited Anna', '3 phrasingRemoved Anna', '4 edited Anna', '5 archived Anna'],
    ...['6 restored Anna', '7 restored Anna'],
  ])
})

test('what an import wrote is kept before it is changed', async () => {
  await desk.db.article.create({
    data: {
      id: 'imported',
      title: 'Old',
      answer: 'As it was.',
      locale: 'en',
      demo: true,
      phrasings: { create: { text: 'how old' } },
    },
  })
  await does({ type: 'ArticleWritten', article: 'imported', seen: 0, content: { ...content, title: 'New' } })
  await desk.db.article.update({ where: { id: 'imported' }, data: { title: 'Imported again' } })
  await does({ type: 'ArticleArchived', article: 'imported', seen: 2 })
  expect(await history('imported')).toEqual(['1 found nobody', '2 edited Anna', '3 found nobody', '4 archived Anna'])
  await does({ type: 'ArticleRestored', article: 'imported', seen: 4, revision: 1 })
  expect(await now('imported')).toMatchObject({
    title: 'Old',
    answer: 'As it was.',
    phrasings: ['how old'],
    demo: false,
  })
})

test('whoever did not see what a colleague has just done undoes nothing of it', async () => {
  await does({ type: 'ArticleWritten', article: null, seen: 0, content: { ...content, title: 'Shared' } })
  const id = await idOf('Shared')
  await does({ type: 'ArticleWritten', article: id, seen: 1, content: { ...content, title: 'Shared', answer: 'One' } })
  for (const event of [
    { type: 'ArticleWritten', article: id, seen: 1, content: { ...content, answer: 'Two' } },
    { type: 'ArticleArchived', article: id, seen: 1 },
    { type: 'ArticleRestored', article: id, seen: 1, revision: 1 },
  ] as const) {
    expect(await does(event)).toMatchObject({ kind: 'refused', notice: { say: 'staff.articleChanged' } })
  }
  expect(await now(id)).toMatchObject({ answer: 'One', archived: false })
})

test.each([
  ['nothing in it', { title: ' ' }, 'staff.articleEmpty'],
  ['no language', { locale: 'English!' }, 'staff.articleLocale'],
  ['a day that is none', { reviewAfter: '2026-02-31' }, 'staff.articleDay'],
  ['no original', { versionOf: 'nothing' }, 'staff.versionOfNothing'],
])('an article with %s is refused with why', async (_what, wrong, say) => {
  const event = {
    type: 'ArticleWritten',
    article: null,
    seen: 0,
    content: { ...content, title: 'Wrong', ...wrong },
  } as const
  expect(await does(event)).toMatchObject({ kind: 'refused', notice: { say } })
  expect(await desk.db.article.count({ where: { title: 'Wrong' } })).toBe(0)
})

test('a version says what its original says in a language of its own, and once', async () => {
  await does({ type: 'ArticleWritten', article: null, seen: 0, content: { ...content, title: 'Original' } })
  const versionOf = await idOf('Original')
  const version = (title: string, locale: string) =>
    does({ type: 'ArticleWritten', article: null, seen: 0, content: { ...content, title, locale, versionOf } })
  expect(await version('Again', 'en')).toMatchObject({ kind: 'refused', notice: { say: 'staff.versionTwice' } })
  expect(await version('Originalul', 'ro')).toEqual({ kind: 'done' })
  const original = { type: 'ArticleWritten', article: versionOf, seen: 1 } as const
  const other = await idOf('Shared')
  expect(await does({ ...original, content: { ...content, title: 'Original', versionOf: other } })).toMatchObject({
    notice: { say: 'staff.hasVersions' },
  })
})

test('what is not there is refused, and a phrasing that is there already changes nothing', async () => {
  expect(await does({ type: 'ArticleArchived', article: 'nothing', seen: 0 })).toMatchObject({
    ...{ kind: 'refused', because: 'unknown' },
  })
  const id = await idOf('Shared')
  expect(await does({ type: 'ArticleRestored', article: id, seen: 2, revision: 9 })).toMatchObject({
    notice: { say: 'staff.unknownRevision' },
  })
  const [before] = [await history(id)]
  await does({ type: 'PhrasingRemoved', article: id, phrasing: 'nobody says so' })
  expect(await history(id)).toEqual(before)
})

test('an article kept from a ticket has a first revision too', async () => {
  await customer(desk.receive, 'asks').commands('human', 'Where is my parcel?')
  const ticket = await desk.db.ticket.findFirstOrThrow()
  await desk.receive({
    key: 'kept',
    at: new Date(),
    event: {
      type: 'ManagerWroteArticle',
      by,
      ticket: { number: ticket.number },
      title: 'Parcels',
      question: '',
      answer: 'Here.',
    },
  })
  expect(await history(await idOf('Parcels'))).toEqual(['1 written Anna'])
})

test('a candidate becomes a phrasing by a manager’s nod, or never, and once', async () => {
  const articleId = await idOf('Shared')
  const [good, bad] = ['give me my coins', 'coins are shiny']
  for (const text of [good, bad]) {
    await desk.db.phrasingCandidate.create({
      data: { id: crypto.randomUUID(), articleId, text, createdAt: new Date() },
    })
  }
  await does({ type: 'CandidateAccepted', article: articleId, phrasing: good })
  await does({ type: 'CandidateRefused', article: articleId, phrasing: bad })
  expect((await now(articleId)).phrasings).toContain(good)
  expect((await now(articleId)).phrasings).not.toContain(bad)
  expect((await history(articleId)).at(-1)).toContain('phrasingAdded Anna')
  const candidates = await desk.db.phrasingCandidate.findMany({ orderBy: { text: 'asc' }, include: { signs: true } })
  expect(candidates.map(({ state, signs }) => [state, signs.map(({ kind }) => kind)])).toEqual([
    ['refused', []],
    ['learned', ['nod']],
  ])
  expect(await does({ type: 'CandidateAccepted', article: articleId, phrasing: bad })).toMatchObject({
    ...{ kind: 'refused', notice: { say: 'staff.candidateSettled' } },
  })
})

test('a phrasing that no index can hold is refused by its beginning, and nothing is stored', async () => {
  const long = `Where is ${'it '.repeat(300)}`.trim()
  const refusal = { kind: 'refused', notice: { say: 'staff.articlePhrasing', params: { length: 908, most: 800 } } }
  const written = { ...content, title: 'Long ways', phrasings: ['short', long] }
  expect(await does({ type: 'ArticleWritten', article: null, seen: 0, content: written })).toMatchObject(refusal)
  expect(await desk.db.article.count({ where: { title: 'Long ways' } })).toBe(0)
  await does({ type: 'ArticleWritten', article: null, seen: 0, content: { ...written, phrasings: ['x'.repeat(800)] } })
  const article = await idOf('Long ways')
  const longer = { ...written, phrasings: ['x'.repeat(800), long] }
  expect(await does({ type: 'ArticleWritten', article, seen: 1, content: longer })).toMatchObject(refusal)
  expect((await now(article)).phrasings).toEqual(['x'.repeat(800)])
})

test('a comma ends a tag, whoever writes it', async () => {
  const written = { ...content, title: 'Many tags', tags: ['orders, parcels', 'parcels'] }
  await does({ type: 'ArticleWritten', article: null, seen: 0, content: written })
  expect((await now(await idOf('Many tags'))).tags).toEqual(['orders', 'parcels'])
})

test('a version whose original was archived can still be changed, but joins no family anew', async () => {
  const original = { ...content, title: 'Opening hours', phrasings: [] }
  await does({ type: 'ArticleWritten', article: null, seen: 0, content: original })
  const root = await idOf('Opening hours')
  const words = { ...original, title: 'Program', locale: 'ro', versionOf: root }
  await does({ type: 'ArticleWritten', article: null, seen: 0, content: words })
  const version = await idOf('Program')
  await does({ type: 'ArticleArchived', article: root, seen: 1 })
  const phrased = { ...words, phrasings: ['la ce oră deschideți'] }
  expect(await does({ type: 'ArticleWritten', article: version, seen: 1, content: phrased })).toEqual({ kind: 'done' })
  const answered = { ...words, answer: 'De la nouă.' }
  expect(await does({ type: 'ArticleWritten', article: version, seen: 2, content: answered })).toEqual({ kind: 'done' })
  const moved = { ...answered, locale: 'de' }
  expect(await does({ type: 'ArticleWritten', article: version, seen: 3, content: moved })).toMatchObject({
    notice: { say: 'staff.versionOfNothing' },
  })
  await does({ type: 'ArticleArchived', article: version, seen: 3 })
  expect(await does({ type: 'ArticleWritten', article: version, seen: 4, content: answered })).toMatchObject({
    notice: { say: 'staff.versionOfNothing' },
  })
})

const brought = (title: string, parts: object = {}) => ({
  ...{ id: null, title, answer: 'So.', locale: 'en', tags: [], phrasings: [], versionOf: null, place: 'Row 1' },
  ...parts,
})
const imports = (articles: readonly ReturnType<typeof brought>[], key = `articles:${++keys}`) =>
  desk.receive({ key, at: new Date(), event: { type: 'ArticlesImported', by, articles } })

test('a manager’s import adds and replaces articles, with revisions in their name, once', async () => {
  await does({ type: 'ArticleWritten', article: null, seen: 0, content: { ...content, title: 'Was there' } })
  const id = await idOf('Was there')
  const articles = [brought('Was there', { answer: 'Changed.' }), brought('Brought', { phrasings: ['bring it'] })]
  expect(await imports(articles, 'import once')).toEqual({ kind: 'done' })
  expect(await imports(articles, 'import once')).toEqual({ kind: 'repeated' })
  expect(await now(id)).toMatchObject({ answer: 'Changed.', owner: 'Ben', phrasings: [] })
  expect(await history(id)).toEqual(['1 written Anna', '2 imported Anna'])
  expect(await history(await idOf('Brought'))).toEqual(['1 imported Anna'])
  await does({ type: 'ArticleRestored', article: id, seen: 2, revision: 1 })
  expect(await now(id)).toMatchObject({ answer: content.answer, phrasings: content.phrasings })
})

test('an import of which one article does not fit stores nothing, and archives none of the demo’s', async () => {
  await desk.db.article.create({ data: { id: 'demo', title: 'Demo', answer: '-', locale: 'en', demo: true } })
  const outcome = await imports([brought('Fits'), brought('Version', { versionOf: 'nothing', place: 'Row 2' })])
  expect(outcome).toMatchObject({
    ...{
      kind: 'refused',
      notice: { say: 'staff.articlesUnfit', params: { fault: expect.stringMatching(/^Row 2: versionOf/) } },
    },
  })
  expect(await desk.db.article.count({ where: { title: 'Fits' } })).toBe(0)
  expect((await now('demo')).archived).toBe(false)
  await imports([brought('Fits')])
  expect((await now('demo')).archived).toBe(true)
})
