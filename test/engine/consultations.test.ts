// What the language model was asked, and the ticket that it is kept with.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { match } from '../core/world.ts'
import { customer, openEngine, type TestEngine } from '../support/engine.ts'

let desk: TestEngine
beforeAll(async () => {
  desk = await openEngine({ settings: { assistant: true }, matches: [match('refunds', 0.2)] })
})
afterAll(() => desk.close())

test('a ticket keeps what was asked about its own question, and nothing that was asked about a matter of last week', async () => {
  const ion = customer(desk.receive, 'ion')
  await ion.writes('Where is my other parcel?')
  const [asked = ''] = desk.consultations
  const { conversationId } = await desk.db.consultation.findUniqueOrThrow({ where: { id: asked } })
  const lastWeek = new Date(Date.now() - 7 * 86_400_000)
  const { id: before } = await desk.db.consultation.create({
    data: {
      ...{ id: crypto.randomUUID(), conversationId, askedAt: lastWeek, until: lastWeek },
      wanted: { purpose: 'answer', question: 'When is my money back?', articles: [] },
    },
  })
  await ion.commands('human')
  const kept = await desk.db.consultation.findMany({ where: { conversationId }, include: { ticket: true } })
  expect(new Map(kept.map(({ id, ticket }) => [id, ticket?.question]))).toEqual(
    new Map([
      [asked, 'Where is my other parcel?'],
      [before, undefined],
    ]),
  )
})
