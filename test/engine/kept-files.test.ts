// Files that came with a question wait with it: in the form, through every edit of the words beside them, until a ticket is opened.

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CustomerEvent } from '../../src/core/events.ts'
import type { FileRef } from '../../src/core/files.ts'
import { fromPlainText } from '../../src/document.ts'
import { openEngine, type TestEngine } from '../support/engine.ts'

let desk: TestEngine
beforeAll(async () => {
  const answer = { article: 'a1', title: 'Refunds', answer: fromPlainText('In five days.'), confidence: 0.9 }
  desk = await openEngine({ matches: [answer] })
  await desk.db.article.create({ data: { id: 'a1', title: 'Refunds', answer: 'In five days.', locale: 'en' } })
})
afterAll(() => desk.close())

const photo: FileRef = {
  kind: 'photo',
  name: null,
  mediaType: 'image/jpeg',
  bytes: 1_000,
  at: { channel: 'telegram', id: 'f-1' },
}

test('a photo that came with a question is in the thread of its ticket, also where its caption was edited', async () => {
  const from = { channel: 'telegram', externalId: 'kept', address: 'kept', name: 'Ana', locale: 'en' } as const
  const happens = (key: string, event: CustomerEvent) => desk.receive({ key, at: new Date(), event })
  const words = fromPlainText('Is it broken?')
  await happens('kept:1', { type: 'CustomerWrote', from, messageId: '1', words, files: [photo] })
  await happens('kept:2', { type: 'CustomerEdited', from, messageId: '1', words: fromPlainText('Is this broken?') })
  await happens('kept:3', { type: 'CustomerCommanded', from, messageId: '3', command: 'human', argument: '' })
  const deliveries = await desk.db.delivery.findMany({ where: { kind: 'files' } })
  expect(deliveries.map(({ destinationName, content }) => [destinationName.split(':')[1], content])).toEqual([
    ['thread', expect.objectContaining({ files: [photo] })],
  ])
})
