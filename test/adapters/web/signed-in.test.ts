import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { createPasswords } from '../../../adapters/web/account/passwords.ts'
import { adminsOnly, type Staff, signedIn } from '../../../adapters/web/desk/signed-in.ts'
import { newToken } from '../../../adapters/web/door/sessions.ts'
import { createUploads } from '../../../adapters/web/files/room.ts'
import { createFileStore } from '../../../adapters/web/files/store.ts'
import { createWords } from '../../../src/locales/words.ts'
import { createMemoryDesk, hashed } from './memory-desk.ts'

const token = newToken()

const room = (managers: Readonly<Record<string, boolean>>) => {
  const desk = {
    ...createMemoryDesk().desk,
    managerOfSession: async (hash: string) => {
      const admin = managers[hash]
      return admin === undefined
        ? null
        : { channel: 'web' as const, externalId: 'm-1', name: 'Ana', admin, seenAt: new Date() }
    },
  }
  const site = {
    desk,
    words: createWords(),
    log: { warn: () => {}, error: () => {} },
    options: {
      publicUrl: 'https://desk.example',
      locale: 'en',
      secureCookies: false,
      hasSlack: false,
      filesFolder: 'nowhere',
      widget: { origins: [], secret: null },
      trustProxy: false,
      sendsMail: false,
      linkBase: () => '',
    },
    files: createFileStore('nowhere'),
    uploads: createUploads(Date.now),
    passwords: createPasswords(),
    openFile: () => Promise.reject(new Error('no file is ever asked for here')),
    isStaff: async () => true,
    program: { version: '', startedAt: new Date(), health: async () => [], freeBytes: async () => null },
    receive: async () => ({ kind: 'done' }) as const,
    closing: new AbortController().signal,
  }
  const app = new Hono<Staff>().use(signedIn(site))
  app.get('/desk/room', (c) => c.text(c.get('staff').manager.name))
  app.get('/desk/closet', adminsOnly(site), (c) => c.text('in'))
  return (path: string, accept = 'application/json') =>
    app.request(path, { headers: { Accept: accept, Cookie: `frontdesk_desk=${token}` } })
}

test('a room of the staff’s opens to managers, and tells others to sign in', async () => {
  expect(await (await room({ [hashed(token)]: false })('/desk/room')).text()).toBe('Ana')
  const stranger = await room({})('/desk/room')
  expect([stranger.status, await stranger.json()]).toEqual([401, { error: 'Sign in first.' }])
  const page = await room({})('/desk/room', 'text/html')
  expect([page.status, await page.text()]).toEqual([401, expect.stringContaining('desk link')])
})

test('a room of the admins’ opens to admins alone', async () => {
  expect((await room({ [hashed(token)]: true })('/desk/closet')).status).toBe(200)
  const answer = await room({ [hashed(token)]: false })('/desk/closet')
  expect([answer.status, await answer.json()]).toEqual([403, { error: expect.stringContaining('admins') }])
  expect((await room({})('/desk/closet')).status).toBe(401)
})
