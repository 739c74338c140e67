// Silence after an answer is settled once, by a timer, and the customer's word replaces it.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { fromPlainText } from '../../src/document.ts'
import { customer, manager, openEngine, type TestEngine } from '../support/engine.ts'

let engine: TestEngine
const orders = { article: 'orders', title: 'Orders', answer: fromPlainText('It comes.'), confidence: 0.95 }

beforeAll(async () => {
  engine = await openEngine({ matches: [orders] })
  await engine.db.article.create({
    data: { id: 'orders', title: 'Orders', answer: 'It comes.', locale: 'en', tags: [] },
  })
})
afterAll(() => engine.close())

const lastSuggestion = () => engine.db.suggestion.findFirstOrThrow({ orderBy: { createdAt: 'desc' } })
const falls = (suggestion: string, key: string) =>
  engine.receive({ key, at: new Date(), event: { type: 'TimerFired', timer: { kind: 'silence', suggestion } } })

test('the timer set for a suggestion settles it as assumed, and a later word of the customer’s counts instead', async () => {
  const ion = customer(engine.receive, '901')
  await ion.writes('Where is my parcel now?')
  const { id } = await lastSuggestion()
  expect(engine.timers.at(-1)?.subject).toEqual({ kind: 'silence', suggestion: id })
  await falls(id, 'timer:1')
  expect(await falls(id, 'timer:1')).toEqual({ kind: 'repeated' })
  expect(await lastSuggestion()).toMatchObject({ id, verdict: 'assumed', articleId: 'orders' })
  await ion.presses(`suggestion.solved:${id}`)
  expect(await lastSuggestion()).toMatchObject({ id, verdict: 'solved' })
  await falls(id, 'timer:2')
  expect(await lastSuggestion()).toMatchObject({ id, verdict: 'solved' })
})

test('a timer of a suggestion that is gone changes nothing', async () => {
  expect(await falls(crypto.randomUUID(), 'timer:3')).toMatchObject({ kind: 'refused' })
})

test('what was asked while a manager opened a request again goes to that one', async () => {
  const apart = await openEngine({ matches: [orders], settings: { reopenWindow: 0, burstWindow: 1 } })
  const ion = customer(apart.receive, '902')
  await ion.commands('human', 'My parcel is wet')
  const { id, number, conversationId } = await apart.db.ticket.findFirstOrThrow()
  const ben = manager(apart.receive, 'U9', 'Ben')
  await ben.resolves(number)
  await ben.replies(number, 'One more thing')
  const note = await apart.db.message.findFirstOrThrow({ where: { audience: 'staff', author: 'manager' } })
  await ion.writes('Where is my parcel now?', 'asked')
  const by = { channel: 'slack', externalId: 'U9', name: 'Ben' } as const
  await apart.receive({
    key: 'sent',
    at: new Date(),
    event: { type: 'ManagerSentNote', by, ticket: { number }, message: note.id },
  })
  await apart.receive({
    key: 'timer:burst',
    at: new Date(),
    event: { type: 'TimerFired', timer: { kind: 'burst', conversation: conversationId } },
  })
  expect(await apart.db.message.findFirst({ where: { originId: 'asked' } })).toMatchObject({ ticketId: id })
  expect(await apart.db.suggestion.count()).toBe(0)
  await apart.close()
})
