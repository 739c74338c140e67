// Work that takes its turn.

import { expect, test } from 'vitest'
import { createTurns } from '../../src/reading/turns.ts'

test('what two people ask for runs one after the other, and the second whatever became of the first', async () => {
  const turns = createTurns()
  const done: string[] = []
  const { promise: first, reject } = Promise.withResolvers<void>()
  const one = turns.take(async () => {
    done.push('one begins')
    await first
  })
  const other = turns.take(async () => {
    done.push('the other')
    return 7
  })
  await expect.poll(() => done).toEqual(['one begins'])
  expect(turns.isTaken()).toBe(true)
  reject(new Error('the database is away'))
  await expect(one).rejects.toThrow('away')
  expect(await other).toBe(7)
  expect(done).toEqual(['one begins', 'the other'])
  expect(turns.isTaken()).toBe(false)
})
