// What customers and managers make of answers is kept with the words that were asked, and goes with whoever asked them.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { fromPlainText } from '../../src/document.ts'
import { openCandidates } from '../../src/knowledge/candidates.ts'
import { findCustomer, heldAbout } from '../../src/reading/held.ts'
import { customer, manager, openEngine, type TestEngine } from '../support/engine.ts'

const offers = [
  { article: 'orders', title: 'Orders', answer: fromPlainText('It comes.'), confidence: 0.95 },
  { article: 'gone', title: 'Gone', answer: fromPlainText('It is gone.'), confidence: 0 },
]
let engine: TestEngine
/** Nothing is offered while it is false. */
let isKnown = true

beforeAll(async () => {
  engine = await openEngine({ matches: () => (isKnown ? offers.slice(0, 1) : []), articles: offers })
  await engine.db.article.create({
    data: { id: 'orders', title: 'Orders', answer: 'It comes.', locale: 'en', tags: [] },
  })
})
afterAll(() => engine.close())

const lastSuggestion = () => engine.db.suggestion.findFirstOrThrow({ orderBy: { createdAt: 'desc' } })
const asks = async (id: string, words: string) => {
  const who = customer(engine.receive, id)
  await who.writes(words)
  return { who, suggestion: await lastSuggestion() }
}
const signsOf = async (text: string) => {
  const candidate = await engine.db.phrasingCandidate.findFirst({ where: { text }, include: { signs: true } })
  return candidate?.signs.map(({ kind }) => kind).toSorted() ?? null
}

test('a suggestion remembers what was asked, and a question without an answer is remembered too', async () => {
  const { suggestion } = await asks('801', 'Where does my parcel stay?')
  expect(suggestion).toMatchObject({ question: 'Where does my parcel stay?', verdict: null })
  isKnown = false
  const { suggestion: none } = await asks('802', 'Do you sell umbrellas?')
  isKnown = true
  expect(none).toMatchObject({ question: 'Do you sell umbrellas?', verdict: 'none', settledAt: expect.any(Date) })
})

test('each conversation gives one sign of a kind for the same words, and several for one candidate', async () => {
  for (const id of ['811', '812', '811']) {
    const { who, suggestion } = await asks(id, 'When does my parcel arrive?')
    await who.presses(`suggestion.solved:${suggestion.id}`)
  }
  expect(await signsOf('When does my parcel arrive?')).toEqual(['solved', 'solved'])
  const { who, suggestion } = await asks('811', 'When does my parcel arrive?')
  await who.presses(`suggestion.not:${suggestion.id}`)
  expect(await signsOf('When does my parcel arrive?')).toEqual(['not', 'solved', 'solved'])
  const [candidate, ...others] = await openCandidates(engine.db)
  expect(candidate).toMatchObject({
    article: 'orders',
    text: 'When does my parcel arrive?',
    solved: 2,
    picked: 0,
    not: 1,
  })
  expect(candidate?.voices).toHaveLength(2)
  expect(others).toEqual([])
})

test('a manager who answers with an article picks it, whatever the desk had offered', async () => {
  await customer(engine.receive, '821').commands('human', 'My parcel looks lost')
  const ticket = await engine.db.ticket.findFirstOrThrow({ where: { question: 'My parcel looks lost' } })
  await manager(engine.receive, 'U8').answers(ticket.number, 'orders')
  const sign = await engine.db.phrasingSign.findFirstOrThrow({
    where: { kind: 'picked' },
    include: { candidate: true, manager: true },
  })
  expect(sign).toMatchObject({
    conversationId: ticket.conversationId,
    manager: { externalId: 'U8' },
    candidate: { articleId: 'orders', text: 'My parcel looks lost', state: 'waiting' },
  })
})

test('words that are a phrasing already, and articles that are gone, make no candidate', async () => {
  await engine.db.phrasing.create({ data: { articleId: 'orders', text: 'Track my parcel' } })
  await customer(engine.receive, '831').commands('human', 'Track my parcel')
  const known = await engine.db.ticket.findFirstOrThrow({ where: { question: 'Track my parcel' } })
  await manager(engine.receive, 'U8').answers(known.number, 'orders')
  expect(await signsOf('Track my parcel')).toBeNull()
  expect(await manager(engine.receive, 'U8').answers(known.number, 'gone')).toMatchObject({ kind: 'done' })
  expect(await signsOf('Track my parcel')).toBeNull()
})

test('whoever is forgotten takes their questions and signs along, and words that nobody else asked in', async () => {
  const theirs = ['Only mine: is my parcel blue?', 'Shared: is my parcel red?', 'Learned: is my parcel green?']
  const [alone = '', shared = '', learned = ''] = theirs
  for (const [id, words] of [
    ['841', alone],
    ['841', shared],
    ['842', shared],
    ['841', learned],
  ] as const) {
    const { who, suggestion } = await asks(id, words)
    await who.presses(`suggestion.solved:${suggestion.id}`)
  }
  await engine.db.phrasingCandidate.updateMany({ where: { text: learned }, data: { state: 'learned' } })
  const id = (await findCustomer(engine.db, 'telegram:841')) ?? ''
  const held = await heldAbout(engine.db, id)
  expect(held.accounts.flatMap(({ suggestions }) => suggestions.map(({ question }) => question))).toEqual(theirs)
  expect(held.accounts.flatMap(({ signs }) => signs)).toMatchObject(
    theirs.map((text) => ({ kind: 'solved', article: 'orders', text })),
  )

  await customer(engine.receive, '841').presses(`forget.yes:${Math.floor(Date.now() / 1000)}`)
  expect(await Promise.all(theirs.map(signsOf))).toEqual([null, ['solved'], []])
  expect(await engine.db.suggestion.count({ where: { question: { in: theirs } } })).toBe(1)
})
