import { afterEach, beforeEach, expect, test } from 'vitest'
import { CHAT_PAGE } from '../../../src/desk.ts'
import { fromPlainText } from '../../../src/document.ts'
import { hashed } from './memory-desk.ts'
import { type Browser, eventsOf, signIn, startWebDesk, type WebDesk } from './web-desk.ts'

const ID = '0b5a9a3e-6d0f-4c52-9d1e-0c6a6a3a7c11'

let web: WebDesk
let customer: Browser
beforeEach(async () => {
  web = await startWebDesk()
  customer = web.browser()
})
afterEach(() => web.stop())

const guest = () => hashed(customer.cookies.get('frontdesk_chat') ?? '')
const say = (text: string) => web.says(guest(), { role: 'bot' }, fromPlainText(text))

test('messages arrive as they come, each with its position', async () => {
  await customer.json('/messages', { body: { id: ID, text: 'hello' } })
  const answer = await customer.ask('/events')
  expect(answer.headers.get('content-type')).toContain('text/event-stream')
  const next = eventsOf(answer)
  const first = await next()
  expect(first).toMatchObject({ event: 'message', id: '1' })
  expect(JSON.parse(first?.data ?? '')).toMatchObject({ from: 'customer', text: 'hello' })
  say('hello to you')
  const second = await next()
  expect(second?.id).toBe('2')
  expect(JSON.parse(second?.data ?? '')).toEqual({
    id: expect.any(String),
    from: 'bot',
    text: 'hello to you',
    at: '2026-05-04T09:02:00.000Z',
  })
})

test('a stream goes on after the last event that was seen', async () => {
  await customer.json('/messages', { body: { id: ID, text: 'one' } })
  say('two')
  say('three')
  const next = eventsOf(await customer.ask('/events', { headers: { 'Last-Event-ID': '2' } }))
  expect(await next()).toMatchObject({ id: '3' })
})

test('what another chat of the same customer stored late comes once, and takes nobody back', async () => {
  await customer.json('/messages', { body: { id: ID, text: 'one' } })
  say('two')
  say('three')
  const { messages } = await web.desk.chat({ channel: 'web', externalId: guest() }, null)
  web.late.push(...messages.slice(0, 1))
  const next = eventsOf(await customer.ask('/events'))
  for (const id of ['1', '2', '3']) expect(await next()).toMatchObject({ id })
  web.late.push(...messages.slice(1, 2).map((one) => ({ ...one, id: 'late', document: fromPlainText('behind') })))
  web.changed('taken along')
  const late = await next()
  expect([late?.id, JSON.parse(late?.data ?? '')]).toEqual(['3', expect.objectContaining({ text: 'behind' })])
  say('four')
  expect(await next()).toMatchObject({ id: '4', data: expect.stringContaining('four') })
})

test('a stream can start where a page ends, and what was seen since counts more', async () => {
  await customer.json('/messages', { body: { id: ID, text: 'one' } })
  say('two')
  say('three')
  const fromPage = eventsOf(await customer.ask('/events?after=1'))
  expect(await fromPage()).toMatchObject({ id: '2' })
  const resumed = eventsOf(await customer.ask('/events?after=1', { headers: { 'Last-Event-ID': '2' } }))
  expect(await resumed()).toMatchObject({ id: '3' })
})

test('a stream that was away for more than a page skips nothing', async () => {
  await customer.json('/messages', { body: { id: ID, text: '1' } })
  for (let count = 2; count <= 2 * CHAT_PAGE + 3; count++) say(`${count}`)
  const next = eventsOf(await customer.ask('/events', { headers: { 'Last-Event-ID': '2' } }))
  const ids: string[] = []
  while (ids.length < 2 * CHAT_PAGE + 1) ids.push((await next())?.id ?? '')
  expect(ids).toEqual(Array.from(ids, (_, index) => `${index + 3}`))
})

test('where news may have been missed, a chat looks at once', async () => {
  await customer.json('/messages', { body: { id: ID, text: 'hello' } })
  const next = eventsOf(await customer.ask('/events'))
  await next()
  const deaf = [...web.listeners]
  web.listeners.clear()
  say('said while the listener was away')
  for (const listener of deaf) web.listeners.add(listener)
  web.changed('somebody else’s')
  web.changed(null)
  expect(await next()).toMatchObject({ id: '2' })
}, 10_000)

test('a stream opened before the first words hears them', async () => {
  const next = eventsOf(await customer.ask('/events'))
  await customer.json('/messages', { body: { id: ID, text: 'first words' } })
  expect(await next()).toMatchObject({ id: '1' })
})

test('nobody hears another’s messages', async () => {
  await customer.json('/messages', { body: { id: ID, text: 'mine' } })
  const other = web.browser()
  const next = eventsOf(await other.ask('/events'))
  say('mine too')
  await other.json('/messages', { body: { id: ID, text: 'theirs' } })
  expect(JSON.parse((await next())?.data ?? '')).toMatchObject({ text: 'theirs' })
})

test('a browser that leaves is forgotten', async () => {
  await customer.json('/messages', { body: { id: ID, text: 'hello' } })
  const leaving = new AbortController()
  await eventsOf(await customer.ask('/events', { signal: leaving.signal }))()
  expect(web.listeners.size).toBe(1)
  leaving.abort()
  await expect.poll(() => web.listeners.size).toBe(0)
})

test('the channel’s stop ends its streams', async () => {
  await customer.json('/messages', { body: { id: ID, text: 'hello' } })
  const next = eventsOf(await customer.ask('/events'))
  await next()
  await web.channel.stop()
  expect(await next()).toBe(null)
})

test('the staff desk hears of every change', async () => {
  const manager = await signIn(web)
  const next = eventsOf(await manager.ask('/desk/events'))
  expect(await next()).toMatchObject({ event: 'change' })
  web.opens(3)
  expect(await next()).toMatchObject({ event: 'change' })
})

test('the staff desk’s stream is for managers alone', async () => {
  expect((await customer.json('/desk/events')).status).toBe(401)
})
