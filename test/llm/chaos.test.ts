// Many requests to a model that fails at random.

import { expect, test } from 'vitest'
import { ModelError } from '../../src/llm/model.ts'
import { eventually } from '../support/eventually.ts'
import { modelled, patient, purse, question } from './modelled.ts'

const LIKELY = [
  ...(['hang', 'rate-limited', 'refused', 'reset', 'bad-gateway', 'half-stream', 'cut', 'stall'] as const),
  ...(['fails-midway', 'malformed', 'wrong-shape', 'endless', 'only-thinks', 'declines', 'filtered'] as const),
]

test.each(['openai', 'ollama', 'openrouter'] as const)(
  '%s: whatever fails, every request ends with an answer of its shape or a reason, and what was used is counted',
  async (kind) => {
    const budget = purse(1_000_000_000)
    const chances = { seed: 7, of: Object.fromEntries(LIKELY.map((fault) => [fault, 0.04])) }
    const limits = { failures: 5, pause: 5, longestPause: 20 }
    const { server, model, observed } = await modelled({ kind, chances }, { budget, limits })
    const ends = await Promise.all(
      Array.from({ length: 150 }, async (_, index) => {
        try {
          const signal = index % 10 === 0 ? AbortSignal.timeout(5) : patient()
          return question.shape.parse((await model.ask(question, signal)).answer) && 'answered'
        } catch (error) {
          if (!(error instanceof ModelError)) throw error
          return error.kind
        }
      }),
    )
    expect(ends).toContain('answered')
    expect(ends).not.toContain('misconfigured')
    expect(ends).not.toContain('spent')
    await eventually(() => expect(observed).toHaveLength(150))
    await eventually(() =>
      expect(budget.used()).toBe(observed.reduce((sum, { tokens }) => sum + tokens.sent + tokens.received, 0)),
    )
    await model.close()
    await eventually(() => expect(server.connections().open).toBe(0))
  },
)
