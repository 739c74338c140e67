// A customer with an account: from a guest's question over registering and signing in to an answer that every browser of theirs shows.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { type SmtpSimulator, startSmtp } from '../simulators/smtp/smtp-simulator.ts'
import { type FreshDatabase, freshDatabase } from '../support/database.ts'
import { eventually } from '../support/eventually.ts'
import type { RunningProgram } from '../support/program.ts'
import { startProgramHere } from '../support/program-here.ts'
import { type Browser, openBrowser } from './browser.ts'
import { withoutPlatforms } from './story-desk.ts'

const ion = { name: 'Ion Popescu', email: 'ion@example.com', login: 'ion.popescu', password: 'a lamp that hums' }
const newPassword = 'a lamp that shines'
const anna = 'anna@example.com'

let smtp: SmtpSimulator
let database: FreshDatabase
let program: RunningProgram
let home: Browser
let phone: Browser
let desk: Browser
let number: number
const open = (): Browser => openBrowser(() => program.url)
const signsIn = (browser: Browser, password: string) => browser.post('/login', { login: ion.login, password })
const isIn = async (browser: Browser) => (await browser.ask('GET', '/account')).status === 200
const mailTo = (mailbox: string, words: string) =>
  eventually(() => {
    const found = smtp.takenBy(mailbox).find(({ mail }) => mail.text?.includes(words))
    if (found === undefined) throw new Error(`no mail to ${mailbox} with ${words}`)
    return found.mail
  })

beforeAll(async () => {
  ;[smtp, database] = await Promise.all([startSmtp(), freshDatabase()])
  program = await startProgramHere({
    ...withoutPlatforms(database.url),
    ...{ REGISTRATION: 'on-ticket', SMTP_URL: smtp.url, MAIL_FROM: 'desk@example.com', STAFF_EMAILS: anna },
  })
  ;[home, phone, desk] = [open(), open(), open()]
})
afterAll(async () => {
  await program.stop()
  await Promise.all([smtp.stop(), database.drop()])
})

test('a guest whose question has no answer registers, and the question goes on', async () => {
  await home.writes('My lamp hums')
  await home.sees('what is your name')
  expect((await home.post('/register', ion)).status).toBe(201)
  const opened = await home.sees('Your request is')
  number = Number(/#(\d+)/.exec(opened.text)?.[1])
  expect((await home.messages()).filter(({ from }) => from === 'customer')).toMatchObject([{ text: 'My lamp hums' }])
})

test('signed out, the browser shows nothing of it; signed in by login and password, all of it', async () => {
  expect((await home.post('/logout')).status).toBe(204)
  expect(await home.messages()).toEqual([])
  expect((await signsIn(home, ion.password)).status).toBe(200)
  expect((await home.messages()).map(({ text }) => text)).toContain('My lamp hums')
})

test('who registers first and then signs in is asked nothing more, and each request is in the manager’s mailbox', async () => {
  const mara = open()
  const who = { name: 'Mara', email: 'mara@example.com', login: 'mara', password: 'the fridge is loud' }
  expect((await mara.post('/register', who)).status).toBe(201)
  expect((await mara.post('/logout')).status).toBe(204)
  expect((await mara.post('/login', { login: 'Mara', password: who.password })).status).toBe(200)
  await mara.writes('/human My fridge is as loud as a train')
  await mara.sees('Your request is')
  for (const [name, question] of [
    [ion.name, 'My lamp hums'],
    [who.name, 'as loud as a train'],
  ] as const) {
    const { subject, text } = await mailTo(anna, question)
    expect(subject).toMatch(/#\d+/)
    expect(text).toContain(name)
    expect(text).toContain(`${program.url}/desk/tickets/`)
  }
})

test('the manager claims and answers on the desk, and every browser of the customer’s shows it', async () => {
  const live = await home.listens()
  await desk.signsIn(program.deskLink ?? '', 'Anna')
  expect(await desk.queue()).toContainEqual(expect.objectContaining({ number, state: 'new', customer: ion.name }))
  expect((await desk.post(`/desk/tickets/${number}/claim`)).status).toBe(200)
  const reply = { id: crypto.randomUUID(), text: 'Tighten the bulb, please.' }
  expect((await desk.post(`/desk/tickets/${number}/reply`, reply)).status).toBe(200)
  await live.sees('Tighten the bulb')
  await live.close()
  expect((await signsIn(phone, ion.password)).status).toBe(200)
  expect(await phone.sees('Tighten the bulb')).toMatchObject({ from: 'manager', name: 'Anna' })
  await phone.writes('It is quiet now, thank you')
  await eventually(async () => expect(JSON.stringify(await home.messages())).toContain('quiet now'))
})

test('the mailed link sets a new password once, and ends what the old one began', async () => {
  const other = open()
  expect((await other.post('/forgot', { who: ion.email })).status).toBe(202)
  const mail = await mailTo(ion.email, '/reset/')
  const path = new URL(/https?:\S+\/reset\/[\w-]+/.exec(mail.text ?? '')?.[0] ?? '').pathname
  expect(mail.text).toContain(ion.login)
  expect((await other.post(path, { password: newPassword })).status).toBe(200)
  expect(await Promise.all([isIn(other), isIn(home), isIn(phone)])).toEqual([true, false, false])
  expect((await signsIn(home, ion.password)).status).toBe(401)
  expect((await signsIn(home, newPassword)).status).toBe(200)
  expect((await open().post(path, { password: 'a third one' })).status).toBe(410)
  expect((await other.messages()).map(({ text }) => text)).toContain('Tighten the bulb, please.')
})

test('no password, no link and no address stands in the log', () => {
  const lines = JSON.stringify(program.lines)
  expect(lines).not.toMatch(/lamp that|fridge is loud|\/reset\/|@example\.com/)
})
