// The staff hear of a channel's trouble once, and of its end; not of their own channel's, where they could not read it.

import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWatchdog } from '../../src/jobs/watchdog.ts'
import { openEngine, type TestEngine } from '../support/engine.ts'

let desk: TestEngine
beforeAll(async () => {
  desk = await openEngine()
})
afterAll(() => desk.close())

const log = pino({ level: 'silent' })
const staffLines = async (): Promise<string[]> => {
  const said = await desk.db.delivery.findMany({ where: { destinationName: 'slack:staff' }, orderBy: { seq: 'asc' } })
  return said.map(({ content }) => JSON.stringify(content))
}
const watch = (health: { telegram?: string | null; slack?: string | null }, now = () => 0) =>
  createWatchdog({
    channels: [
      { name: 'telegram', health: () => health.telegram ?? null },
      { name: 'slack', health: () => health.slack ?? null },
      { name: 'web' },
    ],
    staffChannel: 'slack',
    receive: desk.receive,
    log,
    now,
  })

test('a trouble is told once while it stands, with its reason, and so is its end', async () => {
  const health: { telegram: string | null } = { telegram: null }
  const watchdog = watch(health)
  await watchdog.look()
  expect(await staffLines()).toEqual([])
  health.telegram = 'the token is refused'
  await watchdog.look()
  health.telegram = 'the token is refused still'
  await watchdog.look()
  expect(await staffLines()).toEqual([expect.stringContaining('the token is refused')])
  health.telegram = null
  await watchdog.look()
  await watchdog.look()
  expect((await staffLines()).slice(1)).toEqual([expect.stringContaining('Telegram works again')])
})

test('of two processes with the same trouble one tells it', async () => {
  const before = (await staffLines()).length
  const [one, other] = [watch({ telegram: 'no answer' }), watch({ telegram: 'no answer' })]
  await Promise.all([one.look(), other.look()])
  expect(await staffLines()).toHaveLength(before + 1)
})

test('a trouble of the staff’s own channel is left to the log', async () => {
  const before = (await staffLines()).length
  await watch({ slack: 'the connection is lost' }).look()
  expect(await staffLines()).toHaveLength(before)
})

test('what could not be told is told at the next look', async () => {
  const before = (await staffLines()).length
  let fails = 1
  const watchdog = createWatchdog({
    channels: [{ name: 'telegram', health: () => 'no answer at all' }],
    staffChannel: 'slack',
    receive: (inbound) => (fails-- > 0 ? Promise.reject(new Error('the database is away')) : desk.receive(inbound)),
    log,
    now: () => 0,
  })
  await watchdog.look()
  await watchdog.look()
  await watchdog.look()
  expect(await staffLines()).toHaveLength(before + 1)
})
