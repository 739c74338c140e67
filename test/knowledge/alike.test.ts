// Questions that nobody answered, grouped by what they ask.

import { expect, test } from 'vitest'
import { groupedByLikeness } from '../../src/knowledge/alike.ts'

const asked = (...texts: string[]) => texts.map((text, day) => ({ text, at: new Date(Date.UTC(2026, 0, day + 1)) }))

test('questions that share what they are about are one group, the most asked first, in their latest words', () => {
  const groups = groupedByLikeness(
    asked(
      'Do you sell gift cards?',
      'Can I cycle to the warehouse?',
      'Where can I buy a gift card',
      'gift cards for christmas',
      'Cycling to your warehouse, is that possible?',
    ),
  )
  expect(groups.map(({ question, count }) => [question, count])).toEqual([
    ['gift cards for christmas', 3],
    ['Cycling to your warehouse, is that possible?', 2],
  ])
  expect(groups[0]?.others).toEqual(['Where can I buy a gift card', 'Do you sell gift cards?'])
})

test('the same words twice are one way to ask, asked twice', () => {
  expect(groupedByLikeness(asked('Parrots?', 'Parrots?'))).toMatchObject([
    { question: 'Parrots?', count: 2, others: [] },
  ])
})

test('one word in common among others is chance, and empty words join nothing', () => {
  expect(groupedByLikeness(asked('my parcel is wet', 'is my parcel insured abroad'))).toHaveLength(2)
  expect(groupedByLikeness(asked('what is it', 'how are you', '???', ''))).not.toHaveLength(0)
  expect(groupedByLikeness([])).toEqual([])
})

test('Romanian endings and diacritics do not part a group', () => {
  expect(groupedByLikeness(asked('Unde găsesc facturile vechi?', 'unde gasesc factura veche'))).toHaveLength(1)
})
