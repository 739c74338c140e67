import { expect, test } from 'vitest'
import { createModelHealth } from '../../src/llm/health.ts'

const MINUTE = 60_000
const watched = () => {
  let now = 0
  const health = createModelHealth(() => now)
  return {
    ...health,
    later: (minutes: number) => {
      now += minutes * MINUTE
    },
  }
}

test('a model whose key is refused has to be mended, until it answers', () => {
  const { observed, fault } = watched()
  observed({ outcome: 'misconfigured' })
  expect(fault()).toContain('OPENAI_API_KEY')
  observed({ outcome: 'answered' })
  expect(fault()).toBeNull()
})

test('whoever runs the desk hears that the tokens of the day are used up', () => {
  const { observed, fault } = watched()
  observed({ outcome: 'spent' })
  expect(fault()).toContain('OPENAI_DAILY_TOKENS')
})

test('a model that can’t be reached is told only where that lasts, and somebody still asks', () => {
  const { observed, fault, later } = watched()
  for (const _ of [1, 2, 3, 4, 5]) observed({ outcome: 'away' })
  expect(fault()).toBeNull()
  later(5)
  observed({ outcome: 'away' })
  expect(fault()).toContain('6 times in a row')
  later(11)
  expect(fault()).toBeNull()
})

test('what a model says wrong, or what nobody waits for, is no fault of its server', () => {
  const { observed, fault, later } = watched()
  for (const outcome of ['garbled', 'refused', 'dropped', 'garbled', 'garbled', 'garbled'] as const) {
    later(2)
    observed({ outcome })
  }
  expect(fault()).toBeNull()
})
