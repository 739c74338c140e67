import { describe, expect, it } from 'vitest'
import type { Led, Obstacle } from '../../../src/leading.ts'
import { stands, until, wordsIn } from './stand.ts'

const start = stands()

describe('the connection', () => {
  it('is told as missing until Slack can hand something over, and whenever it cannot', async () => {
    const one = await start({ later: true })
    expect(one.slack.health?.()?.words).toBe('slack: not started')
    await one.slack.start(one.receive)
    expect(one.slack.health?.()).toBeNull()
    const away = one.sim.fault({ method: 'apps.connections.open', kind: 'hang' })
    one.sim.socket.cut()
    await expect.poll(() => one.slack.health?.()?.words).toBe('slack: not connected')
    away.release()
    await expect.poll(() => one.slack.health?.(), { timeout: 5000 }).toBeNull()
  })
})

it('that is missing because the token was revoked is told as that, which has another remedy', async () => {
  const one = await start({ lookEvery: 20 })
  one.sim.setToken('token_revoked')
  await expect.poll(() => one.slack.health?.()?.kind).toBe('token')
  const away = one.sim.fault({ method: 'apps.connections.open', kind: 'hang' })
  one.sim.socket.cut()
  await expect.poll(away.struck).toBe(1)
  expect(one.slack.health?.()?.kind).toBe('token')
  one.sim.setToken('good')
  await expect.poll(() => one.slack.health?.()?.words).toBe('slack: not connected')
  away.release()
})

it('that Slack has too many of is dialled again, and what was said meanwhile is read', async () => {
  const one = await start({ later: true })
  const full = one.sim.fault({ method: 'socket', kind: 'too-many-sockets', times: 2 })
  await one.slack.start(one.receive)
  one.anna.dm('in between')
  await expect.poll(() => one.slack.health?.(), { timeout: 5000 }).toBeNull()
  await until(() => one.received[0])
  expect([full.struck(), wordsIn(one)]).toEqual([2, ['in between']])
})

describe('a connection that Slack refuses', () => {
  it.each([
    ['invalid_auth', 'SLACK_APP_TOKEN is not valid'],
    ['missing_scope', 'connections:write'],
    ['not_allowed_token_type', 'xapp-'],
  ])('for good (%s) is told once, with the variable and the remedy', async (error, remedy) => {
    const one = await start({ later: true, patience: 10 })
    const refusals = one.sim.fault({ method: 'apps.connections.open', kind: 'refused', error, times: 100 })
    await one.slack.start(one.receive)
    await expect.poll(refusals.struck, { timeout: 5000 }).toBeGreaterThan(1)
    const told = one.lines.filter(({ level }) => level >= 50).map(({ msg }) => msg)
    expect(told).toEqual([expect.stringContaining(remedy)])
    expect(told[0]).toContain('SLACK_APP_TOKEN')
    expect(one.lines.filter(({ msg }) => msg.includes('trying again'))).toEqual([])
  })
})

describe('a frame that Slack would never send', () => {
  it.each([
    '',
    'null',
    '7',
    '[]',
    '{"type":"events_api"',
    '{"type":"events_api","payload":null}',
    '{"type":3,"x":"events_api"}',
  ])('%s is passed over, and the next event is taken', async (frame) => {
    const one = await start()
    one.sim.socket.raw(frame)
    one.anna.dm('still here')
    await until(() => one.received[0])
    expect(wordsIn(one)).toEqual(['still here'])
  })
})

describe('with several processes', () => {
  /** A lead that is had at first; afterwards what the test puts there. */
  const leadOf = () => {
    const state = {
      next: null as Obstacle | null,
      held: new AbortController(),
      connections: (): number => -1,
      given: [] as number[],
    }
    const give = async (): Promise<void> => void state.given.push(state.connections())
    const tryTake = async (): Promise<Led | Obstacle> => {
      if (state.next !== null) return state.next
      state.held = new AbortController()
      return { ended: state.held.signal, give }
    }
    /** The lead is lost, and this is in the way of having it again. */
    const lose = (obstacle: Obstacle): void => {
      state.next = obstacle
      state.held.abort()
    }
    return { lead: { tryTake }, state, lose }
  }

  it('another one may connect only once this one’s connection is closed', async () => {
    const { lead, state } = leadOf()
    const one = await start({ lead })
    state.connections = one.sim.socket.connections
    expect(one.sim.socket.connections()).toBe(1)
    await one.slack.stop()
    expect(state.given).toEqual([0])
  })

  it('one that lost the lead leaves as soon as another is found to have it', async () => {
    const { lead, lose } = leadOf()
    const one = await start({ lead })
    lose('led elsewhere')
    await expect.poll(one.sim.socket.connections).toBe(0)
    expect(one.slack.health?.()).toBeNull()
  })

  it('one that can’t tell, since the database is away, leaves after a while, and takes up what was said when it leads again', async () => {
    const { lead, state, lose } = leadOf()
    const one = await start({ lead, slack: { retryScale: 0.002 } })
    lose('away')
    await expect.poll(one.sim.socket.connections).toBe(0)
    one.anna.dm('said while nobody listens')
    state.next = null
    await until(() => one.received[0])
    expect(wordsIn(one)).toEqual(['said while nobody listens'])
  })
})

it('a stop does not wait for readings that Slack’s limits hold back', async () => {
  const held = {
    turn: ({ method }: { method: string }) =>
      method === 'conversations.history' ? new Promise<void>(() => {}) : Promise.resolve(),
    hold: () => undefined,
  }
  const one = await start({ pacer: held })
  one.anna.dm('behind what was missed')
  await one.sim.until(() => one.sim.calls.find(({ method }) => method === 'auth.test'))
  await one.slack.stop()
  expect(one.received).toEqual([])
})
