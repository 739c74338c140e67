import { afterEach, beforeEach, expect, test } from 'vitest'
import { CHAT_PAGE, type TicketRow } from '../../../src/desk.ts'
import { fromPlainText } from '../../../src/document.ts'
import { emptyTicket, hashed } from './memory-desk.ts'
import { type Browser, eventsOf, startWebDesk, type WebDesk } from './web-desk.ts'

const ID = '0b5a9a3e-6d0f-4c52-9d1e-0c6a6a3a7c11'

let web: WebDesk
let customer: Browser
beforeEach(async () => {
  web = await startWebDesk()
  customer = web.browser()
  await customer.json('/messages', { body: { id: ID, text: 'where is it' } })
})
afterEach(() => web.stop())

const guest = () => hashed(customer.cookies.get('frontdesk_chat') ?? '')
const open = async (path: string) => (await customer.page(path)).text()
const ticket = (number: number, parts: Partial<TicketRow> = {}): TicketRow => ({ ...emptyTicket(number), ...parts })

test('the page’s stream brings what is new as it is to be shown, with the id of the post that it was', async () => {
  const next = eventsOf(await customer.ask('/chat/stream?from=0-0'))
  const mine = await next()
  expect(mine).toMatchObject({ event: 'turn', id: expect.stringMatching(/^1-\d+$/) })
  expect(mine?.data).toContain(`data-post="${ID}"`)
  web.says(guest(), { role: 'bot' }, fromPlainText('Right <b>here</b>'))
  const answer = await next()
  expect(answer?.id).toMatch(/^2-/)
  expect(answer?.data).toContain('Right &lt;b&gt;here&lt;/b&gt;')
})

test('the page’s stream goes on where the page stopped', async () => {
  web.says(guest(), { role: 'bot' }, fromPlainText('missed meanwhile'))
  const next = eventsOf(await customer.ask('/chat/stream?from=1-0'))
  expect((await next())?.data).toContain('missed meanwhile')
})

test('what another of the customer’s chats stored late is told to the page, which shows what it has not yet', async () => {
  web.says(guest(), { role: 'bot' }, fromPlainText('known'))
  const { messages } = await web.desk.chat({ channel: 'web', externalId: guest() }, null)
  web.late.push(...messages.slice(0, 1))
  const next = eventsOf(await customer.ask('/chat/stream?from=2-0'))
  expect(await next()).toMatchObject({ event: 'late', id: '', data: expect.stringMatching(/^<li id="m-/) })
})

test('a long chat that was missed comes whole', async () => {
  for (let count = 2; count <= CHAT_PAGE + 2; count++)
    web.says(guest(), { role: 'bot' }, fromPlainText(`word ${count}.`))
  const next = eventsOf(await customer.ask('/chat/stream?from=1-0'))
  const words: string[] = []
  for (let count = 2; count <= CHAT_PAGE + 2; count++) words.push((await next())?.data ?? '')
  expect(words[0]).toContain('word 2.')
  expect(words.at(-1)).toContain(`word ${CHAT_PAGE + 2}.`)
})

test('what was edited, taken back or read after it was shown is told to the page', async () => {
  const [message] = (await web.desk.chat({ channel: 'web', externalId: guest() }, null)).messages
  if (message === undefined) throw new Error('nothing was said')
  web.news.readUntil = 1
  web.news.edited.push({ ...message, document: fromPlainText('where is my parcel') })
  web.news.deleted.push('gone-1')
  const next = eventsOf(await customer.ask('/chat/stream?from=1-0'))
  expect(await next()).toMatchObject({ event: 'read', data: '1' })
  expect(await next()).toMatchObject({ event: 'turn', id: '', data: expect.stringContaining('where is my parcel') })
  expect(await next()).toMatchObject({ event: 'gone', data: 'gone-1' })
})

test('the page tells of each message whether somebody of the team has seen it', async () => {
  expect(await open('/')).toContain('✓ sent')
  web.news.readUntil = 1
  expect(await open('/')).toContain('✓✓ read')
})

test('who types sees articles that fit, as buttons that show the answer', async () => {
  web.guesses.push({ title: 'How do I <reset> it?', press: 'faq.show:abc' })
  const html = await open('/guesses?text=reset')
  expect(html).toContain(
    '<button type="submit" class="outline" name="press" value="faq.show:abc">How do I &lt;reset&gt; it?</button>',
  )
  web.guesses.length = 0
  expect(await open('/guesses?text=reset')).toBe('')
})

test('a customer finds their tickets, each with how it stands', async () => {
  expect(await open('/tickets')).toContain('You have no tickets yet')
  web.requests.push({
    ticket: ticket(7, { question: 'Where is <it>?', state: 'claimed', holder: 'Ana' }),
    messages: [],
    quotes: null,
    rating: null,
  })
  const html = await open('/tickets')
  expect(html).toContain('href="/tickets/7"')
  expect(html).toContain('Where is &lt;it&gt;?')
  expect(html).toContain('Ana is on it')
})

test('words on a ticket’s page are about that ticket', async () => {
  web.requests.push({ ticket: ticket(7), messages: [], quotes: 'g:first', rating: null })
  expect(await open('/tickets/7')).toContain('<input type="hidden" name="ticket" value="7">')
  const answer = await customer.page('/messages', { body: `id=${crypto.randomUUID()}&text=more&ticket=7` })
  expect(answer.headers.get('location')).toBe('/tickets/7')
  expect(web.received.at(-1)?.event).toMatchObject({ type: 'CustomerWrote', quotes: 'g:first' })
})

test('a ticket that goes on in another chat says where, and takes no words here', async () => {
  web.requests.push({ ticket: ticket(7, { channel: 'telegram' }), messages: [], quotes: null, rating: null })
  const html = await open('/tickets/7')
  expect(html).toContain('This one goes on in Telegram')
  expect(html).not.toContain('<textarea')
})

test('a resolved ticket can be rated and opened again on its page, which comes back', async () => {
  web.requests.push({
    ticket: ticket(7, { state: 'resolved' }),
    messages: [],
    quotes: null,
    rating: { score: 4, comment: null },
  })
  const html = await open('/tickets/7')
  expect(html).toContain('value="rating.4:7" aria-pressed="true"')
  expect(html).toContain('value="ticket.reopen:7"')
  const answer = await customer.page('/press', { body: 'press=rating.5%3A7&back=%2Ftickets%2F7' })
  expect(answer.headers.get('location')).toBe('/tickets/7')
})

test.each(['/tickets/8', '/tickets/0', '/tickets/x'])('%s is nobody’s here', async (path) => {
  const answer = await customer.page(path)
  expect(answer.status).toBe(404)
  expect(await answer.text()).toContain('You have no such ticket')
})
