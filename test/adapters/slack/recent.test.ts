import { expect, it } from 'vitest'
import { createRecent } from '../../../adapters/slack/recent.ts'

it('what was set last is remembered, and the oldest makes room for it', () => {
  const recent = createRecent<number>(2)
  recent.set('a', 1)
  recent.set('b', 2)
  recent.set('a', 3)
  recent.set('c', 4)
  expect(['a', 'b', 'c'].map(recent.get)).toEqual([3, undefined, 4])
  recent.delete('a')
  expect(recent.get('a')).toBeUndefined()
})
