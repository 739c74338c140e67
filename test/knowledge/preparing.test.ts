// Questions get their vectors before they are matched, and nobody waits long for them.

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { meaningOf } from '../../src/knowledge/matching/meaning.ts'
import { createPreparing, type Preparing, type PreparingOptions } from '../../src/knowledge/vectors/preparing.ts'
import { everydayTexts } from '../../src/knowledge/vectors/texts.ts'
import { testEmbedding, vectorOf } from '../support/embedding.ts'

/** A model whose answers come when they are told to. */
const heldBack = () => {
  const waiting: (() => void)[] = []
  const embedding = testEmbedding({
    embed: (texts) => new Promise((resolve) => waiting.push(() => resolve(texts.map(vectorOf)))),
  })
  return {
    embedding,
    answer: () => {
      for (const one of waiting.splice(0)) one()
    },
  }
}

const preparing = (options: Partial<PreparingOptions> = {}) =>
  createPreparing({ embedding: testEmbedding(), isUseful: () => true, now: () => 0, ...options })

const meaning = meaningOf({
  entries: [vectorOf('wifi'), vectorOf('parking')],
  everyday: everydayTexts([{ locale: 'en' }]).map(vectorOf),
})
const isKnown = ({ meant }: Pick<ReturnType<typeof preparing>, 'meant'>, question: string): boolean =>
  meant(question, meaning) !== undefined

test('a question that was prepared is known by what it means, and so is each of its sentences', async () => {
  const embedding = testEmbedding()
  const prepared = preparing({ embedding })
  const question = 'Hello, I just moved in here. Is there any wireless?'
  expect(isKnown(prepared, question)).toBe(false)
  await prepared.prepare(question)
  expect(embedding.asked).toHaveLength(1)
  for (const text of embedding.asked.flat()) expect(prepared.meant(question, meaning)?.(text)).not.toBeNull()
  expect(embedding.asked.flat().some((text) => text.includes('wireless') && !text.includes('moved'))).toBe(true)
})

test('words that are asked again are not worked out again, greeting or not', async () => {
  const embedding = testEmbedding()
  const prepared = preparing({ embedding })
  await prepared.prepare('wifi password')
  await prepared.prepare('Hello, wifi password')
  expect(embedding.asked).toEqual([['wifi password']])
})

test('a question is masked as a whole, since half an address would not be known as one', async () => {
  const masked = (text: string): string => text.replace(/\S+@\S+/, '[email]')
  const embedding = testEmbedding({ masked })
  const prepared = preparing({ embedding })
  const question = 'Is there any wireless? Please write to me at ion.popescu@example.com'
  await prepared.prepare(question)
  expect(embedding.asked.flat().join()).toContain('[email]')
  expect(embedding.asked.flat().join()).not.toMatch(/ion|popescu/)
  expect(isKnown(prepared, question)).toBe(true)
  // Its sentences are others once it is masked.
  const other = 'Is there any wireless? Please write to me at ion.popescu@example.com about that'
  await prepared.prepare(other)
  expect(embedding.asked.flat().join()).not.toMatch(/ion|popescu/)
  expect(isKnown(prepared, other)).toBe(false)
})

test('one request serves all who ask the same meanwhile', async () => {
  const { embedding, answer } = heldBack()
  const prepared = preparing({ embedding })
  const all = Promise.all([prepared.prepare('wifi'), prepared.prepare('wifi'), prepared.prepare('wifi')])
  answer()
  await all
  expect(embedding.asked).toEqual([['wifi']])
  expect(isKnown(prepared, 'wifi')).toBe(true)
})

describe('a model that takes too long', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] }))
  afterEach(() => void vi.useRealTimers())

  /** Whether somebody who prepares still waits after so many milliseconds. */
  const waits = async (work: Promise<void>, milliseconds: number): Promise<boolean> => {
    let isWaiting = true
    void work.then(() => {
      isWaiting = false
    })
    await vi.advanceTimersByTimeAsync(milliseconds)
    return isWaiting
  }
  const slow = () => {
    const { embedding, answer } = heldBack()
    return { prepared: preparing({ embedding, now: Date.now }), answer }
  }

  test('is waited for 300 ms at most, and what it says later still counts', async () => {
    const { prepared, answer } = slow()
    const asked = prepared.prepare('wifi')
    expect(await waits(asked, 299)).toBe(true)
    expect(await waits(asked, 1)).toBe(false)
    expect(isKnown(prepared, 'wifi')).toBe(false)
    answer()
    await vi.advanceTimersByTimeAsync(0)
    expect(isKnown(prepared, 'wifi')).toBe(true)
  })

  const late = async (prepared: Preparing): Promise<void> => {
    for (const question of ['wifi', 'parking', 'lunch']) await waits(prepared.prepare(question), 300)
  }

  test('three times in a row is not waited for any more', async () => {
    const { prepared, answer } = slow()
    await late(prepared)
    expect(await waits(prepared.prepare('refund'), 0)).toBe(false)
    answer()
    await vi.advanceTimersByTimeAsync(0)
    expect(isKnown(prepared, 'refund')).toBe(true)
  })

  test('is waited for again as soon as it comes in time', async () => {
    const { prepared, answer } = slow()
    await late(prepared)
    void prepared.prepare('refund')
    answer()
    await vi.advanceTimersByTimeAsync(0)
    expect(await waits(prepared.prepare('password'), 0)).toBe(true)
  })

  test('is waited for once more after a minute', async () => {
    const { prepared } = slow()
    await late(prepared)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(await waits(prepared.prepare('refund'), 299)).toBe(true)
    expect(await waits(prepared.prepare('password'), 300)).toBe(false)
    expect(await waits(prepared.prepare('login'), 0)).toBe(false)
  })
})

test('a model that fails harms nothing', async () => {
  const prepared = preparing({ embedding: testEmbedding({ embed: () => Promise.reject(new Error('away')) }) })
  await expect(prepared.prepare('wifi')).resolves.toBeUndefined()
  expect(isKnown(prepared, 'wifi')).toBe(false)
})

test('nothing is asked of a model that is not worth asking, nor where there is nothing to compare with', async () => {
  const [away, useless] = [testEmbedding({ isReady: () => false }), testEmbedding()]
  await preparing({ embedding: away }).prepare('wifi')
  await preparing({ embedding: useless, isUseful: () => false }).prepare('wifi')
  expect([...away.asked, ...useless.asked]).toEqual([])
})
