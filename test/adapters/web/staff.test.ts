import { afterEach, beforeEach, expect, test } from 'vitest'
import type { TicketMessage } from '../../../src/desk.ts'
import { fromMarkdown, plainText } from '../../../src/document.ts'
import { hashed } from './memory-desk.ts'
import { type Browser, messagesOf, signIn, startWebDesk, ticketOf, ticketsOf, type WebDesk } from './web-desk.ts'

const ID = '0b5a9a3e-6d0f-4c52-9d1e-0c6a6a3a7c11'

let web: WebDesk
let manager: Browser
beforeEach(async () => {
  web = await startWebDesk()
  manager = await signIn(web)
  web.received.length = 0
})
afterEach(() => web.stop())

const act = (action: string, body: unknown = {}) => manager.json(`/desk/tickets/7/${action}`, { method: 'POST', body })
const events = () => web.received.map(({ event }) => event)
const session = () => hashed(manager.cookies.get('frontdesk_desk') ?? '')

test.each(['/desk', '/desk/tickets', '/desk/tickets/7'])('%s is closed to whoever is not signed in', async (path) => {
  web.opens(7)
  const stranger = web.browser()
  const answer = await stranger.json(path)
  expect([answer.status, await answer.json()]).toEqual([401, { error: 'Sign in first.' }])
  expect(await (await stranger.page(path)).text()).toContain('desk link')
})

test('nothing can be done without a session', async () => {
  web.opens(7)
  const stranger = web.browser()
  const actions = ['claim', 'release', 'resolve', 'reply', 'note', 'faq']
  for (const action of actions) {
    const answer = await stranger.json(`/desk/tickets/7/${action}`, { body: { id: ID, text: 'x', article: 'x' } })
    expect([action, answer.status]).toEqual([action, 401])
  }
  expect(web.received).toEqual([])
})

test('a made-up session is none', async () => {
  const headers = { Cookie: `frontdesk_desk=${'x'.repeat(43)}` }
  expect((await web.browser().json('/desk/tickets', { headers })).status).toBe(401)
})

test('the queue lists the open tickets', async () => {
  web.opens(7, { customer: 'Mihai', holder: 'Ana', state: 'claimed', channel: 'telegram' })
  web.opens(8)
  const tickets = await ticketsOf(await manager.json('/desk/tickets'))
  expect(tickets).toMatchObject([
    {
      number: 7,
      state: 'claimed',
      holder: 'Ana',
      customer: 'Mihai',
      channel: 'telegram',
      question: 'Where is my parcel?',
    },
    { number: 8, state: 'new', customer: null, channel: 'web' },
  ])
  expect(tickets[1]).not.toHaveProperty('holder')
})

const mihai = { role: 'customer', name: 'Mihai' } as const
const ana = { role: 'manager', id: 'm', name: 'Ana' } as const
const at = new Date('2026-05-04T10:00:00Z')
const message = (
  id: string,
  words: string,
  more: Partial<TicketMessage> & Pick<TicketMessage, 'author'>,
): TicketMessage => ({
  id,
  document: fromMarkdown(words),
  audience: 'everyone',
  at,
  editedAt: null,
  earlier: [],
  deletedAt: null,
  translation: null,
  files: [],
  delivery: 'none',
  heldUntil: null,
  reason: null,
  ...more,
})

test('a ticket’s page tells that its customer wants only people, and nothing where they don’t', async () => {
  web.opens(7, { refusesModel: true })
  web.opens(8)
  const page = async (number: number) => (await manager.page(`/desk/tickets/${number}`)).text()
  expect(await page(7)).toContain('not wanted: only people')
  expect(await page(8)).not.toContain('only people')
})

test('a ticket is read with its messages, notes among them', async () => {
  web.opens(7, {
    messages: [
      message('1', 'Hi', { author: mihai, editedAt: new Date('2026-05-04T11:30:00Z') }),
      message('2', '**Careful**', { author: ana, audience: 'staff' }),
      message('3', 'Hello', { author: ana, delivery: 'undelivered', reason: 'blocked' }),
    ],
  })
  const ticket = await ticketOf(await manager.json('/desk/tickets/7'))
  expect(ticket).toMatchObject({ number: 7, state: 'new', channel: 'web', question: 'Where is my parcel?' })
  expect(ticket.messages).toEqual([
    {
      id: '1',
      from: 'customer',
      name: 'Mihai',
      text: 'Hi',
      at: at.toISOString(),
      note: false,
      editedAt: '2026-05-04T11:30:00.000Z',
      delivery: 'none',
    },
    { id: '2', from: 'manager', name: 'Ana', text: 'Careful', at: at.toISOString(), note: true, delivery: 'none' },
    {
      id: '3',
      from: 'manager',
      name: 'Ana',
      text: 'Hello',
      at: at.toISOString(),
      note: false,
      delivery: 'undelivered',
      reason: 'blocked',
    },
  ])
})

test.each([
  ['en', 'not delivered: the customer has blocked the bot. Try their e-mail address'],
  ['ro', 'nelivrat: clientul a blocat botul. Încercați adresa lui de e-mail'],
])('a manager who reads %s sees why a reply did not arrive, and what can be done', async (language, words) => {
  const undelivered = { delivery: 'undelivered', reason: 'blocked' } as const
  web.opens(7, { messages: [message('1', 'Hello', { author: ana, ...undelivered })] })
  const page = await manager.page('/desk/tickets/7', { headers: { 'Accept-Language': language } })
  expect(await page.text()).toContain(words)
})

test('nobody is told to write otherwise what the desk itself said', async () => {
  const undelivered = { delivery: 'undelivered', reason: 'rejected' } as const
  web.opens(7, { messages: [message('1', 'Hello', { author: { role: 'bot' }, ...undelivered })] })
  const page = await (await manager.page('/desk/tickets/7')).text()
  expect(page).toContain('Your own replies may still arrive')
})

test('what a customer changed later is marked, with the time', async () => {
  const later = new Date('2026-05-04T11:30:00Z')
  web.opens(7, {
    messages: [message('1', 'Hi', { author: mihai }), message('2', 'Ho', { author: mihai, editedAt: later })],
  })
  const page = await (await manager.page('/desk/tickets/7')).text()
  expect(page.match(/edited <time datetime="2026-05-04T11:30:00.000Z">/g)).toHaveLength(1)
})

test.each(['99', '0', '1e3', 'x', '99999999999'])('there is no ticket %s', async (number) => {
  expect((await manager.json(`/desk/tickets/${number}`)).status).toBe(404)
  expect((await manager.json(`/desk/tickets/${number}/claim`, { method: 'POST' })).status).toBe(404)
  expect((await manager.page(`/desk/tickets/${number}`)).status).toBe(404)
})

test('there is no action but those there are', async () => {
  web.opens(7)
  expect((await act('explode')).status).toBe(404)
})

test('a ticket is claimed, released and resolved by whoever is signed in', async () => {
  web.opens(7)
  for (const action of ['claim', 'release', 'resolve']) expect((await act(action)).status).toBe(200)
  const by = { channel: 'web', externalId: 'manager-1', name: 'Ana' }
  expect(events()).toEqual([
    { type: 'ManagerClaimed', by, ticket: { number: 7 } },
    { type: 'ManagerReleased', by, ticket: { number: 7 } },
    { type: 'ManagerResolved', by, ticket: { number: 7 } },
  ])
})

test('an action needs no body', async () => {
  web.opens(7)
  expect((await manager.json('/desk/tickets/7/claim', { method: 'POST' })).status).toBe(200)
})

test('a claim that somebody else has made is refused with the holder’s name', async () => {
  web.opens(7, { state: 'claimed', holder: 'Bob' })
  const answer = await act('claim')
  expect([answer.status, await answer.json()]).toEqual([409, { error: 'Bob has #7.', holder: 'Bob' }])
})

test('a refused claim that comes again is refused again, and one that was made stays made', async () => {
  web.opens(7)
  expect((await act('claim', { id: ID })).status).toBe(200)
  expect((await act('claim', { id: ID })).status).toBe(200)
  web.opens(7, { state: 'claimed', holder: 'Bob' })
  const late = { id: ID.replace(/1$/, '2') }
  for (const _again of [1, 2]) {
    const answer = await act('claim', late)
    expect([answer.status, await answer.json()]).toEqual([409, { error: 'Bob has #7.', holder: 'Bob' }])
  }
})

test('what the state forbids is refused in words', async () => {
  web.opens(7)
  const answer = await act('release')
  expect([answer.status, await answer.json()]).toEqual([409, { error: 'Nobody has claimed #7.' }])
})

test('a reply is Markdown, and the same id again is the same reply', async () => {
  web.opens(7)
  const reply = { id: ID, text: 'It comes on **Thursday**.' }
  expect((await act('reply', reply)).status).toBe(200)
  expect((await act('reply', reply)).status).toBe(200)
  expect(web.received[0]).toMatchObject({
    key: `web:${session()}:${ID}`,
    event: { type: 'ManagerReplied', messageId: null, words: fromMarkdown('It comes on **Thursday**.') },
  })
  const messages = await messagesOf(await manager.json('/desk/tickets/7'))
  expect(messages).toMatchObject([{ text: 'It comes on Thursday.', note: false }])
})

test('a note stays with the staff', async () => {
  web.opens(7)
  await act('note', { id: ID, text: 'Careful with this one' })
  expect(events()).toMatchObject([{ type: 'ManagerNoted', messageId: null }])
})

test.each(['---', '[^1]: only a footnote', '[a]: https://a.example'])(
  'a reply of %s says what was typed',
  async (text) => {
    web.opens(7)
    await act('reply', { id: ID, text })
    const [event] = events()
    expect(event !== undefined && 'words' in event ? plainText(event.words) : null).toBe(text)
  },
)

test.each(['reply', 'note'])('a %s without words or id is refused', async (action) => {
  web.opens(7)
  const answer = await act(action, { text: ' ' })
  expect([answer.status, await answer.json()]).toMatchObject([
    422,
    { fields: { id: expect.stringContaining('has to be a UUID'), text: 'Please write something.' } },
  ])
  expect(web.received).toEqual([])
})

test('an article from the FAQ answers a ticket', async () => {
  web.opens(7)
  web.articles.push({ id: 'a1', title: 'Parcels', answer: fromMarkdown('Two days.'), markdown: 'Two days.' })
  expect((await act('faq', { article: 'a1' })).status).toBe(200)
  expect(events()).toMatchObject([{ type: 'ManagerAnswered', article: 'a1', ticket: { number: 7 } }])
  expect((await act('faq', {})).status).toBe(422)
})

test('what can not be stored is told so', async () => {
  web.opens(7)
  web.gates.isAway = true
  const answer = await act('claim')
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '1'])
})

test('posts of the desk’s own forms lead back to the ticket, or show why not', async () => {
  web.opens(7)
  const claimed = await manager.page('/desk/tickets/7/claim', { body: '' })
  expect([claimed.status, claimed.headers.get('location')]).toEqual([303, '/desk/tickets/7'])
  const refused = await manager.page('/desk/tickets/7/claim', { body: '' })
  expect(refused.status).toBe(409)
  expect(await refused.text()).toContain('Ana has #7.')
})

test('a reply that is still held can be taken back, and says so once it is', async () => {
  const author = { role: 'manager', id: 'm-1', name: 'Ana' } as const
  web.opens(4, { messages: [message('7e57c0de-0000-4000-8000-000000000007', 'Oh no', { author, delivery: 'held' })] })
  const page = await (await manager.page('/desk/tickets/4')).text()
  expect(page).toContain('action="/desk/tickets/4/take-back"')
  const body = { message: '7e57c0de-0000-4000-8000-000000000007' }
  expect((await manager.json('/desk/tickets/4/take-back', { body })).status).toBe(200)
  expect(web.received.at(-1)?.event).toMatchObject({ type: 'ManagerTookBack', ticket: { number: 4 }, ...body })
  web.opens(4, { messages: [message('m', 'Oh no', { author, deletedAt: at })] })
  const after = await (await manager.page('/desk/tickets/4')).text()
  expect(after).toContain('<del>')
  expect(after).not.toContain('take-back')
})

test('files that came with a message are named', async () => {
  const files = [{ id: 'f', name: 'map.pdf', kind: 'document', bytes: 900 }] as const
  web.opens(4, { messages: [message('m', 'See', { author: { role: 'customer', name: null }, files })] })
  const page = await (await manager.page('/desk/tickets/4')).text()
  expect(page).toContain('href="/desk/files/f"')
  expect(page).toContain('map.pdf')
})
