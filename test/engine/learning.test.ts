// Words in which customers asked become phrasings once they are confirmed, in every process, and can be taken back.

import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ArticleEvent } from '../../src/core/events.ts'
import type { Match } from '../../src/core/types.ts'
import { openListener } from '../../src/database/listener.ts'
import { fromPlainText } from '../../src/document.ts'
import { createLearning } from '../../src/jobs/learning.ts'
import { judgeCandidates } from '../../src/knowledge/candidates.ts'
import { type Library, openLibrary } from '../../src/knowledge/library.ts'
import { readFaqReview } from '../../src/reading/faq-review.ts'
import { customer, manager, openEngine, type TestEngine } from '../support/engine.ts'

const refunds = ['I want my money back', 'give me a refund', 'how do I get my money back', 'refund me', 'refund it']
const parcels = ['my parcel did not arrive', 'track my parcel', 'the parcel is late']
const match = (article: string, title: string): Match => ({
  article,
  title,
  answer: fromPlainText('.'),
  confidence: 0.95,
})
const articles = { refund: match('refund', 'Refunds'), parcel: match('parcel', 'Where is my parcel?') }

let desk: TestEngine
/** What the desk shows at the moment. */
const shown: Match = articles.refund
const opened: { close(): void | Promise<void> }[] = []

beforeAll(async () => {
  desk = await openEngine({ matches: () => [shown], articles: Object.values(articles) })
  for (const [{ article: id, title }, phrasings] of [
    [articles.refund, refunds],
    [articles.parcel, parcels],
  ] as const) {
    await desk.db.article.create({
      data: { id, title, answer: '.', locale: 'en', phrasings: { create: phrasings.map((text) => ({ text })) } },
    })
  }
})
afterAll(async () => {
  for (const each of opened) await each.close()
  await desk.close()
})

const learns = () =>
  createLearning({ db: desk.db, judge: judgeCandidates, receive: desk.receive, log: pino({ level: 'silent' }) })()
const says = async (id: string, words: string, verdict: 'solved' | 'not') => {
  const who = customer(desk.receive, id)
  await who.writes(words)
  const { id: suggestion } = await desk.db.suggestion.findFirstOrThrow({ orderBy: { createdAt: 'desc' } })
  await who.presses(`suggestion.${verdict}:${suggestion}`)
}
const candidate = (text: string) => desk.db.phrasingCandidate.findFirst({ where: { text } })
const phrasings = async (articleId: string) =>
  (await desk.db.phrasing.findMany({ where: { articleId }, orderBy: { id: 'asc' } })).map(({ text }) => text)
const newest = (articleId: string) =>
  desk.db.articleRevision.findFirst({ where: { articleId }, orderBy: { number: 'desc' } })
const library = async (): Promise<Library> => {
  const listener = await openListener(desk.url, pino({ level: 'silent' }))
  const onFailure = (error: unknown) => expect.unreachable(String(error))
  const { subscribe, listening } = listener
  const made = await openLibrary({ db: desk.db, locale: 'en', subscribe, listening, onFailure })
  opened.push(made, listener)
  return made
}
let keys = 0
const does = (type: 'CandidateAccepted' | 'CandidateRefused', phrasing: string) => {
  const event: ArticleEvent = {
    type,
    article: 'refund',
    phrasing,
    by: { channel: 'slack', externalId: 'UANNA', name: 'Anna' },
  }
  return desk.receive({ key: `learning-test:${++keys}`, at: new Date(), event })
}
const review = () =>
  readFaqReview({ db: desk.db, library: { match: () => [] }, timeZone: 'UTC', locale: 'en', now: new Date() })

test('words confirmed twice find their article in every process, and leave a revision that is nobody’s', async () => {
  const libraries = [await library(), await library()]
  const words = 'umbrella dripping nonstop, write to me@example.com'
  const found = () => libraries.map((one) => one.match('my umbrella is dripping nonstop', 'en')[0]?.article)
  expect(found()).not.toEqual(['refund', 'refund'])
  await says('901', words, 'solved')
  await learns()
  expect(await phrasings('refund')).toEqual(refunds)
  await says('902', words, 'solved')
  await learns()
  const learned = 'umbrella dripping nonstop, write to'
  expect(await phrasings('refund')).toEqual([...refunds, learned])
  expect(await candidate(learned)).toMatchObject({ state: 'learned', why: 'confirmed' })
  expect(await newest('refund')).toMatchObject({ what: 'phrasingLearned', managerId: null })
  await expect.poll(found).toEqual(['refund', 'refund'])
})

test('what is learned once is learned in one process alone, and what a manager takes back stays away', async () => {
  const before = await newest('refund')
  await learns()
  await Promise.all([learns(), learns()])
  expect((await newest('refund'))?.number).toBe(before?.number)
  const phrasing = (await phrasings('refund')).at(-1) ?? ''
  expect((await review()).learned.rows).toEqual([{ article: 'refund', title: 'Refunds', phrasing }])
  const by = { channel: 'slack', externalId: 'UANNA', name: 'Anna' } as const
  const event: ArticleEvent = { type: 'PhrasingRemoved', article: 'refund', phrasing, by }
  await desk.receive({ key: 'learning-test:removed', at: new Date(), event })
  expect(await candidate(phrasing)).toMatchObject({ state: 'refused', why: 'manager' })
  expect((await newest('refund'))?.what).toBe('phrasingRemoved')
  await says('903', phrasing, 'solved')
  await learns()
  expect(await phrasings('refund')).toEqual(refunds)
  expect((await review()).learned).toEqual({ count: 0, rows: [] })
})

test('a rejection outweighs a confirmation', async () => {
  const words = 'the lamp keeps flickering at night'
  await says('911', words, 'solved')
  await says('912', words, 'solved')
  await says('913', words, 'not')
  await learns()
  expect(await candidate(words)).toMatchObject({ state: 'waiting' })
})

test('a manager’s pick counts as a confirmation', async () => {
  const words = 'please may I get my money back'
  await customer(desk.receive, '921').commands('human', words)
  const { number } = await desk.db.ticket.findFirstOrThrow({ where: { question: words } })
  await manager(desk.receive, 'UBEN').answers(number, 'refund')
  await learns()
  expect(await phrasings('refund')).toContain(words)
})

test('words of another article are set aside and shown to the managers, whose nod is enough', async () => {
  const words = 'is my parcel late'
  await says('931', words, 'solved')
  await says('932', words, 'solved')
  await learns()
  expect(await candidate(words)).toMatchObject({ state: 'refused', why: 'elsewhere' })
  const { candidates } = await review()
  expect(candidates.rows.find(({ phrasing }) => phrasing === words)).toMatchObject({ setAside: 'elsewhere', solved: 2 })
  await does('CandidateAccepted', words)
  expect(await phrasings('refund')).toContain(words)
  expect((await review()).candidates.rows.map(({ phrasing }) => phrasing)).not.toContain(words)
})

test('what a manager refused is neither learned nor shown again', async () => {
  const words = 'a sandwich fell into the piano'
  await says('941', words, 'solved')
  await does('CandidateRefused', words)
  await says('942', words, 'solved')
  await learns()
  expect(await candidate(words)).toMatchObject({ state: 'refused', why: 'manager' })
  expect((await review()).candidates.rows.map(({ phrasing }) => phrasing)).not.toContain(words)
})

test('whoever is forgotten before their words were learned takes them along', async () => {
  const words = 'the kettle sings too loudly'
  await says('951', words, 'solved')
  await customer(desk.receive, '951').presses(`forget.yes:${Math.floor(Date.now() / 1000)}`)
  await learns()
  expect(await candidate(words)).toBeNull()
})

test('a candidate that can’t be a phrasing stays as it was when a manager nods, and can still be refused', async () => {
  const words = 'refund '.repeat(200).trim()
  const row = { id: crypto.randomUUID(), articleId: 'refund', text: words, createdAt: new Date() }
  await desk.db.phrasingCandidate.create({ data: row })
  expect(await does('CandidateAccepted', words)).toMatchObject({ notice: { say: 'staff.articlePhrasing' } })
  expect(await candidate(words)).toMatchObject({ state: 'waiting' })
  await does('CandidateRefused', words)
  expect(await candidate(words)).toMatchObject({ state: 'refused', why: 'manager' })
})
