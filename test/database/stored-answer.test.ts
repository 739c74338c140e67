import { expect, test } from 'vitest'
import { storedAnswer } from '../../src/database/stored-answer.ts'
import { fromPlainText } from '../../src/document.ts'

const document = fromPlainText('Within 14 days.')

test.each([
  { purpose: 'answer', isKnown: false },
  { purpose: 'answer', isKnown: true, document, articles: ['refunds'] },
  { purpose: 'summary', document, tags: ['late'], priority: null },
  { purpose: 'draft', isKnown: false },
  { purpose: 'draft', isKnown: true, text: 'Soon.', articles: [], tickets: [7], read: null },
  { purpose: 'article', draft: { title: 'Refunds', question: 'When?', answer: 'Soon.', isCut: false } },
  { purpose: 'translation', texts: [{ message: 'm', document }], question: null, from: 'pl' },
])('an answer is read back as it was stored: $purpose', (answer) => {
  expect(storedAnswer.parse(JSON.parse(JSON.stringify(answer)))).toEqual(answer)
})

test.each([
  null,
  {},
  { purpose: 'answer', isKnown: true },
  { purpose: 'summary', document: 'words', tags: [], priority: null },
  { purpose: 'draft', isKnown: true, text: 'Soon.' },
])('what is no answer is not taken for one: %j', (stored) => {
  expect(storedAnswer.safeParse(stored).success).toBe(false)
})
