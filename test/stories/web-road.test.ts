// The main road with nothing configured but a database: customers on the web page, managers on the staff desk.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { frontdesk } from '../cli/command.ts'
import { type FreshDatabase, freshDatabase } from '../support/database.ts'
import type { RunningProgram } from '../support/program.ts'
import { startProgramHere } from '../support/program-here.ts'
import { type Browser, openBrowser } from './browser.ts'
import { withoutPlatforms } from './story-desk.ts'

let database: FreshDatabase
let program: RunningProgram
let ion: Browser
let anna: Browser
let ben: Browser
let number: number
const id = (): string => crypto.randomUUID()
const open = (): Browser => openBrowser(() => program.url)

beforeAll(async () => {
  database = await freshDatabase()
  program = await startProgramHere({ ...withoutPlatforms(database.url), REGISTRATION: 'on-ticket' })
  ;[ion, anna, ben] = [open(), open(), open()]
})
afterAll(async () => {
  await program.stop()
  await database.drop()
})

test('a question on the web page is answered from the FAQ', async () => {
  const words = { id: id(), text: 'I forgot my password' }
  expect((await ion.post('/messages', words)).status).toBe(202)
  expect((await ion.post('/messages', words)).status).toBe(202)
  await ion.sees('Forgot password')
  expect((await ion.messages()).filter(({ from }) => from === 'customer')).toHaveLength(1)
})

test('who asks for a person fills in a name and an e-mail address, and gets a ticket', async () => {
  await ion.presses('person')
  await ion.sees('what is your name')
  await ion.writes('Ion Popescu')
  await ion.sees('e-mail address')
  await ion.writes('ion@example.com')
  const opened = await ion.sees('Your request is')
  number = Number(/#(\d+)/.exec(opened.text)?.[1])
})

test('a guest sees no staff desk and no other guest sees the chat', async () => {
  expect((await ion.ask('GET', '/desk/tickets')).status).toBe(401)
  expect((await ion.post(`/desk/tickets/${number}/claim`)).status).toBe(401)
  expect(await open().messages()).toEqual([])
})

test('the printed link shows a button first, then signs in once', async () => {
  const link = program.deskLink ?? ''
  expect((await anna.ask('GET', new URL(link).pathname, undefined, { accept: 'text/html' })).body).toContain('<button')
  await anna.signsIn(link, 'Anna')
  expect((await ben.post(new URL(link).pathname, { name: 'Ben' })).status).toBe(410)
})

test('the staff desk shows the ticket, its question and its messages', async () => {
  expect(await anna.queue()).toMatchObject([{ number, state: 'new', channel: 'web', customer: 'Ion Popescu' }])
  const ticket = await anna.ticket(number)
  expect(ticket.question).toBe('I forgot my password')
  expect(ticket.messages.map(({ text }) => text)).toContain('I forgot my password')
})

test('of two managers the second to claim hears who has the ticket', async () => {
  await ben.signsIn(await newLink(), 'Ben')
  expect((await anna.post(`/desk/tickets/${number}/claim`)).status).toBe(200)
  const late = await ben.post(`/desk/tickets/${number}/claim`)
  expect(late).toMatchObject({ status: 409, body: { holder: 'Anna' } })
  expect(JSON.stringify(late.body)).toContain('Anna')
  expect(await ben.queue()).toMatchObject([{ number, state: 'claimed', holder: 'Anna' }])
})

test('a reply arrives as an event, once, and a note does not', async () => {
  const stream = await ion.listens()
  const reply = { id: id(), text: 'Here is a **new** link.' }
  expect((await anna.post(`/desk/tickets/${number}/note`, { id: id(), text: 'a nice one' })).status).toBe(200)
  expect((await anna.post(`/desk/tickets/${number}/reply`, reply)).status).toBe(200)
  expect((await anna.post(`/desk/tickets/${number}/reply`, reply)).status).toBe(200)
  const { id: last, message } = await stream.sees('new link')
  expect(message).toMatchObject({ from: 'manager', name: 'Anna', text: 'Here is a new link.' })
  await stream.close()
  const texts = (await ion.messages()).map(({ text }) => text)
  expect(texts.filter((text) => text.includes('new link'))).toHaveLength(1)
  expect(texts.join()).not.toContain('nice one')
  expect((await anna.ticket(number)).messages).toContainEqual(expect.objectContaining({ note: true }))
  await goesOnAfter(last)
})

test('a resolved ticket asks for a rating, takes it with a comment, and leaves the queue', async () => {
  expect((await anna.post(`/desk/tickets/${number}/resolve`)).status).toBe(200)
  const asked = await ion.sees('is resolved')
  expect(asked.buttons?.map(({ label }) => label)).toEqual(['1', '2', '3', '4', '5'])
  await ion.presses('5')
  await ion.sees('write a few words')
  await ion.writes('Quick and kind')
  await ion.sees('we will read that')
  expect((await anna.post(`/desk/tickets/${number}/resolve`)).status).toBe(409)
  expect(await anna.queue()).toEqual([])
})

test('words that nobody could mean are refused with the field that is wrong', async () => {
  expect(await ion.post('/messages', { id: 'no uuid', text: '' })).toMatchObject({
    status: 422,
    body: { fields: { id: expect.any(String), text: expect.any(String) } },
  })
  expect((await ion.post('/messages', { id: id(), text: 'x' }, { origin: 'https://elsewhere.example' })).status).toBe(
    403,
  )
  expect((await ion.post('/press', { press: 'rate:999:5' })).status).toBe(202)
  expect((await anna.post('/desk/tickets/99999/claim')).status).toBe(404)
})

// What comes after an event's id comes again on a new stream, and what was before does not.
async function goesOnAfter(last: string): Promise<void> {
  await anna.post(`/desk/tickets/${number}/reply`, { id: id(), text: 'One thing more.' })
  const stream = await ion.listens(last)
  await stream.sees('One thing more')
  expect(stream.messages).toHaveLength(1)
  await stream.close()
}

async function newLink(): Promise<string> {
  return (await frontdesk(['desk', 'link'], { DATABASE_URL: database.url })).out.trim()
}
