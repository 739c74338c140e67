// What a process had taken along when it was killed.

import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openQueue, type Queue } from '../../src/jobs/queue.ts'
import { type OpenedDatabase, openFreshDatabase } from '../support/database.ts'
import { eventually } from '../support/eventually.ts'

let database: OpenedDatabase
const queues: Queue[] = []
beforeAll(async () => {
  database = await openFreshDatabase()
})
afterAll(async () => {
  await Promise.all(queues.map((queue) => queue.stop()))
  await database.close()
})

const work = async (fire: (timer: string) => Promise<void>): Promise<Queue> => {
  const queue = await openQueue(database.url, pino({ level: 'silent' }))
  queues.push(queue)
  const nothing = async () => undefined
  await queue.start({ fire, consult: async () => true, prune: nothing, learn: nothing, report: nothing })
  return queue
}

test('a timer that a process had begun with when it was killed fires soon after the next start', {
  timeout: 60_000,
}, async () => {
  const [begun, fired]: [string[], string[]] = [[], []]
  const killed = await work((timer) => {
    begun.push(timer)
    return new Promise(() => undefined)
  })
  const id = crypto.randomUUID()
  await database.db.$transaction((tx) => killed.setTimers(tx, [{ id, at: new Date() }]))
  await eventually(() => expect(begun).toEqual([id]))
  await work(async (timer) => void fired.push(timer))
  await eventually(() => expect(fired).toEqual([id]))
})
