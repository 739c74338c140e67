// Whatever fails and however slow each update is: nothing is confirmed before its commit, lost, done twice or out of its chat's order.
import fc from 'fast-check'
import pino from 'pino'
import { expect, it } from 'vitest'
import { createBacklog } from '../../../adapters/telegram/backlog.ts'
import type { Update } from '../../../adapters/telegram/lanes.ts'
import { NotStored } from '../../../src/channel.ts'

interface Planned {
  readonly chat: number
  /** How often the database is away for it, and how many turns of the event loop its commit takes. */
  readonly refusals: number
  readonly turns: number
}

const planned = fc.record({
  chat: fc.integer({ min: 1, max: 4 }),
  refusals: fc.integer({ min: 0, max: 2 }),
  turns: fc.integer({ min: 0, max: 4 }),
})

const turnsPass = async (turns: number): Promise<void> => {
  for (let turn = 0; turn < turns; turn++) await new Promise(setImmediate)
}

it('confirms only what is committed, and keeps each chat’s order', async () => {
  const plans = fc.array(planned, { minLength: 1, maxLength: 30 })
  const looks = fc.array(fc.record({ limit: fc.integer({ min: 1, max: 12 }), turns: fc.integer({ min: 1, max: 6 }) }), {
    minLength: 1,
    maxLength: 5,
  })
  await fc.assert(fc.asyncProperty(plans, looks, check), { numRuns: 200 })
})

const check = async (plans: readonly Planned[], looks: readonly { limit: number; turns: number }[]): Promise<void> => {
  const updates = plans.map(({ chat }, index): Update => ({ update_id: index + 1, message: { chat: { id: chat } } }))
  const left = plans.map(({ refusals }) => refusals)
  const commits: number[] = []
  const backlog = createBacklog({
    handle: async ({ update_id }) => {
      await turnsPass(plans[update_id - 1]?.turns ?? 0)
      left[update_id - 1] = (left[update_id - 1] ?? 0) - 1
      if ((left[update_id - 1] ?? 0) >= 0) throw new NotStored('away')
      commits.push(update_id)
    },
    park: async () => {},
    pause: async () => {},
    stopping: new AbortController().signal,
    log: pino({ level: 'silent' }),
  })
  let offset = 1
  for (let round = 0; offset <= plans.length; round++) {
    const { limit, turns } = looks[round % looks.length] ?? { limit: 1, turns: 1 }
    backlog.add(updates.slice(offset - 1, offset - 1 + limit))
    await Promise.race([backlog.idle(), turnsPass(turns)])
    offset = backlog.advance() ?? offset
    for (let id = 1; id < offset; id++) expect(commits).toContain(id)
  }
  expect([...commits].sort((one, other) => one - other)).toEqual(updates.map(({ update_id }) => update_id))
  for (const chat of [1, 2, 3, 4]) {
    const own = commits.filter((id) => plans[id - 1]?.chat === chat)
    expect(own).toEqual([...own].sort((one, other) => one - other))
  }
}
