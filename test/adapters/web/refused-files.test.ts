// Without a script, too, nobody loses what they typed over a file that is not taken.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { emptyTicket, hashed } from './memory-desk.ts'
import { type Browser, signIn, startWebDesk, type WebDesk } from './web-desk.ts'

let web: WebDesk
let customer: Browser
let manager: Browser
beforeAll(async () => {
  web = await startWebDesk()
  customer = web.browser()
  await customer.json('/messages', { body: { id: crypto.randomUUID(), text: 'Hello' } })
  web.requestOwners.set(1, hashed(customer.cookies.get('frontdesk_chat') ?? ''))
  web.requests.push({ ticket: emptyTicket(1), messages: [], quotes: 'm-1' } as never)
  web.opens(2)
  manager = await signIn(web)
})
afterAll(() => web.stop())

const WORDS = 'Two hours of <typing>'
const form = (fields: Readonly<Record<string, string>>, file: Blob | null, name: string): FormData => {
  const body = new FormData()
  for (const [field, value] of Object.entries({ id: crypto.randomUUID(), ...fields })) body.set(field, value)
  if (file !== null) body.append('files', file, name)
  return body
}
const program = new Blob(['MZ\u0000\u0000'])
const posts = async (who: Browser, path: string, body: FormData) => {
  const answer = await who.page(path, { method: 'POST', body })
  return { status: answer.status, page: await answer.text() }
}
const faultAt = (page: string) => /<p id="file-fault"[^>]*>([^<]*)</.exec(page)?.[1]

test.each<[string, () => Browser, string, Readonly<Record<string, string>>, string]>([
  ['the chat', () => customer, '/messages', {}, 'id="chat"'],
  ['a ticket’s page', () => customer, '/messages', { ticket: '1' }, '#1</h1>'],
  ['a reply on the desk', () => manager, '/desk/tickets/2/reply', {}, 'id="composer"'],
])('%s shows itself again, with the words and the fault beside the files', async (_, who, path, fields, sign) => {
  const before = web.received.length
  const refused = await posts(who(), path, form({ text: WORDS, ...fields }, program, 'setup.exe'))
  expect(refused.status).toBe(422)
  expect(refused.page).toContain(sign)
  expect(refused.page).toContain('>Two hours of &lt;typing&gt;</textarea>')
  expect(faultAt(refused.page)).toContain('“setup.exe” is of a kind that is not taken here')
  expect(refused.page).toContain('aria-invalid="true"')
  expect(web.received).toHaveLength(before)
})

test('a file that is too large says so there', async () => {
  const large = new Blob([new Uint8Array(20 * 1024 * 1024 + 1)])
  const { status, page } = await posts(customer, '/messages', form({ text: WORDS }, large, 'film.mp4'))
  expect([status, faultAt(page)]).toEqual([422, expect.stringContaining('“film.mp4” is larger than 20 MB')])
  expect(page).toContain('Two hours of')
})

test('a note that came with files keeps its words', async () => {
  const body = form({ text: WORDS }, new Blob(['words']), 'a.txt')
  const { status, page } = await posts(manager, '/desk/tickets/2/note', body)
  expect([status, faultAt(page)]).toEqual([422, expect.stringContaining('Notes take no files')])
  expect(page).toContain('Two hours of &lt;typing&gt;')
})

test('a message without words or files says beside the box what is missing', async () => {
  const { status, page } = await posts(customer, '/messages', form({ text: ' ' }, null, ''))
  expect(status).toBe(422)
  expect(page).toMatch(/aria-describedby="words-fault"[\s\S]*id="words-fault"[^>]*>[^<]+</)
})

test('a post that no field of the page can mend is still a fault of its own', async () => {
  const { status, page } = await posts(customer, '/messages', form({ id: 'no uuid', text: WORDS }, null, ''))
  expect(status).toBe(422)
  expect(page).not.toContain('id="chat"')
})
