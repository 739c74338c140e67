// The chat on other sites: which may show it, and whom they vouch for.

import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signed } from '../../../adapters/web/widget/visitor.ts'
import { messagesOf, startWebDesk, type WebDesk } from './web-desk.ts'

const SHOP = 'https://shop.example'
const SECRET = 'a long secret of the shop'

let web: WebDesk
let off: WebDesk
beforeAll(async () => {
  web = await startWebDesk({ widget: { origins: [SHOP, 'https://blog.example'], secret: SECRET }, secureCookies: true })
  off = await startWebDesk()
})
afterAll(async () => {
  await web.stop()
  await off.stop()
})

const frame = `/widget?host=${encodeURIComponent(SHOP)}`
const seconds = (ago = 0) => Math.floor(Date.now() / 1_000) - ago
const ana = (facts: object = {}) =>
  JSON.stringify({ id: '42', name: 'Ana', email: 'ana@example.com', at: seconds(), ...facts })
const claims = (visitor: string, signature = signed(visitor, SECRET)) => ({ body: { visitor, signature } })
const lastFrom = () => web.received.flatMap(({ event }) => ('from' in event ? [event.from] : [])).at(-1)

test('the script is small, kept for minutes, and may be used by any site', async () => {
  const answer = await web.browser().ask('/widget.js')
  const text = await answer.text()
  expect(gzipSync(text).length).toBeLessThan(5 * 1024)
  expect(answer.headers.get('content-type')).toContain('text/javascript')
  expect(answer.headers.get('cache-control')).toBe('public, max-age=300')
  expect(answer.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
  const again = await web
    .browser()
    .ask('/widget.js', { headers: { 'If-None-Match': answer.headers.get('etag') ?? '' } })
  expect(again.status).toBe(304)
})

test('the frame is for the listed sites alone; every other page is for none', async () => {
  const answer = await web.browser().page(frame)
  expect(answer.status).toBe(200)
  const policy = answer.headers.get('content-security-policy')
  expect(policy).toContain(`frame-ancestors ${SHOP} https://blog.example`)
  expect(policy).toContain("default-src 'none'; script-src 'self'")
  for (const path of ['/', '/tickets', '/desk', '/widget?host=https%3A%2F%2Fevil.example'])
    expect((await web.browser().page(path)).headers.get('content-security-policy'), path).toContain(
      "frame-ancestors 'none'",
    )
  expect((await web.browser().page('/widget')).status).toBe(403)
})

test('a site that is not listed can read no settings', async () => {
  const asks = (Origin: string) => web.browser().json('/widget/settings', { headers: { Origin } })
  expect((await asks(SHOP)).headers.get('access-control-allow-origin')).toBe(SHOP)
  const other = await asks('https://evil.example')
  expect([other.status, other.headers.get('access-control-allow-origin')]).toEqual([403, null])
})

test('without WIDGET_ORIGINS there is no widget, and the answer names the setting', async () => {
  for (const path of ['/widget', '/widget.js', '/widget/settings']) {
    const answer = await off.browser().json(path)
    expect([answer.status, await answer.text()], path).toEqual([404, expect.stringContaining('WIDGET_ORIGINS')])
  }
})

test('on HTTPS the frame has a cookie of its own, which the site’s browser keeps apart', async () => {
  const [cookie] = (await web.browser().page(frame)).headers.getSetCookie()
  expect(cookie).toMatch(/^frontdesk_widget=/)
  for (const part of ['Secure', 'HttpOnly', 'SameSite=None', 'Partitioned']) expect(cookie).toContain(part)
})

test('what is written in the frame is one chat, from page to page', async () => {
  const guest = web.browser()
  await guest.page(frame)
  await guest.json('/widget/messages', { body: { id: crypto.randomUUID(), text: 'Hello from the shop' } })
  expect(await messagesOf(await guest.json('/widget/messages'))).toMatchObject([{ text: 'Hello from the shop' }])
  expect(await (await guest.page(frame)).text()).toContain('Hello from the shop')
})

test('written before its script is there, or without one, it stays in its frame, as what was not taken does', async () => {
  const guest = web.browser()
  await guest.page(frame)
  const post = (text: string, from = frame) =>
    guest.page('/widget/messages', {
      headers: { Referer: `https://desk.example${from}` },
      body: new URLSearchParams({ id: crypto.randomUUID(), text }).toString(),
    })
  const taken = await post('Plainly from the shop')
  expect([taken.status, taken.headers.get('location')]).toEqual([303, frame])
  const empty = await post('')
  expect(empty.status).toBe(422)
  expect(empty.headers.get('content-security-policy')).toContain(`frame-ancestors ${SHOP}`)
  const elsewhere = await post('From nowhere', '/widget?host=https%3A%2F%2Fevil.example')
  expect(elsewhere.headers.get('location')).toBe('/')
})

test('a visitor whom the site vouches for is the same in every browser, by name and address', async () => {
  const [phone, laptop] = [web.browser(), web.browser()]
  for (const browser of [phone, laptop]) {
    await browser.page(frame)
    expect(await (await browser.json('/widget/visitor', claims(ana()))).json()).toEqual({ changed: true })
    expect(await (await browser.json('/widget/visitor', claims(ana()))).json()).toEqual({ changed: false })
  }
  const introduced = web.received.flatMap(({ event }) => (event.type === 'VisitorIntroduced' ? [event] : []))
  expect(introduced[0]).toMatchObject({ name: 'Ana', email: 'ana@example.com' })
  await phone.json('/widget/messages', { body: { id: crypto.randomUUID(), text: 'It is me' } })
  expect(lastFrom()?.externalId).toBe(introduced[0]?.from.externalId)
  expect(await messagesOf(await laptop.json('/widget/messages'))).toMatchObject([{ text: 'It is me' }])
})

test('another visitor of the site has another chat, though the address is the same', async () => {
  const other = web.browser()
  await other.json('/widget/visitor', claims(ana({ id: '43' })))
  expect(await messagesOf(await other.json('/widget/messages'))).toEqual([])
})

test('who signs out at the site is a guest again', async () => {
  const browser = web.browser()
  await browser.page(frame)
  await browser.json('/widget/visitor', claims(ana({ id: '44' })))
  await browser.json('/widget/messages', { body: { id: crypto.randomUUID(), text: 'Signed in' } })
  const out = await browser.json('/widget/visitor', { body: { visitor: null, signature: null } })
  expect(await out.json()).toEqual({ changed: true })
  expect(await messagesOf(await browser.json('/widget/messages'))).toEqual([])
})

test.each<[string, () => { body: object }, string]>([
  ['a wrong signature', () => claims(ana(), signed(ana(), 'another secret')), 'wrong signature'],
  ['another text than was signed', () => claims(ana({ id: '1' }), signed(ana(), SECRET)), 'wrong signature'],
  ['no signature', () => ({ body: { visitor: ana() } }), 'no signature'],
  ['a signature of two days ago', () => claims(ana({ at: seconds(2 * 86_400) })), 'too old'],
  ['a signature of tomorrow', () => claims(ana({ at: seconds(-86_400) })), 'from the future'],
  ['no time', () => claims(JSON.stringify({ id: '42' })), 'unreadable'],
  ['no JSON', () => claims('id=42'), 'unreadable'],
])('%s makes nobody known: a guest, and a line in the log without their words', async (_what, claim, because) => {
  const [browser, before] = [web.browser(), web.received.length]
  const answer = await browser.json('/widget/visitor', claim())
  expect(await answer.json()).toEqual({ changed: false })
  expect(web.received).toHaveLength(before)
  expect(web.logged.at(-1)).toEqual({ because })
  expect(JSON.stringify(web.logged)).not.toMatch(/Ana|ana@example/)
})

test('a cookie that nobody sealed, or for somebody else, is nobody’s', async () => {
  const [browser, forger] = [web.browser(), web.browser()]
  await browser.json('/widget/visitor', claims(ana()))
  const [, until = '', seal = ''] = (browser.cookies.get('frontdesk_visitor') ?? '').split('.')
  for (const forged of [
    `${Buffer.from('43').toString('base64url')}.${until}.${seal}`,
    `NDI.${until}.${'0'.repeat(64)}`,
  ]) {
    forger.cookies.set('frontdesk_visitor', forged)
    expect(await messagesOf(await forger.json('/widget/messages'))).toEqual([])
  }
})

test('another site’s page can post nothing as the visitor', async () => {
  const answer = await web.browser().json('/widget/visitor', { ...claims(ana()), headers: { Origin: SHOP } })
  expect(answer.status).toBe(403)
})

test('on the desk’s own pages a visitor of the frame is nobody, whatever cookies come along', async () => {
  const browser = web.browser()
  await browser.page(frame)
  await browser.json('/widget/visitor', claims(ana({ id: '45' })))
  await browser.json('/widget/messages', { body: { id: crypto.randomUUID(), text: 'From the shop' } })
  expect(await messagesOf(await browser.json('/messages'))).toEqual([])
  for (const name of ['frontdesk_widget', 'frontdesk_visitor']) expect(browser.cookies.has(name)).toBe(true)
})

test('who registers on the desk’s own pages takes no chat of the frame along, and is signed in there', async () => {
  const browser = web.browser()
  await browser.json('/widget/visitor', claims(ana({ id: '46' })))
  await browser.json('/widget/messages', { body: { id: crypto.randomUUID(), text: 'From the shop' } })
  const inFrame = lastFrom()?.externalId
  const body = { name: 'Ana', email: 'ana@example.com', login: 'ana46', password: 'a good password' }
  expect((await browser.json('/register', { body })).status).toBe(201)
  expect(lastFrom()?.externalId).not.toBe(inFrame)
  expect((await browser.page('/account')).status).toBe(200)
  expect(await messagesOf(await browser.json('/widget/messages'))).toMatchObject([{ text: 'From the shop' }])
})

test('the frame’s cookies are sent to its own addresses alone, and its page asks nowhere else', async () => {
  const browser = web.browser()
  const first = await browser.page(frame)
  const visitor = await browser.json('/widget/visitor', claims(ana({ id: '47' })))
  for (const cookie of [...first.headers.getSetCookie(), ...visitor.headers.getSetCookie()])
    expect(cookie).toContain('Path=/widget')
  const page = await first.text()
  expect(page).toContain('data-base="/widget"')
  expect(page.match(/(?:action|hx-get)="(?!\/widget\/)[^"]*"/g)).toBe(null)
})

test('who is called otherwise and then as before on one day ends as before', async () => {
  const browser = web.browser()
  const before = web.received.length
  // Looked up once: a second may end in between.
  const last = seconds(10)
  for (const [name, at] of [
    ['Ana', last - 20],
    ['Anna', last - 10],
    ['Ana', last],
    ['Ana', last],
  ] as const)
    await browser.json('/widget/visitor', claims(ana({ id: '48', name, at })))
  const keys = web.received.slice(before).map(({ key }) => key)
  expect(new Set(keys).size).toBe(3)
})

test('signs that no database takes are left out of a visitor’s name', async () => {
  await web.browser().json('/widget/visitor', claims(ana({ id: '49', name: 'An\u0000a' })))
  expect(lastFrom()?.name).toBe('Ana')
})
