import { createHash } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { CHAT_PAGE } from '../../../src/desk.ts'
import { fromMarkdown, fromPlainText } from '../../../src/document.ts'
import { hashed } from './memory-desk.ts'
import { type Browser, signIn, startWebDesk, type WebDesk } from './web-desk.ts'

const ID = '0b5a9a3e-6d0f-4c52-9d1e-0c6a6a3a7c11'
const EVIL = '"><script>alert(1)</script><img src=x onerror=alert(1)>'

let web: WebDesk
let customer: Browser
beforeEach(async () => {
  web = await startWebDesk()
  customer = web.browser()
})
afterEach(() => web.stop())

const guest = () => hashed(customer.cookies.get('frontdesk_chat') ?? '')
const open = async (browser: Browser, path: string) => (await browser.page(path)).text()

const expectHarmless = (html: string) => {
  expect(html).not.toContain('<script>')
  expect(html).not.toContain('<img src=x')
  expect(html).not.toMatch(/\son\w+="/)
  expect(html).not.toContain('<style')
  expect(html).toContain('&lt;script&gt;')
}

test('the chat shows what was said, with buttons that work without a script', async () => {
  await customer.json('/messages', { body: { id: ID, text: 'Where is it?' } })
  web.says(guest(), { role: 'bot' }, fromMarkdown('Is it **this**?'), [{ label: '✅ Yes', press: 'yes:1' }])
  web.says(guest(), { role: 'manager', id: 'm', name: 'Ana' }, fromPlainText('Hello'))
  const html = await open(customer, '/')
  expect(html).toContain('<p>Where is it?</p>')
  expect(html).toContain('Is it <strong>this</strong>?')
  expect(html).toContain('<button type="submit" class="outline" name="press" value="yes:1">✅ Yes</button>')
  expect(html).toContain('Ana')
  expect(html).toMatch(/<form class="composer" method="post" action="\/messages"/)
})

test('opening the page opens a session, so that a first post may be repeated safely', async () => {
  await open(customer, '/')
  expect(customer.cookies.get('frontdesk_chat')).toMatch(/^[\w-]{43}$/)
})

test('the page of a long chat shows its latest part', async () => {
  await customer.json('/messages', { body: { id: ID, text: 'first words' } })
  for (let count = 2; count <= CHAT_PAGE + 1; count++)
    web.says(guest(), { role: 'bot' }, fromPlainText(`word ${count}.`))
  const latest = await open(customer, '/')
  expect(latest).not.toContain('first words')
  expect(latest).toContain(`word ${CHAT_PAGE + 1}.`)
})

test('the page speaks the browser’s language', async () => {
  const answer = await customer.page('/', { headers: { 'Accept-Language': 'ro-MD,ro;q=0.9' } })
  const html = await answer.text()
  expect(html).toContain('<html lang="ro">')
  expect(html).toContain('Scrieți un mesaj')
})

test('a ticket that was merged leads to the one that it went into, and offers nothing to press', async () => {
  const manager = await signIn(web)
  web.opens(8, { state: 'resolved', mergedInto: { number: 7, card: null } })
  const shown = await open(manager, '/desk/tickets/8')
  expect(shown).toContain('<a href="/desk/tickets/7">was merged into #7</a>')
  expect(shown).not.toContain('/desk/tickets/8/claim')
})

test('nothing that a customer, a manager or an article says becomes markup', async () => {
  await customer.json('/messages', { body: { id: ID, text: EVIL } })
  web.says(guest(), { role: 'manager', id: 'm', name: EVIL }, fromMarkdown(EVIL), [{ label: EVIL, press: EVIL }])
  expectHarmless(await open(customer, '/'))

  const manager = await signIn(web, EVIL.slice(0, 60))
  const at = new Date('2026-05-04T10:00:00Z')
  web.articles.push({ id: EVIL, title: EVIL, answer: fromMarkdown(EVIL), markdown: EVIL })
  web.opens(7, {
    customer: EVIL,
    holder: EVIL,
    question: EVIL,
    email: EVIL,
    rating: { score: 1, comment: EVIL },
    messages: [
      {
        id: '1',
        author: { role: 'customer', name: EVIL },
        audience: 'everyone',
        document: fromPlainText(EVIL),
        at,
        editedAt: null,
        earlier: [],
        deletedAt: null,
        translation: null,
        files: [],
        delivery: 'none',
        heldUntil: null,
        reason: null,
      },
    ],
  })
  expectHarmless(await open(manager, `/desk/tickets/7?faq=${encodeURIComponent('"><script>')}`))
  expectHarmless(await open(manager, '/desk'))
})

test('pages run only scripts of the desk’s own, in nobody’s frame, and are kept by no cache', async () => {
  const { headers } = await customer.page('/')
  const policy = headers.get('content-security-policy') ?? ''
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("script-src 'self'")
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).not.toContain('unsafe')
  expect(headers.get('cache-control')).toBe('no-store')
  expect(headers.get('referrer-policy')).toBe('same-origin')
})

test('what a page names is served from here, for good, since its name tells its content', async () => {
  const html = await open(customer, '/')
  const named = [...html.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, path]) => path ?? '')
  expect(named.length).toBeGreaterThan(5)
  for (const path of named) {
    const answer = await customer.ask(path)
    expect([path, answer.status]).toEqual([path, 200])
    expect(answer.headers.get('cache-control')).toContain('immutable')
    expect(path).toContain(
      createHash('sha256')
        .update(await answer.text())
        .digest('hex')
        .slice(0, 12),
    )
  }
})

test('scripts import each other by the names that tell their content', async () => {
  const html = await open(customer, '/')
  const chat = await (await customer.ask(/\/assets\/chat[^"]+js/.exec(html)?.[0] ?? '')).text()
  for (const [, path = ''] of chat.matchAll(/from '([^']+)'/g)) expect((await customer.ask(path)).status).toBe(200)
  expect(chat).toMatch(/from '\/assets\/posts\.[\da-f]{12}\.js'/)
})

test('a visitor chooses language and look, and the browser keeps both', async () => {
  const answer = await customer.page('/preferences', { body: 'language=ro&theme=dark&back=%2F%3Fafter%3D0' })
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/?after=0'])
  const html = await open(customer, '/')
  expect(html).toContain('<html lang="ro" data-theme="dark">')
  expect(html).toMatch(/value="dark" class="choice" aria-current="true"/)
})

test('a language chosen on the page is also the one in which the desk answers from then on', async () => {
  const chooses = (language: string) => customer.page('/preferences', { body: `language=${language}` })
  await chooses('ro')
  await open(customer, '/')
  await chooses('ro')
  expect(web.received).toEqual([])
  web.locales.set(guest(), 'en')
  await chooses('en')
  expect(web.received).toEqual([])
  await chooses('ro')
  expect(web.received).toMatchObject([
    { event: { type: 'CustomerCommanded', command: 'language', argument: 'ro', from: { externalId: guest() } } },
  ])
})

test('a manager who chooses a language at the desk says nothing in the chat that their browser holds', async () => {
  await open(customer, '/')
  web.locales.set(guest(), 'en')
  await customer.page('/preferences', { body: 'language=ro&back=%2Fdesk%3Fshow%3Dmine' })
  expect(web.received).toEqual([])
})

test('a language is kept in the browser also while the desk stores nothing', async () => {
  await open(customer, '/')
  web.locales.set(guest(), 'en')
  await web.channel.stop()
  const answer = await customer.page('/preferences', { body: 'language=ro&theme=dark' })
  expect([answer.status, customer.cookies.get('frontdesk_language')]).toEqual([303, 'ro'])
})

test('a wrong address is told on a page that leads back, and to scripts in JSON', async () => {
  const page = await customer.page('/knowledge/nothing')
  expect([page.status, await page.text()]).toEqual([
    404,
    expect.stringMatching(/nothing at this address[\s\S]*href="\/"/),
  ])
  const script = await customer.json('/knowledge/nothing')
  expect([script.status, await script.json()]).toEqual([404, { error: 'There is nothing at this address.' }])
})

test('choosing a language leads back to the page as it was asked for, and from what a post shows to the page before', async () => {
  const manager = await signIn(web)
  expect(await open(manager, '/desk?show=mine')).toContain('name="back" value="/desk?show=mine"')
  const fault = await customer.page('/messages', {
    body: `id=${ID}&text=`,
    headers: { Referer: 'https://desk.example/?after=0' },
  })
  expect(await fault.text()).toContain('name="back" value="/?after=0"')
})

test.each([
  'https://evil.example/',
  '//evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  'javascript:alert(1)',
  '/\t/evil.example',
])('after choosing a language nobody is led to %j', async (back) => {
  const answer = await customer.page('/preferences', { body: String(new URLSearchParams({ language: 'ro', back })) })
  expect(answer.headers.get('location')).toMatch(/^\/(?![/\\])/)
})

test('the staff desk shows the queue and the open ticket, with what can be done', async () => {
  const manager = await signIn(web)
  web.opens(7, { customer: 'Mihai', dueAt: new Date(0) })
  web.opens(8, { customer: 'Ioana', state: 'claimed', holder: 'Bob' })
  const queue = await open(manager, '/desk')
  expect(queue).toContain('href="/desk/tickets/7"')
  expect(queue).toContain('overdue')
  const unclaimed = await open(manager, '/desk/tickets/7')
  expect(unclaimed).toContain('action="/desk/tickets/7/claim"')
  expect(unclaimed).not.toContain('action="/desk/tickets/7/release"')
  const claimed = await open(manager, '/desk/tickets/8')
  expect(claimed).toContain('action="/desk/tickets/8/release"')
  expect(claimed).toContain('claimed · Bob')
})

test('of hundreds of open tickets the page lists the oldest, and tells how many more there are', async () => {
  const manager = await signIn(web)
  for (let number = 1; number <= 203; number++) web.opens(number, {})
  const page = await open(manager, '/desk')
  expect(page.match(/href="\/desk\/tickets\/\d+"/g)).toHaveLength(200)
  expect(page).toContain('and 3 more')
  const listed = await manager.json('/desk/tickets')
  expect(listed.headers.get('x-total-count')).toBe('203')
  expect(await listed.json()).toMatchObject({ tickets: { length: 203 } })
})

test('tickets that wait or are put off are shown so, and can be answered like any', async () => {
  const manager = await signIn(web)
  const snoozedUntil = new Date('2026-05-05T09:00:00Z')
  web.opens(7, { state: 'snoozed', snoozedUntil })
  web.opens(8, { state: 'waiting', holder: 'Bob' })
  web.opens(9, { state: 'snoozed', snoozedUntil, holder: 'Bob' })
  const queue = await open(manager, '/desk')
  expect(queue).toMatch(/snoozed until <time datetime="2026-05-05T09:00:00.000Z">/)
  expect(queue).toContain('waits for the customer · Bob')
  for (const [number, action] of [
    [7, 'claim'],
    [8, 'claim'],
    [8, 'release'],
    [9, 'claim'],
    [9, 'release'],
  ] as const) {
    const shown = await open(manager, `/desk/tickets/${number}`)
    expect(shown).toContain(`action="/desk/tickets/${number}/${action}"`)
    expect(shown).toContain(`action="/desk/tickets/${number}/reply"`)
  }
})

test('the FAQ is at hand on a ticket’s page', async () => {
  const manager = await signIn(web)
  web.opens(7)
  web.articles.push({ id: 'a1', title: 'Parcels', answer: fromMarkdown('Two **days**.'), markdown: 'Two **days**.' })
  web.articles.push({ id: 'a2', title: 'Returns', answer: fromMarkdown('Thirty days.'), markdown: 'Thirty days.' })
  const found = await open(manager, '/desk/tickets/7?faq=parc')
  expect(found).toContain('Parcels')
  expect(found).not.toContain('Returns')
  const chosen = await open(manager, '/desk/tickets/7?faq=parc&article=a1')
  expect(chosen).toContain('name="article" value="a1"')
  expect(chosen).toContain('Two <strong>days</strong>.')
  expect(chosen).toContain('>Two **days**.</textarea>')
})

test('a page that can not be had says why on a page', async () => {
  const answer = await customer.page('/messages', { body: `id=${ID}&text=` })
  expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining('Please write something.')])
})

test('the front doors are pages unless JSON is asked for by name', async () => {
  for (const path of ['/', '/desk']) {
    const answer = await customer.ask(path)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=UTF-8'])
  }
  expect(await (await customer.json('/')).json()).toEqual({ messages: [] })
  expect(await (await (await signIn(web)).json('/desk')).json()).toEqual({ tickets: [] })
})
