import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type SlackSimulator, startSlack } from './slack-simulator.ts'

const signingSecret = 'a secret'

type Request = { readonly headers: IncomingHttpHeaders; readonly body: string; readonly text: string | undefined }

let sim: SlackSimulator
let app: Server
let url: string
let requests: Request[]
/** What the app answers each with, besides the challenge. */
let answer: (request: Request) => { status: number; body?: string; noRetry?: boolean } | 'silence'

beforeEach(async () => {
  requests = []
  answer = () => ({ status: 200 })
  app = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const body = Buffer.concat(chunks).toString()
    const json = body.startsWith('{') ? JSON.parse(body) : {}
    if (json.type === 'url_verification') return void response.end(json.challenge)
    const one = { headers: request.headers, body, text: json.event?.text }
    requests.push(one)
    const given = answer(one)
    if (given === 'silence') return
    response.writeHead(given.status, given.noRetry ? { 'x-slack-no-retry': '1' } : {}).end(given.body)
  }).listen(0, '127.0.0.1')
  await once(app, 'listening')
  // A TCP server's address is never a string.
  url = `http://127.0.0.1:${(app.address() as AddressInfo).port}/slack/events`
  sim = await startSlack({ ackMs: 1000, retryScale: 0.0001 })
  sim.person({ id: 'U1ANNA', name: 'anna' })
  sim.channel({ id: 'C1DESK', members: ['U1ANNA'] })
  await sim.sendByHttp({ url, signingSecret })
})
afterEach(async () => {
  await sim.stop()
  app.closeAllConnections()
  app.close()
})

const anna = () => sim.person({ id: 'U1ANNA', name: 'anna' })
const retries = () =>
  requests.map(({ headers }) => [headers['x-slack-retry-num'], headers['x-slack-retry-reason']].join(' ').trim())

it('signs each request over its time and its body', async () => {
  anna().dm('hello')
  await expect.poll(() => requests.length).toBe(1)
  const { headers = {}, body = '' } = requests[0] ?? {}
  const base = `v0:${headers['x-slack-request-timestamp']}:${body}`
  const signature = createHmac('sha256', signingSecret).update(base).digest('hex')
  expect(headers).toMatchObject({ 'x-slack-signature': `v0=${signature}`, 'content-type': 'application/json' })
  expect(JSON.parse(body)).toMatchObject({ type: 'event_callback', event: { type: 'message', text: 'hello' } })
})

it('wants the challenge back before it sends anything', async () => {
  const silent = createServer((_, response) => response.end('no')).listen(0, '127.0.0.1')
  await once(silent, 'listening')
  // As above.
  const address = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/`
  await expect(sim.sendByHttp({ url: address, signingSecret })).rejects.toThrow('did not prove itself')
  silent.closeAllConnections()
  silent.close()
})

it('repeats an event that is refused three times, with its number and the reason, and gives it up', async () => {
  answer = () => ({ status: 500 })
  anna().dm('hello')
  await sim.until(() => sim.socket.lost()[0])
  expect(retries()).toEqual(['', '1 http_error', '2 http_error', '3 http_error'])
  expect(new Set(requests.map(({ body }) => JSON.parse(body).event_id)).size).toBe(1)
})

it('repeats an event that has no answer in time', async () => {
  answer = () => (requests.length === 1 ? 'silence' : { status: 200 })
  anna().dm('hello')
  await expect.poll(retries).toEqual(['', '1 http_timeout'])
})

it('repeats nothing where the app asks for that', async () => {
  answer = () => ({ status: 500, noRetry: true })
  anna().dm('hello')
  await expect.poll(() => requests.length).toBe(1)
  answer = () => ({ status: 200 })
  anna().dm('next')
  await expect.poll(() => requests.map(({ text }) => text)).toEqual(['hello', 'next'])
})

it('sends an event twice, and once more after its answer is lost', async () => {
  sim.fault({ method: 'events_api', kind: 'duplicate' })
  sim.fault({ method: 'events_api', kind: 'ack-lost' })
  anna().dm('hello')
  await expect.poll(retries).toEqual(['', '', '1 http_timeout'])
})

it('sends what people do as forms, once, and shows them the answer', async () => {
  answer = () => ({ status: 200, body: '{"text":"done"}' })
  expect(await anna().commands('/desk', 'help', 'C1DESK')).toEqual({ acked: true, payload: { text: 'done' } })
  expect(requests[0]?.headers['content-type']).toBe('application/x-www-form-urlencoded')
  expect(Object.fromEntries(new URLSearchParams(requests[0]?.body))).toMatchObject({ command: '/desk', text: 'help' })
  answer = () => ({ status: 500 })
  expect(await anna().commands('/desk', 'queue', 'C1DESK')).toMatchObject({ acked: false, reason: 'refused' })
  expect(requests).toHaveLength(2)
})
