// What somebody who means harm would try, on every route that there is.

import { randomUUID } from 'node:crypto'
import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { DeskAssistance } from '../../../src/desk/assistance.ts'
import { fromMarkdown, fromPlainText } from '../../../src/document.ts'
import { addressOf, everyRoute } from './every-route.ts'
import { hashed } from './memory-desk.ts'
import { type Browser, signIn, startWebDesk, type WebDesk } from './web-desk.ts'

/** It would leave text, an attribute in either quotes, a text box, a script and a comment. */
const HOSTILE = `--></textarea></script>"'><xss-probe onfocus=alert(1) autofocus>{{7*7}}\${7*7}`
const BREACHES = [/<xss-probe/i, /href="\s*(javascript|data|vbscript):/i, /\son\w+=["']/]
const ELSEWHERE = [
  'https://evil.example/',
  '//evil.example',
  String.raw`/\evil.example`,
  String.raw`\\evil.example`,
  '/\t/evil.example',
  '/\n//evil.example',
  '/.//evil.example',
  '/%09/evil.example/..//evil.example',
  'javascript:alert(1)',
  'data:text/html,x',
]
const FIELDS = [
  ...['id', 'text', 'press', 'back', 'ticket', 'language', 'theme', 'name', 'email', 'login', 'password', 'token'],
  ...['title', 'answer', 'phrasings', 'tags', 'locale', 'versionOf', 'article', 'message', 'priority', 'manager'],
  ...['until', 'number', 'code', 'reason', 'comment', 'query', 'q', 'faq', 'from', 'after', 'question', 'state'],
]

let desk: WebDesk
let manager: Browser
let customer: Browser
/** Signing out comes last: after it the others would only be refused. */
const posts = () =>
  everyRoute(desk)
    .filter(({ method }) => method !== 'GET')
    .sort((one, other) => Number(/out$/.test(one.path)) - Number(/out$/.test(other.path)))
const pages = () => everyRoute(desk).filter(({ method }) => method === 'GET')
/** Asks and hangs up, since some answers never end; the body, where it ends at once, comes with it. */
const look = async (by: Browser, address: string, how: Parameters<Browser['page']>[1] = {}) => {
  const hangUp = new AbortController()
  const answer = await by.page(address, { ...how, signal: hangUp.signal })
  const isStream = answer.headers.get('content-type')?.includes('event-stream') === true
  const body = isStream ? '' : await answer.text()
  hangUp.abort()
  // What isn't a page is never read as one: its type says so, and nosniff keeps to it.
  const page = answer.headers.get('content-type')?.includes('html') === true ? body : ''
  return { status: answer.status, headers: answer.headers, body, page }
}
const storedNothing = async (work: () => Promise<unknown>): Promise<void> => {
  const before = desk.received.length
  await work()
  expect(desk.received.slice(before)).toEqual([])
}

beforeAll(async () => {
  desk = await startWebDesk({ widget: { origins: ['https://shop.example'], secret: null } })
  customer = desk.browser()
  await customer.json('/messages', { body: { id: randomUUID(), text: HOSTILE } })
  const guest = hashed(customer.cookies.get('frontdesk_chat') ?? '')
  const buttons = [{ label: HOSTILE, press: HOSTILE }]
  const links = `[a](javascript:alert(1)) <img src=x onerror=alert(1)> ![b](data:text/html,x) [c](vbscript:x "${HOSTILE}")`
  desk.says(guest, { role: 'manager', id: HOSTILE, name: HOSTILE }, fromMarkdown(links), buttons)
  desk.says(
    guest,
    { role: 'bot' },
    fromMarkdown(`# ${HOSTILE}\n\n\`\`\`${HOSTILE}\n${HOSTILE}\n\`\`\`\n\n> ${HOSTILE}`),
  )
  const message = {
    ...{ id: HOSTILE, at: new Date(), editedAt: new Date(), earlier: [], deletedAt: null, heldUntil: null },
    ...{ audience: 'everyone', delivery: 'delivered', reason: null, translation: null },
    files: [{ id: randomUUID(), name: HOSTILE, mediaType: HOSTILE, size: 1 }],
  } as const
  desk.opens(1, {
    ...{ customer: HOSTILE, holder: HOSTILE, question: HOSTILE, subject: HOSTILE, tags: [HOSTILE], email: HOSTILE },
    rating: { score: 5, comment: HOSTILE },
    messages: [
      { ...message, author: { role: 'customer', id: HOSTILE, name: HOSTILE }, document: fromPlainText(HOSTILE) },
      { ...message, author: { role: 'manager', id: HOSTILE, name: HOSTILE }, document: fromMarkdown(links) },
    ] as never, // whatever else a message has, its words are what is tried here
  })
  const asked = { purpose: 'draft', at: new Date(), by: HOSTILE, state: 'answered', why: null } as const
  const tokens = { sent: 1, received: 1 }
  Object.assign(desk.desk, {
    hasAssistant: true,
    draftAt: async () => ({
      consultation: HOSTILE,
      written: {
        ...{ state: 'draft', text: HOSTILE, tickets: [1], isOvertaken: true },
        articles: [{ id: HOSTILE, title: HOSTILE }],
      },
    }),
    proposals: async () => ({ tags: [HOSTILE], priority: 'high' }),
    consultations: async () => [{ ...asked, tokens }],
    consultationRecords: async () => [{ ...asked, tokens, sent: HOSTILE, received: HOSTILE }],
  } satisfies Partial<DeskAssistance>)
  desk.articles.push({ id: HOSTILE, title: HOSTILE, markdown: HOSTILE, answer: fromMarkdown(`${links}\n\n${HOSTILE}`) })
})
beforeEach(async () => {
  manager = await signIn(desk, HOSTILE.slice(0, 80))
})
afterAll(() => desk.stop())

describe('words that are code', () => {
  test('are shown as words on every page, whoever looks at it', async () => {
    for (const route of pages()) {
      for (const by of [desk.browser(), customer, manager]) {
        const { page } = await look(by, addressOf(route))
        for (const breach of BREACHES) expect(page, route.name).not.toMatch(breach)
      }
    }
  })

  test('come back as words from every address that takes some', async () => {
    const query = new URLSearchParams(FIELDS.map((field) => [field, HOSTILE]))
    for (const route of pages()) {
      for (const by of [customer, manager]) {
        for (const address of [`${addressOf(route)}?${query}`, addressOf(route, encodeURIComponent(HOSTILE))]) {
          const { status, page } = await look(by, address)
          expect(status, route.name).toBeLessThan(500)
          for (const breach of BREACHES) expect(page, route.name).not.toMatch(breach)
        }
      }
    }
  })

  test('come back as words from every form that takes some, fault or not', async () => {
    const hostile = FIELDS.map((field): [string, string] => [field, HOSTILE])
    const fit = FIELDS.map((field): [string, string] => [field, field === 'id' ? randomUUID() : HOSTILE])
    for (const route of posts()) {
      for (const by of [customer, manager]) {
        for (const fields of [hostile, fit]) {
          const body = new URLSearchParams(fields).toString()
          const answer = await look(by, addressOf(route), { method: route.method, body })
          expect(answer.status, route.name).toBeLessThan(500)
          for (const breach of BREACHES) expect(answer.page, route.name).not.toMatch(breach)
        }
      }
    }
  })
})

describe('a post that another site makes', () => {
  const foreign: readonly Record<string, string>[] = [
    { Origin: 'https://evil.example' },
    { Origin: 'null' },
    { Origin: 'http://127.0.0.1.evil.example' },
    { Origin: 'https://desk.example.evil.example' },
    { Origin: 'http://localhost:1' },
    { 'Sec-Fetch-Site': 'cross-site' },
    { 'Sec-Fetch-Site': 'same-site' },
  ]
  test.each(foreign)('%j is refused by every route, and stores nothing', async (headers) => {
    for (const route of posts()) {
      await storedNothing(async () => {
        const body = new URLSearchParams({
          id: randomUUID(),
          text: 'x',
          press: 'x',
          title: 'x',
          answer: 'x',
        }).toString()
        const answer = await look(manager, addressOf(route), { method: route.method, body, headers })
        expect(answer.status, route.name).toBe(403)
        expect(answer.headers.getSetCookie(), route.name).toEqual([])
      })
    }
  })

  test('is none from the desk itself', async () => {
    const own = { Origin: 'https://desk.example', 'Sec-Fetch-Site': 'same-origin' }
    const answer = await look(customer, '/preferences', { body: 'theme=dark', headers: own })
    expect(answer.status).toBe(303)
  })
})

test('looking at a page changes nothing, whatever the address says', async () => {
  await storedNothing(async () => {
    for (const route of pages()) {
      for (const by of [customer, manager]) {
        for (const method of ['GET', 'HEAD'])
          await look(by, `${addressOf(route)}?text=x&press=person&_method=POST`, { method })
      }
    }
  })
})

test('a method that a route does not have is refused, also where it hides in a header or a field', async () => {
  await storedNothing(async () => {
    for (const route of everyRoute(desk)) {
      for (const method of ['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND']) {
        const { status } = await look(manager, addressOf(route), { method })
        expect([303, 401, 403, 404, 405], `${method} on ${route.path}`).toContain(status)
      }
    }
    const headers = { 'X-HTTP-Method-Override': 'POST' }
    await look(manager, '/desk/tickets/1/claim?_method=POST', { headers })
  })
})

describe('every answer', () => {
  const expectSafe = (name: string, headers: Headers): void => {
    const policy = headers.get('content-security-policy') ?? ''
    const named = `${name}: ${policy}`
    expect(policy, named).toContain("default-src 'none'")
    expect(policy, named).toContain("script-src 'self'")
    expect(policy, named).toContain("base-uri 'none'")
    expect(policy, named).toContain("form-action 'self'")
    expect(policy, named).not.toMatch(/unsafe-|\*/)
    expect(headers.get('x-content-type-options'), name).toBe('nosniff')
    expect(headers.get('referrer-policy'), name).toBe('same-origin')
    expect(headers.get('x-powered-by'), name).toBeNull()
    expect(headers.get('access-control-allow-origin'), name).toBeNull()
    for (const cookie of headers.getSetCookie()) {
      expect(cookie, name).toMatch(/; HttpOnly/)
      expect(cookie, name).toMatch(/; SameSite=(Lax|Strict)/)
      expect(cookie, name).toMatch(/; Path=\//)
    }
  }

  test('keeps the browser to the desk, faults and unknown addresses too', async () => {
    for (const route of everyRoute(desk)) {
      for (const by of [desk.browser(), manager]) {
        const { headers } = await look(by, addressOf(route), { method: route.method })
        expectSafe(route.name, headers)
        // The widget's script is the same for everybody.
        if (route.path !== '/widget.js') expect(headers.get('cache-control'), route.name).toMatch(/no-store|no-cache/)
      }
    }
    for (const address of ['/nowhere', '/desk/nowhere', '/desk/tickets/0', '/assets/nothing.js'])
      expectSafe(address, (await look(manager, address)).headers)
    for (const body of ['text=x', 'id=1', '%'])
      expectSafe(`/messages ${body}`, (await look(customer, '/messages', { body })).headers)
  })

  test('has cookies for HTTPS alone where the desk is reached by it', async () => {
    const secure = await startWebDesk({ secureCookies: true })
    const answer = await look(secure.browser(), '/')
    expect(answer.headers.getSetCookie()).not.toEqual([])
    for (const cookie of answer.headers.getSetCookie()) expect(cookie).toMatch(/; Secure/)
    await secure.stop()
  })
})

describe('an address to come back to', () => {
  test.each(ELSEWHERE)('%j never leads to another site', async (back) => {
    const fields = FIELDS.map((field): [string, string] => [field, field === 'id' ? randomUUID() : 'person'])
    for (const route of posts()) {
      const body = new URLSearchParams([...fields, ['theme', 'dark'], ['back', back], ['next', back]]).toString()
      const more = new URLSearchParams({ back, next: back }).toString()
      const { headers } = await look(manager, `${addressOf(route)}?${more}`, { method: route.method, body })
      const leads = headers.get('location')
      if (leads !== null) expect(new URL(leads, desk.url).origin, route.name).toBe(desk.url)
      expect(leads ?? '/', route.name).not.toMatch(/^[/\\][/\\\t\n]/)
    }
  })
})

test('line ends in what is given add no header', async () => {
  const injected = 'x\r\nSet-Cookie: planted=1\r\nX-Planted: 1\r\n\r\n<html>'
  for (const route of posts()) {
    const fields = FIELDS.map((field): [string, string] => [field, field === 'back' ? `/${injected}` : injected])
    const answer = await look(manager, addressOf(route, encodeURIComponent(injected)), {
      method: route.method,
      body: new URLSearchParams([...fields, ['theme', 'dark']].filter(([name]) => name !== 'language')).toString(),
    })
    expect(answer.headers.get('x-planted'), route.name).toBeNull()
    expect(answer.headers.getSetCookie().join(), route.name).not.toContain('planted')
  }
})

describe('an address that climbs out of its folder', () => {
  const climbing = ['..', '%2e%2e', '%252e%252e', '..%5c', '..%c0%af', '....', '.%00.', '..;']
  const folders = ['/assets', '/files', '/desk', '']
  // A URL would be tidied up before it is sent.
  const raw = (path: string): Promise<{ status: number; body: string }> =>
    new Promise((resolve, reject) => {
      const asked = request(new URL(desk.url), { path }, (answer) => {
        text(answer).then((body) => resolve({ status: answer.statusCode ?? 0, body }), reject)
      })
      asked.on('error', reject).end()
    })
  test.each(climbing)('%s finds nothing', async (up) => {
    for (const folder of folders) {
      for (const end of ['package.json', 'etc/passwd', '.env']) {
        for (const slash of ['/', '%2f', '%5c']) {
          const path = `${folder}/${[up, up, up, up, end].join(slash)}`
          const { status, body } = await raw(path)
          expect([400, 401, 404], path).toContain(status)
          expect(body).not.toMatch(/"devDependencies"|root:|DATABASE_URL/)
        }
      }
    }
  })
})

describe('a body', () => {
  const MEGABYTE = 1024 * 1024
  const large = 'x'.repeat(MEGABYTE + 1)
  const shapes: readonly (readonly [string, string, string])[] = [
    ['a form', 'application/x-www-form-urlencoded', `text=${large}`],
    ['JSON', 'application/json', JSON.stringify({ id: randomUUID(), text: large })],
    ['no type', 'application/octet-stream', large],
  ]
  test.each(shapes)('of more than a megabyte as %s is refused by every route', async (_name, type, body) => {
    for (const route of posts()) {
      await storedNothing(async () => {
        const { status } = await look(manager, addressOf(route), {
          method: route.method,
          body,
          headers: { 'Content-Type': type },
        })
        expect([413, 415], route.name).toContain(status)
      })
    }
  })

  const odd: readonly (readonly [string, string, string])[] = [
    ['that nests ten thousand deep', 'application/json', `${'['.repeat(10_000)}${']'.repeat(10_000)}`],
    ['of twenty thousand fields', 'application/x-www-form-urlencoded', 'a=1&'.repeat(20_000)],
    ['that is not JSON', 'application/json', '{"id":'],
    ['of another kind', 'application/json', '"words"'],
    ['that is null', 'application/json', 'null'],
    [
      'whose form has no end',
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="text"\r\n\r\n',
    ],
    ['whose form has no boundary', 'multipart/form-data', 'x'],
    ['in a charset that there is not', 'application/json; charset=x-none', '{}'],
    ['with broken escapes', 'application/x-www-form-urlencoded', 'text=%&id=%zz&press=%c0%80'],
    ['with NUL', 'application/json', String.raw`{"id":"\u0000","text":"\u0000","press":"\u0000"}`],
    ['that lists where one is meant', 'application/json', '{"id":[1],"text":{"a":1},"press":["x"],"back":["//x"]}'],
  ]
  test.each(odd)('%s is a fault of the sender, and never of the desk', async (_name, type, body) => {
    for (const route of posts()) {
      for (const by of [customer, manager]) {
        const how = { method: route.method, body, headers: { 'Content-Type': type } }
        expect((await look(by, addressOf(route), how)).status, route.name).toBeLessThan(500)
      }
    }
    expect(desk.logged).toEqual([])
  })

  test('cannot reach what all objects have in common', async () => {
    const id = randomUUID()
    const json = `{"id":"${id}","text":"x","__proto__":{"planted":1},"constructor":{"prototype":{"planted":1}}}`
    const form = `id=${id}&text=x&__proto__[planted]=1&__proto__.planted=1&constructor.prototype.planted=1&__proto__=x`
    for (const route of posts()) {
      for (const [type, body] of [
        ['application/json', json],
        ['application/x-www-form-urlencoded', form],
      ] as const) {
        const how = { method: route.method, body, headers: { 'Content-Type': type } }
        expect((await look(manager, addressOf(route), how)).status, route.name).toBeLessThan(500)
      }
      for (const part of ['__proto__', 'constructor', 'toString', 'hasOwnProperty'])
        expect((await look(manager, addressOf(route, part), { method: route.method })).status).toBeLessThan(500)
    }
    expect(Object.keys(Object.prototype)).toEqual([])
    expect('planted' in {}).toBe(false)
  })
})

describe('a guess', () => {
  const odd = [
    '0',
    '-1',
    '1.5',
    '1e3',
    '01',
    '999999999999',
    'NaN',
    'null',
    '%00',
    '1%0a',
    '1,2',
    '٣',
    "1'--",
    '1;drop',
  ]
  test.each(odd)('of a ticket by %s finds none', async (number) => {
    await storedNothing(async () => {
      expect((await look(manager, `/desk/tickets/${number}`)).status).toBe(404)
      expect((await look(manager, `/desk/tickets/${number}/claim`, { body: '' })).status).toBe(404)
      expect((await look(customer, `/tickets/${number}`)).status).toBe(404)
    })
  })

  const cookies = ['x', 'a'.repeat(43), 'a'.repeat(3_000), '../../etc', `${'a'.repeat(43)}%00`, HOSTILE, '\u00ff', '""']
  test.each(cookies)('of a session by %j opens no desk and no chat', async (value) => {
    const visitor = desk.browser()
    for (const name of ['frontdesk_desk', 'frontdesk_chat', 'frontdesk_language', 'frontdesk_theme'])
      visitor.cookies.set(name, encodeURIComponent(value))
    expect((await look(visitor, '/desk/tickets')).status).toBe(401)
    const { status, body } = await look(visitor, '/')
    expect(status).toBe(200)
    for (const breach of BREACHES) expect(body).not.toMatch(breach)
    expect(body).not.toContain('xss-probe')
  })

  test("of a sign-in link is told what a used link is told, and the link's own hash is no way in", async () => {
    desk.links.add('a-real-one')
    for (const token of ['a', hashed('a-real-one'), '%00', '__proto__', HOSTILE]) {
      const answer = await look(desk.browser(), `/desk/sign-in/${encodeURIComponent(token)}`, { body: 'name=x' })
      expect(answer.status).toBe(410)
      expect(answer.headers.getSetCookie()).toEqual([])
    }
  })
})
