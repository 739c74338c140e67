// Names at work side by side: at once where somebody waits, a few of each crowd at a time where nobody does.

import { expect, test } from 'vitest'
import { createWakingLanes } from '../../src/jobs/waking-lanes.ts'

/** Lanes whose work ends when it is told to; `began` tells in which order it began. */
const heldLanes = (atOnce: number) => {
  const began: string[] = []
  const ends = new Map<string, () => void>()
  const work = (name: string): Promise<void> => {
    began.push(name)
    return new Promise((resolve) => ends.set(name, resolve))
  }
  const lanes = createWakingLanes(work, atOnce)
  const inTurn = (...names: string[]) => {
    for (const name of names) lanes.wakeInTurn(name, name.slice(0, 1))
  }
  return { lanes, began, inTurn, end: (name: string) => ends.get(name)?.() }
}

test('whatever is woken works at once, each name once at a time and once more', async () => {
  const { lanes, began, end } = heldLanes(1)
  for (const name of ['a1', 'a2', 'a1']) lanes.wake(name)
  expect(began).toEqual(['a1', 'a2'])
  end('a1')
  await expect.poll(() => began).toEqual(['a1', 'a2', 'a1'])
})

test('in turn a few of each crowd work at a time, in the order in which they were woken', async () => {
  const { began, end, inTurn } = heldLanes(2)
  inTurn('a1', 'a2', 'a3', 'a4', 'a3', 'b1')
  expect(began).toEqual(['a1', 'a2', 'b1'])
  end('a2')
  await expect.poll(() => began).toEqual(['a1', 'a2', 'b1', 'a3'])
  end('a3')
  await expect.poll(() => began).toEqual(['a1', 'a2', 'b1', 'a3', 'a4'])
})

test('what somebody waits for passes all that waits its turn, once', async () => {
  const { lanes, began, end, inTurn } = heldLanes(1)
  inTurn('a1', 'a2', 'a3')
  lanes.wake('a3')
  expect(began).toEqual(['a1', 'a3'])
  end('a3')
  end('a1')
  await expect.poll(() => began).toEqual(['a1', 'a3', 'a2'])
  end('a2')
  await lanes.idle()
  expect(began).toEqual(['a1', 'a3', 'a2'])
})

test('what is put into another crowd waits there alone', async () => {
  const { lanes, began, end, inTurn } = heldLanes(1)
  inTurn('a1', 'a2', 'a3')
  lanes.wakeInTurn('a3', 'b')
  expect(began).toEqual(['a1', 'a3'])
  end('a3')
  end('a1')
  await expect.poll(() => began).toEqual(['a1', 'a3', 'a2'])
  end('a2')
  await lanes.idle()
  expect(began).toEqual(['a1', 'a3', 'a2'])
})

test('what waits its turn at the end is not begun', async () => {
  const { lanes, began, end, inTurn } = heldLanes(1)
  inTurn('a1', 'a2')
  const idle = lanes.idle()
  end('a1')
  await idle
  expect(began).toEqual(['a1'])
})
