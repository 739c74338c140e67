// Which process speaks where: never two at one destination, and at a platform that counts one alone.

import { pino } from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Listener, openListener } from '../../src/database/listener.ts'
import { createLeases, type Leases } from '../../src/jobs/leases.ts'
import { type FreshDatabase, freshDatabase } from '../support/database.ts'
import { eventually } from '../support/eventually.ts'

interface Process {
  readonly listener: Listener
  readonly leases: Leases
  /** So many seconds pass for it. */
  ages(seconds: number): void
  /** The names that it asked the database for. */
  readonly asked: string[]
}

let database: FreshDatabase
const open: Listener[] = []
beforeEach(async () => {
  database = await freshDatabase()
})
afterEach(async () => {
  for (const listener of open.splice(0)) await listener.close()
  await database.drop()
})

const process = async (spokenByOne: readonly string[] = []): Promise<Process> => {
  const listener = await openListener(database.url, pino({ level: 'silent' }))
  open.push(listener)
  let time = 0
  const asked: string[] = []
  const tryLock: Listener['tryLock'] = (names, mode) => {
    asked.push(...names)
    return listener.tryLock(names, mode)
  }
  const watched = { tryLock, unlock: listener.unlock, onLost: listener.onLost }
  return {
    listener,
    leases: createLeases({ listener: watched, spokenByOne: new Set(spokenByOne), now: () => time }),
    ages: (seconds) => {
      time += seconds * 1_000
    },
    asked,
  }
}

test('one process speaks at a destination, another one beside it elsewhere', async () => {
  const [one, other] = [await process(), await process()]
  expect(await one.leases.take('slack:a')).toBe(true)
  expect(await other.leases.take('slack:a')).toBe(false)
  expect(await other.leases.take('slack:b')).toBe(true)
  expect([one.leases.holds('slack:a'), one.leases.holds('slack:b')]).toEqual([true, false])
})

test('where limits are kept one process says all that is said on a platform, and only there', async () => {
  const [one, other] = [await process(['slack']), await process(['slack'])]
  expect(await Promise.all(['slack:a', 'slack:b'].map(one.leases.take))).toEqual([true, true])
  expect(await other.leases.take('slack:c')).toBe(false)
  expect(await other.leases.take('web:c')).toBe(true)
  expect(one.leases.holds('slack:c')).toBe(true)
})

test('another process speaks on the platform as soon as the one that did is gone', async () => {
  const [one, other] = [await process(['slack']), await process(['slack'])]
  await one.leases.take('slack:a')
  expect(await other.leases.take('slack:a')).toBe(false)
  await one.listener.close()
  await eventually(async () => {
    other.leases.askAgain()
    expect(await other.leases.take('slack:a')).toBe(true)
  })
})

test('a process that does not speak on a platform asks once in a sweep, however many places have news', async () => {
  const [one, other] = [await process(['slack']), await process(['slack'])]
  await one.leases.take('slack:a')
  for (let n = 0; n < 50; n++) expect(await other.leases.take(`slack:${n}`)).toBe(false)
  expect(other.asked).toEqual(['speaking:slack'])
  expect(await other.leases.take('web:a')).toBe(true)
  await one.leases.giveBackAll()
  other.leases.askAgain()
  expect(await other.leases.take('slack:a')).toBe(true)
})

test('a platform is given back once, however many places were spoken at by it', async () => {
  const [one, other] = [await process(['slack']), await process(['slack'])]
  await Promise.all(['slack:a', 'slack:b', 'slack:c'].map(one.leases.take))
  one.ages(100)
  await one.leases.giveBackIdle(['slack:b'])
  expect(await other.leases.take('slack:a')).toBe(false)
  one.ages(100)
  await one.leases.giveBackIdle([])
  expect(one.leases.holds('slack:a')).toBe(false)
  other.leases.askAgain()
  expect(await other.leases.take('slack:a')).toBe(true)
})

test('a platform is kept until the last minute that its limits count is over, a destination for half of that', async () => {
  const one = await process(['slack'])
  await Promise.all(['slack:a', 'web:a'].map(one.leases.take))
  one.ages(50)
  // What was under way until now spoke until now.
  await one.leases.giveBackIdle(['slack:a'])
  one.ages(61)
  await one.leases.giveBackIdle([])
  expect([one.leases.holds('slack:a'), one.leases.holds('web:a')]).toEqual([true, false])
  one.ages(5)
  await one.leases.giveBackIdle([])
  expect(one.leases.holds('slack:a')).toBe(false)
})

test('a process that keeps limits and one that does not never speak on a platform at once', async () => {
  const [paced, unpaced] = [await process(['slack']), await process()]
  expect(await unpaced.leases.take('slack:a')).toBe(true)
  expect(await paced.leases.take('slack:b')).toBe(false)
  await unpaced.leases.giveBackAll()
  paced.leases.askAgain()
  expect(await paced.leases.take('slack:b')).toBe(true)
  expect(await unpaced.leases.take('slack:a')).toBe(false)
})

test('of many destinations the least recently used are given back at once: the database has room for some thousands of locks', async () => {
  const [one, other] = [await process(), await process()]
  const places = Array.from({ length: 2_500 }, (_, n) => `slack:${n}`)
  const taken = await Promise.all(places.map(one.leases.take))
  expect(taken.filter((isTaken) => isTaken).length).toBeLessThan(2_500)
  expect(taken.filter((isTaken) => isTaken).length).toBeGreaterThan(1_000)
  await one.leases.giveBackIdle(['slack:0'])
  expect(await other.leases.take('slack:0')).toBe(false)
  expect(await other.leases.take('slack:1')).toBe(true)
  expect(await one.leases.take('slack:2499')).toBe(true)
})
