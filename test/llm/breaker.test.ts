// When a server is left alone, and when it is asked again.

import { expect, test } from 'vitest'
import { createBreaker } from '../../src/llm/breaker.ts'

const made = () => {
  const clock = { now: 0 }
  const breaker = createBreaker({ failures: 2, pause: 10, longestPause: 35 }, undefined, () => clock.now)
  const fail = () => breaker.enter()?.({ failed: 'passing', pause: 0 })
  return { clock, breaker, fail }
}

test('failures that are not in a row leave it as it is', () => {
  const { breaker, fail } = made()
  for (const _ of [1, 2, 3]) {
    fail()
    breaker.enter()?.('well')
  }
  expect(breaker.isReady()).toBe(true)
})

test('each pause is twice as long as the one before, up to the longest, and begins anew once it answered', () => {
  const { clock, breaker, fail } = made()
  fail()
  fail()
  for (const pause of [10, 20, 35, 35]) {
    clock.now += pause - 1
    expect(breaker.isReady(), `${pause}`).toBe(false)
    clock.now += 1
    expect(breaker.isReady(), `${pause}`).toBe(true)
    fail()
  }
  clock.now += 35
  breaker.enter()?.('well')
  fail()
  fail()
  clock.now += 10
  expect(breaker.isReady()).toBe(true)
})

test('one who tried and let go leaves the place to the next', () => {
  const { clock, breaker, fail } = made()
  fail()
  fail()
  clock.now += 10
  const leave = breaker.enter()
  expect(breaker.enter()).toBeNull()
  leave?.('dropped')
  expect(breaker.isReady()).toBe(true)
})

test('what was asked before it was left alone makes no pause longer', () => {
  const { clock, breaker, fail } = made()
  const early = breaker.enter()
  fail()
  fail()
  clock.now += 9
  early?.({ failed: 'passing', pause: 0 })
  clock.now += 1
  expect(breaker.isReady()).toBe(true)
})

test('a server that asks for a pause has it at once, and one that is set up wrongly the longest', () => {
  const { clock, breaker } = made()
  breaker.enter()?.({ failed: 'passing', pause: 12 })
  clock.now = 11
  expect(breaker.isReady()).toBe(false)
  clock.now = 12
  breaker.enter()?.({ failed: 'forGood', pause: 0 })
  clock.now = 12 + 34
  expect(breaker.isReady()).toBe(false)
})
