import { expect, test } from 'vitest'
import { offerOf } from '../../src/core/offering.ts'
import { match } from './world.ts'

const offered = (...confidences: readonly number[]) => {
  const offering = offerOf(confidences.map((confidence, index) => match(`a${index + 1}`, confidence)))
  return offering.kind === 'titles' ? offering.matches.map(({ article }) => article) : offering.kind
}

test.each([
  ['one that is right nine times in ten is shown in full', [0.9, 0.05], 'answer'],
  ['less sure, and it is offered by its title', [0.89], ['a1']],
  ['three that are right together six times in ten are offered', [0.3, 0.2, 0.1], ['a1', 'a2', 'a3']],
  ['a fourth never counts', [0.2, 0.2, 0.19, 0.19], 'nothing'],
  ['a title that hardly adds is left out', [0.6, 0.04, 0.01], ['a1']],
  ['where none is likely nothing is offered', [0.59], 'nothing'],
  ['where there is none nothing is offered', [], 'nothing'],
] as const)('%s', (_what, confidences, expected) => {
  expect(offered(...confidences)).toEqual(expected)
})
