import { afterEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { callMethod as call } from './calling.ts'
import { type SlackOptions, type SlackSimulator, startSlack } from './slack-simulator.ts'

const open: { stop: () => Promise<void> | void }[] = []
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.stop()
})

const start = async (options: SlackOptions = {}) => {
  const sim = await startSlack(options)
  open.push(sim)
  const anna = sim.person({ id: 'U1ANNA', name: 'anna', realName: 'Anna Banks' })
  sim.channel({ id: 'C1DESK', members: ['U1ANNA'] })
  return { sim, anna }
}

const post = (sim: SlackSimulator, text: string, extra: Record<string, unknown> = {}) =>
  call(sim, 'chat.postMessage', { channel: 'C1DESK', text, ...extra })

type Frame = {
  type: string
  envelope_id: string
  reason?: string
  retry_attempt: number
  payload: { type: string; event_id: string; event: Record<string, unknown>; [key: string]: unknown }
}

/** A bare Socket Mode client: keeps every frame, and acks where `acks` is true. */
const connect = async (sim: SlackSimulator, { acks = true } = {}) => {
  const { url } = await call(sim, 'apps.connections.open', {}, sim.appToken)
  const frames: Frame[] = []
  const waiting = new Set<() => void>()
  const socket = new WebSocket(String(url))
  socket.on('message', (message) => {
    const frame: Frame = JSON.parse(String(message))
    frames.push(frame)
    if (acks && frame.envelope_id) socket.send(JSON.stringify({ envelope_id: frame.envelope_id, payload: {} }))
    for (const look of waiting) look()
  })
  open.push({ stop: () => socket.terminate() })
  const until = <Value>(look: () => Value | undefined) =>
    new Promise<Value>((resolve) => {
      const again = () => {
        const found = look()
        if (found === undefined) return
        waiting.delete(again)
        resolve(found)
      }
      waiting.add(again)
      again()
    })
  await until(() => frames.find((frame) => frame.type === 'hello'))
  return {
    frames,
    until,
    events: () => frames.filter((frame) => frame.type === 'events_api').map((frame) => frame.payload.event),
    socket,
    url: String(url),
  }
}

describe('the Web API', () => {
  it('gives each message a ts of its own, a string that grows', async () => {
    const { sim } = await start()
    const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => post(sim, `message ${index}`)))
    const stamps = sim.posts('C1DESK').map((message) => message.ts)
    expect(new Set(stamps).size).toBe(20)
    expect([...stamps].sort()).toEqual(stamps)
    expect(stamps.every((ts) => /^\d{10}\.\d{6}$/.test(ts))).toBe(true)
    expect(answers.map((answer) => answer.ts).sort()).toEqual(stamps)
  })

  it('understands form, JSON and multipart bodies alike', async () => {
    const { sim } = await start()
    const authorization = `Bearer ${sim.botToken}`
    const url = `${sim.apiUrl}chat.postMessage`
    const form = new FormData()
    form.set('channel', 'C1DESK')
    form.set('text', 'by multipart')
    await post(sim, 'by form')
    await fetch(url, { method: 'POST', headers: { authorization }, body: form })
    await fetch(url, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify({ channel: 'C1DESK', text: 'by JSON', blocks: [{ type: 'divider' }] }),
    })
    expect(sim.posts('C1DESK').map((message) => message.text)).toEqual(['by form', 'by multipart', 'by JSON'])
  })

  it.each([
    [
      'a section of 3,001 characters',
      [{ type: 'section', text: { type: 'mrkdwn', text: 'x'.repeat(3001) } }],
      'invalid_blocks',
    ],
    [
      'a header of 151 characters',
      [{ type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } }],
      'invalid_blocks',
    ],
    [
      'a button text of 76 characters',
      [actions({ type: 'button', action_id: 'a', text: { type: 'plain_text', text: 'x'.repeat(76) } })],
      'invalid_blocks',
    ],
    [
      'a button value of 2,001 characters',
      [actions({ type: 'button', text: { type: 'plain_text', text: 'a' }, value: 'x'.repeat(2001) })],
      'invalid_blocks',
    ],
    [
      'a menu of six entries',
      [
        actions({
          type: 'overflow',
          action_id: 'a',
          options: Array.from({ length: 6 }, (_, index) => entry(`${index}`)),
        }),
      ],
      'invalid_blocks',
    ],
    [
      'a menu entry of 76 characters',
      [actions({ type: 'overflow', action_id: 'a', options: [entry('x'.repeat(76))] })],
      'invalid_blocks',
    ],
    [
      'two elements with one action id',
      [
        actions(
          { type: 'button', action_id: 'a', text: plain('a') },
          { type: 'button', action_id: 'a', text: plain('b') },
        ),
      ],
      'invalid_blocks',
    ],
    ['51 blocks', Array.from({ length: 51 }, () => ({ type: 'divider' })), 'invalid_blocks'],
    ['an unknown block', [{ type: 'carousel' }], 'invalid_blocks'],
    [
      '15,000 characters in five sections',
      Array.from({ length: 5 }, () => ({ type: 'section', text: { type: 'mrkdwn', text: 'x'.repeat(3000) } })),
      'msg_blocks_too_long',
    ],
  ])('refuses %s', async (_what, blocks, error) => {
    const { sim } = await start()
    const answer = await post(sim, 'text', { blocks })
    expect(answer).toMatchObject({ ok: false, error })
    if (error === 'invalid_blocks')
      expect(answer.response_metadata).toMatchObject({ messages: [expect.stringContaining('[ERROR]')] })
  })

  it('cuts a post at 40,000 characters and refuses an update above 4,000', async () => {
    const { sim } = await start()
    const { ts } = await post(sim, 'x'.repeat(40_010))
    expect(sim.posts('C1DESK')[0]?.text.length).toBe(40_000)
    expect(await call(sim, 'chat.update', { channel: 'C1DESK', ts, text: 'x'.repeat(4001) })).toMatchObject({
      ok: false,
      error: 'msg_too_long',
    })
    expect(await call(sim, 'chat.update', { channel: 'C1DESK', ts, text: 'x'.repeat(4000) })).toMatchObject({
      ok: true,
    })
    expect(await post(sim, '')).toMatchObject({ ok: false, error: 'no_text' })
  })

  it('starts a thread only under a parent, never under a reply', async () => {
    const { sim } = await start()
    const parent = await post(sim, 'parent')
    const reply = await post(sim, 'reply', { thread_ts: parent.ts })
    expect(await post(sim, 'nested', { thread_ts: reply.ts })).toMatchObject({ ok: false, error: 'thread_not_found' })
    expect(sim.posts('C1DESK')).toMatchObject([{ text: 'parent', replies: [{ text: 'reply', threadTs: parent.ts }] }])
  })

  it('keeps metadata and shows it where it is asked for', async () => {
    const { sim } = await start()
    const metadata = { event_type: 'delivery', event_payload: { id: 'd1' } }
    const parent = await post(sim, 'parent', { metadata })
    await post(sim, 'reply', { thread_ts: parent.ts, metadata })
    const history = (extra: object) => call(sim, 'conversations.history', { channel: 'C1DESK', ...extra })
    expect(await history({})).not.toMatchObject({ messages: [{ metadata }] })
    expect(await history({ include_all_metadata: true })).toMatchObject({ messages: [{ text: 'parent', metadata }] })
    expect(
      await call(sim, 'conversations.replies', { channel: 'C1DESK', ts: parent.ts, include_all_metadata: true }),
    ).toMatchObject({
      messages: [{ text: 'parent' }, { text: 'reply', metadata }],
    })
  })

  it('pages history with a cursor, newest first, inside the window', async () => {
    const { sim } = await start()
    const stamps: string[] = []
    for (const text of ['1', '2', '3', '4']) stamps.push((await post(sim, text)).ts)
    const first = await call(sim, 'conversations.history', { channel: 'C1DESK', oldest: stamps[0] ?? '', limit: 2 })
    expect(first).toMatchObject({ has_more: true, messages: [{ text: '4' }, { text: '3' }] })
    const cursor = (first.response_metadata as { next_cursor: string }).next_cursor // the shape just matched above
    expect(
      await call(sim, 'conversations.history', { channel: 'C1DESK', oldest: stamps[0] ?? '', limit: 2, cursor }),
    ).toMatchObject({ has_more: false, messages: [{ text: '2' }] })
  })

  it('answers for its tokens, scopes and channels as Slack does', async () => {
    const { sim } = await start({ scopes: ['chat:write'] })
    sim.channel({ id: 'C2OUT', bot: false })
    sim.channel({ id: 'G3SECRET', private: true, bot: false })
    expect(await call(sim, 'auth.test', {}, 'xoxb-wrong')).toMatchObject({ ok: false, error: 'invalid_auth' })
    expect(await call(sim, 'apps.connections.open', {})).toMatchObject({ ok: false, error: 'not_allowed_token_type' })
    expect(await call(sim, 'users.info', { user: 'U1ANNA' })).toMatchObject({
      error: 'missing_scope',
      needed: 'users:read',
      provided: 'chat:write',
    })
    expect(await post(sim, 'x', { channel: 'C2OUT' })).toMatchObject({ error: 'not_in_channel' })
    expect(await post(sim, 'x', { channel: 'G3SECRET' })).toMatchObject({ error: 'channel_not_found' })
    sim.archive('C1DESK')
    expect(await post(sim, 'x')).toMatchObject({ error: 'is_archived' })
    sim.setToken('token_revoked')
    expect(await post(sim, 'x')).toMatchObject({ error: 'token_revoked' })
  })

  it('limits posts for each channel with 429 and Retry-After where limits are given', async () => {
    const { sim } = await start({
      limits: [{ name: 'posts', methods: ['chat.postMessage'], per: 'place', count: 1, within: 1000 }],
    })
    sim.channel({ id: 'C2', members: [] })
    expect((await post(sim, 'first')).ok).toBe(true)
    const response = await fetch(`${sim.apiUrl}chat.postMessage`, {
      method: 'POST',
      headers: { authorization: `Bearer ${sim.botToken}` },
      body: new URLSearchParams({ channel: 'C1DESK', text: 'second' }),
    })
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '1'])
    expect((await post(sim, 'elsewhere', { channel: 'C2' })).ok).toBe(true)
  })

  it('takes a reset after applying as applied, before as not', async () => {
    const { sim } = await start()
    sim.fault({ method: 'chat.postMessage', kind: 'reset-before' })
    sim.fault({ method: 'chat.postMessage', kind: 'reset-after' })
    await expect(post(sim, 'never said')).rejects.toThrow()
    await expect(post(sim, 'said, but nobody knows')).rejects.toThrow()
    expect(sim.posts('C1DESK').map((message) => message.text)).toEqual(['said, but nobody knows'])
  })

  it('applies a call that is answered late at once', async () => {
    const { sim } = await start()
    const late = sim.fault({ method: 'chat.postMessage', kind: 'hang-after' })
    let isAnswered = false
    const posted = post(sim, 'said, and not answered yet').finally(() => {
      isAnswered = true
    })
    await sim.sees('C1DESK', ({ text }) => text === 'said, and not answered yet')
    expect(isAnswered).toBe(false)
    late.release()
    expect(await posted).toMatchObject({ ok: true })
  })
})

describe('Socket Mode', () => {
  it('lets an address be used once', async () => {
    const { sim } = await start()
    const { url } = await connect(sim)
    const again = new WebSocket(url)
    const refused = await new Promise<string>((resolve) => again.on('error', (error) => resolve(error.message)))
    expect(refused).toContain('403')
  })

  it('repeats an event that is not acked, with the same event id, and gives it up after three retries', async () => {
    const { sim, anna } = await start({ ackMs: 20, retryScale: 0.0001 })
    const client = await connect(sim, { acks: false })
    anna.postsIn('C1DESK', 'hello')
    await sim.until(() => sim.socket.lost()[0])
    const hello = client.frames.filter((frame) => frame.payload?.event?.text === 'hello')
    expect(hello.map((frame) => frame.retry_attempt)).toEqual([0, 1, 2, 3])
    expect(new Set(hello.map((frame) => frame.payload.event_id)).size).toBe(1)
  })

  it('delivers an event that met nobody once somebody connects within the retries', async () => {
    const { sim, anna } = await start({ retryScale: 0.005 })
    anna.postsIn('C1DESK', 'is anybody there?')
    const client = await connect(sim)
    await client.until(() =>
      client.frames.find((frame) => frame.payload?.event?.text === 'is anybody there?' && frame.retry_attempt > 0),
    )
  })

  it('sends one mention as two events with equal ts, and the post of the bot back as its own', async () => {
    const { sim, anna } = await start()
    const client = await connect(sim)
    anna.postsIn('C1DESK', `<@${sim.bot.user}> help & <soon>`)
    await post(sim, 'I am here')
    await client.until(() => client.events().find((event) => event.bot_id === sim.bot.id))
    const [message, mention] = client.events()
    expect([message?.type, mention?.type]).toEqual(['message', 'app_mention'])
    expect(message?.ts).toBe(mention?.ts)
    expect(message?.text).toBe(`<@${sim.bot.user}> help &amp; &lt;soon&gt;`)
  })

  it('tells of edits, deletions, and of a parent that got a reply', async () => {
    const { sim, anna } = await start()
    const client = await connect(sim)
    const parent = anna.postsIn('C1DESK', 'one')
    const reply = anna.postsIn('C1DESK', 'two', { threadTs: parent.ts })
    anna.edits(reply, 'three')
    anna.deletes(reply)
    await client.until(() => client.events().find((event) => event.subtype === 'message_deleted'))
    expect(client.events().map((event) => event.subtype)).toEqual([
      undefined,
      undefined,
      'message_changed',
      'message_changed',
      'message_deleted',
    ])
    expect(client.events()[2]).toMatchObject({ message: { ts: parent.ts, reply_count: 1 } })
    expect(client.events()[3]).toMatchObject({
      message: { text: 'three', edited: { user: 'U1ANNA' } },
      previous_message: { text: 'two' },
    })
  })

  it('asks its clients to reconnect, and sends each payload to one of several', async () => {
    const { sim, anna } = await start()
    const [first, second] = [await connect(sim), await connect(sim)]
    for (const text of ['1', '2', '3', '4']) anna.postsIn('C1DESK', text)
    await first.until(() => (first.events().length === 2 ? true : undefined))
    await second.until(() => (second.events().length === 2 ? true : undefined))
    sim.socket.refresh()
    await first.until(() =>
      first.frames.find((frame) => frame.type === 'disconnect' && frame.reason === 'refresh_requested'),
    )
  })

  it('tells a connection that there are too many, of its own accord or above ten', async () => {
    const { sim } = await start()
    const told = async () => {
      const { url } = await call(sim, 'apps.connections.open', {}, sim.appToken)
      const socket = new WebSocket(String(url))
      open.push({ stop: () => socket.terminate() })
      const text = await new Promise((resolve) => socket.once('message', (message) => resolve(String(message))))
      const { type, reason }: { type: string; reason?: string } = JSON.parse(String(text))
      return reason ?? type
    }
    sim.fault({ method: 'socket', kind: 'too-many-sockets' })
    const all: string[] = []
    for (let count = 0; count < 11; count += 1) all.push(await told())
    expect(all).toEqual(['too_many_websockets', ...Array(9).fill('hello'), 'too_many_websockets'])
  })

  it('sends a duplicate envelope, a repeated one after a lost ack, and a limit notice without an event', async () => {
    const { sim, anna } = await start({ retryScale: 0 })
    const client = await connect(sim)
    sim.fault({ method: 'events_api', kind: 'duplicate' })
    anna.postsIn('C1DESK', 'twice')
    await client.until(() => (client.events().length === 2 ? true : undefined))
    sim.fault({ method: 'events_api', kind: 'ack-lost' })
    anna.postsIn('C1DESK', 'again')
    await client.until(() => client.frames.find((frame) => frame.retry_attempt === 1))
    const when = (payload: object) => JSON.stringify(payload).includes('in another')
    sim.fault({ method: 'events_api', kind: 'ack-lost', times: 2, when })
    sim.fault({ method: 'events_api', kind: 'new-envelope', when })
    anna.postsIn('C1DESK', 'in another envelope')
    await client.until(() => client.frames.find((frame) => frame.retry_attempt === 2))
    const envelopes = client.frames.filter((frame) => frame.payload?.event?.text === 'in another envelope')
    const [first, second, third] = envelopes.map((frame) => frame.envelope_id)
    expect([first === third, first === second]).toEqual([true, false])
    expect(new Set(envelopes.map((frame) => frame.payload.event_id)).size).toBe(1)
    await sim.socket.appRateLimited()
    expect(client.frames.at(-1)?.payload).toMatchObject({ type: 'app_rate_limited' })
    expect(client.frames.at(-1)?.payload.event).toBeUndefined()
  })
})

describe('people', () => {
  it('press a button: the app gets a trigger that opens one modal once, and an address that takes five posts', async () => {
    const { sim, anna } = await start()
    const client = await connect(sim)
    const { ts } = await post(sim, 'ticket', {
      blocks: [actions({ type: 'button', action_id: 'ticket.claim', text: plain('Claim'), value: 't1' })],
    })
    expect(await anna.presses({ channel: 'C1DESK', ts }, 'ticket.claim')).toEqual({ acked: true, payload: {} })
    const press = (await client.until(() => client.frames.find((frame) => frame.type === 'interactive'))).payload
    expect(press).toMatchObject({
      type: 'block_actions',
      user: { id: 'U1ANNA' },
      actions: [{ action_id: 'ticket.claim', value: 't1' }],
      message: { ts },
    })
    const view = { type: 'modal', title: plain('One moment'), blocks: [{ type: 'section', text: plain('…') }] }
    const opened = await call(sim, 'views.open', { trigger_id: String(press.trigger_id), view })
    expect(anna.views()).toMatchObject([{ content: { title: { text: 'One moment' } } }])
    expect(await call(sim, 'views.open', { trigger_id: String(press.trigger_id), view })).toMatchObject({
      error: 'exchanged_trigger_id',
    })
    const { id } = opened.view as { id: string } // the modal opened above
    expect(await call(sim, 'views.update', { view_id: id, hash: 'old', view })).toMatchObject({
      error: 'hash_conflict',
    })
    const answers: number[] = []
    for (let index = 0; index < 6; index += 1) {
      answers.push(
        (
          await fetch(String(press.response_url), {
            method: 'POST',
            body: JSON.stringify({ text: `answer ${index}` }),
          })
        ).status,
      )
    }
    expect(answers).toEqual([200, 200, 200, 200, 200, 404])
    expect(anna.notices().map((notice) => notice.text)).toEqual([
      'answer 0',
      'answer 1',
      'answer 2',
      'answer 3',
      'answer 4',
    ])
  })

  it('cannot use a trigger that is too old', async () => {
    const { sim, anna } = await start({ triggerMs: -1 })
    const client = await connect(sim)
    await anna.commands('/desk', 'stats')
    const { payload } = await client.until(() => client.frames.find((frame) => frame.type === 'slash_commands'))
    expect(payload).toMatchObject({ command: '/desk', text: 'stats', user_id: 'U1ANNA' })
    const view = { type: 'modal', title: plain('Late'), blocks: [] }
    expect(await call(sim, 'views.open', { trigger_id: String(payload.trigger_id), view })).toMatchObject({
      error: 'expired_trigger_id',
    })
  })

  it('see a failure where nobody answers a press', async () => {
    const { anna } = await start()
    expect(await anna.commands('/desk', 'help')).toEqual({ acked: false, reason: 'not connected' })
  })
})

function plain(text: string) {
  return { type: 'plain_text', text }
}
function entry(text: string) {
  return { text: plain(text), value: 'v' }
}
function actions(...elements: unknown[]) {
  return { type: 'actions', elements }
}
