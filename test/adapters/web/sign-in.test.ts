import { afterEach, beforeEach, expect, test } from 'vitest'
import { hashed } from './memory-desk.ts'
import { type Browser, startWebDesk, type WebDesk } from './web-desk.ts'

const LINK = '/desk/sign-in/good-token'

let web: WebDesk
let manager: Browser
beforeEach(async () => {
  web = await startWebDesk()
  web.links.add('good-token')
  manager = web.browser()
})
afterEach(() => web.stop())

test('looking at a link shows a button and does not use it up', async () => {
  for (const _look of [1, 2]) {
    const answer = await manager.page(LINK)
    expect(answer.status).toBe(200)
    expect(await answer.text()).toContain(`<form method="post" action="${LINK}">`)
  }
  expect(web.received).toEqual([])
})

test('pressing the button signs in, and the desk opens', async () => {
  const answer = await manager.page(LINK, { body: 'name=+Ana%00+Maria+' })
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/desk'])
  expect(answer.headers.getSetCookie().join()).toMatch(
    /^frontdesk_desk=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/,
  )
  expect(await (await manager.page('/desk')).text()).toContain('Ana Maria')
})

test('a link of a known manager signs in as them, and asks for no name', async () => {
  web.owners.set('good-token', { channel: 'slack', externalId: 'U1', name: 'Mia', admin: false })
  const asked = await (await manager.page(LINK)).text()
  expect(asked).toContain('Mia')
  expect(asked).not.toContain('name="name"')
  await manager.page(LINK, { body: 'name=Somebody' })
  web.opens(7)
  await manager.json('/desk/tickets/7/claim', { method: 'POST' })
  expect(web.received.at(-1)?.event).toMatchObject({
    type: 'ManagerClaimed',
    by: { channel: 'slack', externalId: 'U1', name: 'Mia' },
  })
})

test('signing in again ends the session that the browser had before', async () => {
  await manager.page(LINK, { body: 'name=Ana' })
  const before = hashed(manager.cookies.get('frontdesk_desk') ?? '')
  web.links.add('another-token')
  await manager.page('/desk/sign-in/another-token', { body: 'name=Ana' })
  expect(web.received.at(-1)?.event).toMatchObject({ type: 'ManagerSignedOut', token: before })
  expect((await manager.page('/desk')).status).toBe(200)
})

test('a client that names no kind of answer is led on as a browser is', async () => {
  expect((await manager.ask(LINK, { method: 'POST' })).status).toBe(303)
})

test('a script signs in with JSON', async () => {
  expect((await manager.json(LINK, { method: 'POST' })).status).toBe(200)
  expect((await manager.json('/desk/tickets')).status).toBe(200)
})

test('only hashes of the link and the session enter the desk', async () => {
  await manager.json(LINK, { body: { name: '' } })
  const token = manager.cookies.get('frontdesk_desk') ?? ''
  expect(web.received.map(({ event }) => event)).toEqual([
    { type: 'SignInLinkUsed', token: hashed('good-token'), session: hashed(token), name: null, browser: null },
  ])
  expect(JSON.stringify(web.received)).not.toContain(token)
})

test('a link works once', async () => {
  await manager.json(LINK, { method: 'POST' })
  const other = web.browser()
  const again = await other.json(LINK, { method: 'POST' })
  expect([again.status, await again.json()]).toEqual([410, { error: expect.stringContaining('used already') }])
  expect(again.headers.getSetCookie()).toEqual([])
  const page = await other.page(LINK)
  expect(page.status).toBe(410)
  expect(await page.text()).toContain('used already')
})

test('a name of more than 80 characters is refused and the link stays good', async () => {
  const answer = await manager.json(LINK, { body: { name: 'x'.repeat(81) } })
  expect([answer.status, await answer.json()]).toMatchObject([422, { fields: { name: expect.stringContaining('80') } }])
  expect((await manager.page(LINK)).status).toBe(200)
})
