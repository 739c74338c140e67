// Work that is gathered: alone where little happens, together under load, and never held up by what can't be done.

import { expect, test } from 'vitest'
import { createBatches } from '../../src/database/batches.ts'

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

test('what comes at one moment goes at once and together; so does what comes meanwhile, in order', async () => {
  const { batches, ends, run } = heldRun()
  const give = createBatches(run, { atOnce: 1, most: 10 })
  const first = Promise.all(['a', 'b'].map(give))
  await expect.poll(() => batches).toEqual([['a', 'b']])
  const others = Promise.all(['c', 'd'].map(give))
  ends[0]?.()
  expect(await first).toEqual(['a!', 'b!'])
  await expect
    .poll(() => batches)
    .toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ])
  ends[1]?.()
  expect(await others).toEqual(['c!', 'd!'])
})

test('no batch is larger, and no more are under way, than allowed', async () => {
  const { batches, ends, run } = heldRun()
  const give = createBatches(run, { atOnce: 2, most: 2 })
  const all = Promise.all(['a', 'b', 'c', 'd', 'e'].map(give))
  await expect
    .poll(() => batches)
    .toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ])
  ends[0]?.()
  await expect.poll(() => batches).toEqual([['a', 'b'], ['c', 'd'], ['e']])
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
  await expect.poll(() => ends).toHaveLength(1)
  const rest = Promise.allSettled(['b', 'bad', 'c'].map(give))
  ends[0]?.()
  await first
  expect((await rest).map((one) => (one.status === 'fulfilled' ? one.value : String(one.reason)))).toEqual([
    'b!',
    'Error: not this one',
    'c!',
  ])
})
