// HEAD is answered with headers alone, and leaves nothing open behind it.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { fromMarkdown } from '../../../src/document.ts'
import { hashed } from './memory-desk.ts'
import { type Browser, signIn, startWebDesk, type WebDesk } from './web-desk.ts'

let web: WebDesk
let customer: Browser
beforeAll(async () => {
  web = await startWebDesk({ widget: { origins: ['https://shop.example'], secret: null } })
  customer = web.browser()
  await customer.page('/')
})
afterAll(() => web.stop())

const head = (browser: Browser, path: string) => browser.ask(path, { method: 'HEAD' })

test('streams that nobody reads don’t stay open', async () => {
  const manager = await signIn(web)
  for (const [browser, path] of [
    [customer, '/events'],
    [customer, '/chat/stream'],
    [manager, '/desk/events'],
  ] as const) {
    const answer = await head(browser, path)
    expect([answer.status, answer.headers.get('content-type')], path).toEqual([
      200,
      expect.stringContaining('text/event-stream'),
    ])
    await expect.poll(() => web.listeners.size).toBe(0)
  }
})

test('a file is closed again, though only its headers were asked for', async () => {
  const cancelled = Promise.withResolvers<void>()
  const stream = new ReadableStream<Uint8Array>({ cancel: () => cancelled.resolve() })
  web.opened.set('far', { stream, name: 'far.txt', mediaType: 'text/plain', bytes: 5 })
  const at = { channel: 'telegram', id: 'far' } as const
  const [file] = web.kept([{ kind: 'document', name: 'far.txt', mediaType: 'text/plain', bytes: 5, at }])
  const guest = hashed(customer.cookies.get('frontdesk_chat') ?? '')
  web.says(guest, { role: 'bot' }, fromMarkdown('Here it is'), [], null, file === undefined ? [] : [file])
  const answer = await head(customer, `/files/${file?.id}`)
  expect([answer.status, answer.headers.get('content-disposition')]).toEqual([200, expect.stringContaining('far.txt')])
  await cancelled.promise
})

test('pages and the widget’s script are answered too', async () => {
  for (const path of ['/', '/messages', '/widget.js', '/widget?host=https%3A%2F%2Fshop.example'])
    expect((await head(customer, path)).status, path).toBe(200)
})
