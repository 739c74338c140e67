// Whoever runs the desk hears of a problem once, and of its end: in the staff's channel, or by mail where that is what doesn't work.

import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { ChannelFault } from '../../src/channel.ts'
import { createStreaks } from '../../src/jobs/streaks.ts'
import { createWatchdog } from '../../src/jobs/watchdog.ts'
import { createLooks } from '../../src/looks.ts'
import { type Stand, staffChannel, stand } from '../adapters/slack/stand.ts'
import { openEngine, type TestEngine } from '../support/engine.ts'

let desk: TestEngine
let dataDir: string
beforeAll(async () => {
  desk = await openEngine({ settings: { staffMailboxes: ['ana@example.com'] } })
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'frontdesk-watchdog-'))
})
afterAll(async () => {
  await desk.close()
  await rm(dataDir, { recursive: true })
})

const START = Date.UTC(2026, 0, 5, 8, 2)
const MINUTE = 60_000
let now = START
let day = 0
beforeEach(() => {
  // Keys of events hold the moment: each test has a day of its own.
  day += 1
  now = START + day * 24 * 60 * MINUTE
})
afterEach(async () => {
  await desk.db.problem.deleteMany()
  await desk.db.delivery.deleteMany()
})

const said = async (kind: 'message' | 'letter'): Promise<string[]> => {
  const rows = await desk.db.delivery.findMany({ where: { kind }, orderBy: { seq: 'asc' } })
  return rows.map(({ content }) => JSON.stringify(content))
}
const staffLines = () => said('message')
const letters = () => said('letter')

interface State {
  telegram?: ChannelFault | null
  slack?: ChannelFault | null
  mail?: string | null
  model?: string | null
}
const down = (words: string): ChannelFault => ({ kind: 'unreachable', words })
const silent = pino({ level: 'silent' })

/** One process that looks; `passes` lets time go by in it, with a look each twenty seconds, as far as the test wants. */
const watch = (state: State, receive = desk.receive, streaks = createStreaks()) => {
  const looks = createLooks({
    ...{ db: desk.db, dataDir, streaks },
    channels: [
      { name: 'telegram', health: () => state.telegram ?? null },
      { name: 'slack', health: () => state.slack ?? null },
      { name: 'web' },
    ],
    mail: { health: () => state.mail ?? null },
    model: { fault: () => state.model ?? null },
  })
  const watchdog = createWatchdog({ see: looks.see, db: desk.db, receive, log: silent, now: () => now })
  const passes = async (seconds: number): Promise<void> => {
    for (let passed = 0; passed < seconds; passed += 20) {
      await watchdog.look()
      now += 20_000
    }
    await watchdog.look()
  }
  return { passes, asides: looks.asides }
}

test('a problem is told once, with what to do and why, and once more when it is over, with how long it was there', async () => {
  const state: State = { telegram: { kind: 'token', words: 'telegram: the token is refused' } }
  const { passes } = watch(state)
  await passes(14 * 60)
  state.telegram = down('telegram: other words for it')
  await passes(40)
  expect(await staffLines()).toEqual([
    expect.stringMatching(
      /Telegram: the desk’s token is refused, since 10:02.*take the token.*telegram: the token is refused/,
    ),
  ])
  state.telegram = null
  await passes(10 * 60)
  expect((await staffLines()).slice(1)).toEqual([
    expect.stringMatching(/Telegram: all is well again.*since 10:02, for 14 minutes/),
  ])
  expect(await letters()).toEqual([])
})

test('a language model that has to be mended is told like anything else, and customers are served all the same', async () => {
  const state: State = { model: 'language model: its key is refused' }
  const { passes, asides } = watch(state)
  await passes(2 * 60)
  expect(await staffLines()).toEqual([expect.stringMatching(/The assistant: can’t help, since.*its key is refused/)])
  expect(await asides.model?.()).toContain('its key is refused')
})

test('what passes within a minute is told to nobody', async () => {
  const state: State = { telegram: down('no answer') }
  const { passes } = watch(state)
  await passes(40)
  state.telegram = null
  await passes(10 * 60)
  expect(await staffLines()).toEqual([])
})

test('what comes and goes is one problem, and over once it stays away', async () => {
  const state: State = {}
  const { passes } = watch(state)
  for (let time = 0; time < 10; time += 1) {
    state.telegram = down('no answer')
    await passes(20)
    state.telegram = null
    await passes(60)
  }
  expect(await staffLines()).toEqual([expect.stringContaining('🚨')])
  await passes(3 * 60)
  expect((await staffLines()).slice(1)).toEqual([expect.stringContaining('✅')])
})

test('of two processes one tells it, and the one that sees nothing does not end what the other sees', async () => {
  const [ill, well]: [State, State] = [{ telegram: down('no answer') }, {}]
  const [one, other, third] = [watch(ill), watch(ill), watch(well)]
  for (let time = 0; time < 15; time += 1) await Promise.all([one.passes(0), other.passes(20), third.passes(0)])
  expect(await staffLines()).toEqual([expect.stringContaining('🚨')])
  ill.telegram = null
  for (let time = 0; time < 10; time += 1) await Promise.all([one.passes(0), other.passes(20), third.passes(0)])
  expect((await staffLines()).slice(1)).toEqual([expect.stringContaining('✅')])
})

test('a restart neither tells a problem again nor ends it before it could show', async () => {
  await watch({ telegram: down('no answer') }).passes(2 * 60)
  now += 30 * MINUTE
  const state: State = {}
  const again = watch(state)
  await again.passes(60)
  state.telegram = down('no answer')
  await again.passes(4 * 60)
  expect(await staffLines()).toEqual([expect.stringContaining('🚨')])
  now += 30 * MINUTE
  await watch({}).passes(2 * 60)
  expect((await staffLines()).slice(1)).toEqual([expect.stringMatching(/since 10:02, for 3[67] minutes/)])
})

test('a problem of the staff’s channel is told by mail, and so is whatever happens meanwhile', async () => {
  const state: State = { slack: { kind: 'staffChannel', words: 'Slack refuses (is_archived)' } }
  const { passes } = watch(state)
  await passes(60)
  state.telegram = down('no answer')
  await passes(2 * 60)
  expect(await letters()).toEqual([
    expect.stringMatching(/Slack: the help desk has a problem.*can’t write in the staff’s channel.*is_archived/),
    expect.stringMatching(/Telegram: can’t be reached/),
  ])
  state.slack = null
  await passes(3 * 60)
  expect((await letters()).slice(2)).toEqual([expect.stringContaining('Slack: all is well again')])
  expect(await staffLines()).toEqual([])
})

test('what begins together with a problem of the staff’s channel is told by mail, too', async () => {
  const streaks = createStreaks()
  const fails = streaks.watched('learn', () => Promise.reject(new Error('no')))
  for (let time = 0; time < 3; time += 1) await fails().catch(() => undefined)
  const state: State = { slack: { kind: 'staffChannel', words: 'Slack refuses (is_archived)' } }
  await watch(state, desk.receive, streaks).passes(60)
  expect(await staffLines()).toEqual([])
  expect(await letters()).toEqual([expect.stringContaining('Slack'), expect.stringContaining('Learning from answers')])
})

test('mail’s own problem is told in the staff’s channel', async () => {
  await watch({ mail: 'mail: no server' }).passes(60)
  expect([await staffLines(), await letters()]).toEqual([
    [expect.stringMatching(/E-mail: can’t be sent.*no server/)],
    [],
  ])
})

test('what has waited for more than five minutes to be said is a problem, unless its channel is one', async () => {
  const state: State = {}
  const { passes, asides } = watch(state)
  const waits = (channel: string, minutes: number, notBefore = 0) => desk.db.$executeRaw`
    WITH place AS (
      INSERT INTO destinations (name, channel) VALUES (${`${channel}:waits`}, ${channel}) ON CONFLICT (name) DO UPDATE SET channel = excluded.channel RETURNING name)
    INSERT INTO deliveries (id, destination, seq, kind, content, created_at, not_before)
    SELECT gen_random_uuid(), name, 1 + (SELECT count(*) FROM deliveries d WHERE d.destination = name), 'seen', '{}', now() - make_interval(mins => ${minutes}), now() + make_interval(mins => ${notBefore}) FROM place`
  await desk.deliverer.stop()
  await waits('telegram', 4)
  await waits('mail', 60, 1)
  await passes(60)
  expect([await staffLines(), await asides.outbox?.()]).toEqual([[], null])
  await waits('telegram', 6, -6)
  state.telegram = down('no answer')
  await passes(60)
  state.telegram = null
  await passes(60)
  expect((await staffLines()).map((line) => line.match(/🚨 [^:]*/)?.[0])).toEqual([
    '🚨 Telegram',
    '🚨 Words for Telegram',
  ])
  expect(await asides.outbox?.()).toBe('telegram: 2 wait to be said, the oldest for 6 minutes')
})

test('a job that fails three times in a row is a problem until it works once', async () => {
  const streaks = createStreaks()
  const { passes, asides } = watch({}, desk.receive, streaks)
  const run = (fails: boolean) =>
    streaks
      .watched('learn', async () => (fails ? Promise.reject(new Error('no')) : undefined))()
      .catch(() => {})
  for (const fails of [true, true, false, true, true]) await run(fails)
  await passes(60)
  expect([await staffLines(), await asides.jobs?.()]).toEqual([[], null])
  await run(true)
  await passes(60)
  expect(await staffLines()).toEqual([
    expect.stringMatching(/Learning from answers: fails again and again.*3 times in a row/),
  ])
  // After a restart nobody knows before it runs.
  const later = createStreaks()
  await watch({}, desk.receive, later).passes(5 * 60)
  expect(await staffLines()).toHaveLength(1)
  await later.watched('learn', async () => {})()
  await watch({}, desk.receive, later).passes(2 * 60)
  expect((await staffLines()).slice(1)).toEqual([expect.stringContaining('Learning from answers: all is well again')])
})

test('one that cannot be told keeps no other from being told', async () => {
  const state: State = { telegram: down('no answer'), mail: 'mail: no server' }
  const { passes } = watch(state, (inbound) =>
    inbound.key.startsWith('problem:telegram:') ? Promise.reject(new Error('no such words')) : desk.receive(inbound),
  )
  await passes(60)
  expect(await staffLines()).toEqual([expect.stringContaining('E-mail: can’t be sent')])
})

test('a problem is told as what it was seen to be last, and what was told stays so', async () => {
  const state: State = { slack: down('slack: not connected') }
  const { passes } = watch(state)
  await passes(20)
  state.slack = { kind: 'token', words: 'the token was revoked' }
  await passes(40)
  state.slack = down('slack: not connected')
  await passes(2 * 60)
  expect(await letters()).toEqual([expect.stringMatching(/Slack: the desk’s token is refused.*was revoked/)])
})

test('what could not be told is told at a later look', async () => {
  let fails = 4
  const { passes } = watch({ telegram: down('no answer') }, (inbound) =>
    fails-- > 0 ? Promise.reject(new Error('the database is away')) : desk.receive(inbound),
  )
  await passes(5 * 60)
  expect(await staffLines()).toHaveLength(1)
})

test.each([
  [
    'its token is revoked',
    ({ sim }: Stand) => sim.setToken('token_revoked'),
    ({ sim }: Stand) => sim.setToken('good'),
    /token is refused.*token was revoked/,
  ],
  [
    'the staff’s channel is archived',
    ({ sim }: Stand) => sim.archive(staffChannel),
    ({ sim }: Stand) => sim.archive(staffChannel, false),
    /can’t write in the staff’s channel.*is_archived/,
  ],
] as const)('when on Slack %s the team reads by mail of it, and of its end', async (_, breaks, mends, words) => {
  const one = await stand({ lookEvery: 20 })
  const state: State = {}
  const { passes } = watch(state)
  try {
    breaks(one)
    await expect.poll(() => one.slack.health?.()).not.toBeNull()
    state.slack = one.slack.health?.() ?? null
    await passes(60)
    expect(await letters()).toEqual([expect.stringMatching(words)])
    mends(one)
    await expect.poll(() => one.slack.health?.()).toBeNull()
    state.slack = null
    await passes(2 * 60)
    expect((await letters()).slice(1)).toEqual([expect.stringContaining('Slack: all is well again')])
  } finally {
    await one.stop()
  }
})
