// Requests to a route that are odd in all that a request has: method, address, query, headers, cookies, body.

import { readdirSync, readFileSync } from 'node:fs'
import { request } from 'node:http'
import fc from 'fast-check'
import { webPosts } from './corpus.ts'
import { mutated, oddTexts } from './mutated.ts'

export interface OddRequest {
  readonly method: string
  /** With the query. */
  readonly address: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
}

export interface FuzzedRoute {
  readonly method: string
  /** As it is written in the router. */
  readonly path: string
}

const WEB = new URL('../../adapters/web/', import.meta.url)
type Pairs = readonly (readonly [string, string])[]
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'PROPFIND']
const PARTS = [
  ...[
    '1',
    '2',
    '0',
    '-1',
    '999999999',
    '99999999999',
    '1e3',
    'refund',
    'claim',
    'reply',
    'a-token',
    '..',
    '.',
    '__proto__',
  ],
  ...['%', '%zz', '%00', '%c0%80', '%2e%2e%2f', '%ff', 'constructor', '0b9f6a52-9d0e-4c5a-8f57-2f4f4a1f8d11'],
]
/** The names of all fields that the web's forms have or that its bodies are read by, asked from its source: a new one is fuzzed by itself. */
const FIELDS = [
  ...new Set(
    readdirSync(WEB, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .flatMap((name) => [...readFileSync(new URL(name, WEB), 'utf8').matchAll(/ name="([a-z]\w*)"|\b(\w+): z\./gi)])
      .map(([, named, read]) => named ?? read ?? ''),
  ),
]
const VALUES = [
  ...[
    '',
    '1',
    '0',
    '2147483648',
    '9007199254740993',
    '1e9',
    'on',
    'yes',
    'en',
    'ro',
    'refund',
    'high',
    'tomorrow',
    'csv',
  ],
  ...['0b9f6a52-9d0e-4c5a-8f57-2f4f4a1f8d11', 'slack:U1ANNA', '2026-05-04', '2026-13-99', '7d', '/desk', 'a@b.ro'],
]
const TYPES = [
  ...['application/json', 'application/x-www-form-urlencoded', 'text/plain', 'application/json; charset=x', ''],
  'multipart/form-data; boundary=x',
]
const ACCEPTED = ['text/html', 'application/json', 'text/event-stream', '*/*', 'x/y;q=z', ',,;=']

const part = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom('1', 'refund') },
  fc.constantFrom(...PARTS),
  oddTexts.map((text) => encodeURIComponent(text.slice(0, 300).toWellFormed())),
)
const pairs = fc.array(
  fc.tuple(
    fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...FIELDS) }, oddTexts),
    fc.oneof(fc.constantFrom(...VALUES), oddTexts),
  ),
  { maxLength: 8 },
)
// What a header can't hold never reaches the desk; where all are longer than 16 kB, Node answers by itself.
const headerText = oddTexts.map((text) =>
  text
    .slice(0, 2_000)
    .replace(/[^\x20-\x7e\x80-\xff]/g, '')
    .trim(),
)
const headers = fc.record(
  {
    ...{ Accept: fc.oneof(fc.constantFrom(...ACCEPTED), headerText), 'Accept-Language': headerText },
    ...{ 'Content-Type': fc.oneof(fc.constantFrom(...TYPES), headerText), 'Last-Event-ID': headerText },
    ...{
      'If-None-Match': headerText,
      Range: fc.constantFrom('bytes=0-', 'bytes=-1', 'bytes=9-1', 'lines=1'),
      'User-Agent': headerText,
    },
    ...{
      'X-Forwarded-For': headerText,
      Referer: headerText,
      Authorization: headerText,
      Prefer: headerText,
      'HX-Request': headerText,
    },
  },
  { requiredKeys: [] },
)
const NONE: fc.Arbitrary<Pairs> = fc.constant([])
const cookies: fc.Arbitrary<Pairs> = fc.array(
  fc.tuple(
    fc.constantFrom(
      'frontdesk_chat',
      'frontdesk_desk',
      'frontdesk_customer',
      'frontdesk_widget',
      'frontdesk_language',
      'frontdesk_theme',
      '__proto__',
    ),
    headerText.map((text) => text.replace(/[;,]/g, '')),
  ),
  { maxLength: 3 },
)

const multipart = (fields: readonly (readonly [string, string])[]): string =>
  `${fields.map(([name, value]) => `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`).join('')}--x--\r\n`
// Nearly right: an id of its own, words, and fields that there are.
const fitting = fc
  .tuple(
    fc.uuid(),
    oddTexts,
    fc.array(fc.tuple(fc.constantFrom(...FIELDS), fc.constantFrom(...VALUES)), { maxLength: 6 }),
  )
  .map(([id, words, fields]): [string, string][] => [['text', words], ...fields, ['id', id]])
const body = fc.oneof(
  fitting.map((fields) => JSON.stringify(Object.fromEntries(fields))),
  fitting.map((fields) => new URLSearchParams(fields).toString()),
  fitting.map(multipart),
  mutated(webPosts).map((post) => text(post)),
  pairs.map((fields) => new URLSearchParams(fields.map(([name, value]): [string, string] => [name, value])).toString()),
  pairs.map(multipart),
  oddTexts,
  fc.constantFrom(
    '',
    '{',
    '[]',
    'null',
    '"',
    '--x',
    `${'['.repeat(100_000)}`,
    `{"id":${'{"a":'.repeat(2_000)}1${'}'.repeat(2_000)}}`,
  ),
)

/** Odd requests to these routes. `session` has the cookies of somebody who may be there, and may be left out. */
export const oddRequests = (routes: readonly FuzzedRoute[], sessions: readonly string[]): fc.Arbitrary<OddRequest> =>
  fc
    .record({
      route: fc.constantFrom(...routes),
      method: fc.oneof({ weight: 6, arbitrary: fc.constant(null) }, fc.constantFrom(...METHODS)),
      parts: fc.array(part, { minLength: 1, maxLength: 4 }),
      query: fc.option(pairs, { freq: 2 }),
      session: fc.constantFrom(...sessions),
      ...{ headers, cookies: fc.oneof({ weight: 4, arbitrary: NONE }, cookies), body },
    })
    .map((odd) => {
      const method = odd.method ?? odd.route.method
      const query =
        odd.query === null
          ? ''
          : `?${new URLSearchParams(odd.query.map(([name, value]): [string, string] => [name, value]))}`
      const cookie = [odd.session, ...odd.cookies.map(([name, value]) => `${name}=${value}`)]
        .filter((one) => one !== '')
        .join('; ')
      return {
        method,
        address: `${addressOf(odd.route.path, odd.parts)}${query.slice(0, 4_000)}`,
        headers: { 'Content-Type': 'application/json', ...odd.headers, ...(cookie !== '' && { Cookie: cookie }) },
        body: method === 'GET' || method === 'HEAD' ? undefined : odd.body,
      }
    })

/** The status of the answer, whose body is not waited for where it never ends. Each has a connection of its own, and no client tidies its address. */
export const statusOf = (url: string, { method, address, headers: given, body: sent }: OddRequest): Promise<number> =>
  new Promise((resolve, reject) => {
    const length = { 'Content-Length': Buffer.byteLength(sent ?? '') }
    const asked = request(url, { method, path: address, headers: { ...given, ...length }, agent: false }, (answer) => {
      const isEndless = answer.headers['content-type']?.includes('event-stream') === true
      if (isEndless) answer.destroy()
      else answer.resume()
      answer.on('close', () => resolve(answer.statusCode ?? 0))
    })
    asked.on('error', reject).end(sent)
  })

const addressOf = (path: string, parts: readonly string[]): string => {
  let next = 0
  return path.replaceAll(/:\w+(\{[^}]*\})?\??|\*/g, () => parts[next++ % parts.length] ?? '')
}

// Too deep to be written as JSON is left to other tests.
function text(value: unknown): string {
  try {
    return JSON.stringify(value) ?? ''
  } catch {
    return ''
  }
}
