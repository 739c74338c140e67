// What scripts rely on: each route of the web chat and the staff desk answers with the fields that docs/http.md names, and no others.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { frontdesk } from '../cli/command.ts'
import { type FreshDatabase, freshDatabase } from '../support/database.ts'
import { eventually } from '../support/eventually.ts'
import type { RunningProgram } from '../support/program.ts'
import { startProgramHere } from '../support/program-here.ts'
import { type Answer, type Browser, openBrowser } from './browser.ts'
import { withoutPlatforms } from './story-desk.ts'

const message = z.strictObject({
  id: z.guid(),
  from: z.enum(['customer', 'bot', 'manager']),
  name: z.string().min(1).optional(),
  text: z.string().min(1),
  at: z.iso.datetime(),
  buttons: z
    .array(z.strictObject({ label: z.string().min(1), press: z.string().min(1) }))
    .min(1)
    .optional(),
})
const messages = z.strictObject({ messages: z.array(message) })
const ticket = z.strictObject({
  number: z.int().positive(),
  state: z.enum(['new', 'claimed', 'resolved']),
  holder: z.string().min(1).optional(),
  customer: z.string().nullable(),
  channel: z.literal('web'),
  question: z.string().min(1),
  openedAt: z.iso.datetime(),
  dueAt: z.iso.datetime().optional(),
})
const staffMessage = message.extend({
  note: z.boolean(),
  delivery: z.enum(['waiting', 'delivered', 'undelivered', 'none']),
})
const fault = z.strictObject({ error: z.string().min(1) })
const page = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }
const id = (): string => crypto.randomUUID()

let database: FreshDatabase
let program: RunningProgram
let ion: Browser
let anna: Browser
let ben: Browser
let number: number
const open = (): Browser => openBrowser(() => program.url)
const pathOf = (link: string | null): string => new URL(link ?? '').pathname
const act = (who: Browser, action: string, body?: unknown): Promise<Answer> =>
  who.post(`/desk/tickets/${number}/${action}`, body)

beforeAll(async () => {
  database = await freshDatabase()
  program = await startProgramHere(withoutPlatforms(database.url))
  ;[ion, anna, ben] = [open(), open(), open()]
})
afterAll(async () => {
  await program.stop()
  await database.drop()
})

test('POST /messages opens a guest session, answers 202, and the same id again is 202 and nothing new', async () => {
  const words = { id: id(), text: 'I forgot my password' }
  const first = await ion.post('/messages', words)
  expect([first.status, first.headers.getSetCookie().join()]).toEqual([202, expect.stringContaining('HttpOnly')])
  const again = await ion.post('/messages', { ...words, id: words.id.toUpperCase() })
  expect([again.status, again.headers.getSetCookie()]).toEqual([202, []])
  await ion.sees('Forgot password')
  expect((await ion.messages()).filter(({ from }) => from === 'customer')).toHaveLength(1)
})

test('GET /messages lists plain words with the fields of the contract, oldest first', async () => {
  const answer = await ion.ask('GET', '/messages')
  const all = messages.parse(answer.body).messages
  expect(answer.status).toBe(200)
  expect(all[0]).toMatchObject({ from: 'customer', text: 'I forgot my password' })
  expect(all.map(({ at }) => at)).toEqual(all.map(({ at }) => at).sort())
  expect(all.map(({ text }) => text).join()).not.toContain('**')
  const labels = all.flatMap(({ buttons = [] }) => buttons.map(({ label }) => label))
  for (const word of ['solved', 'not what', 'person']) {
    expect(labels.filter((label) => label.toLowerCase().includes(word))).toHaveLength(1)
  }
})

test('POST /press presses the button and answers 202', async () => {
  expect(await ion.presses('person')).toMatchObject({ status: 202 })
  const opened = await ion.sees('Your request is')
  number = Number(/#(\d+)/.exec(opened.text)?.[1])
})

test('GET /events sends the same messages, each with an id, and goes on behind one', async () => {
  const all = messages.parse((await ion.ask('GET', '/messages')).body).messages
  const stream = await ion.listens()
  await eventually(() => expect(stream.messages).toHaveLength(all.length))
  await stream.close()
  expect(stream.messages.map((event) => event.message)).toEqual(all)
  const resumed = await ion.listens(stream.messages[1]?.id)
  await eventually(() => expect(resumed.messages.map((event) => event.message)).toEqual(all.slice(2)))
  await resumed.close()
})

test('without a manager’s session scripts get 401, browsers the sign-in page', async () => {
  for (const path of ['/desk/tickets', `/desk/tickets/${number}`]) {
    const refused = await ion.ask('GET', path)
    expect([refused.status, fault.safeParse(refused.body).success]).toEqual([401, true])
    expect(await ion.ask('GET', path, undefined, page)).toMatchObject({ body: expect.stringContaining('desk link') })
  }
  for (const action of ['claim', 'release', 'resolve', 'reply', 'note']) {
    expect((await act(ion, action, { id: id(), text: 'x' })).status).toBe(401)
  }
})

test('GET of the sign-in link shows one button; POST signs a browser in with 303, a script with 200', async () => {
  const path = pathOf(program.deskLink)
  const shown = await anna.ask('GET', path, undefined, page)
  expect(shown.status).toBe(200)
  expect(String(shown.body).match(/<button|type="submit"><|<input type="submit/g)).toHaveLength(1)
  const browser = await anna.ask('POST', path, { name: 'Anna' }, page)
  expect([browser.status, browser.headers.get('location')]).toEqual([303, '/desk'])
  expect(browser.headers.getSetCookie()).toHaveLength(1)
  expect((await anna.ask('GET', '/desk/tickets')).status).toBe(200)
  const { out } = await frontdesk(['desk', 'link'], { DATABASE_URL: database.url })
  const script = await ben.post(pathOf(out.trim()), { name: 'Ben' })
  expect([script.status, script.headers.getSetCookie().length]).toEqual([200, 1])
})

test('GET /desk/tickets lists the open ones', async () => {
  const answer = await anna.ask('GET', '/desk/tickets')
  const { tickets } = z.strictObject({ tickets: z.array(ticket) }).parse(answer.body)
  expect(tickets).toMatchObject([{ number, state: 'new', question: 'I forgot my password' }])
})

test('POST claim is 200 for the first; whoever is second gets 409 with the holder’s name', async () => {
  expect((await act(anna, 'claim')).status).toBe(200)
  for (const action of ['claim', 'release']) {
    const { status, body } = await act(ben, action)
    expect([action, status, body]).toEqual([action, 409, { error: expect.stringContaining('Anna'), holder: 'Anna' }])
  }
})

test('POST reply and note are 200, and the same id again is 200 and nothing new', async () => {
  const [reply, note] = [
    { id: id(), text: 'It is **on its way**.' },
    { id: id(), text: 'He called, too.' },
  ]
  for (const _again of [1, 2]) {
    expect((await act(anna, 'reply', reply)).status).toBe(200)
    expect((await act(anna, 'note', note)).status).toBe(200)
  }
  const answer = await anna.ask('GET', `/desk/tickets/${number}`)
  const shown = ticket.extend({ messages: z.array(staffMessage) }).parse(answer.body)
  expect(shown.messages.filter(({ from }) => from === 'manager')).toMatchObject([
    { name: 'Anna', text: 'It is on its way.', note: false },
    { name: 'Anna', text: 'He called, too.', note: true },
  ])
  const heard = messages.parse((await ion.ask('GET', '/messages')).body).messages
  expect(heard.filter(({ from }) => from === 'manager')).toMatchObject([{ name: 'Anna', text: 'It is on its way.' }])
})

test('POST release and resolve are 200, then 409 where the state forbids them', async () => {
  expect((await act(anna, 'release')).status).toBe(200)
  expect(await act(anna, 'release')).toMatchObject({ status: 409, body: { error: expect.any(String) } })
  expect((await act(anna, 'resolve')).status).toBe(200)
  for (const action of ['resolve', 'claim']) {
    expect([action, (await act(ben, action)).status]).toEqual([action, 409])
  }
})

test('a POST from another site is refused with 403, from the desk’s own pages it is not', async () => {
  const paths = ['/messages', '/press', ...['claim', 'reply'].map((action) => `/desk/tickets/${number}/${action}`)]
  for (const path of [...paths, pathOf(program.deskLink)]) {
    const foreign = await anna.post(path, { id: id(), text: 'x' }, { origin: 'https://elsewhere.example' })
    expect([path, foreign.status, fault.safeParse(foreign.body).success]).toEqual([path, 403, true])
  }
  const own = await ion.post('/messages', { id: id(), text: 'Thank you' }, { origin: program.url })
  expect(own.status).toBe(202)
})

test('what does not fit is 422 with its fields, what is not there 404', async () => {
  expect(await ion.post('/messages', { id: 'x', text: '' })).toMatchObject({
    status: 422,
    body: { error: expect.any(String), fields: { id: expect.any(String), text: expect.any(String) } },
  })
  expect(await act(anna, 'reply', { id: id() })).toMatchObject({
    status: 422,
    body: { fields: { text: expect.any(String) } },
  })
  expect((await anna.ask('GET', '/desk/tickets/99999')).status).toBe(404)
})

const account = { name: 'Mara', email: 'mara@example.com', login: 'mara', password: 'the fridge is loud' }

test('POST /register is 201 with a session cookie, 409 where the login is taken, 422 with its fields', async () => {
  const mara = open()
  const first = await mara.post('/register', account)
  expect([first.status, first.headers.getSetCookie().join()]).toEqual([201, expect.stringContaining('HttpOnly')])
  expect((await mara.ask('GET', '/account')).status).toBe(200)
  const taken = await open().post('/register', { ...account, login: 'MARA' })
  expect(taken).toMatchObject({
    status: 409,
    body: { error: expect.any(String), fields: { login: expect.any(String) } },
  })
  const { status, body } = await open().post('/register', { name: '', email: 'x', login: 'x', password: 'short' })
  const { fields } = fault.extend({ fields: z.record(z.string(), z.string().min(1)) }).parse(body)
  expect([status, Object.keys(fields).sort()]).toEqual([422, ['email', 'login', 'name', 'password']])
})

test('POST /login is 200 with a session cookie, and 401 alike for an unknown login and a wrong password', async () => {
  const { login, password } = account
  const mara = open()
  const signedIn = await mara.post('/login', { login, password })
  expect([signedIn.status, signedIn.headers.getSetCookie().join()]).toEqual([200, expect.stringContaining('HttpOnly')])
  const wrong = await open().post('/login', { login, password: 'not that one' })
  const unknown = await open().post('/login', { login: 'nobody.here', password: 'not that one' })
  expect([wrong.status, fault.safeParse(wrong.body).success, wrong.headers.getSetCookie()]).toEqual([401, true, []])
  expect([unknown.status, unknown.body, unknown.headers.getSetCookie()]).toEqual([401, wrong.body, []])
  expect((await open().post('/login', {})).status).toBe(422)
})

test('POST /logout is 204, and the session is over wherever its cookie is kept', async () => {
  const mara = open()
  const { login, password } = account
  const [cookie = ''] = (await mara.post('/login', { login, password })).headers.getSetCookie()
  expect((await mara.post('/logout')).status).toBe(204)
  const kept = { cookie: cookie.split(';', 1).join() }
  expect((await open().ask('GET', '/account', undefined, kept)).status).toBe(401)
  expect((await open().post('/logout')).status).toBe(204)
})

test('POST /login too often is 429 with Retry-After in seconds, whether there is such a login or not', async () => {
  for (const login of [account.login, 'nobody.else']) {
    const statuses: number[] = []
    let last: Answer | undefined
    while (last?.status !== 429 && statuses.length < 12) {
      last = await open().post('/login', { login, password: 'not that one' })
      statuses.push(last.status)
    }
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429])
    expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(fault.safeParse(last?.body).success).toBe(true)
  }
})
