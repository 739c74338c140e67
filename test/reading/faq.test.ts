// What managers read of the FAQ: articles with their history, what a change would do, and what wants a look.

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../src/database/client.ts'
import type { DeskFaq } from '../../src/desk/faq.ts'
import { loadArticles } from '../../src/knowledge/articles.ts'
import { createMatcher, type Matcher } from '../../src/knowledge/matcher.ts'
import { createWords } from '../../src/locales/words.ts'
import { createDesk } from '../../src/reading/desk.ts'
import { readPastQuestions } from '../../src/reading/past-questions.ts'
import { type OpenedDatabase, openFreshDatabase } from '../support/database.ts'
import { type StoredCustomer, storeCustomer, storeManager, storeMessage, storeTicket } from './stored.ts'

const NOW = new Date('2026-03-10T12:00:00Z')
const by = { channel: 'slack', externalId: 'UANNA', name: 'Anna' } as const

let fresh: OpenedDatabase
let db: Database
let desk: DeskFaq
let matcher: Matcher = createMatcher([])
const prepared: string[] = []
let ion: StoredCustomer
beforeAll(async () => {
  fresh = await openFreshDatabase()
  db = fresh.db
  desk = createDesk({
    db,
    library: {
      byWords: (question, locale) => matcher.match(question, locale),
      prepare: async (question) => void prepared.push(question),
      search: (...given) => matcher.search(...given),
      match: (...given) => matcher.match(...given),
      titles: (...given) => matcher.titles(...given),
      nearest: (...given) => matcher.nearest(...given),
    },
    words: createWords(),
    config: {
      adminIds: [],
      desk: {
        timeZone: 'UTC',
        businessHours: [],
        holidays: [],
        claimReminder: 900_000,
        claimLease: 14_400_000,
        assistant: false,
        translate: 'off',
        locale: 'en',
        staffIdentity: 'name',
      },
    },
    subscribe: () => () => {},
    now: () => NOW,
  })
  ion = await storeCustomer(db, { name: 'Ion Popescu' })
  const articles = [
    ['refunds', 'Refunds', ['I want my money back'], '2026-03-01'],
    ['parcels', 'Where is my parcel?', ['track my delivery'], '2026-03-11'],
    ['parrots', 'Talking parrots', [], null],
  ] as const
  for (const [id, title, phrasings, review] of articles) await storeArticle(id, title, phrasings, review)
  matcher = createMatcher(await loadArticles(db))
})
afterAll(() => fresh.close())

const storeArticle = (id: string, title: string, phrasings: readonly string[], review: string | null) =>
  db.article.create({
    data: {
      ...{ id, title, answer: 'So.', locale: 'en', createdAt: new Date('2026-01-01T00:00:00Z') },
      reviewAfter: review === null ? null : new Date(review),
      phrasings: { create: phrasings.map((text) => ({ text })) },
    },
  })
const suggested = (
  question: string,
  verdict: string,
  articleId: string | null,
  at = new Date('2026-03-09T12:00:00Z'),
) =>
  db.suggestion.create({
    data: {
      ...{ id: randomUUID(), conversationId: ion.conversationId, question, verdict, createdAt: at, settledAt: at },
      ...(articleId === null ? {} : { articleId, articles: { create: { articleId, rank: 0, confidence: 0.9 } } }),
    },
  })

test('an article is shown with its owner, its day of review and its history, archived or not', async () => {
  const anna = await storeManager(db, { externalId: 'UANNA', name: 'Anna' })
  await db.article.update({ where: { id: 'refunds' }, data: { ownerId: anna.id } })
  const shown = { title: 'Refunds once', answer: 'Then.' }
  const none = { tags: [], phrasings: [], versionOf: null, owner: null, reviewAfter: null }
  const content = { ...shown, ...none, locale: 'en', archived: false }
  const revision = { articleId: 'refunds', number: 1, at: NOW, what: 'written', managerId: anna.id, content }
  await db.articleRevision.create({ data: revision })
  expect(await desk.articleSheet('refunds')).toMatchObject({
    ...{ title: 'Refunds', owner: by, reviewAfter: '2026-03-01', newest: 1, archived: false },
    phrasings: ['I want my money back'],
  })
  expect(await desk.articleHistory('refunds')).toEqual([{ number: 1, at: NOW, by: 'Anna', what: 'written', ...shown }])
  expect(await desk.articleSheet('nothing')).toBeNull()
  expect(await desk.articleHistory('nothing')).toEqual([])
})

test('a change is tried on what was asked, and stores nothing', async () => {
  await suggested('I want my money back', 'solved', 'refunds')
  await suggested('I want my money back', 'person', null)
  await suggested('Do you repair umbrellas', 'none', null)
  const archived = await desk.backTest({ type: 'ArticleArchived', by, article: 'refunds', seen: 1 })
  expect(archived).toMatchObject({
    asked: 2,
    lost: { count: 1, examples: [{ question: 'I want my money back', before: 'Refunds', after: null }] },
    gained: { count: 0 },
  })
  const added = await desk.backTest({
    ...{ type: 'CandidateAccepted', by, article: 'parrots', phrasing: 'do you repair umbrellas' },
  })
  expect(added).toMatchObject({ lost: { count: 0 }, gained: { count: 1, examples: [{ after: 'Talking parrots' }] } })
  const fields = { tags: [], locale: 'en', versionOf: null, owner: null, reviewAfter: null }
  const content = { ...fields, title: 'Umbrella repair', answer: 'No.', phrasings: ['do you repair umbrellas'] }
  const written = await desk.backTest({ type: 'ArticleWritten', by, article: null, seen: 0, content })
  expect(written.gained.examples).toMatchObject([{ before: null, after: 'Umbrella repair' }])
  const renamed = { ...content, title: 'Coins', phrasings: [] }
  const edited = await desk.backTest({ type: 'ArticleWritten', by, article: 'refunds', seen: 1, content: renamed })
  expect(edited.lost.examples).toMatchObject([{ before: 'Refunds', after: null }])
  expect(await db.article.count({ where: { archived: false } })).toBe(3)
})

test('changes of two managers are tried one after the other', async () => {
  const change = { type: 'ArticleArchived', by, article: 'parrots', seen: 0 } as const
  expect(desk.isBackTesting()).toBe(false)
  const order: string[] = []
  const both = ['first', 'second'].map(async (which) => {
    await desk.backTest(change)
    order.push(which)
    return desk.isBackTesting()
  })
  expect(desk.isBackTesting()).toBe(true)
  expect(await Promise.all(both)).toEqual([true, false])
  expect(order).toEqual(['first', 'second'])
})

test('what a manager answered with an article is a question of the past too', async () => {
  const text = 'my delivery, track it please'
  const candidate = await db.phrasingCandidate.create({
    data: { id: randomUUID(), articleId: 'parcels', text, createdAt: NOW },
  })
  await db.phrasingSign.create({
    data: { id: randomUUID(), candidateId: candidate.id, kind: 'picked', conversationId: ion.conversationId, at: NOW },
  })
  const archived = await desk.backTest({ type: 'ArticleArchived', by, article: 'parcels', seen: 0 })
  expect(archived.lost.examples.map(({ question }) => question)).toContain(text)
})

test('a draft of a ticket has the answers that customers saw, and nobody’s name', async () => {
  const anna = await db.manager.findFirstOrThrow()
  const { id, number } = await storeTicket(db, ion, { question: 'Ion Popescu asks: where is it?' })
  for (const [text, audience] of [
    ['Hello Ion, on its way.', 'everyone'],
    ['He is cross.', 'staff'],
  ] as const) {
    await storeMessage(db, ion, { author: 'manager', managerId: anna.id, text, audience, ticketId: id })
  }
  expect(await desk.articleDraft(number)).toMatchObject({
    answer: 'Hello, on its way.',
    question: 'asks: where is it?',
  })
  expect(await desk.articleDraft(999)).toBeNull()
})

test('what wants a look: candidates, what is overdue, weak or unused, and what nobody answered', async () => {
  for (const verdict of ['not', 'not', 'not', 'solved']) await suggested('parcel?', verdict, 'parcels')
  await suggested('does your umbrella repair cost', 'none', null)
  await suggested('track my delivery', 'not', 'parcels', new Date('2026-03-08T10:00:00Z'))
  await storeTicket(db, ion, { openedAt: new Date('2026-03-08T10:00:30Z') })
  const review = await desk.faqReview()
  expect(review.candidates).toMatchObject({ count: 1, rows: [{ article: 'parcels', picked: 1, solved: 0 }] })
  expect(review.overdue).toMatchObject({ count: 1, rows: [{ id: 'refunds', owner: 'Anna' }] })
  expect(review.weak).toMatchObject({ count: 1, rows: [{ id: 'parcels', solved: 1, not: 4, rate: 0.2 }] })
  expect(review.unused).toMatchObject({ count: 1, rows: [{ id: 'parrots' }] })
  expect(review.unanswered.rows).toMatchObject([
    { question: expect.stringMatching(/umbrella/i), count: 2 },
    { question: 'track my delivery', count: 1 },
  ])
})

test('an article that helps less than it did is weak, however often it helps', async () => {
  const before = new Date('2026-01-20T10:00:00Z')
  for (const _ of [1, 2, 3, 4, 5]) await suggested('money', 'solved', 'refunds', before)
  for (const verdict of ['solved', 'solved', 'not']) await suggested('money now', verdict, 'refunds')
  expect((await desk.faqReview()).weak.rows.map(({ id }) => id)).toEqual(['parcels', 'refunds'])
})

test('an article after which managers answered otherwise is weak, whatever customers made of it', async () => {
  const anna = await db.manager.findFirstOrThrow()
  for (const day of [1, 2, 3]) {
    const at = new Date(Date.UTC(2026, 2, day, 9))
    await suggested('can they speak', 'person', 'parrots', at)
    const { id } = await storeTicket(db, ion, { openedAt: new Date(at.getTime() + 60_000) })
    await storeMessage(db, ion, { author: 'manager', managerId: anna.id, text: 'They sing.', ticketId: id, at })
  }
  const { weak } = await desk.faqReview()
  expect(weak.rows.find(({ id }) => id === 'parrots')).toMatchObject({ otherwise: 3, rate: null })
})

test('a question that nobody answered stands without what tells who asked, as an article may be written of it', async () => {
  await suggested('Ion Popescu here, ion@example.com: do you engrave spoons?', 'none', null)
  const { unanswered } = await desk.faqReview()
  const questions = unanswered.rows.map(({ question }) => question)
  expect(questions).toContain('here,: do you engrave spoons?')
  expect(questions.join()).not.toMatch(/popescu|example/i)
})

test('of the candidates those with the most behind them are read, and the others counted', async () => {
  const { candidates: before } = await desk.faqReview()
  const data = Array.from({ length: 7 }, (_, index) => ({
    ...{ id: randomUUID(), articleId: 'parrots', text: `do parrots sing ${index}`, createdAt: NOW },
  }))
  await db.phrasingCandidate.createMany({ data })
  const { candidates } = await desk.faqReview()
  expect(candidates.count).toBe(before.count + 7)
  expect(candidates.rows).toHaveLength(5)
  expect(candidates.rows[0]).toEqual({
    ...{ article: 'parcels', title: 'Where is my parcel?', phrasing: 'my delivery, track it please' },
    ...{ solved: 0, not: 0, picked: 1, setAside: null },
  })
})

const suggestedOften = (conversation: string, count: number, question: string, from: string) =>
  db.$executeRaw`INSERT INTO suggestions (id, conversation_id, question, verdict, created_at, settled_at)
    SELECT gen_random_uuid(), ${conversation}::uuid, ${question} || n, 'none', ${new Date(from)}, ${new Date(from)}
    FROM generate_series(1, ${count}::int) n`

test('of many unanswered questions the latest are looked at, whoever asked them', async () => {
  const others = [await storeCustomer(db, { name: 'Ana' }), await storeCustomer(db, { name: 'Dan' })]
  const [first, last] = others.map(({ conversationId }) => conversationId).toSorted()
  if (first === undefined || last === undefined) throw new Error('Two customers have two conversations.')
  await suggestedOften(first, 310, 'quilts ', '2026-03-09T13:00:00Z')
  await suggestedOften(last, 5, 'harpsichords ', '2026-03-09T14:00:00Z')
  const { unanswered } = await desk.faqReview()
  expect(unanswered.rows.map(({ question }) => question)).toContainEqual(expect.stringContaining('harpsichords'))
})

test('of what was asked in years only the latest is tried', async () => {
  const { conversationId } = await storeCustomer(db, { name: 'Mia' })
  await db.$executeRaw`INSERT INTO suggestions (id, conversation_id, question, verdict, created_at)
    SELECT gen_random_uuid(), ${conversationId}::uuid, 'the same again', 'none', ${NOW} FROM generate_series(1, 3000)`
  const questions = await readPastQuestions(db, 'en')
  expect(questions.map(({ text }) => text).toSorted()).toEqual(['my delivery, track it please', 'the same again'])
})

test('articles are listed with their versions and what came of them together; archived ones apart', async () => {
  await storeArticle('refunds-ro', 'Rambursări', [], '2026-03-20')
  await db.article.update({
    where: { id: 'refunds-ro' },
    data: { locale: 'ro', versionOfId: 'refunds', tags: ['bani'] },
  })
  await storeArticle('old', 'Old fees', [], null)
  await db.article.update({ where: { id: 'old' }, data: { archived: true } })
  matcher = createMatcher(await loadArticles(db))
  const sought = { words: '', tag: null, locale: null, archived: false }
  const all = await desk.articleList(sought, 10)
  expect(all).toMatchObject({ total: all.rows.length, tags: ['bani'], locales: ['en', 'ro'] })
  const refunds = all.rows.find(({ id }) => id === 'refunds')
  expect(refunds).toMatchObject({
    ...{ owner: 'Anna', overdue: true, tags: ['bani'], reviewAfter: '2026-03-01', weak: true },
    versions: [
      { id: 'refunds', locale: 'en' },
      { id: 'refunds-ro', locale: 'ro', title: 'Rambursări' },
    ],
  })
  expect(all.rows.map(({ id }) => id)).not.toContain('old')
  const found = async (given: Partial<typeof sought> | { tag: string } | { locale: string }) =>
    (await desk.articleList({ ...sought, ...given }, 10)).rows.map(({ id }) => id)
  expect(await found({ words: 'rambursari' })).toEqual(['refunds'])
  expect(await found({ words: '100 % _' })).toEqual([])
  expect(await found({ tag: 'bani' })).toEqual(['refunds'])
  expect(await found({ locale: 'RO' })).toEqual(['refunds'])
  expect(await found({ archived: true })).toEqual(['old'])
  expect(await desk.articleList(sought, 1)).toMatchObject({ total: all.total, rows: { length: 1 } })
})

test('an article tells its versions, what came of it and who may keep it', async () => {
  expect((await desk.articleVersions('refunds-ro')).map(({ id }) => id)).toEqual(['refunds', 'refunds-ro'])
  expect((await desk.articleVersions('old')).map(({ id }) => id)).toEqual(['old'])
  expect(await desk.articleFigures('parcels')).toMatchObject({ solved: 1, not: 4, weak: true, overdue: false })
  expect(await desk.articleFigures('nothing')).toBeNull()
  expect(await desk.articleOwners()).toContainEqual(by)
})

test('a question is tried: what would be shown, what was found, and by which words', async () => {
  matcher = createMatcher(await loadArticles(db))
  const tried = await desk.tryQuestion('I want my money back', 'en')
  expect(prepared).toEqual(['I want my money back'])
  expect(tried.shown).toBe('answer')
  expect(tried.found[0]).toMatchObject({ article: 'refunds', isShown: true, nearest: 'I want my money back' })
  expect(tried.found[0]?.shared).toContainEqual({ asked: 'money', said: 'money' })
  expect(await desk.tryQuestion('zzz', 'en')).toMatchObject({ shown: 'nothing' })
})

test('what is exported is the same to an import, and what a file would change is told before', async () => {
  for (const form of ['json', 'csv', 'md'] as const) {
    const bytes = new TextEncoder().encode(await desk.exportArticles(form))
    const view = await desk.readImport({ name: `faq.${form}`, bytes })
    expect(view.ok && view.rows.every(({ what }) => what === 'same')).toBe(true)
  }
  const bring = (articles: readonly object[]) =>
    desk.readImport({ name: 'faq.json', bytes: new TextEncoder().encode(JSON.stringify(articles)) })
  expect(
    await bring([
      { id: 'refunds', title: 'Refunds', answer: 'Other.' },
      { title: 'New', answer: 'So.' },
    ]),
  ).toMatchObject({
    ...{
      ok: true,
      withdrawn: 0,
      rows: [
        { title: 'Refunds', what: 'changed' },
        { title: 'New', what: 'new' },
      ],
    },
  })
  expect(await bring([{ title: 'New', answer: 'So.', versionOf: 'nothing' }])).toMatchObject({ ok: false })
  expect(await bring([{ title: 'New' }])).toEqual({ ok: false, faults: [expect.stringContaining('Row 1')] })
  expect(await db.article.count({ where: { title: 'New' } })).toBe(0)
})
