// Words are gone from the box once they are stored, and never before: whatever comes again is compared with what stands there.

import { afterEach, beforeEach, expect, test } from 'vitest'
import { fromMarkdown } from '../../../src/document.ts'
import { type Browser, messagesOf, signIn, startWebDesk, type WebDesk } from './web-desk.ts'

const ID = '0b5a9a3e-6d0f-4c52-9d1e-0c6a6a3a7c11'
const refused = { kind: 'refused', because: 'state', notice: { say: 'staff.noteGone' } } as const

let web: WebDesk
let manager: Browser
beforeEach(async () => {
  web = await startWebDesk()
  manager = await signIn(web)
  web.opens(7)
  web.articles.push({ id: 'a1', title: 'Parcels', answer: fromMarkdown('Two days.'), markdown: 'Two days.' })
})
afterEach(() => web.stop())

const post = (action: string, body: unknown) => manager.json(`/desk/tickets/7/${action}`, { method: 'POST', body })
const form = (fields: Record<string, string>) =>
  manager.page('/desk/tickets/7/reply', { body: new URLSearchParams(fields).toString() })
const idIn = (page: string) => /<form class="composer"[\s\S]*?name="id" value="([^"]+)"/.exec(page)?.[1]
const said = async () => (await messagesOf(await manager.json('/desk/tickets/7'))).map(({ text }) => text)

test.each([
  ['reply', { id: ID, text: 'Hello' }],
  ['note', { id: ID, text: 'Hello' }],
  ['faq', { id: ID, article: 'a1', instead: 'Hello' }],
])('a %s that was refused is not told as sent when it comes again', async (action, body) => {
  web.gates.answer = refused
  expect((await post(action, body)).status).toBe(409)
  web.gates.answer = null
  const again = await post(action, body)
  expect([again.status, await again.json()]).toEqual([409, { error: expect.stringContaining('has not gone') }])
  expect(await said()).toEqual([])
})

test('without a script the form of a refused reply keeps the words and takes a new id, so sending it again counts', async () => {
  web.gates.answer = refused
  const page = await (await form({ id: ID, text: 'Hello' })).text()
  expect(page).toContain('>Hello</textarea>')
  const id = idIn(page) ?? ''
  expect(id).not.toBe(ID)
  web.gates.answer = null
  expect((await form({ id, text: 'Hello' })).status).toBe(303)
  expect(await said()).toEqual(['Hello'])
})

test.each([
  ['reply', { text: 'Hello' }, { text: 'Hello, and goodbye' }],
  ['note', { text: 'Hello' }, { text: 'Hello, and goodbye' }],
  ['faq', { article: 'a1', instead: 'Hello' }, { article: 'a1', instead: 'Hello, and goodbye' }],
])('a %s that was changed after its answer was lost is told as another one', async (action, first, changed) => {
  expect((await post(action, { id: ID, ...first })).status).toBe(200)
  const again = await post(action, { id: ID, ...changed })
  expect([again.status, await again.json()]).toEqual([409, { error: expect.stringContaining('earlier version') }])
  expect((await post(action, { id: ID, ...first })).status).toBe(200)
  expect(await said()).toEqual(['Hello'])
})
