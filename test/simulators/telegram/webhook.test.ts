// How the simulator brings updates to a webhook: as strict and as stubborn as Telegram.
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { startTelegram, type TelegramSimulator } from './telegram-simulator.ts'
import type { WebhookOptions } from './webhook.ts'

/** How the receiver answers: `hold` keeps the request waiting until it is fulfilled. */
type Reply = { readonly status: number; readonly retryAfter?: number; readonly hold?: Promise<void> }
type Brought = {
  readonly headers: IncomingHttpHeaders
  readonly text: string
  readonly id: number
  readonly at: number
}

const ANA = { id: 4242, firstName: 'Ana' }
const BOB = { id: 5151, firstName: 'Bob' }
const OK: Reply = { status: 200 }

let sim: TelegramSimulator
let receiver: Server
let address: string
let brought: Brought[] = []
let reply: (update: Brought) => Reply = () => OK
let answer = 'whatever'

const open = async (webhook: WebhookOptions = {}) => {
  await sim?.stop()
  sim = await startTelegram({ webhook: { isLocal: true, pauseScale: 0.01, ...webhook } })
}
beforeEach(async () => {
  brought = []
  reply = () => OK
  answer = 'whatever'
  receiver = createServer(async (request, response) => {
    const body: Buffer[] = []
    for await (const chunk of request) body.push(chunk)
    const update = JSON.parse(Buffer.concat(body).toString())
    const text = update.message?.text ?? update.edited_message?.text ?? 'a press'
    const one = { headers: request.headers, text, id: update.update_id, at: performance.now() }
    brought.push(one)
    const { status, retryAfter, hold } = reply(one)
    await hold
    if (retryAfter !== undefined) response.setHeader('retry-after', retryAfter)
    response.writeHead(status).end(answer)
  }).listen(0, '127.0.0.1')
  await once(receiver, 'listening')
  // A TCP server's address is never a string.
  address = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`
  await open()
})
afterEach(async () => {
  await sim.stop()
  receiver.closeAllConnections()
  receiver.close()
})

const call = async (method: string, args: Record<string, unknown> = {}) => {
  const body = new URLSearchParams(Object.entries(args).map(([name, value]) => [name, String(value)]))
  const response = await fetch(`${sim.url}/bot${sim.token}/${method}`, { method: 'POST', body })
  // biome-ignore lint/suspicious/noExplicitAny: the body of a foreign API, looked into by each test
  return (await response.json()) as any
}
const set = (more: Record<string, unknown> = {}) => call('setWebhook', { url: address, ...more })
const info = async () => (await call('getWebhookInfo')).result
const texts = () => brought.map(({ text }) => text)
const gate = () => Promise.withResolvers<void>()

it('brings what is queued and what comes, with the secret, and confirms it by a 2xx', async () => {
  sim.user(ANA).sends('before')
  await set({ secret_token: 'very-secret' })
  sim.user(BOB).sends('after')
  await expect.poll(() => texts().toSorted()).toEqual(['after', 'before'])
  await expect.poll(() => sim.pending()).toBe(0)
  expect(brought[0]?.headers).toMatchObject({
    'content-type': 'application/json',
    'x-telegram-bot-api-secret-token': 'very-secret',
  })
  expect(await info()).toEqual({
    url: address,
    has_custom_certificate: false,
    pending_update_count: 0,
    max_connections: 40,
  })
})

it.each([204, 299])('takes %i as delivered', async (status) => {
  reply = () => ({ status })
  await set()
  sim.user(ANA).sends('one')
  await expect.poll(() => sim.pending()).toBe(0)
  expect(texts()).toEqual(['one'])
})

it.each([302, 400, 401, 503])('takes %i as not delivered, and tells of it', async (status) => {
  reply = () => (brought.length < 3 ? { status } : OK)
  await set()
  const { updateId } = sim.user(ANA).sends('one')
  await expect.poll(() => sim.pending()).toBe(0)
  expect(brought.map(({ id }) => id)).toEqual([updateId, updateId, updateId])
  const { last_error_message, last_error_date } = await info()
  expect(last_error_message).toMatch(`Wrong response from the webhook: ${status} `)
  expect(Math.abs(last_error_date - Date.now() / 1000)).toBeLessThan(60)
})

it('takes one call out of the answer, and tells nobody what became of it', async () => {
  const ana = sim.user(ANA)
  await set()
  answer = JSON.stringify({ method: 'sendMessage', chat_id: ANA.id, text: 'by the answer' })
  ana.sends('hello')
  await ana.sees('by the answer')
  answer = JSON.stringify({ method: 'deleteWebhook' })
  ana.sends('and now?')
  answer = JSON.stringify({ method: 'sendMessage', chat_id: 'nobody', text: 'x' })
  ana.sends('still there?')
  await expect.poll(texts).toEqual(['hello', 'and now?', 'still there?'])
  await expect.poll(() => sim.pending()).toBe(0)
  expect((await info()).url).toBe(address)
})

it('brings an update again whose answer is lost', async () => {
  await set()
  sim.fault({ kind: 'duplicate', method: 'update' })
  sim.user(ANA).sends('hello')
  await expect.poll(() => sim.pending()).toBe(0)
  expect(texts()).toEqual(['hello', 'hello'])
  expect((await info()).last_error_message).toBe('Webhook connection closed')
})

it('counts what waits', async () => {
  const { promise, resolve } = gate()
  reply = () => ({ status: 200, hold: promise })
  await set()
  for (const text of ['one', 'two']) sim.user(ANA).sends(text)
  await expect.poll(texts).toEqual(['one'])
  expect((await info()).pending_update_count).toBe(2)
  resolve()
  await expect.poll(() => sim.pending()).toBe(0)
})

it('keeps the order of a chat, edits included, and brings chats and presses side by side', async () => {
  const { promise, resolve } = gate()
  reply = ({ text }) => (text === 'ana 1' ? { status: 200, hold: promise } : OK)
  const [ana, bob] = [sim.user(ANA), sim.user(BOB)]
  await set()
  const { messageId } = ana.sends('ana 1')
  ana.edits(messageId, 'ana 1, better')
  ana.sends('ana 2')
  bob.sends('bob 1')
  sim.push({ callback_query: { id: '1', from: { id: ANA.id }, data: 'x' } })
  await expect.poll(() => texts().toSorted()).toEqual(['a press', 'ana 1', 'bob 1'])
  resolve()
  await expect.poll(() => texts().slice(3)).toEqual(['ana 1, better', 'ana 2'])
})

it('keeps the order of the reactions in a chat, beside its messages', async () => {
  const { promise, resolve } = gate()
  reply = ({ text }) => (text === 'a press' ? { status: 200, hold: promise } : OK)
  const ana = sim.user(ANA)
  await set({ allowed_updates: JSON.stringify(['message', 'message_reaction']) })
  const { messageId } = ana.sends('hello')
  ana.reacts(messageId, '👍')
  ana.reacts(messageId, null)
  await expect.poll(() => texts().toSorted()).toEqual(['a press', 'hello'])
  resolve()
  await expect.poll(() => sim.pending()).toBe(0)
})

it('goes on with a chat only after its first update was taken', async () => {
  reply = () => (brought.length < 4 ? { status: 500 } : OK)
  await set()
  for (const text of ['one', 'two']) sim.user(ANA).sends(text)
  await expect.poll(texts).toEqual(['one', 'one', 'one', 'one', 'two'])
})

it('opens no more connections than were asked for', async () => {
  const { promise, resolve } = gate()
  reply = () => ({ status: 200, hold: promise })
  await set({ max_connections: 2 })
  for (const id of [1, 2, 3, 4]) sim.user({ id, firstName: 'X' }).sends(String(id))
  await expect.poll(texts).toEqual(['1', '2'])
  resolve()
  await expect.poll(() => texts().toSorted()).toEqual(['1', '2', '3', '4'])
})

it('tries again at once, then after pauses that double', async () => {
  reply = () => (brought.length < 5 ? { status: 500 } : OK)
  await set()
  sim.user(ANA).sends('one')
  await expect.poll(() => brought.length).toBe(5)
  const pauses = brought.slice(1).map(({ at }, index) => at - (brought[index]?.at ?? 0))
  // 0, 2, 4 and 8 s, a hundred times faster; a busy machine makes them longer, never shorter.
  for (const [index, least] of [0, 20, 40, 80].entries()) expect(pauses[index]).toBeGreaterThan(least - 3)
})

it('waits as long as Retry-After asks for instead', async () => {
  reply = () => (brought.length < 3 ? { status: 503, retryAfter: 30 } : OK)
  await set()
  sim.user(ANA).sends('one')
  await expect.poll(() => brought.length).toBe(3)
  for (const index of [1, 2]) {
    expect((brought[index]?.at ?? 0) - (brought[index - 1]?.at ?? 0)).toBeGreaterThan(297)
  }
})

it('takes an answer that comes too late as none, and brings the same update again while the first is under way', async () => {
  await open({ timeoutMs: 50 })
  const { promise, resolve } = gate()
  reply = () => (brought.length < 2 ? { status: 200, hold: promise } : OK)
  await set()
  sim.user(ANA).sends('slow')
  await expect.poll(texts).toEqual(['slow', 'slow'])
  await expect.poll(() => sim.pending()).toBe(0)
  expect((await info()).last_error_message).toBe('Read timeout expired')
  expect(sim.attempts.map(({ status }) => status)).toEqual([0, 200])
  resolve()
})

it('keeps trying to connect while nobody listens', async () => {
  const gone = createServer().listen(0, '127.0.0.1')
  await once(gone, 'listening')
  const url = `http://127.0.0.1:${(gone.address() as AddressInfo).port}/hook` // as above
  await promisify(gone.close.bind(gone))()
  await set({ url })
  sim.user(ANA).sends('one')
  await expect.poll(() => sim.attempts.filter(({ status }) => status === 0).length).toBeGreaterThan(2)
  expect((await info()).last_error_message).toBe('Connection refused')
  await expect.poll(async () => (await set()).ok, { timeout: 5000 }).toBe(true)
  await expect.poll(texts).toEqual(['one'])
})

it('forgets what is too old to be brought', async () => {
  let time = 1_800_000_000_000
  await sim.stop()
  sim = await startTelegram({ now: () => time, webhook: { isLocal: true, pauseScale: 0.01 } })
  reply = () => ({ status: 500 })
  await set()
  sim.user(ANA).sends('one')
  await expect.poll(() => brought.length).toBeGreaterThan(1)
  time += 86_400_000
  sim.user(BOB).sends('two')
  await expect.poll(() => sim.pending()).toBe(1)
})

it('ends a waiting poll and refuses others while a webhook is set; removed, it hands everything to polls', async () => {
  const poll = call('getUpdates', { timeout: 50 })
  await sim.called('getUpdates')
  const { promise, resolve } = gate()
  reply = () => ({ status: 200, hold: promise })
  await set()
  expect(await poll).toMatchObject({ error_code: 409, description: 'Conflict: terminated by setWebhook request' })
  expect(await call('getUpdates')).toMatchObject({ error_code: 409 })
  sim.user(ANA).sends('under way')
  await expect.poll(texts).toEqual(['under way'])
  await call('deleteWebhook', { drop_pending_updates: false })
  expect((await info()).url).toBe('')
  expect((await call('getUpdates')).result).toMatchObject([{ message: { text: 'under way' } }])
  resolve()
})

it('changes nothing where the same settings are set again, and refuses two changes within a second', async () => {
  reply = () => ({ status: 500 })
  await set({ secret_token: 'one' })
  sim.user(ANA).sends('one')
  await expect.poll(async () => (await info()).last_error_date).toBeDefined()
  expect(await set({ secret_token: 'two' })).toMatchObject({ error_code: 429, parameters: { retry_after: 1 } })
  await expect.poll(async () => (await set({ secret_token: 'one' })).ok, { timeout: 5000 }).toBe(true)
  expect((await info()).last_error_date).toBeDefined()
})

it('drops what waits only where it is told to', async () => {
  sim.user(ANA).sends('one')
  await call('deleteWebhook')
  expect(sim.pending()).toBe(1)
  await call('deleteWebhook', { drop_pending_updates: true })
  expect(sim.pending()).toBe(0)
})

it.each([
  ['http://desk.example.org/hook', 'bad webhook: An HTTPS URL must be provided for webhook'],
  ['https://desk.example.org:8444/hook', 'bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443'],
])('refuses %s unless it is a server of one’s own', async (url, reason) => {
  await open({ isLocal: false })
  expect((await set({ url })).description).toBe(`Bad Request: ${reason}`)
})
