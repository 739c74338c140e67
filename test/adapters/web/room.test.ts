// Room for files: a desk whose disk is nearly full takes none, and one address can't fill it.

import { randomUUID } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createUploads } from '../../../adapters/web/files/room.ts'
import { signIn, startWebDesk, type WebDesk } from './web-desk.ts'

const WORDS = { error: 'There is no room for files just now. Send your words without them, or try again in an hour.' }

let web: WebDesk
beforeAll(async () => {
  web = await startWebDesk()
})
afterEach(() => {
  web.gates.freeBytes = 5e9
})
afterAll(() => web.stop())

const withFile = (bytes: number): FormData => {
  const form = new FormData()
  form.set('id', randomUUID())
  form.set('text', 'Look')
  form.set('files', new File(['a'.repeat(bytes)], 'note.txt', { type: 'text/plain' }))
  return form
}

test('where less than 1 GB is free, files are refused and words are not', async () => {
  web.gates.freeBytes = 9e8
  const guest = web.browser()
  const answer = await guest.json('/messages', { body: withFile(200_000) })
  expect([answer.status, await answer.json()]).toEqual([507, WORDS])
  expect(await readdir(web.filesFolder).catch(() => [])).toEqual([])
  expect(web.logged.at(-1)).toEqual({ freeBytes: 9e8 })
  expect((await guest.json('/messages', { body: { id: randomUUID(), text: 'Hello' } })).status).toBe(202)
  web.opens(5)
  const manager = await signIn(web)
  expect((await manager.json('/desk/tickets/5/reply', { body: withFile(200_000) })).status).toBe(507)
})

test('with room, they are taken', async () => {
  expect((await web.browser().json('/messages', { body: withFile(200_000) })).status).toBe(202)
})

test('an address may send a gigabyte an hour, and others theirs', () => {
  let now = 0
  const uploads = createUploads(() => now)
  const sent = Array.from({ length: 6 }, () => uploads.count('198.51.100.7', 200_000_000))
  expect(sent).toEqual([true, true, true, true, true, false])
  expect(uploads.count('198.51.100.8', 200_000_000)).toBe(true)
  now = 3_600_000
  expect(uploads.count('198.51.100.7', 200_000_000)).toBe(true)
})
