import { afterEach, beforeEach, expect, test } from 'vitest'
import type { TicketMessage } from '../../../src/desk.ts'
import { fromMarkdown } from '../../../src/document.ts'
import { type Browser, signIn, startWebDesk, type WebDesk } from './web-desk.ts'

const ID = '0b5a9a3e-6d0f-4c52-9d1e-0c6a6a3a7c11'

let web: WebDesk
let manager: Browser
beforeEach(async () => {
  web = await startWebDesk()
  manager = await signIn(web)
  web.received.length = 0
  web.opens(7)
  web.colleagues.push({ channel: 'slack', externalId: 'U1', name: 'Bob' })
})
afterEach(() => web.stop())

const post = (action: string, body: unknown) => manager.json(`/desk/tickets/7/${action}`, { method: 'POST', body })

test.each([
  ['subject', { subject: ' Late  parcel ' }, { type: 'ManagerTitled', subject: 'Late parcel' }],
  ['priority', { priority: 'high' }, { type: 'ManagerPrioritized', priority: 'high', tier: null }],
  ['priority', { priority: 'low', tier: 'high', tierSeen: 'high' }, { type: 'ManagerPrioritized', tier: null }],
  ['priority', { priority: 'low', tier: 'high', tierSeen: 'normal' }, { type: 'ManagerPrioritized', tier: 'high' }],
  ['tags', { tags: 'a,b' }, { type: 'ManagerTagged', tags: ['a', 'b'] }],
  ['wait', {}, { type: 'ManagerAwaitedCustomer' }],
  ['snooze', { for: 'monday' }, { type: 'ManagerSnoozed', choice: 'monday' }],
  ['assign', { to: 'slack:U1' }, { type: 'ManagerAssigned', to: { channel: 'slack', externalId: 'U1', name: 'Bob' } }],
  ['merge', { into: '8' }, { type: 'ManagerMerged', into: 8, links: { from: null, into: null } }],
  ['ban', { reason: 'spam' }, { type: 'ManagerBanned', reason: 'spam' }],
  ['unban', {}, { type: 'ManagerUnbanned' }],
  ['link', { incident: 3 }, { type: 'ManagerLinked', incident: 3 }],
  ['unlink', {}, { type: 'ManagerUnlinked' }],
  ['translate', {}, { type: 'ManagerTranslated', on: true }],
  ['untranslate', {}, { type: 'ManagerTranslated', on: false }],
] as const)('%s is settled by a post, as JSON and as a form', async (action, body, event) => {
  const form = new URLSearchParams(Object.entries(body).map(([name, value]) => [name, String(value)]))
  expect((await post(action, body)).status).toBe(200)
  expect(
    (await manager.page(`/desk/tickets/7/${action}?show=mine`, { body: String(form) })).headers.get('location'),
  ).toBe('/desk/tickets/7?show=mine')
  expect(web.received.map((one) => one.event)).toMatchObject([event, event])
})

test.each([
  ['snooze', { for: 'ever' }],
  ['priority', { priority: 'most' }],
  ['assign', { to: 'web:nobody' }],
  ['merge', { into: 'x' }],
  ['subject', { subject: 'x'.repeat(151) }],
])('%s takes nothing but what there is', async (action, body) => {
  expect((await post(action, body)).status).toBe(422)
  expect(web.received).toEqual([])
})

test('an answer can resolve its ticket in one post, which counts once', async () => {
  for (const _again of [1, 2]) expect((await post('reply', { id: ID, text: 'Done', resolve: 'yes' })).status).toBe(200)
  const tickets = await (await manager.json('/desk/tickets/7')).json()
  expect(tickets).toMatchObject({ state: 'resolved', messages: [{ text: 'Done' }] })
})

test('an article is sent as its reader changed it', async () => {
  web.articles.push({ id: 'a1', title: 'Parcels', answer: fromMarkdown('Two days.'), markdown: 'Two days.' })
  await post('faq', { article: 'a1', instead: 'Two **short** days.' })
  expect(web.received[0]?.event).toMatchObject({ article: 'a1', instead: fromMarkdown('Two **short** days.') })
})

const said = (id: string, name: string): TicketMessage => ({
  id,
  author: { role: 'manager', id: name, name },
  audience: 'everyone',
  document: fromMarkdown('Hello'),
  at: new Date('2026-05-04T10:00:00Z'),
  editedAt: null,
  earlier: [],
  deletedAt: null,
  translation: null,
  files: [],
  delivery: 'delivered',
  heldUntil: null,
  reason: null,
})

test('who answers after a colleague did is told so, with what to have seen before sending again', async () => {
  const [first, last] = [1, 2].map((one) => `7e57c0de-0000-4000-8000-00000000000${one}`)
  web.opens(7, { messages: [said(first ?? '', 'Ana'), said(last ?? '', 'Bob')] })
  const notice = { say: 'staff.answeredMeanwhile', params: { name: 'Bob' } }
  web.gates.answer = { kind: 'refused', because: 'answered', notice }
  const warned = await post('reply', { id: ID, text: 'Hello', seen: first })
  expect([warned.status, await warned.json()]).toEqual([409, { error: expect.stringContaining('Bob'), seen: last }])
  await post('faq', { article: 'a1', seen: last })
  expect(web.received.map(({ event }) => event)).toMatchObject([{ seen: first }, { seen: last }])
})

test('a ticket leads to an article that begins with what it leaves', async () => {
  expect(await (await manager.page('/desk/tickets/7')).text()).toContain('href="/desk/knowledge/new?ticket=7"')
})

test('a preview shows what the customer will see, and nothing comes through as it is', async () => {
  const answer = await manager.ask('/desk/preview', {
    body: new URLSearchParams({ text: '**a** <script>b</script>' }).toString(),
  })
  const shown = await answer.text()
  expect(shown).toContain('<strong>a</strong>')
  expect(shown).not.toContain('<script>')
})

test('without a script the preview stands on the page, and the words stay in the box', async () => {
  const body = new URLSearchParams({ id: ID, text: '**a**' }).toString()
  const shown = await (await manager.page('/desk/tickets/7/preview', { body })).text()
  expect(shown).toContain('<strong>a</strong>')
  expect(shown).toContain('>**a**</textarea>')
})

test('colleagues at the same ticket see each other, until they leave', async () => {
  web.owners.set('bobs', { channel: 'web', externalId: 'bob', name: 'Bob', admin: false })
  web.links.add('bobs')
  const bob = web.browser()
  await bob.json('/desk/sign-in/bobs', { body: {} })
  await bob.json('/desk/tickets/7/here', { body: { writing: true } })
  expect(await (await manager.page('/desk/tickets/7')).text()).toContain('Bob is writing here.')
  expect(await (await bob.page('/desk/tickets/7')).text()).not.toContain('is writing here.')
  await bob.json('/desk/tickets/7/here', { body: { gone: true } })
  expect(await (await manager.page('/desk/tickets/7')).text()).not.toContain('is writing here.')
})

test('the queue has lists and a search with addresses of their own', async () => {
  web.opens(8, { state: 'claimed', holder: 'Ana', question: 'My invoice?' })
  const mine = await (await manager.page('/desk?show=mine')).text()
  expect(mine).toContain('href="/desk/tickets/8?show=mine"')
  expect(mine).not.toContain('/desk/tickets/7')
  const found = await (await manager.page('/desk?q=invoice')).text()
  expect(found).toContain('href="/desk/tickets/8?q=invoice"')
  const [one] = (await web.desk.findTickets('invoice', 1)).rows
  Object.assign(web.desk, { findTickets: async () => ({ rows: [one], total: 1_000, isMore: true }) })
  expect(await (await manager.page('/desk?q=order')).text()).toContain('the latest of more than 1,000')
})

test('a translated message is read in the reader’s language, with the words as they were written one press away', async () => {
  const translation = { language: 'en', document: fromMarkdown('Where is it?') }
  const asked = { ...said(ID, 'Ion'), author: { role: 'customer', name: 'Ion' } as const, translation }
  const answered = {
    ...said('7e57c0de-0000-4000-8000-000000000009', 'Ana'),
    translation: { language: 'pl', document: fromMarkdown('Idzie') },
  }
  web.opens(7, {
    messages: [{ ...asked, document: fromMarkdown('Gdzie to?') }, answered],
    translation: { from: 'pl' },
  })
  const page = (await (await manager.page('/desk/tickets/7')).text()).replace(/\s+/g, ' ')
  expect(page).toMatch(/class="bubble"><p>Where is it\?<\/p>.*As the customer wrote it.*<p>Gdzie to\?<\/p>/)
  expect(page).toMatch(/class="bubble"><p>Hello<\/p>.*As the customer reads it: Polish.*<p>Idzie<\/p>/)
  expect(page).toContain('/desk/tickets/7/untranslate')
})
