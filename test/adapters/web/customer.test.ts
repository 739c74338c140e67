import { afterEach, beforeEach, expect, test } from 'vitest'
import { CHAT_PAGE } from '../../../src/desk.ts'
import { fromMarkdown, fromPlainText } from '../../../src/document.ts'
import { hashed } from './memory-desk.ts'
import { type Browser, messagesOf, startWebDesk, type WebDesk } from './web-desk.ts'

const ID = '0b5a9a3e-6d0f-4c52-9d1e-0c6a6a3a7c11'
const OTHER_ID = '0b5a9a3e-6d0f-4c52-9d1e-0c6a6a3a7c12'

let web: WebDesk
let customer: Browser
beforeEach(async () => {
  web = await startWebDesk()
  customer = web.browser()
})
afterEach(() => web.stop())

const guest = () => hashed(customer.cookies.get('frontdesk_chat') ?? '')
const write = (text: unknown, id: unknown = ID) => customer.json('/messages', { body: { id, text } })
const upTo = (last: number) => Array.from({ length: last - 1 }, (_, index) => `${index + 2}`)
const wordsIn = () => web.received.map(({ event }) => ('words' in event ? event.words : null))

test('a first message opens a guest session and is taken', async () => {
  const answer = await write('Where is my parcel?')
  expect(answer.status).toBe(202)
  const cookie = answer.headers.getSetCookie().join()
  expect(cookie).toMatch(/^frontdesk_chat=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/)
  expect(web.received).toMatchObject([
    {
      key: `web:${guest()}:${ID}`,
      event: {
        type: 'CustomerWrote',
        from: { channel: 'web', externalId: guest(), address: guest(), name: null, locale: null },
        messageId: `${guest()}:${ID}`,
        words: fromPlainText('Where is my parcel?'),
      },
    },
  ])
})

test('the cookie of a desk on HTTPS is for HTTPS alone', async () => {
  const secure = await startWebDesk({ secureCookies: true })
  const answer = await secure.browser().json('/messages', { body: { id: ID, text: 'hello' } })
  await secure.stop()
  expect(answer.headers.getSetCookie().join()).toContain('; Secure')
})

test('a session stays the same from message to message', async () => {
  await write('one')
  const first = guest()
  const answer = await write('two', OTHER_ID)
  expect(answer.headers.getSetCookie()).toEqual([])
  expect(web.received.map(({ key }) => key)).toEqual([`web:${first}:${ID}`, `web:${first}:${OTHER_ID}`])
})

test('the same id again is taken again and says nothing new', async () => {
  await write('once')
  expect((await write('once', ID.toUpperCase())).status).toBe(202)
  const messages = await messagesOf(await customer.json('/messages'))
  expect(messages).toHaveLength(1)
})

test('the messages are read in plain words, oldest first, with names and buttons', async () => {
  await write('Hello **there**')
  const buttons = [{ label: '✅ This solved it', press: 'solved:1' }]
  web.says(guest(), { role: 'bot' }, fromMarkdown('Try **this**:\n\n- one\n- [two](https://two.example)'), buttons)
  web.says(guest(), { role: 'manager', id: 'm', name: 'Ana' }, fromMarkdown('I am *here*.'))
  const answer = await customer.json('/messages')
  expect(answer.headers.get('cache-control')).toBe('no-store')
  const messages = await messagesOf(answer)
  expect(messages).toMatchObject([
    { from: 'customer', text: 'Hello **there**' },
    { from: 'bot', text: 'Try this:\n\n• one\n• two (https://two.example)', buttons },
    { from: 'manager', name: 'Ana', text: 'I am here.' },
  ])
  expect(messages[1]?.at).toBe('2026-05-04T09:02:00.000Z')
  expect(messages[0]).not.toHaveProperty('buttons')
})

test('a long chat is read whole, whatever a page holds', async () => {
  await write('first words')
  for (let count = 2; count <= 2 * CHAT_PAGE; count++) web.says(guest(), { role: 'bot' }, fromPlainText(`${count}`))
  const messages = await messagesOf(await customer.json('/messages'))
  expect(messages.map(({ text }) => text)).toEqual(['first words', ...upTo(2 * CHAT_PAGE)])
})

test('a chat that can not be read is an error, not an empty one', async () => {
  await write('hello')
  web.gates.chats = async () => Promise.reject(new Error('the database went away'))
  expect((await customer.json('/messages')).status).toBe(500)
})

test('a chat whose reading breaks off is no JSON, since it would look like all of it', async () => {
  await write('hello')
  for (let count = 2; count <= CHAT_PAGE; count++) web.says(guest(), { role: 'bot' }, fromPlainText(`${count}`))
  let reads = 0
  web.gates.chats = async () => {
    if (++reads > 1) throw new Error('the database went away')
  }
  await expect((await customer.json('/messages')).json()).rejects.toThrow()
  expect(web.logged).toMatchObject([{ err: expect.objectContaining({ message: 'the database went away' }) }])
})

test('who has no session has no messages and sees nobody else’s', async () => {
  await write('mine')
  const messages = await messagesOf(await web.browser().json('/messages'))
  expect(messages).toEqual([])
})

test('words that start with a slash and a name are a command', async () => {
  await write('/FAQ return a parcel')
  expect(web.received[0]?.event).toMatchObject({
    type: 'CustomerCommanded',
    command: 'faq',
    argument: 'return a parcel',
  })
})

test.each(['/usr/bin is full', '/ help', 'see /help', '//help'])('%s is no command', async (text) => {
  await write(text)
  expect(web.received[0]?.event.type).toBe('CustomerWrote')
})

test('what a database can not hold or nobody can see is left out of the words', async () => {
  await write('\n \n  a\u0000b\u0007c\r\nd\te\ud800f\u009b \n')
  expect(wordsIn()).toEqual([fromPlainText('  abc\nd\te\ufffdf')])
})

test.each([
  ['no text', { id: ID }, { text: 'Please write something.' }],
  ['an empty text', { id: ID, text: ' \u0000\n ' }, { text: 'Please write something.' }],
  ['a text that is none', { id: ID, text: 7 }, { text: 'Please write something.' }],
  ['a text that is too long', { id: ID, text: 'x'.repeat(20_001) }, { text: expect.stringContaining('20,000') }],
  ['no id', { text: 'hello' }, { id: expect.stringContaining('has to be a UUID') }],
  ['an id that is no UUID', { id: '7', text: 'hello' }, { id: expect.stringContaining('has to be a UUID') }],
])('a body with %s is refused with the field', async (_what, body, fields) => {
  const answer = await customer.json('/messages', { body })
  expect([answer.status, await answer.json()]).toEqual([422, { error: expect.any(String), fields }])
  expect(web.received).toEqual([])
})

test('a body that is no object is refused, and one that is no JSON too', async () => {
  expect((await customer.json('/messages', { body: ['x'] })).status).toBe(422)
  const broken = await customer.ask('/messages', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: '{',
  })
  expect(broken.status).toBe(400)
})

test('20,000 characters are taken', async () => {
  expect((await write('x'.repeat(20_000))).status).toBe(202)
})

test('refusals speak the browser’s language', async () => {
  const headers = { 'Accept-Language': 'de-DE,ro-RO;q=0.8,en;q=0.5' }
  const answer = await customer.json('/messages', { body: { id: ID, text: '' }, headers })
  expect(await answer.json()).toMatchObject({ error: 'Vă rugăm să scrieți ceva.' })
  await customer.json('/messages', { body: { id: ID, text: 'bună' }, headers })
  expect(web.received[0]?.event).toMatchObject({ from: { locale: 'ro' } })
})

test('a message that can not be stored is told so, and the same one may come again', async () => {
  web.gates.isAway = true
  const refused = await write('keep this')
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1'])
  expect(await refused.json()).toMatchObject({ error: expect.stringContaining('Not saved') })
  web.gates.isAway = false
  const taken = await write('keep this')
  expect([taken.status, taken.headers.getSetCookie()]).toEqual([202, []])
})

test('a press is taken, once for one id', async () => {
  await write('hello')
  const press = () => customer.json('/press', { body: { press: 'solved:1', id: OTHER_ID } })
  expect((await press()).status).toBe(202)
  expect((await press()).status).toBe(202)
  expect(web.received[1]).toMatchObject({
    key: `web:${guest()}:${OTHER_ID}`,
    event: { type: 'CustomerPressed', press: 'solved:1', from: { externalId: guest() } },
  })
  expect(web.received[2]?.key).toBe(web.received[1]?.key)
})

test('presses without an id are each their own', async () => {
  await customer.json('/press', { body: { press: 'a' } })
  await customer.json('/press', { body: { press: 'a' } })
  expect(new Set(web.received.map(({ key }) => key)).size).toBe(2)
})

test('what a press comes to at once is told in plain words', async () => {
  web.gates.answer = {
    kind: 'refused',
    because: 'state',
    notice: { say: 'staff.heldBy', params: { name: 'A*na*', number: 4 } },
  }
  const answer = await customer.json('/press', { body: { press: 'a' } })
  expect([answer.status, await answer.json()]).toEqual([202, { notice: 'A*na* has #4.' }])
})

test('a press is answered in the language that the guest is known by, else in the browser’s', async () => {
  web.gates.answer = { kind: 'refused', because: 'state', notice: { say: 'staff.notClaimed', params: { number: 4 } } }
  const headers = { 'Accept-Language': 'ro' }
  const press = async () => (await customer.json('/press', { body: { press: 'a' }, headers })).json()
  expect(await press()).toEqual({ notice: 'Nimeni nu a preluat #4.' })
  web.locales.set(guest(), 'en')
  expect(await press()).toEqual({ notice: 'Nobody has claimed #4.' })
})

test('a press that was stored is never called lost, though nothing can be read after it', async () => {
  web.gates.answer = { kind: 'refused', because: 'state', notice: { say: 'staff.notClaimed', params: { number: 4 } } }
  web.gates.chats = async () => {
    if (web.received.length > 0) throw new Error('the database went away')
  }
  const press = await customer.json('/press', { body: { press: 'a' } })
  expect([press.status, await press.json()]).toEqual([202, { notice: expect.stringContaining('#4') }])
  web.received.length = 0
  const page = await customer.page('/press', { body: 'press=a' })
  expect([page.status, page.headers.get('location')]).toEqual([303, '/'])
})

test('an empty press is refused', async () => {
  expect((await customer.json('/press', { body: { press: '' } })).status).toBe(422)
})

test('posts of the page’s own forms lead back to the page', async () => {
  const said = await customer.page('/messages', { body: `id=${ID}&text=hello%0D%0Athere` })
  expect([said.status, said.headers.get('location')]).toEqual([303, '/'])
  const pressed = await customer.page('/press', { body: 'press=a' })
  expect([pressed.status, pressed.headers.get('location')]).toEqual([303, '/'])
  expect(wordsIn()[0]).toEqual(fromPlainText('hello\nthere'))
})

test.each(['https://evil.example', 'null', 'http://127.0.0.1:1'])('a post from %s is refused', async (Origin) => {
  for (const path of ['/messages', '/press', '/desk/sign-in/x', '/desk/tickets/1/claim']) {
    const answer = await customer.json(path, { body: { id: ID, text: 'x', press: 'x' }, headers: { Origin } })
    expect([path, answer.status]).toEqual([path, 403])
  }
  expect(web.received).toEqual([])
})

test('a post from the desk’s own pages is taken, by its public address or the one that was asked', async () => {
  for (const Origin of ['https://desk.example', web.url]) {
    const answer = await customer.json('/messages', { body: { id: ID, text: 'x' }, headers: { Origin } })
    expect(answer.status).toBe(202)
  }
})

test('before it is started and after it has stopped the channel stores nothing and says so', async () => {
  await web.channel.stop()
  expect((await write('too late')).status).toBe(503)
  expect(web.received).toEqual([])
})

test('stopping waits for what is being stored', async () => {
  const commit = Promise.withResolvers<void>()
  const begun = Promise.withResolvers<void>()
  await web.channel.start(async (inbound) => {
    begun.resolve()
    await commit.promise
    return web.receive(inbound)
  })
  const answer = write('under way')
  await begun.promise
  const stopped = web.channel.stop()
  commit.resolve()
  await stopped
  expect(web.received).toHaveLength(1)
  expect((await answer).status).toBe(202)
})

test('a delivery to a chat is said at once, since the page reads what is stored', async () => {
  const content = { kind: 'message', author: { role: 'bot' }, document: fromPlainText('hi'), buttons: [] } as const
  const delivery = { id: ID, address: 'somebody', content, triedAt: null, sent: [] }
  expect(await web.channel.send(delivery)).toEqual({ ids: [ID] })
})

test('a fault of the desk’s own is logged without the address and told without its words', async () => {
  web.gates.answer = { kind: 'refused', because: 'state', notice: { say: 'nothing.like.this' } }
  const answer = await customer.json('/press', { body: { press: 'a' } })
  expect([answer.status, await answer.json()]).toEqual([500, { error: expect.stringContaining('went wrong') }])
  expect(web.logged).toMatchObject([{ route: '/press', method: 'POST' }])
})
