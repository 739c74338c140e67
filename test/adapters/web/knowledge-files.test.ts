// Articles to a file and from a file on the staff desk.

import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ImportView } from '../../../src/desk/article-files.ts'
import type { Desk } from '../../../src/desk.ts'
import { type Browser, signIn, startWebDesk, type WebDesk } from './web-desk.ts'

const EVIL = '"><script>alert(1)</script>'

let web: WebDesk
let manager: Browser
let read: { name: string; text: string }[]
let view: ImportView
beforeEach(async () => {
  web = await startWebDesk()
  manager = await signIn(web)
  web.received.length = 0
  read = []
  view = planned
  knows({
    readImport: async ({ name, bytes }) => {
      read.push({ name, text: new TextDecoder().decode(bytes) })
      return view
    },
  })
})
afterEach(() => web.stop())

const knows = (parts: Partial<Desk>) => Object.assign(web.desk, parts)
const brought = {
  ...{ id: 'wifi', title: 'Wi-Fi', answer: 'Guest.', phrasings: [], tags: [], locale: 'en', versionOf: null },
  place: 'Row 1 (line 1)',
}
const planned: ImportView = {
  ...{ ok: true, text: '[{"title":"Wi-Fi"}]\n', articles: [brought], withdrawn: 40 },
  rows: [
    { title: `Wi-Fi ${EVIL}`, place: 'Row 1 (line 1)', what: 'new' },
    { title: 'Refunds', place: 'Row 2 (line 9)', what: 'changed' },
    { title: 'Quiet', place: 'Row 3 (line 12)', what: 'same' },
  ],
}

const sends = async (fields: Record<string, string | File>) => {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  const cookie = [...manager.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  return fetch(`${web.url}/desk/knowledge/files`, {
    ...{ method: 'POST', body: form, redirect: 'manual' },
    headers: { Accept: 'text/html', Cookie: cookie },
  })
}
const file = (text: string, name = 'faq.json') => new File([text], name)
const fieldOf = (page: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? ''

test('a file is looked at before anything is imported: what is new, changed and the same', async () => {
  const answer = await sends({ file: file('[{"title":"Wi-Fi"}]') })
  const page = await answer.text()
  expect([answer.status, read, web.received]).toEqual([200, [{ name: 'faq.json', text: '[{"title":"Wi-Fi"}]' }], []])
  for (const words of ['1 new', '1 changed', '1 as it is already', '40 articles of the demo are archived', 'line 9'])
    expect(page).toContain(words)
  expect(page).not.toContain('<script>alert')
})

test('what was looked at is imported as one event, in the name of whoever is signed in', async () => {
  const page = await (await sends({ file: file('x') })).text()
  const [seen, id] = [fieldOf(page, 'seen'), fieldOf(page, 'id')]
  const answer = await sends({ seen, id, name: 'faq.json', text: '[{"title":"Wi-Fi"}]\r\n' })
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/desk/knowledge/files?saved'])
  expect(web.received.map(({ event }) => event)).toEqual([
    {
      ...{ type: 'ArticlesImported', articles: [brought] },
      by: { channel: 'web', externalId: 'manager-1', name: 'Ana' },
    },
  ])
})

test('where the articles changed since the file was looked at, it is shown once more', async () => {
  const page = await (await sends({ file: file('x') })).text()
  view = { ...planned, withdrawn: 0 }
  const answer = await sends({ seen: fieldOf(page, 'seen'), name: 'faq.json', text: 'x' })
  expect([answer.status, await answer.text()]).toEqual([409, expect.stringContaining('changed meanwhile')])
  expect(web.received).toEqual([])
})

test('faults name the row and import nothing', async () => {
  view = { ok: false, faults: [`Row 2 (line 3): title: is missing; write one. ${EVIL}`] }
  const answer = await sends({ file: file('x') })
  const page = await answer.text()
  expect([answer.status, page.includes('Row 2 (line 3): title: is missing')]).toEqual([422, true])
  expect(page).not.toContain('<script>alert')
  expect(web.received).toEqual([])
})

test('why the engine refuses an import is told', async () => {
  const page = await (await sends({ file: file('x') })).text()
  const notice = { say: 'staff.articlesUnfit', params: { fault: 'Row 1: keep one of them.' } }
  web.gates.answer = { kind: 'refused', because: 'state', notice }
  const answer = await sends({ seen: fieldOf(page, 'seen'), name: 'faq.json', text: 'x' })
  expect([answer.status, await answer.text()]).toEqual([409, expect.stringContaining('Row 1: keep one of them.')])
})

test('a file that is too large for a request is refused with another way to import it', async () => {
  const answer = await sends({ file: file('x'.repeat(900_001)) })
  expect([answer.status, await answer.text()]).toEqual([413, expect.stringContaining('frontdesk faq import')])
  // As browsers send it on, each line is longer.
  view = { ...planned, text: 'x\n'.repeat(400_000) }
  expect((await sends({ file: file('y') })).status).toBe(413)
})

test('no file is told as such', async () => {
  const answer = await sends({ file: file('', '') })
  expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining('Please choose a file.')])
})

test.each([
  ['json', 'application/json'],
  ['csv', 'text/csv'],
  ['md', 'text/markdown'],
])('all articles are given as a file to keep: %s', async (form, type) => {
  knows({ exportArticles: async (asked) => `as ${asked}` })
  const answer = await manager.page(`/desk/knowledge/export/articles.${form}`)
  expect([answer.status, await answer.text()]).toEqual([200, `as ${form}`])
  expect(answer.headers.get('content-type')).toContain(type)
  expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="articles.${form}"`)
  expect((await manager.page('/desk/knowledge/export/passwd')).status).toBe(404)
})
