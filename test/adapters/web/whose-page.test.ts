// Whose words a post brings: a page that was opened by somebody else puts nothing into anybody's chat.

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Browser, messagesOf, startWebDesk, type WebDesk } from './web-desk.ts'

let web: WebDesk
beforeAll(async () => {
  web = await startWebDesk()
})
afterAll(() => web.stop())

const namedIn = (page: string): string => / name="chat" value="([\da-f]+)"/.exec(page)?.[1] ?? 'none'
const chatOf = async (browser: Browser, path = '/'): Promise<string> => namedIn(await (await browser.page(path)).text())
const registers = async (browser: Browser, login: string): Promise<void> => {
  const body = { name: login, email: `${login}@example.com`, login, password: 'a good password' }
  expect((await browser.json('/register', { body })).status).toBe(201)
}
const says = (browser: Browser, text: string, chat?: string) =>
  browser.json('/messages', { body: { id: randomUUID(), text, ...(chat !== undefined && { chat }) } })

test('what still stands in Ana’s tab does not go into the chat of Ben, who signed in after her', async () => {
  const browser = web.browser()
  await registers(browser, 'ana')
  const anas = await chatOf(browser)
  expect((await says(browser, 'Hello', anas)).status).toBe(202)
  await browser.json('/logout', { body: {} })
  await registers(browser, 'ben')
  const before = web.received.length
  const answer = await says(browser, 'My card is 4242', anas)
  expect([answer.status, await answer.json()]).toEqual([
    409,
    { error: 'Not sent: you are somebody else on this browser now. Load the page again.' },
  ])
  expect((await browser.json('/press', { body: { press: 'person', chat: anas } })).status).toBe(409)
  expect((await browser.ask(`/chat/stream?chat=${anas}&from=0-0`)).status).toBe(409)
  expect(web.received).toHaveLength(before)
  expect(await messagesOf(await browser.json('/messages'))).toEqual([])
  expect((await says(browser, 'Hello, I am Ben', await chatOf(browser))).status).toBe(202)
})

test('where the session ended, words go into no new chat that nobody looks at', async () => {
  const browser = web.browser()
  await registers(browser, 'ion')
  const ions = await chatOf(browser)
  await browser.json('/logout', { body: {} })
  browser.cookies.clear()
  const answer = await says(browser, 'Are you there?', ions)
  expect([answer.status, answer.headers.getSetCookie()]).toEqual([409, []])
})

test('a file of a post that is refused is not kept', async () => {
  const browser = web.browser()
  await chatOf(browser)
  const form = new FormData()
  for (const [name, value] of [['id', randomUUID()] as const, ['text', 'Look'] as const, ['chat', 'other'] as const])
    form.set(name, value)
  form.set('files', new File(['some words'], 'note.txt', { type: 'text/plain' }))
  expect((await browser.json('/messages', { body: form })).status).toBe(409)
})

test('every form of a page names its chat, and a browser without scripts is told the same on a page', async () => {
  const browser = web.browser()
  const page = await (await browser.page('/')).text()
  const posts = page.match(/action="\/(?:messages|press)"/g) ?? []
  const fields = page.match(/name="chat"/g) ?? []
  // The form for what is being thought of is empty until there is something.
  expect(fields).toHaveLength(posts.length - 1)
  const answer = await browser.page('/messages', { body: `id=${randomUUID()}&text=hi&chat=${'0'.repeat(16)}` })
  expect([answer.status, await answer.text()]).toEqual([409, expect.stringContaining('you are somebody else')])
})

test('a script that names no chat writes as before', async () => {
  expect((await says(web.browser(), 'Hello')).status).toBe(202)
})
