// Files on the web: what may be sent, where it lies, and who gets it.

import { readdir, readFile, stat } from 'node:fs/promises'
import { request } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import type { FileRef } from '../../../src/channel.ts'
import { fromPlainText } from '../../../src/document.ts'
import { type Browser, messagesOf, signIn, startWebDesk, type WebDesk } from './web-desk.ts'

let web: WebDesk
beforeAll(async () => {
  web = await startWebDesk()
})
afterAll(() => web.stop())

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const PDF = Buffer.from('%PDF-1.4\n%âãÏÓ\n1 0 obj\n<< >>\nendobj\n', 'latin1')
const MEGABYTE = 1024 * 1024

interface Sent {
  readonly name: string
  readonly bytes: Uint8Array | string
}

const form = (files: readonly Sent[], text = '', id: string = crypto.randomUUID()): FormData => {
  const body = new FormData()
  body.set('id', id)
  body.set('text', text)
  for (const { name, bytes } of files) {
    body.append('files', new Blob([Buffer.from(bytes)]), name)
  }
  return body
}
const send = (browser: Browser, files: readonly Sent[], text = ''): Promise<Response> =>
  browser.json('/messages', { method: 'POST', body: form(files, text) })
const faultOf = async (answer: Response) =>
  z.object({ error: z.string(), fields: z.object({ files: z.string() }) }).parse(await answer.json()).fields.files
const refsIn = (desk: WebDesk): readonly FileRef[] =>
  desk.received.flatMap(({ event }) => ('files' in event ? (event.files ?? []) : []))
const stored = async (): Promise<readonly string[]> =>
  (await readdir(web.filesFolder, { recursive: true, withFileTypes: true }).catch(() => []))
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
const shownTo = async (browser: Browser) =>
  (await messagesOf(await browser.json('/messages'))).flatMap(({ files }) =>
    z.array(z.object({ name: z.string(), url: z.string() })).parse(files ?? []),
  )

test('a customer’s files come in with their words, and the bytes are on the disk by then', async () => {
  const customer = web.browser()
  const answer = await send(
    customer,
    [
      { name: 'screen.png', bytes: PNG },
      { name: 'bill.pdf', bytes: PDF },
    ],
    'Look',
  )
  expect(answer.status).toBe(202)
  const [photo, bill] = refsIn(web).slice(-2)
  expect(photo).toMatchObject({ kind: 'photo', name: 'screen.png', mediaType: 'image/png', bytes: PNG.length })
  expect(bill).toMatchObject({ kind: 'document', mediaType: 'application/pdf', at: { channel: 'web' } })
  const id = photo?.at.id ?? ''
  const path = join(web.filesFolder, id.slice(0, 2), id)
  expect(await readFile(path)).toEqual(PNG)
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  expect(await messagesOf(await customer.json('/messages'))).toMatchObject([
    { text: 'Look\n📎 screen.png\n📎 bill.pdf', files: [{ name: 'screen.png' }, { name: 'bill.pdf' }] },
  ])
})

test('files need no words, but without either there is nothing to send', async () => {
  const customer = web.browser()
  expect((await send(customer, [{ name: 'a.txt', bytes: 'words' }])).status).toBe(202)
  const nothing = await send(customer, [])
  expect(nothing.status).toBe(422)
  expect(await nothing.json()).toMatchObject({ fields: { text: expect.any(String) } })
})

test('a slash beside files is no command', async () => {
  await send(web.browser(), [{ name: 'a.txt', bytes: 'words' }], '/human see this')
  expect(web.received.at(-1)?.event.type).toBe('CustomerWrote')
})

test.each<[string, Sent, string]>([
  ['a program', { name: 'setup.exe', bytes: Buffer.from('MZ\u0000\u0000') }, '“setup.exe” is of a kind'],
  ['a page', { name: 'page.html', bytes: '<script>alert(1)</script>' }, '“page.html” is of a kind'],
  ['a drawing that may hold scripts', { name: 'x.svg', bytes: '<svg xmlns="http://www.w3.org/2000/svg"/>' }, 'kind'],
  [
    'a page that calls itself a picture',
    { name: 'cat.png', bytes: '<script>alert(1)</script>' },
    '“cat.png” is not what',
  ],
  ['a picture that calls itself a document', { name: 'bill.pdf', bytes: PNG }, '“bill.pdf” is not what'],
  ['bytes that call themselves text', { name: 'notes.txt', bytes: Buffer.from([0x61, 0, 0x62]) }, '“notes.txt” is of'],
  ['text in no known writing', { name: 'notes.txt', bytes: Buffer.from([0xc3, 0x28]) }, '“notes.txt” is of'],
  ['nothing at all', { name: 'empty.txt', bytes: '' }, '“empty.txt” is empty'],
])('%s is refused by name, and leaves nothing behind', async (_what, file, words) => {
  const [before, events] = [await stored(), web.received.length]
  const answer = await send(web.browser(), [{ name: 'fine.txt', bytes: 'fine' }, file], 'words')
  expect(answer.status).toBe(422)
  expect(await faultOf(answer)).toContain(words)
  expect(await stored()).toEqual(before)
  expect(web.received).toHaveLength(events)
})

test.each<[string, string, string | null]>([
  ['../../etc/passwd.txt', 'passwd.txt', 'document'],
  ['C:\\Users\\ana\\notes.txt', 'notes.txt', 'document'],
  ['a "b"\r\nX: y.txt', 'a "b" X: y.txt', 'document'],
  ['evil\u202Etxt.txt', 'evil txt.txt', 'document'],
  [`${'x'.repeat(300)}.txt`, `${'x'.repeat(116)}.txt`, 'document'],
])('the name %j is cleaned', async (given, name) => {
  const boundary = 'frontier'
  const part = (head: string, value: string) =>
    `--${boundary}\r\nContent-Disposition: form-data; ${head}\r\n\r\n${value}\r\n`
  // As browsers write names: https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data
  const written = given.replace(/\r/g, '%0D').replace(/\n/g, '%0A').replace(/"/g, '%22')
  const body = `${part('name="id"', crypto.randomUUID())}${part(`name="files"; filename="${written}"`, 'words')}--${boundary}--\r\n`
  const answer = await fetch(`${web.url}/messages`, {
    method: 'POST',
    headers: { Accept: 'application/json', 'Content-Type': `multipart/form-data; boundary=${boundary}` },
    body,
  })
  expect(answer.status).toBe(202)
  expect(refsIn(web).at(-1)?.name).toBe(name)
})

test('at most 10 files go with a message, and none above 20 MB', async () => {
  const before = await stored()
  const eleven = Array.from({ length: 11 }, (_, number) => ({ name: `${number}.txt`, bytes: 'words' }))
  const many = await send(web.browser(), eleven)
  expect([many.status, await faultOf(many)]).toEqual([422, expect.stringContaining('Up to 10 files')])
  const large = await send(web.browser(), [{ name: 'large.txt', bytes: Buffer.alloc(20 * MEGABYTE + 1, 'x') }])
  expect([large.status, await faultOf(large)]).toEqual([
    422,
    expect.stringContaining('“large.txt” is larger than 20 MB'),
  ])
  expect(await stored()).toEqual(before)
})

test('a file above 1 MB comes in whole', async () => {
  const bytes = Buffer.alloc(3 * MEGABYTE, 'x')
  expect((await send(web.browser(), [{ name: 'long.txt', bytes }])).status).toBe(202)
  expect(refsIn(web).at(-1)?.bytes).toBe(bytes.length)
})

/** Posts the head of a request and a little of its body; answers the status. */
const posting = (path: string, headers: Record<string, string>): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const post = request(`${web.url}${path}`, { method: 'POST', headers }, (answer) => {
      resolve(answer.statusCode)
      post.destroy()
    })
    post.on('error', reject)
    post.write('--b\r\n')
  })

test('a post that is too large in all is refused before it is read; other routes keep their megabyte', async () => {
  const multipart = 'multipart/form-data; boundary=b'
  const length = String(300 * MEGABYTE)
  expect(await posting('/messages', { 'content-type': multipart, 'content-length': length })).toBe(413)
  expect(await posting('/press', { 'content-type': multipart, 'content-length': String(2 * MEGABYTE) })).toBe(413)
  expect(await posting('/messages', { 'content-type': 'application/json', 'content-length': length })).toBe(413)
})

test('a form that breaks off, or is none, leaves nothing behind', async () => {
  const before = await stored()
  const answer = await fetch(`${web.url}/messages`, {
    method: 'POST',
    headers: { Accept: 'application/json', 'Content-Type': 'multipart/form-data; boundary=b' },
    body: '--b\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\nhalf of it',
  })
  expect(answer.status).toBe(400)
  expect(await stored()).toEqual(before)
})

test.each([{ kind: 'preparing' }, { kind: 'kept' }] as const)(
  'a file whose message is stored stays, also where the answer is %j',
  async (answer) => {
    const customer = web.browser()
    web.gates.answer = answer
    await send(customer, [{ name: 'screen.png', bytes: PNG }])
    web.gates.answer = null
    const [ref] = refsIn(web).slice(-1)
    expect(await stored()).toContain(ref?.at.id)
  },
)

test('a file whose message was refused for other reasons, or came before, is removed', async () => {
  const before = await stored()
  const customer = web.browser()
  const body = form([{ name: 'a.txt', bytes: 'words' }], 'x'.repeat(20_001))
  expect((await customer.json('/messages', { method: 'POST', body })).status).toBe(422)
  expect(await stored()).toEqual(before)
  const id = crypto.randomUUID()
  const once = () => form([{ name: 'a.txt', bytes: 'words' }], 'once', id)
  expect((await customer.json('/messages', { method: 'POST', body: once() })).status).toBe(202)
  const after = await stored()
  expect((await customer.json('/messages', { method: 'POST', body: once() })).status).toBe(202)
  expect(await stored()).toEqual(after)
})

test('a file is for its customer and for signed-in managers; to everybody else there is none', async () => {
  const customer = web.browser()
  await send(customer, [{ name: 'screen.png', bytes: PNG }])
  const url = (await shownTo(customer))[0]?.url ?? ''
  const answer = await customer.json(url)
  expect(answer.status).toBe(200)
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(PNG)
  const other = web.browser()
  await send(other, [{ name: 'a.txt', bytes: 'mine' }])
  expect((await other.json(url)).status).toBe(404)
  expect((await web.browser().json(url)).status).toBe(404)
  expect((await web.browser().json(`/desk${url}`)).status).toBe(404)
  const manager = await signIn(web)
  expect((await manager.json(`/desk${url}`)).status).toBe(200)
  expect((await manager.json(url)).status).toBe(200)
  for (const wrong of ['/files/1', `/files/${crypto.randomUUID()}`, '/files/..%2f..%2fpackage.json'])
    expect((await customer.json(wrong)).status, wrong).toBe(404)
})

test('pictures show in the page, all else is only saved, and nothing in a file runs', async () => {
  const customer = web.browser()
  await send(customer, [
    { name: 'screen.png', bytes: PNG },
    { name: 'Notiță "1".txt', bytes: '<script>1</script>' },
  ])
  const [picture, text] = await shownTo(customer)
  const seen = (await customer.json(picture?.url ?? '')).headers
  expect(seen.get('content-type')).toBe('image/png')
  expect(seen.get('content-disposition')).toMatch(/^inline;/)
  const saved = (await customer.json(text?.url ?? '')).headers
  expect(saved.get('content-type')).toBe('application/octet-stream')
  expect(saved.get('content-disposition')).toBe(
    `attachment; filename="Noti__ _1_.txt"; filename*=UTF-8''Noti%C8%9B%C4%83%20%221%22.txt`,
  )
  for (const headers of [seen, saved]) {
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox")
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('cache-control')).toContain('private')
  }
})

test('what a manager sent elsewhere is fetched from there, and told to be gone where it is', async () => {
  const customer = web.browser()
  await customer.json('/messages', { body: { id: crypto.randomUUID(), text: 'Hello' } })
  const guest = web.received.flatMap(({ event }) => ('from' in event ? [event.from.externalId] : [])).at(-1) ?? ''
  const map = { kind: 'photo', name: 'map.png', mediaType: 'image/png', bytes: null } as const
  const files = web.kept([
    { ...map, at: { channel: 'slack', id: 'F1' } },
    { ...map, at: { channel: 'slack', id: 'F2' } },
  ])
  web.opened.set('F1', { stream: new Blob([PNG]).stream(), name: null, mediaType: 'text/html', bytes: null })
  web.says(guest, { role: 'manager', id: 'm', name: 'Ion' }, fromPlainText('Here'), [], null, files)
  const [there, gone] = await shownTo(customer)
  const answer = await customer.json(there?.url ?? '')
  expect(answer.headers.get('content-type')).toBe('image/png')
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(PNG)
  expect((await customer.json(gone?.url ?? '')).status).toBe(410)
})

test('the pages show pictures small and other files as links, and take new ones', async () => {
  const customer = web.browser()
  await send(customer, [
    { name: 'screen.png', bytes: PNG },
    { name: '<b>.txt', bytes: 'words' },
  ])
  const [picture, text] = await shownTo(customer)
  const page = await (await customer.page('/')).text()
  expect(page).toContain(`<img src="${picture?.url}"`)
  expect(page).toContain(`href="${text?.url}"`)
  expect(page).toContain('&lt;b&gt;.txt')
  expect(page).toContain('enctype="multipart/form-data"')
  expect(page).toContain('type="file"')
})

test('a manager answers with files from the desk page; notes take none', async () => {
  const manager = await signIn(web)
  web.opens(40)
  const reply = await manager.json('/desk/tickets/40/reply', {
    method: 'POST',
    body: form([{ name: 'a.pdf', bytes: PDF }]),
  })
  expect(reply.status).toBe(200)
  expect(web.received.at(-1)?.event).toMatchObject({ type: 'ManagerReplied', files: [{ name: 'a.pdf' }] })
  const before = await stored()
  const body = form([{ name: 'a.pdf', bytes: PDF }], 'for us')
  const note = await manager.json('/desk/tickets/40/note', { method: 'POST', body })
  expect([note.status, await faultOf(note)]).toEqual([422, expect.stringContaining('Notes take no files')])
  expect(await stored()).toEqual(before)
})

test('who isn’t signed in sends the desk no files', async () => {
  const answer = await web.browser().json('/desk/tickets/40/reply', {
    method: 'POST',
    body: form([{ name: 'a.pdf', bytes: PDF }]),
  })
  expect(answer.status).toBe(401)
})
