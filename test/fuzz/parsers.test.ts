// What comes in is fuzzed at the adapters' doors, at the full number: nothing crashes, and what is taken can be stored and said.

import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { doors, isSaid, isTaken } from './parsers.ts'
import { broken, plays } from './playing.ts'

const SHARES = [0.4, 0.3, 0.15, 0.15]

test.each(doors.map((door, index) => [door.name, door, SHARES[index] ?? 0] as const))(
  'whatever is wrong with them, %s become events that can be stored and said, or nothing',
  async (_name, door, share) => {
    expect(await broken(isTaken(door), plays(300, share))).toBe('')
  },
)

test('whatever a manager types can be said on every platform', async () => {
  expect(await broken(isSaid, plays(30, 0.05))).toBe('')
})

test('whatever a customer on Telegram sends or presses is a customer’s doing, never a manager’s', async () => {
  const [telegram] = doors
  const isTheirs = fc.property(telegram?.given ?? fc.constant(null), (value) => {
    for (const { event } of telegram?.take(value) ?? []) expect(event.type).toMatch(/^Customer/)
  })
  expect(await broken(isTheirs, plays(150, 0.05))).toBe('')
})

test('what was taken leaves nothing in memory', async () => {
  setFlagsFromString('--expose-gc')
  const collect: () => void = runInNewContext('gc')
  const used = async (round: number): Promise<number> => {
    const { seed, runs } = plays(60, 0.01)
    for (const door of doors) await broken(isTaken(door), { seed: seed + round, runs })
    collect()
    return process.memoryUsage().heapUsed
  }
  // The first rounds fill caches of the engine's and of compiled patterns.
  await used(0)
  const before = await used(1)
  let after = before
  for (let round = 2; round < 5; round++) after = await used(round)
  expect((after - before) / 2 ** 20).toBeLessThan(8)
})
