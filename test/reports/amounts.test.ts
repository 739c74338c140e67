import { expect, test } from 'vitest'
import { signed, signedSpan } from '../../src/reports/amounts.ts'

test.each([
  [signed(34, 'en'), '+34'],
  [signed(-1_200, 'en'), '−1,200'],
  [signed(0.26, 'ro', 2), '+0,26'],
  // What rounds to nothing is nothing, and has no sign.
  [signed(-0.001, 'en', 2), '±0'],
  [signedSpan(0.4, 'en'), '±0'],
  [signedSpan(-90, 'en'), '−1 min 30 sec'],
])('%s is how a change is told', (told, expected) => {
  expect(told).toBe(expected)
})
