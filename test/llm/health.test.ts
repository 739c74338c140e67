import { expect, test } from 'vitest'
import type { About, Observation } from '../../src/llm/guard.ts'
import { createModelHealth } from '../../src/llm/health.ts'

const MINUTE = 60_000
const watched = () => {
  // Noon in Bucharest.
  let now = Date.parse('2026-01-05T10:00:00Z')
  const { observed, fault } = createModelHealth({ now: () => now, timeZone: 'Europe/Bucharest' })
  return {
    fault,
    observed: ({ about = 'answer', outcome }: { about?: About; outcome: Observation['outcome'] }) =>
      observed({ about, outcome }),
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

test('a key that is refused is told while its server is left alone, and for a day', () => {
  const { observed, fault, later } = watched()
  observed({ outcome: 'misconfigured' })
  later(1)
  observed({ outcome: 'away' })
  observed({ outcome: 'spent' })
  expect(fault()).toContain('OPENAI_API_KEY')
  later(23 * 60)
  expect(fault()).toContain('OPENAI_API_KEY')
  later(2 * 60)
  expect(fault()).toBeNull()
})

test('that vectors are made says nothing of answers, nor the other way round', () => {
  const { observed, fault } = watched()
  observed({ about: 'draft', outcome: 'misconfigured' })
  observed({ about: 'embedding', outcome: 'answered' })
  expect(fault()).toContain('OPENAI_API_KEY')
  observed({ about: 'answer', outcome: 'answered' })
  expect(fault()).toBeNull()
  observed({ about: 'embedding', outcome: 'misconfigured' })
  observed({ about: 'answer', outcome: 'answered' })
  expect(fault()).toContain('OPENAI_EMBEDDING_MODEL')
})

test('tokens that are used up are told until the desk’s next day, and no longer', () => {
  const { observed, fault, later } = watched()
  observed({ outcome: 'spent' })
  later(11 * 60 + 59)
  expect(fault()).toContain('OPENAI_DAILY_TOKENS')
  later(1)
  expect(fault()).toBeNull()
})
