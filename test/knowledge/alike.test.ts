// Questions that nobody answered, grouped by what they ask.

import { expect, test } from 'vitest'
import { type Asked, groupedByLikeness } from '../../src/knowledge/alike.ts'
import { atOnce } from '../../src/knowledge/slices.ts'

const asked = (...texts: string[]) => texts.map((text, day) => ({ text, at: new Date(Date.UTC(2026, 0, day + 1)) }))
const grouped = (questions: readonly Asked[]) => atOnce(groupedByLikeness(questions))

test('questions that share what they are about are one group, the most asked first, in their latest words', () => {
  const groups = grouped(
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
  expect(grouped(asked('Parrots?', 'Parrots?'))).toMatchObject([{ question: 'Parrots?', count: 2, others: [] }])
})

test('one word in common among others is chance, and empty words join nothing', () => {
  expect(grouped(asked('my parcel is wet', 'is my parcel insured abroad'))).toHaveLength(2)
  expect(grouped(asked('what is it', 'how are you', '???', ''))).not.toHaveLength(0)
  expect(grouped([])).toEqual([])
})

test('Romanian endings and diacritics do not part a group', () => {
  expect(grouped(asked('Unde găsesc facturile vechi?', 'unde gasesc factura veche'))).toHaveLength(1)
})

test('hundreds of long questions are grouped a step at a time, by how they begin', () => {
  const long = (which: number) =>
    Array.from({ length: 700 }, (_, place) => `w${(which * 7919 + place * 104_729).toString(36)}x`).join(' ')
  const questions = asked(...Array.from({ length: 300 }, (_, which) => long(which)))
  const steps = groupedByLikeness([...questions, ...asked('gift cards', 'gift card', 'a gift card')])
  let taken = 0
  let step = steps.next()
  while (step.done !== true) {
    taken += 1
    step = steps.next()
  }
  expect(taken).toBeGreaterThan(300)
  expect(step.value.map(({ question, count }) => question === 'a gift card' && count)).toContain(3)
})

test('what stands behind the beginning of a long question makes no two alike', () => {
  const story = Array.from({ length: 60 }, (_, place) => `${'bcdfghjklm'[place % 10]}${'aeiou'[place % 5]}${place}rest`)
  const [one = '', other = ''] = ['umbrella repair ', 'parrot talks '].map(
    (words) => words + 'the '.repeat(700) + story.join(' '),
  )
  expect(grouped(asked(one, other))).toHaveLength(2)
})
