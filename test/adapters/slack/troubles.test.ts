// Faults of the Slack app and its channels: said once, with the remedy, and once more when they are over.

import { WebAPIPlatformError } from '@slack/web-api'
import { pino } from 'pino'
import { expect, it } from 'vitest'
import { createTroubles } from '../../../adapters/slack/troubles.ts'
import { ChannelError, type Delivery } from '../../../src/channel.ts'
import { type Stand, staffChannel, stands } from './stand.ts'

const start = stands()

const delivery = (address: string | null, kind: 'message' | 'card' = 'message'): Delivery => ({
  id: crypto.randomUUID(),
  address,
  content:
    kind === 'card'
      ? { kind, ticket: 't-1', posted: null }
      : { kind, author: { role: 'bot' }, document: { type: 'root', children: [] }, buttons: [] },
  triedAt: null,
  sent: [],
})

const told = ({ lines }: Stand) =>
  lines.flatMap(({ level, msg, trouble }) => (trouble === undefined ? [] : [[level, msg, trouble]]))

it('a channel that is archived meanwhile, until it is there again', async () => {
  const one = await start()
  one.sim.archive(staffChannel)
  for (let time = 1; time <= 2; time++) await expect(one.slack.send(delivery(null))).rejects.toThrow('unarchive it')
  expect(one.slack.health?.()?.words).toContain('unarchive it')
  one.sim.archive(staffChannel, false)
  await one.slack.send(delivery(null))
  expect(one.slack.health?.()).toBeNull()
  expect(told(one)).toEqual([
    [50, 'the desk is kept from speaking in Slack', expect.stringContaining('unarchive it')],
    [30, 'Slack takes again what it had refused', expect.stringContaining('unarchive it')],
  ])
})

const stage = () => {
  const said: string[] = []
  const clock = { time: 0 }
  const state: { trouble: string | null } = { trouble: null }
  const write = (line: string): void => {
    const { level, trouble } = JSON.parse(line)
    said.push(`${level === 50 ? 'begins' : 'over'} ${trouble}`)
  }
  const log = pino({}, { write })
  const troubles = createTroubles({ staffChannel: 'C1', log, now: () => clock.time })
  const send = troubles.watched(async () => {
    if (state.trouble !== null)
      throw new ChannelError('misconfigured', state.trouble, {
        cause: new WebAPIPlatformError({ ok: false, error: state.trouble, response_metadata: {} }),
      })
    return { ids: [] }
  })
  const tries = (trouble: string | null, ...what: Parameters<typeof delivery>) => {
    state.trouble = trouble
    return send(delivery(...what)).catch(() => undefined)
  }
  return { said, clock, troubles, tries }
}

it('what stands in the way in several places is told once, and is over when it is over in all', async () => {
  const { said, troubles, tries } = stage()
  await tries('revoked', 'D1')
  await tries('revoked', 'C1:1.1')
  await tries(null, 'D1')
  expect([said, troubles.health()?.words]).toEqual([['begins revoked'], 'revoked'])
  await tries(null, 'C1:1.1', 'card')
  expect(troubles.health()?.words).toBe('revoked')
  await tries(null, 'C1:1.2')
  expect([said, troubles.health()]).toEqual([['begins revoked', 'over revoked'], null])
})

it('a channel elsewhere is told of, and the desk is well all the same', async () => {
  const { said, troubles, tries } = stage()
  await tries('not in C5', 'C5:1.1')
  expect([said, troubles.health()]).toEqual([['begins not in C5'], null])
})

it.each([
  ['the staff’s channel', 'C1:1.1', 'is_archived', 'staffChannel'],
  ['the token', 'C1:1.1', 'token_revoked', 'token'],
  ['the token, in a direct message', 'D1', 'token_revoked', 'token'],
  ['something small in the staff’s channel', 'C1:1.1', 'missing_scope', 'setUp'],
  ['a direct message alone, which shuts no channel', 'D1', 'no_permission', 'setUp'],
] as const)('what Slack refuses is %s', async (_, address, code, kind) => {
  const { troubles, tries } = stage()
  await tries(code, address)
  expect(troubles.health()?.kind).toBe(kind)
})

it('what shuts the staff’s channel is told before what came earlier and shuts nothing', async () => {
  const { troubles, tries } = stage()
  await tries('missing_scope', 'D1')
  await tries('is_archived', 'C1:1.1')
  expect(troubles.health()).toEqual({ kind: 'staffChannel', words: 'is_archived' })
  await tries('token_revoked', 'C1:1.1', 'card')
  expect(troubles.health()?.kind).toBe('token')
  await tries(null, 'C1:1.1', 'card')
  await tries(null, 'C1:1.1')
  expect(troubles.health()).toEqual({ kind: 'setUp', words: 'missing_scope' })
})

it('what nobody tries any more is over', async () => {
  const { said, clock, troubles, tries } = stage()
  await tries('no scope', 'C1:1.1')
  clock.time = 300_000
  expect([troubles.health(), said]).toEqual([null, ['begins no scope', 'over no scope']])
})

it.each([
  [
    'the token is revoked',
    'token',
    (one: Stand) => one.sim.setToken('token_revoked'),
    (one: Stand) => one.sim.setToken('good'),
  ],
  [
    'the staff’s channel is archived',
    'staffChannel',
    (one: Stand) => one.sim.archive(staffChannel),
    (one: Stand) => one.sim.archive(staffChannel, false),
  ],
] as const)(
  'that %s is known before anybody has something to say, and that it is over',
  async (_, kind, breaks, mends) => {
    const one = await start({ lookEvery: 20 })
    expect(one.slack.health?.()).toBeNull()
    breaks(one)
    await expect.poll(() => one.slack.health?.()?.kind).toBe(kind)
    mends(one)
    await expect.poll(() => one.slack.health?.()).toBeNull()
  },
)

it('a server that does not know what the look asks keeps nobody from being served', async () => {
  const one = await start({ lookEvery: 20 })
  const fault = one.sim.fault({ kind: 'not-found', method: 'conversations.info', times: 2 })
  await expect.poll(() => fault.struck()).toBe(2)
  expect(one.slack.health?.()).toBeNull()
})
