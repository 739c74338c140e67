// Customers' accounts over HTTP: registering, signing in and out, new passwords, and nothing that tells whose account there is.

import { argon2Sync, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { type Browser, messagesOf, startWebDesk, type WebDesk } from './web-desk.ts'

let desk: WebDesk
beforeAll(async () => {
  desk = await startWebDesk()
})
afterAll(() => desk.stop())

let people = 0
const somebody = () => {
  people += 1
  return { name: 'Ion Pop', email: `ion${people}@example.com`, login: `ion${people}`, password: 'correct horse' }
}
const form = (fields: Readonly<Record<string, string>>): string => new URLSearchParams(fields).toString()
const words = (text: string) => ({ id: crypto.randomUUID(), text })
const registered = async (browser: Browser = desk.browser()) => {
  const who = somebody()
  expect((await browser.json('/register', { body: who })).status).toBe(201)
  return { who, browser }
}
const faultsIn = async (answer: Response) =>
  Object.keys(z.object({ fields: z.record(z.string(), z.string()) }).parse(await answer.json()).fields)
const textsOf = async (browser: Browser) => (await messagesOf(await browser.json('/messages'))).map(({ text }) => text)

test('POST /register answers 201 with a session cookie that scripts on the page can’t read', async () => {
  const answer = await desk.browser().json('/register', { body: somebody() })
  expect(answer.status).toBe(201)
  const cookies = answer.headers.getSetCookie().filter((one) => one.startsWith('frontdesk_customer='))
  expect(cookies).toEqual([expect.stringMatching(/HttpOnly.*SameSite=Lax/)])
})

test('a login is taken however it is written, and that is 409 beside its field', async () => {
  const { who } = await registered()
  const again = await desk.browser().json('/register', { body: { ...somebody(), login: who.login.toUpperCase() } })
  expect(again.status).toBe(409)
  expect(await again.json()).toMatchObject({ fields: { login: expect.stringContaining('already') } })
  const shown = await desk.browser().page('/register', { body: form({ ...somebody(), login: who.login }) })
  expect([shown.status, await shown.text()]).toEqual([409, expect.stringMatching(/id="login"[^>]*aria-invalid="true"/)])
})

test.each([
  ['name', ' '],
  ['email', 'ion@example'],
  ['login', 'io'],
  ['login', 'ion pop'],
  ['password', '1234567'],
  ['password', 'x'.repeat(201)],
])('a %s like %j is 422 beside its field, and what was typed stays, but for the password', async (field, value) => {
  const typed = { ...somebody(), [field]: value }
  const answer = await desk.browser().json('/register', { body: typed })
  expect([answer.status, await faultsIn(answer)]).toEqual([422, [field]])
  const page = await desk.browser().page('/register', { body: form(typed) })
  const html = await page.text()
  expect(page.status).toBe(422)
  expect(html).toMatch(new RegExp(`id="${field}"[^>]*aria-invalid="true" aria-describedby="${field}-told"`))
  expect(html).toContain(`<small id="${field}-told" class="fault">`)
  if (field !== 'email') expect(html).toContain(`value="${typed.email}"`)
  expect(html).not.toContain(typed.password)
})

test('all faults are told at once', async () => {
  const answer = await desk.browser().json('/register', { body: {} })
  expect(await faultsIn(answer)).toEqual(['name', 'email', 'login', 'password'])
})

test('a page’s form leads on with 303, and the bar then tells who is signed in', async () => {
  const browser = desk.browser()
  const answer = await browser.page('/register', { body: form(somebody()) })
  expect([answer.status, answer.headers.get('Location')]).toEqual([303, '/'])
  expect(await (await browser.page('/')).text()).toContain('Ion Pop')
  const out = await browser.page('/logout', { body: '' })
  expect([out.status, out.headers.get('Location')]).toEqual([303, '/'])
  expect(await (await browser.page('/')).text()).toContain('href="/login"')
})

test('an unknown login and a wrong password are answered alike', async () => {
  const { who } = await registered()
  const answers = await Promise.all(
    [
      { login: who.login, password: 'not the one' },
      { login: 'nobody-at-all', password: 'not the one' },
      { login: '!', password: 'not the one' },
    ].map(async (body) => {
      const answer = await desk.browser().json('/login', { body })
      return [answer.status, await answer.text(), answer.headers.getSetCookie()]
    }),
  )
  expect(answers[0]?.[0]).toBe(401)
  expect(answers[1]).toEqual(answers[0])
  expect(answers[2]).toEqual(answers[0])
})

test('signing in gives a session of its own each time, and takes none that was brought along', async () => {
  const { who, browser } = await registered()
  const first = browser.cookies.get('frontdesk_customer') ?? ''
  const planted = desk.browser()
  planted.cookies.set('frontdesk_customer', 'A'.repeat(43))
  const { login, password } = who
  expect((await planted.json('/login', { body: { login, password } })).status).toBe(200)
  const second = planted.cookies.get('frontdesk_customer') ?? ''
  expect(new Set([first, second, 'A'.repeat(43)]).size).toBe(3)
  expect((await browser.json('/logout', { method: 'POST' })).status).toBe(204)
  browser.cookies.set('frontdesk_customer', first)
  expect((await browser.json('/account')).status).toBe(401)
  expect((await planted.json('/account')).status).toBe(200)
})

test('a password is kept as Argon2id with the parameters of the day, and hashed anew once they have changed', async () => {
  const { who } = await registered()
  const account = desk.accounts.accounts.get(who.login)
  if (account === undefined) throw new Error('nobody was registered')
  expect(account.password).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/)
  const nonce = randomBytes(16)
  const weak = { message: who.password, nonce, parallelism: 1, tagLength: 32, memory: 1024, passes: 1 }
  const tag = argon2Sync('argon2id', weak)
  const plain = (bytes: Buffer) => bytes.toString('base64').replaceAll('=', '')
  account.password = `$argon2id$v=19$m=1024,t=1,p=1$${plain(nonce)}$${plain(tag)}`
  const { login, password } = who
  expect((await desk.browser().json('/login', { body: { login, password } })).status).toBe(200)
  expect(account.password).toContain('m=19456,t=2,p=1')
})

test('after five tries each one waits longer, up to a quarter of an hour, and a good one ends that', async () => {
  const throttled = await startWebDesk({ trustProxy: true })
  try {
    const who = somebody()
    await throttled.browser().json('/register', { body: who })
    let address = 0
    const tries = (password: string) => {
      address += 1
      const headers = { 'X-Forwarded-For': `203.0.113.1, 198.51.100.${address}` }
      return throttled.browser().json('/login', { body: { login: who.login, password }, headers })
    }
    for (let n = 0; n < 5; n++) expect((await tries('wrong one')).status).toBe(401)
    const waits: number[] = []
    for (let n = 0; n < 12; n++) {
      const refused = await tries(who.password)
      expect(refused.status).toBe(429)
      const wait = Number(refused.headers.get('Retry-After'))
      waits.push(wait)
      throttled.accounts.clock.now += wait * 1_000
      expect((await tries('wrong one')).status).toBe(401)
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900])
    throttled.accounts.clock.now += 900_000
    expect((await tries(who.password)).status).toBe(200)
    expect((await tries('wrong one')).status).toBe(401)
    expect((await tries(who.password)).status).toBe(200)
  } finally {
    await throttled.stop()
  }
})

test('one address may try many logins, but not without end', async () => {
  const throttled = await startWebDesk()
  try {
    const statuses: number[] = []
    for (let n = 0; n < 21; n++) {
      const body = { login: `guess-${n}`, password: 'wrong one' }
      // Where no proxy is trusted, what it says is anybody's word.
      const headers = { 'X-Forwarded-For': `198.51.100.${n}` }
      statuses.push((await throttled.browser().json('/login', { body, headers })).status)
    }
    expect(statuses).toEqual([...Array.from({ length: 20 }, () => 401), 429])
  } finally {
    await throttled.stop()
  }
})

test('one address may ask for many logins that are taken, but not without end; who registers is not counted', async () => {
  const throttled = await startWebDesk()
  try {
    const first = somebody()
    const registers = (who: ReturnType<typeof somebody>) => throttled.browser().json('/register', { body: who })
    const statuses = [(await registers(first)).status]
    for (let n = 0; n < 3; n++) statuses.push((await registers(somebody())).status)
    expect(statuses).toEqual([201, 201, 201, 201])
    const others = Array.from({ length: 4 }, () => somebody())
    for (const one of others) await registers(one)
    const probes: number[] = []
    for (let n = 0; n < 20; n++) {
      const { login } = others[n % others.length] ?? first
      probes.push((await registers({ ...somebody(), login })).status)
    }
    expect(probes).toEqual(Array.from({ length: 20 }, () => 409))
    const before = throttled.received.filter(({ event }) => event.type === 'CustomerRegistered').length
    const refused = await registers(somebody())
    expect([refused.status, refused.headers.get('Retry-After')]).toEqual([429, '1'])
    expect(throttled.received.filter(({ event }) => event.type === 'CustomerRegistered')).toHaveLength(before)
  } finally {
    await throttled.stop()
  }
})

test('POST /forgot answers the same for everybody, and the link works once', async () => {
  const { who, browser } = await registered()
  const before = desk.received.length
  const answers = await Promise.all(
    [who.login, who.email, 'nobody@example.com'].map(async (one) => {
      const answer = await desk.browser().json('/forgot', { body: { who: one } })
      return [answer.status, await answer.text()]
    }),
  )
  expect(answers).toEqual([answers[0], answers[0], answers[0]])
  const [link] = desk.received
    .slice(before)
    .flatMap(({ event }) => (event.type === 'PasswordResetAsked' && event.who === who.login ? event.links : []))
  const path = new URL(link?.address ?? '').pathname
  expect(await (await desk.browser().page(path)).text()).toContain('new-password')
  const short = await desk.browser().page(path, { body: form({ password: 'short' }) })
  expect([short.status, await short.text()]).toEqual([422, expect.stringContaining('8 to 200')])
  const other = desk.browser()
  const set = await other.page(path, { body: form({ password: 'another horse' }) })
  expect([set.status, set.headers.get('Location')]).toEqual([303, '/'])
  expect((await other.json('/account')).status).toBe(200)
  expect((await browser.json('/account')).status).toBe(401)
  expect((await desk.browser().page(path)).status).toBe(410)
  expect((await desk.browser().json(path, { body: { password: 'third horse' } })).status).toBe(410)
})

test('where no mail leaves, the page says who can help, and nothing is stored', async () => {
  const mute = await startWebDesk({ sendsMail: false })
  try {
    expect(await (await mute.browser().page('/forgot')).text()).toContain('Whoever runs it can make you a link')
    await mute.browser().json('/forgot', { body: { who: 'ion' } })
    expect(mute.received.map(({ event }) => event.type)).toEqual(['SignInTried'])
  } finally {
    await mute.stop()
  }
})

test('changing the password needs the old one, and signs the other browsers out', async () => {
  const { who, browser } = await registered()
  const other = desk.browser()
  await other.json('/login', { body: { login: who.login, password: who.password } })
  const wrong = await browser.json('/account/password', { body: { old: 'not it at all', password: 'new horse 1' } })
  expect([wrong.status, await wrong.json()]).toMatchObject([422, { fields: { old: expect.any(String) } }])
  const right = await browser.page('/account/password', {
    body: form({ old: who.password, password: 'new horse 1' }),
  })
  expect([right.status, right.headers.get('Location')]).toEqual([303, '/account?saved'])
  expect([(await browser.json('/account')).status, (await other.json('/account')).status]).toEqual([200, 401])
})

test('signing out everywhere ends every session', async () => {
  const { who, browser } = await registered()
  const other = desk.browser()
  await other.json('/login', { body: { login: who.login, password: who.password } })
  await browser.page('/account/sign-out', { body: '' })
  expect((await other.json('/account')).status).toBe(401)
})

test('who wrote as a guest is asked once whether to take it along, and a no leaves it in this browser', async () => {
  const { who } = await registered()
  const browser = desk.browser()
  await browser.json('/messages', { body: words('Where is my parcel?') })
  const answer = await browser.page('/login', { body: form({ login: who.login, password: who.password }) })
  expect(answer.headers.get('Location')).toBe('/account/join')
  expect(await (await browser.page('/account/join')).text()).toContain('You wrote here as a guest')
  expect(await textsOf(browser)).toEqual([])
  await browser.page('/account/join', { body: form({ answer: 'no' }) })
  await browser.json('/logout', { method: 'POST' })
  expect(await textsOf(browser)).toEqual(['Where is my parcel?'])
})

test('a yes hands the guest’s chat over and takes its token out of the browser', async () => {
  const { who } = await registered()
  const browser = desk.browser()
  await browser.json('/messages', { body: words('Where is my parcel?') })
  await browser.json('/login', { body: { login: who.login, password: who.password } })
  await browser.page('/account/join', { body: form({ answer: 'yes' }) })
  const event = desk.received.at(-1)?.event
  expect(event).toMatchObject({ type: 'GuestTakenAlong', from: { externalId: expect.stringMatching(/^account:/) } })
  expect(browser.cookies.get('frontdesk_chat')).toBe('')
})

test('the account’s pages are for whoever is signed in', async () => {
  for (const path of ['/account', '/account/join']) {
    expect((await desk.browser().json(path)).status).toBe(401)
    expect((await desk.browser().page(path)).headers.get('Location')).toBe('/login')
  }
  for (const path of ['link', 'change', 'forget', 'password', 'sign-out', 'join']) {
    expect((await desk.browser().json(`/account/${path}`, { body: {} })).status).toBe(401)
  }
})

test('a post that the browser says comes from another site is refused', async () => {
  const { browser } = await registered()
  const headers = { 'Sec-Fetch-Site': 'cross-site' }
  expect((await browser.json('/account/sign-out', { body: {}, headers })).status).toBe(403)
  expect((await browser.json('/account')).status).toBe(200)
})

test('what the account’s page is asked to do in the chat is a command of its customer’s', async () => {
  const { browser } = await registered()
  for (const [path, body, command, argument] of [
    ['link', 'code=abcd-2345', 'link', 'abcd-2345'],
    ['link', '', 'link', ''],
    ['forget', '', 'forget', ''],
    ['change', '', 'register', ''],
  ] as const) {
    expect((await browser.page(`/account/${path}`, { body })).headers.get('Location')).toBe('/')
    expect(desk.received.at(-1)?.event).toMatchObject({ type: 'CustomerCommanded', command, argument })
  }
  const wrong = await browser.page('/account/link', { body: 'code=12' })
  expect([wrong.status, await wrong.text()]).toEqual([422, expect.stringContaining('8 letters and digits')])
})
