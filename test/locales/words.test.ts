import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { refusalReasons, unsupportedKinds } from '../../src/core/kinds.ts'
import { languages as chosen } from '../../src/core/language.ts'
import { createWords, languageOf, languages } from '../../src/locales/words.ts'

const words = createWords()
const PLURAL = /_(?:zero|one|two|few|many|other)$/

/** All words of a language by their whole key, such as `customer.button.skip`. */
const flat = (tree: object, path = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) => {
    const whole = path === '' ? key : `${path}.${key}`
    return typeof value === 'string' ? [[whole, value]] : flat(value, whole)
  })

const en = new Map(flat(languages.en))
const ro = new Map(flat(languages.ro))
const keysOf = (all: ReadonlyMap<string, string>) => new Set([...all.keys()].map((key) => key.replace(PLURAL, '')))
const paramsOf = (text: string) => [...text.matchAll(/{{(\w+)}}/g)].map(([, name]) => name).sort()

test('every key is there in both languages', () => {
  expect([...keysOf(ro)].sort()).toEqual([...keysOf(en)].sort())
})

test('the same words take the same parameters in both languages', () => {
  for (const [key, text] of ro) {
    const english = en.get(key) ?? en.get(key.replace(PLURAL, '_other')) ?? ''
    expect([key, paramsOf(text)]).toEqual([key, paramsOf(english)])
  }
})

test.each(['en', 'ro'] as const)('every plural of %s has the forms that the language knows', (language) => {
  const all = language === 'en' ? en : ro
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories
  const plurals = [...all.keys()].filter((key) => PLURAL.test(key)).map((key) => key.replace(PLURAL, ''))
  for (const key of plurals) {
    for (const form of forms) expect(all.has(`${key}_${form}`), `${key}_${form}`).toBe(true)
  }
})

test('each English action label holds exactly one of the words by which it is known', () => {
  const known = ['solved', 'not what', 'person', 'reopen', 'skip', 'cancel']
  const labels: Readonly<Record<string, string>> = languages.en.customer.button
  const byName = {
    solved: 'solved',
    not: 'not what',
    person: 'person',
    reopen: 'reopen',
    skip: 'skip',
    cancel: 'cancel',
  }
  for (const [name, word] of Object.entries(byName)) {
    const label = labels[name]?.toLowerCase() ?? ''
    expect(known.filter((one) => label.includes(one))).toEqual([word])
  }
})

test('customers can choose each language that there are words in', () => {
  expect(chosen.map(({ code }) => code).sort()).toEqual(Object.keys(languages).sort())
})

test('Romanian is written with its own letters, not with the Turkish ones', () => {
  for (const [key, text] of ro) expect([key, /[şţŞŢ]/.test(text)]).toEqual([key, false])
})

test('Romanian says dumneavoastră to everybody', () => {
  const familiar = /(?<!\p{L})(?:tu|tău|ta|tăi|tale|ție|îți|te|ești|poți|vrei|scrii)(?!\p{L})/iu
  for (const [key, text] of ro) expect([key, text]).toEqual([key, expect.not.stringMatching(familiar)])
})

const sources = ['src', 'adapters'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.startsWith('locales'))
    .map((file) => join(folder, file)),
)

test('everything that the program says by key has words', () => {
  const keys = sources.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/'((?:customer|staff|telegram|slack|web|figures|faq)\.[a-z][\w.]*)'/gi)]
      .map(([, key]) => key ?? '')
      .filter((key) => !/\.(?:ts|js|css)$/.test(key)),
  )
  const known = keysOf(en)
  expect(keys.length).toBeGreaterThan(50)
  expect(keys.filter((key) => !known.has(key))).toEqual([])
})

test.each(unsupportedKinds)('a customer hears that %s can not be passed on', (what) => {
  expect(words('en', 'customer.unsupported', { what })).toContain(words('en', `unsupported.${what}`))
  expect(words('ro', 'staff.unsupported', { what })).toContain(words('ro', `unsupported.${what}`))
})

const REWRITE = /shorter|again|mai scurt|din nou/

test('docs/http.md names every reason of a refusal', () => {
  const text = readFileSync(new URL('../../docs/http.md', import.meta.url), 'utf8')
  const line = text.split('\n').find((one) => one.startsWith('`reason` comes with'))
  const named = (line?.match(/`(\w+)`/g) ?? []).map((word) => word.slice(1, -1))
  expect(named).toEqual(['reason', 'undelivered', ...refusalReasons])
})

test.each(refusalReasons)('the staff hear what %s means', (reason) => {
  for (const locale of ['en', 'ro']) {
    expect(words(locale, 'staff.undelivered', { reason })).toContain(words(locale, `refused.${reason}`))
    const automatic = words(locale, 'staff.undeliveredAutomatic', { reason })
    expect(automatic).toContain(words(locale, `refused.automatic.${reason}`))
    expect(automatic, 'advice for somebody who wrote nothing').not.toMatch(REWRITE)
  }
})

test.each(['en', 'ro'])('who reads of a card in %s is not told to write it otherwise', (locale) => {
  expect(words(locale, 'staff.cardRefused', { number: 3 })).not.toMatch(REWRITE)
})

test('numbers take the plural of the language', () => {
  const waiting = (locale: string, count: number) => words(locale, 'slack.unclaimed.title', { count })
  expect(waiting('en', 1)).toContain('1 ticket is')
  expect(waiting('en', 15)).toContain('15 tickets are')
  expect(waiting('ro', 1)).toContain('1 tichet așteaptă')
  expect(waiting('ro', 15)).toContain('15 tichete așteaptă')
  expect(waiting('ro', 20)).toContain('20 de tichete așteaptă')
  expect(waiting('ro', 101)).toContain('101 tichete așteaptă')
})

test('a reminder is true also of a ticket that somebody had claimed before', () => {
  expect(words('en', 'slack.unclaimed.title', { count: 2 })).not.toMatch(/nobody|yet/i)
  expect(words('ro', 'slack.unclaimed.title', { count: 2 })).not.toMatch(/nimeni|încă/i)
})

test.each([
  ['en', 'telegram', 'from Telegram'],
  ['en', 'web', 'from the web chat'],
  ['ro', 'slack', 'de pe Slack'],
])(
  'what could not be handled is told in %s with %s as people write it, and the key at the end',
  (locale, channel, named) => {
    const told = words(locale, 'staff.parked', { channel, key: 'telegram:1:9' })
    expect(told).toContain(named)
    expect(told).toMatch(/telegram:1:9$/)
    expect(told).not.toMatch(/update|actualizare/i)
  },
)

// What an operator sets belongs in the log and the manual; people in a chat read words for people.
test('nobody in a chat reads a name of the environment, or a word of the program’s', () => {
  const jargon = /[A-Z]{2,}_[A-Z]|frontdesk |\bupdate\b|payload|UUID|deliver(?:y|ies)\b/
  const chats = [...en, ...ro].filter(([key]) => !/^(?:web|slack)\./.test(key))
  for (const [key, text] of chats) expect([key, text]).toEqual([key, expect.not.stringMatching(jargon)])
})

test('customers read of requests and managers of tickets, each of one thing', () => {
  const texts = (all: ReadonlyMap<string, string>, files: RegExp) =>
    [...all].filter(([key]) => files.test(key)).map(([, text]) => text.replace(/\/[a-z]+/g, ''))
  const forCustomers = /^(?:customer|telegram)\./
  const forManagers = /^(?:staff|refused|figures)\./
  expect(texts(en, forCustomers).filter((text) => /ticket/i.test(text))).toEqual([])
  expect(texts(ro, forCustomers).filter((text) => /tichet/i.test(text))).toEqual([])
  expect(texts(en, forManagers).filter((text) => /request/i.test(text))).toEqual([])
  expect(texts(ro, forManagers).filter((text) => /cerer/i.test(text))).toEqual([])
})

test('a name stands in the words as it is, whatever it looks like', () => {
  for (const name of ['<b>Ion</b>', '{{number}}', '$t(customer.help)', '&amp;', '$&']) {
    expect(words('en', 'customer.registered', { name })).toContain(name)
  }
})

test('a key or a parameter that is missing is a fault, not an empty message', () => {
  expect(() => words('en', 'customer.nothingOfTheKind')).toThrow('no words for customer.nothingOfTheKind')
  expect(() => words('en', 'customer.button')).toThrow('no words')
  expect(() => words('en', 'customer.askEmail')).toThrow('{{name}}')
})

test.each([
  ['ro', 'en', 'ro'],
  ['ro-MD', 'en', 'ro'],
  ['EN_us', 'ro', 'en'],
  ['de', 'ro', 'ro'],
  [null, 'ro', 'ro'],
  [null, 'de', 'en'],
  ['', '', 'en'],
])('someone who speaks %j at a desk in %j is spoken to in %s', (locale, fallback, language) => {
  expect(languageOf(locale, fallback)).toBe(language)
})
