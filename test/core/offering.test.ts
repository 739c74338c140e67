import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MOST_TITLES, nextOf, offeredOf, offerOf, PERHAPS, SURE } from '../../src/core/offering.ts'

const estimated = (...confidences: readonly number[]) =>
  confidences.map((confidence, index) => ({ article: `a${index}`, confidence }))
const offered = (...confidences: readonly number[]) => {
  const matches = estimated(...confidences)
  return [...offeredOf(matches), ...(offerOf(matches).kind === 'answer' ? ['in full'] : [])]
}

test.each<[confidences: number[], offered: string[]]>([
  [[0.9], ['a0', 'in full']],
  [
    [0.95, 0.04],
    ['a0', 'in full'],
  ],
  [[0.89], ['a0']],
  [
    [0.4, 0.2],
    ['a0', 'a1'],
  ],
  [
    [0.3, 0.2, 0.1],
    ['a0', 'a1', 'a2'],
  ],
  [
    [0.3, 0.2, 0.1, 0.1],
    ['a0', 'a1', 'a2'],
  ],
  [[0.8, 0.049, 0.04], ['a0']],
  [[0.59], []],
  [[0.2, 0.2, 0.19, 0.2, 0.2], []],
  [[], []],
])('of matches that are right with %j is offered %j', (confidences, expected) => {
  expect(offered(...confidences)).toEqual(expected)
})

const confidences = fc
  .array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 10 })
  .map((all) => all.toSorted((one, other) => other - one))

test('something is offered exactly where it is probably right, and never more than three titles', () => {
  fc.assert(
    fc.property(confidences, (all) => {
      const [best = 0] = all
      const shown = offered(...all)
      const sum = all.slice(0, MOST_TITLES).reduce((total, one) => total + one, 0)
      expect(shown.length > 0).toBe(all.length > 0 && (best >= SURE || sum >= PERHAPS))
      expect(shown.length).toBeLessThanOrEqual(MOST_TITLES)
      if (shown.length > 0) expect(shown[0]).toBe('a0')
    }),
  )
})

test('after what did not help comes the best that was not shown, where it is likely now', () => {
  expect(nextOf(estimated(0.92, 0.05, 0.01), ['a0'])?.article).toBe('a1')
  expect(nextOf(estimated(0.97, 0.001), ['a0'])).toBeNull()
  expect(nextOf(estimated(0.4, 0.3, 0.1, 0.06), ['a0', 'a1', 'a2'])?.article).toBe('a3')
  expect(nextOf(estimated(0.4, 0.3, 0.1, 0.01), ['a0', 'a1', 'a2'])).toBeNull()
  expect(nextOf(estimated(0.95), ['a0'])).toBeNull()
  expect(nextOf(estimated(0.1, 0.02), ['gone'])).toBeNull()
  expect(nextOf([], ['gone'])).toBeNull()
})
