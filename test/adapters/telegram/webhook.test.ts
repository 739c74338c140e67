// Updates by webhook, over real HTTP: what is acknowledged when, to whom, and what comes again.
import { afterEach, expect, it } from 'vitest'
import { type Inbound, NotStored, type Receive } from '../../../src/channel.ts'
import { channelContract } from '../contract.ts'
import { SECRET, type WebhookRig, webhookRig } from './webhook-channel.ts'

const ANA = { id: 4242, firstName: 'Ana', languageCode: 'ro' }
const BOB = { id: 5151, firstName: 'Bob', languageCode: 'en' }

const open: WebhookRig[] = []
const begin = async (...args: Parameters<typeof webhookRig>): Promise<WebhookRig> => {
  const made = await webhookRig(...args)
  open.push(made)
  return made
}
afterEach(async () => {
  for (const made of open.splice(0)) await made.close()
})

channelContract('Telegram by webhook', async () => {
  const made = await webhookRig()
  const ana = made.sim.user({ ...ANA, hasStarted: true })
  return {
    channel: made.channel,
    address: String(ANA.id),
    writes: (text) => ana.sends(text),
    tellsOfBots: () => {
      const from = { id: 99, is_bot: true, first_name: 'Other' }
      made.sim.push({
        message: { message_id: 900, date: 1, chat: { id: ANA.id, type: 'private' }, from, text: 'from a bot' },
      })
    },
    shows: () => ana.messages.filter(({ from }) => from === 'bot').map(({ text }) => text),
    longest: { limit: 4096, measure: (text) => [...text].length },
    limitsOnce: (retryAfter) => made.sim.fault({ kind: 'rate-limited', method: 'sendMessage', retryAfter }),
    shutsOut: () => ana.blocks(),
    losesOneAnswer: () => made.sim.fault({ kind: 'reset-after', method: 'sendMessage' }),
    close: made.close,
  }
})

const textOf = ({ event }: Inbound): string =>
  'words' in event ? (JSON.stringify(event.words).match(/"value":"([^"]*)"/)?.[1] ?? '') : event.type
const update = (update_id: number, text = 'hello') => ({
  update_id,
  message: { message_id: 1, date: 1, chat: { id: ANA.id, type: 'private' }, from: { id: ANA.id }, text },
})
const statuses = (made: WebhookRig) => made.sim.attempts.map(({ status }) => status)
const gate = () => Promise.withResolvers<void>()
const after =
  (gated: Promise<void>): Receive =>
  async () => {
    await gated
    return { kind: 'done' }
  }

it('begins with the webhook set, its secret, the kinds named, a menu for each language, and nothing dropped', async () => {
  const made = await begin()
  made.sim.user(ANA).sends('before the start')
  await made.start()
  const { args } = await made.sim.called('setWebhook')
  expect(args).toMatchObject({
    url: made.address,
    secret_token: SECRET,
    allowed_updates: ['message', 'edited_message', 'callback_query', 'my_chat_member', 'message_reaction'],
    max_connections: 40,
  })
  expect(args.drop_pending_updates).toBe(false)
  await made.sim.called('setMyCommands', ({ args: menu, status }) => menu.language_code === 'ro' && status === 200)
  await expect.poll(() => made.received.map(textOf)).toEqual(['before the start'])
  expect(made.sim.calls.map(({ method }) => method)).not.toContain('getUpdates')
})

it('acknowledges an update only after its commit', async () => {
  const made = await begin()
  const { promise, resolve } = gate()
  await made.start(after(promise))
  made.sim.user(ANA).sends('hello')
  await expect.poll(() => statuses(made)).toEqual([null])
  expect(made.sim.pending()).toBe(1)
  resolve()
  await expect.poll(() => made.sim.pending()).toBe(0)
  expect(statuses(made)).toEqual([200])
})

it.each([
  ['none', null],
  ['another', 'a-secret-of-somebody-else'],
  ['one that only begins the same', SECRET.slice(0, -1)],
  ['an empty one', ''],
])('answers 401 and nothing else to whoever shows %s as the secret', async (_, secret) => {
  const made = await begin()
  await made.start()
  for (const body of [update(1), 'no JSON at all']) {
    const response = await made.posts(body, secret)
    expect([response.status, await response.text()]).toEqual([401, ''])
  }
  expect(made.received).toEqual([])
})

it.each(['no JSON at all', '', '[]', '{"message":{}}', '{"update_id":"1"}'])('answers 400 to %j', async (body) => {
  const made = await begin()
  await made.start()
  expect((await made.posts(body)).status).toBe(400)
  expect(made.received).toEqual([])
})

it('takes posts alone at its address', async () => {
  const made = await begin()
  await made.start()
  const headers = { 'X-Telegram-Bot-Api-Secret-Token': SECRET }
  expect((await fetch(made.address, { headers })).status).toBe(404)
})

it('answers 503 with a time to come again where an update can’t be stored, and takes it once it can', async () => {
  const made = await begin()
  let isAway = true
  await made.start(async () => {
    if (isAway) throw new NotStored('away')
    return { kind: 'done' }
  })
  const response = await made.posts(update(1))
  expect([response.status, response.headers.get('Retry-After'), await response.text()]).toEqual([503, '5', ''])
  const [ana, bob] = [made.sim.user(ANA), made.sim.user(BOB)]
  for (const text of ['ana 1', 'ana 2']) ana.sends(text)
  bob.sends('bob 1')
  await expect.poll(() => statuses(made).filter((status) => status === 503).length).toBeGreaterThan(3)
  expect(made.sim.pending()).toBe(3)
  isAway = false
  await expect.poll(() => made.sim.pending()).toBe(0)
  expect(made.received.map(textOf).filter((text) => text.startsWith('ana'))).toEqual(['ana 1', 'ana 2'])
})

it('puts off what comes before it has started', async () => {
  const made = await begin()
  expect((await made.posts(update(1))).status).toBe(503)
})

it('parks an update that fails three times while the database is well, acknowledges it and goes on', async () => {
  const made = await begin()
  let attempts = 0
  await made.start(async (inbound) => {
    if (textOf(inbound) !== 'poison') return { kind: 'done' }
    attempts += 1
    throw new Error('a rule has a bug')
  })
  const ana = made.sim.user(ANA)
  const { updateId } = ana.sends('poison')
  ana.sends('next')
  await expect.poll(() => made.received.length).toBe(2)
  expect(attempts).toBe(3)
  expect(made.received[0]).toMatchObject({
    key: `telegram:4242424242:${updateId}:parked`,
    event: { type: 'UpdateParked', payload: expect.stringContaining('poison') },
  })
  await expect.poll(() => made.sim.pending()).toBe(0)
  expect(statuses(made)).toEqual([200, 200])
})

it('keeps the order of a chat, presses included, and lets no chat wait for another', async () => {
  const made = await begin()
  const { promise, resolve } = gate()
  const begun: string[] = []
  await made.start(async (inbound) => {
    begun.push(textOf(inbound))
    if (textOf(inbound) === 'ana 1') await promise
    return { kind: 'done' }
  })
  const [ana, bob] = [made.sim.user(ANA), made.sim.user(BOB)]
  for (const text of ['ana 1', 'ana 2']) ana.sends(text)
  await expect.poll(() => begun).toEqual(['ana 1'])
  // Telegram brings a press beside a message of the same chat.
  const message = { message_id: 1, date: 1, chat: { id: ANA.id, type: 'private' } }
  made.sim.push({ callback_query: { id: '1', from: { id: ANA.id, first_name: 'Ana' }, message, data: 'x' } })
  bob.sends('bob 1')
  await expect.poll(() => begun).toEqual(['ana 1', 'bob 1'])
  resolve()
  await expect.poll(() => made.received.map(textOf)).toEqual(['bob 1', 'ana 1', 'CustomerPressed', 'ana 2'])
})

it('does not begin an update again that comes again while it is under way', async () => {
  const made = await begin()
  const { promise, resolve } = gate()
  let begun = 0
  await made.start(async () => {
    begun += 1
    await promise
    return { kind: 'done' }
  })
  const first = made.posts(update(7))
  const second = made.posts(update(7))
  await expect.poll(() => made.waits(50_000)).toBe(2)
  expect(begun).toBe(1)
  resolve()
  expect([(await first).status, (await second).status]).toEqual([200, 200])
  expect(made.received).toHaveLength(1)
})

it('answers before Telegram hangs up, and is brought to the same work again', async () => {
  const made = await begin()
  const { promise, resolve } = gate()
  await made.start(after(promise))
  const first = made.posts(update(7))
  await made.passes(50_000)
  expect((await first).status).toBe(503)
  const second = made.posts(update(7))
  await expect.poll(() => made.waits(50_000)).toBe(1)
  resolve()
  expect((await second).status).toBe(200)
  expect(made.received).toHaveLength(1)
})

it('hands in an update that comes again later with the same key', async () => {
  const made = await begin()
  await made.start()
  for (const _ of [1, 2]) expect((await made.posts(update(7))).status).toBe(200)
  expect(made.received.map(({ key }) => key)).toEqual(['telegram:4242424242:7', 'telegram:4242424242:7'])
})

it('finishes what is under way when it stops, and puts off what comes and what had not begun', async () => {
  const made = await begin()
  const { promise, resolve } = gate()
  let begun = 0
  await made.start(async () => {
    begun += 1
    await promise
    return { kind: 'done' }
  })
  const first = made.posts(update(1))
  await expect.poll(() => begun).toBe(1)
  const second = made.posts(update(2))
  const stopping = made.channel.stop()
  resolve()
  await stopping
  const third = made.posts(update(3))
  expect(await Promise.all([first, second, third].map(async (answer) => (await answer).status))).toEqual([
    200, 503, 503,
  ])
  expect(begun).toBe(1)
  expect((await made.sim.called('setWebhook')).status).toBe(200)
  expect(made.sim.calls.map(({ method }) => method)).not.toContain('deleteWebhook')
})
