// What scripts and broken browsers post to the web page is refused with the reason, and nothing of it is kept.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../support/database.ts'
import type { RunningProgram } from '../support/program.ts'
import { startProgramHere } from '../support/program-here.ts'
import { type Browser, openBrowser } from './browser.ts'
import { withoutPlatforms } from './story-desk.ts'

let database: FreshDatabase
let program: RunningProgram
let ion: Browser
beforeAll(async () => {
  database = await freshDatabase()
  program = await startProgramHere(withoutPlatforms(database.url))
  ion = openBrowser(() => program.url)
})
afterAll(async () => {
  await program.stop()
  await database.drop()
})

const id = (): string => crypto.randomUUID()

test.each([
  ['no text', { id: id() }],
  ['empty text', { id: id(), text: ' \n\t ' }],
  ['nothing but control characters', { id: id(), text: '\u0000\u0007' }],
  ['50,000 characters', { id: id(), text: 'x'.repeat(50_000) }],
  ['a text that is no text', { id: id(), text: { a: 1 } }],
  ['an id that is no UUID', { id: '1', text: 'Hello' }],
  ['a list', []],
  ['nothing', null],
])('a message with %s is refused with 422', async (_, body) => {
  const answer = await ion.post('/messages', body)
  expect(answer).toMatchObject({ status: 422, body: { error: expect.stringMatching(/\w/) } })
  expect(await ion.messages()).toEqual([])
})

test('a body that is no JSON is refused with 400, one of two megabytes with 413', async () => {
  const post = (body: string) =>
    fetch(new URL('/messages', program.url), { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  expect((await post('{"id":')).status).toBe(400)
  expect((await post(JSON.stringify({ id: id(), text: 'x'.repeat(2_000_000) }))).status).toBe(413)
  expect((await post('[]')).status).toBe(422)
})

test('NUL and half characters are left out, the rest is kept as it was written', async () => {
  await ion.writes('tick\u0000tock \ud800 <b>&amp;</b> 😀')
  const [mine] = (await ion.messages()).filter(({ from }) => from === 'customer')
  expect(mine?.text).toMatch(/^ticktock \S <b>&amp;<\/b> 😀$/)
})

test('presses that mean nothing are answered', async () => {
  for (const press of ['rate:1:9', 'x'.repeat(64), '🙂', 'show:0:0'])
    expect((await ion.post('/press', { press })).status).toBe(202)
  expect((await ion.post('/press', { press: '' })).status).toBe(422)
  expect((await ion.post('/press', { press: '\u0000' })).status).toBe(422)
  expect((await ion.post('/press', { press: 'pers\u0000on \ud800' })).status).toBe(202)
  expect((await ion.post('/press', { press: 'x'.repeat(65) })).status).toBe(422)
})

test('cookies that nobody got from here open nothing', async () => {
  const cookie = `frontdesk_chat=${'a'.repeat(43)}; frontdesk_desk=${'b'.repeat(43)}`
  const ask = (path: string) => fetch(new URL(path, program.url), { headers: { cookie, accept: 'application/json' } })
  expect((await ask('/desk/tickets')).status).toBe(401)
  expect(await (await ask('/messages')).json()).toEqual({ messages: [] })
})

test('an address that there is not is answered with 404 and words', async () => {
  expect(await ion.ask('GET', '/nothing/here')).toMatchObject({ status: 404, body: { error: expect.any(String) } })
  expect((await ion.ask('GET', '/desk/sign-in/guessed')).status).toBe(410)
})
