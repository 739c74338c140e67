// The staff hear of a channel's trouble once, and of its end; not of their own channel's, where they could not read it.

import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWatchdog } from '../../src/jobs/watchdog.ts'
import { openEngine, type TestEngine } from '../support/engine.ts'

let desk: TestEngine
beforeAll(async () => {
  desk = await openEngine({ settings: { staffMailboxes: ['ana@example.com'] } })
})
afterAll(() => desk.close())

const log = pino({ level: 'silent' })
const staffLines = async (): Promise<string[]> => {
  const said = await desk.db.delivery.findMany({ where: { destinationName: 'slack:staff' }, orderBy: { seq: 'asc' } })
  return said.map(({ content }) => JSON.stringify(content))
}
const letters = async (): Promise<string[]> => {
  const said = await desk.db.delivery.findMany({ where: { kind: 'letter' }, orderBy: { seq: 'asc' } })
  return said.map(({ content }) => JSON.stringify(content))
}
type Health = { telegram?: string | null; slack?: string | null; mail?: string | null }
const watch = (health: Health, now = () => 0, isMailRead = false) =>
  createWatchdog({
    watched: [
      { name: 'telegram', health: () => health.telegram ?? null },
      { name: 'slack', health: () => health.slack ?? null },
      { name: 'web' },
      { name: 'mail', health: () => health.mail ?? null },
    ],
    staffChannel: 'slack',
    isMailRead,
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
    watched: [{ name: 'telegram', health: () => 'no answer at all' }],
    staffChannel: 'slack',
    isMailRead: false,
    receive: (inbound) => (fails-- > 0 ? Promise.reject(new Error('the database is away')) : desk.receive(inbound)),
    log,
    now: () => 0,
  })
  await watchdog.look()
  await watchdog.look()
  await watchdog.look()
  expect(await staffLines()).toHaveLength(before + 1)
})

test('where the staff read mail, their channel’s trouble is told there, once, and again when it is over', async () => {
  const health: Health = { slack: 'slack: not connected' }
  const lines = (await staffLines()).length
  let now = 0
  const watchdog = watch(health, () => now, true)
  await watchdog.look()
  now = 59_000
  await watchdog.look()
  expect(await letters()).toEqual([])
  now = 60_000
  await watchdog.look()
  await watchdog.look()
  expect(await letters()).toEqual([expect.stringContaining('slack: not connected')])
  health.slack = null
  await watchdog.look()
  await watchdog.look()
  expect((await letters()).slice(1)).toEqual([expect.stringContaining('Slack works again')])
  expect(await staffLines()).toHaveLength(lines)
})

test('a change of the staff’s connection is no trouble', async () => {
  const health: Health = { slack: 'slack: not connected' }
  const before = (await letters()).length
  let now = 0
  const watchdog = watch(health, () => now, true)
  await watchdog.look()
  health.slack = null
  await watchdog.look()
  health.slack = 'slack: not connected'
  now = 70_000
  await watchdog.look()
  expect(await letters()).toHaveLength(before)
})

test('mail’s own trouble is told on the staff channel', async () => {
  const before = [(await staffLines()).length, (await letters()).length] as const
  await watch({ mail: 'mail: no server' }, () => 0, true).look()
  expect((await staffLines()).slice(before[0])).toEqual([expect.stringMatching(/E-mail.*mail: no server/)])
  expect(await letters()).toHaveLength(before[1])
})
