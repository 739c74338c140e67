import { createHmac } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { awayDatabase, done, type Stand, stands, until, wordsIn } from './stand.ts'

const secret = 'a signing secret'
const start = stands()
let one: Stand
beforeEach(async () => {
  one = await start({ signingSecret: secret })
})

const message = (ts: string) =>
  JSON.stringify({
    type: 'event_callback',
    team_id: 'T0FRONT',
    event: { type: 'message', channel: 'D1ANNA', channel_type: 'im', user: 'U1ANNA', text: 'hello', ts },
  })

interface Sent {
  readonly type?: string
  readonly at?: number
  readonly key?: string
  readonly retry?: number
}

/** Sends a request as Slack signs it. */
const send = async (
  body: string,
  { type = 'application/json', at = Date.now() / 1000, key = secret, retry = 0 }: Sent = {},
  to: Stand = one,
) => {
  const stamp = String(Math.floor(at))
  const signature = `v0=${createHmac('sha256', key).update(`v0:${stamp}:${body}`).digest('hex')}`
  const headers = {
    'content-type': type,
    'x-slack-request-timestamp': stamp,
    'x-slack-signature': signature,
    ...(retry > 0 ? { 'x-slack-retry-num': String(retry) } : {}),
  }
  const response = await to.slack.routes?.request('/slack/events', { method: 'POST', body, headers })
  if (!response) throw new Error('there are no routes')
  return response
}

const form = (fields: Record<string, string>) =>
  [new URLSearchParams(fields).toString(), { type: 'application/x-www-form-urlencoded' }] as const

describe('Slack over HTTP', () => {
  it('proves its address with the challenge', async () => {
    const response = await send(JSON.stringify({ type: 'url_verification', challenge: 'c1' }))
    expect([response.status, await response.json()]).toEqual([200, { challenge: 'c1' }])
  })

  it.each([
    ['a wrong secret', { key: 'another' }],
    ['an old time', { at: Date.now() / 1000 - 302 }],
    ['a time to come', { at: Date.now() / 1000 + 3600 }],
    ['a time that is none', { at: Number.NaN }],
  ])('refuses %s', async (_what, sent) => {
    expect((await send(message('1795000000.000100'), sent)).status).toBe(401)
    expect(one.received).toEqual([])
  })

  it('answers 200 once an event is stored, 500 where it could not be', async () => {
    one.answers = [awayDatabase, done]
    expect((await send(message('1795000000.000100'))).status).toBe(500)
    expect((await send(message('1795000000.000100'), { retry: 1 })).status).toBe(200)
    expect(one.received).toMatchObject([{ event: { type: 'CustomerWrote' } }])
  })

  it('takes commands and interactions as forms', async () => {
    const command = {
      command: '/desk',
      text: 'help',
      team_id: 'T0FRONT',
      user_id: 'U1ANNA',
      channel_id: 'C1DESK',
      trigger_id: '1',
    }
    expect((await send(...form(command))).status).toBe(200)
    expect((await one.sim.until(() => one.anna.notices()[0])).text).toContain('/desk queue')
    one.articles.push({ id: 'a1', title: 'Invoices' })
    const search = { type: 'block_suggestion', user: { id: 'U1ANNA' }, action_id: 'article', value: 'inv' }
    const response = await send(...form({ payload: JSON.stringify(search) }))
    expect(await response.json()).toMatchObject({ options: [{ value: 'a1' }] })
  })

  it('reads what was said while nobody listened, at its start and after what could not be stored', async () => {
    const late = await start({ later: true, signingSecret: secret })
    late.anna.dm('before the start')
    await late.slack.start(late.receive)
    await until(() => late.received[0])
    late.answers = [awayDatabase, done]
    const { ts } = late.anna.dm('during the outage')
    expect((await send(message(ts), {}, late)).status).toBe(500)
    await until(() => late.received[1])
    expect(wordsIn(late)).toEqual(['before the start', 'during the outage'])
  })

  it('takes nothing more once it stopped', async () => {
    await one.slack.stop()
    expect((await send(message('1795000000.000100'))).status).toBe(503)
  })

  it('tells in the log why an event could not be taken', async () => {
    one.answers = [awayDatabase]
    await send(message('1795000000.000100'))
    expect(one.lines.filter(({ msg }) => msg.includes('Slack will bring it again'))).toHaveLength(1)
  })

  it('is well from its start to its stop', async () => {
    expect(one.slack.health?.()).toBeNull()
    await one.slack.stop()
    expect(one.slack.health?.()?.words).toBe('slack: not started')
  })

  it('has a manifest ready to paste, with the public address whatever name it was asked by', async () => {
    const response = await one.slack.routes?.request('http://10.0.0.7:3000/slack/manifest')
    expect(await response?.json()).toMatchObject({
      settings: {
        socket_mode_enabled: false,
        event_subscriptions: { request_url: 'https://desk.example/slack/events' },
      },
      oauth_config: { scopes: { bot: expect.arrayContaining(['chat:write', 'chat:write.customize']) } },
    })
  })
})
