// Streams end with the session of whoever opened them: nothing is told behind a sign-out.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { fromMarkdown } from '../../../src/document.ts'
import { type Browser, eventsOf, signIn, startWebDesk, type WebDesk } from './web-desk.ts'

let web: WebDesk
beforeAll(async () => {
  web = await startWebDesk()
})
afterAll(() => web.stop())

const registers = async (login: string): Promise<Browser> => {
  const browser = web.browser()
  const body = { name: login, email: `${login}@example.com`, login, password: 'a good password' }
  expect((await browser.json('/register', { body })).status).toBe(201)
  return browser
}
const says = (login: string, words: string) =>
  web.says(web.accounts.accounts.get(login)?.externalId ?? '', { role: 'bot' }, fromMarkdown(words))

test.each(['/events', '/chat/stream'])('%s tells nothing more once its customer has signed out', async (path) => {
  const login = `ana${path.length}`
  const ana = await registers(login)
  says(login, 'Before')
  const next = eventsOf(await ana.ask(path))
  expect((await next())?.data).toContain('Before')
  await ana.json('/logout', { body: {} })
  says(login, 'Behind')
  expect(await next()).toBe(null)
})

test('a new password ends the streams of all other browsers', async () => {
  const [ben, thief] = [await registers('ben'), web.browser()]
  await thief.json('/login', { body: { login: 'ben', password: 'a good password' } })
  says('ben', 'Before')
  const next = eventsOf(await thief.ask('/events'))
  await next()
  await ben.json('/account/password', { body: { old: 'a good password', password: 'a better password' } })
  says('ben', 'Behind')
  expect(await next()).toBe(null)
})

test('the staff desk’s stream ends when its manager signs out', async () => {
  const manager = await signIn(web)
  const next = eventsOf(await manager.ask('/desk/events'))
  await next()
  await manager.json('/desk/sign-out', { body: {} })
  web.opens(3)
  expect(await next()).toBe(null)
})

test('and when they are of the staff no more', async () => {
  const manager = await signIn(web)
  const next = eventsOf(await manager.ask('/desk/events'))
  await next()
  web.gone.add('manager-1')
  web.opens(4)
  expect(await next()).toBe(null)
  web.gone.clear()
})
