// What a soak takes for growth.

import { expect, test } from 'vitest'
import { growth, type Sample } from './growth.ts'

const sample = (more: Partial<Sample>): Sample => ({
  ...{ memory: 250, files: 60, connections: 20, deliveries: 5, jobs: 3 },
  ...more,
})
const run = (of: (n: number) => Partial<Sample>): readonly Sample[] =>
  Array.from({ length: 40 }, (_, n) => sample(of(n)))

test('what goes up and down, or grows only while it starts, is flat', () => {
  expect(growth(run((n) => ({ memory: 250 + (n % 2) * 30, deliveries: (n % 3) * 20 }))).grown).toEqual([])
  expect(growth(run((n) => ({ memory: Math.min(100 + n * 20, 280) }))).grown).toEqual([])
})

test.each([
  ['memory', 3],
  ['files', 2],
  ['connections', 1],
  ['deliveries', 20],
  ['jobs', 5],
] as const)('%s that goes on growing is named with its figures', (name, step) => {
  const { grown } = growth(run((n) => ({ [name]: 100 + n * step })))
  expect(grown).toEqual([expect.stringMatching(new RegExp(`^${name} grew from [0-9.]+ to [0-9.]+$`))])
})
