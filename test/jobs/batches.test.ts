// Work that is gathered: alone where little happens, together under load, and never held up by what can't be done.

import { expect, test } from 'vitest'
import { createBatches } from '../../src/jobs/batches.ts'

/** A run that ends when it is told to, and keeps what it was given. */
const heldRun = () => {
  const batches: string[][] = []
  const ends: (() => void)[] = []
  const run = async (items: readonly string[]): Promise<string[]> => {
    batches.push([...items])
    await new Promise<void>((resolve) => ends.push(resolve))
    return items.map((item) => `${item}!`)
  }
  return { batches, ends, run }
}

test('what comes alone goes at once; what comes meanwhile goes together, in order', async () => {
  const { batches, ends, run } = heldRun()
  const give = createBatches(run, { atOnce: 1, most: 10 })
  const first = give('a')
  const others = Promise.all(['b', 'c', 'd'].map(give))
  expect(batches).toEqual([['a']])
  ends[0]?.()
  expect(await first).toBe('a!')
  await expect.poll(() => batches).toEqual([['a'], ['b', 'c', 'd']])
  ends[1]?.()
  expect(await others).toEqual(['b!', 'c!', 'd!'])
})

test('no batch is larger, and no more are under way, than allowed', async () => {
  const { batches, ends, run } = heldRun()
  const give = createBatches(run, { atOnce: 2, most: 2 })
  const all = Promise.all(['a', 'b', 'c', 'd', 'e'].map(give))
  expect(batches).toEqual([['a'], ['b']])
  ends[0]?.()
  await expect.poll(() => batches).toEqual([['a'], ['b'], ['c', 'd']])
  ends[1]?.()
  await expect.poll(() => batches).toHaveLength(4)
  for (const end of ends) end()
  expect(await all).toHaveLength(5)
})

test('one that can’t be done fails alone', async () => {
  const { ends, run } = heldRun()
  const give = createBatches(
    async (items: readonly string[]) => {
      if (items.includes('bad')) throw new Error('not this one')
      return items.includes('a') ? run(items) : items.map((item) => `${item}!`)
    },
    { atOnce: 1, most: 10 },
  )
  const first = give('a')
  const rest = Promise.allSettled(['b', 'bad', 'c'].map(give))
  ends[0]?.()
  await first
  expect((await rest).map((one) => (one.status === 'fulfilled' ? one.value : String(one.reason)))).toEqual([
    'b!',
    'Error: not this one',
    'c!',
  ])
})
