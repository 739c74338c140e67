import { beforeEach, expect, test } from 'vitest'

type CreateRefresh = (
  read: () => Promise<void>,
  later: (again: () => void, milliseconds: number) => void,
) => () => Promise<void>

// A browser's module without types: it is served as it is.
const asset = new URL('../../../adapters/web/assets/refresh.js', import.meta.url).href
const { createRefresh }: { createRefresh: CreateRefresh } = await import(asset)

let reads: number
let isAway: boolean
let waiting: { again: () => void; milliseconds: number }[]
let refresh: () => Promise<void>
beforeEach(() => {
  reads = 0
  isAway = false
  waiting = []
  refresh = createRefresh(
    async () => {
      reads++
      if (isAway) throw new Error('no connection')
    },
    (again, milliseconds) => waiting.push({ again, milliseconds }),
  )
})

test('news is read, and nothing more is done', async () => {
  await refresh()
  expect([reads, waiting]).toEqual([1, []])
})

test('what could not be read is read again by itself, at growing pauses', async () => {
  isAway = true
  await refresh()
  for (let tries = 1; tries < 7; tries++) {
    waiting.at(-1)?.again()
    await expect.poll(() => waiting).toHaveLength(tries + 1)
  }
  expect(waiting.map(({ milliseconds }) => milliseconds)).toEqual([1000, 2000, 5000, 10_000, 30_000, 30_000, 30_000])
  isAway = false
  waiting.at(-1)?.again()
  expect(reads).toBe(8)
  await refresh()
  expect(waiting).toHaveLength(7)
})

test('news during a pause is read at once, and the pause comes to nothing', async () => {
  isAway = true
  await refresh()
  isAway = false
  await refresh()
  waiting[0]?.again()
  expect(reads).toBe(2)
})

test('pauses grow anew after a success', async () => {
  for (const away of [true, false, true]) {
    isAway = away
    await refresh()
  }
  expect(waiting.map(({ milliseconds }) => milliseconds)).toEqual([1000, 1000])
})

test('news that comes while it reads is read once after it', async () => {
  const gate = Promise.withResolvers<void>()
  let begun = 0
  const patient = createRefresh(
    () => {
      begun++
      return gate.promise
    },
    () => {},
  )
  const first = patient()
  await Promise.all([patient(), patient()])
  expect(begun).toBe(1)
  gate.resolve()
  await first
  expect(begun).toBe(2)
})
