// What the assistant does for managers on the staff desk, with and without a script.

import { afterEach, beforeEach, expect, test } from 'vitest'
import type {
  AskedDraft,
  ConsultationRow,
  DeskAssistance,
  Written,
  WrittenDraft,
} from '../../../src/desk/assistance.ts'
import type { Person } from '../../../src/desk.ts'
import { type Browser, signIn, startWebDesk, type WebDesk } from './web-desk.ts'

const ID = '0b5a9a3e-6d0f-4c52-9d1e-0c6a6a3a7c11'

let web: WebDesk
let manager: Browser
beforeEach(async () => {
  web = await startWebDesk()
  manager = await signIn(web)
  web.received.length = 0
  web.opens(7)
})
afterEach(() => web.stop())

const knows = (parts: Partial<DeskAssistance>) => Object.assign(web.desk, { hasAssistant: true, ...parts })
const drafted = (written: Written): Partial<DeskAssistance> => ({
  draftAt: async (): Promise<AskedDraft> => ({ consultation: ID, written }),
})
const draft: WrittenDraft = {
  ...{ state: 'draft', text: 'It **comes** <tomorrow>.', isOvertaken: false },
  ...{ articles: [{ id: 'parcels', title: 'Parcels & more' }], tickets: [3] },
}
const open = async (path = '/desk/tickets/7') => (await manager.page(path)).text()
const posts = (action: string, body: object = {}) => manager.json(`/desk/tickets/7/${action}`, { body })
const presses = (action: string, body = '') => manager.page(`/desk/tickets/7/${action}`, { body })
const events = () => web.received.map(({ event }) => event)
const boxIn = (page: string) => /<textarea id="answer"[^>]*>([^<]*)</.exec(page)?.[1]

test('its buttons are there only where the desk has one, and the customer lets it read', async () => {
  const forms = ['/7/draft"', '/7/summary"', '/7/article"'] as const
  const without = await open()
  for (const form of forms) expect(without).not.toContain(form)
  expect(without).toContain('href="/desk/knowledge/new?ticket=7"')
  knows({})
  const page = await open()
  for (const form of forms) expect(page).toContain(form)
  web.opens(7, { refusesModel: true })
  const refused = await open()
  for (const form of forms) expect(refused).not.toContain(form)
})

test.each(['draft', 'summary', 'article'] as const)('a manager asks for %s by one post', async (purpose) => {
  knows({})
  expect((await posts(purpose, { id: ID })).status).toBe(200)
  expect(events()).toMatchObject([
    { type: 'ManagerConsulted', purpose, ticket: { number: 7 }, by: { externalId: 'manager-1' } },
  ])
})

test('that a summary comes is told at once', async () => {
  web.gates.answer = { kind: 'done', consultation: ID, notice: { say: 'assistant.summaryComes' } }
  expect(await (await posts('summary')).json()).toMatchObject({ notice: expect.stringContaining('summing it up') })
  expect(await (await presses('summary')).text()).toContain('summing it up')
})

test('a draft is read for whoever looks, and stands in the box with its sources beside it', async () => {
  const asked: Person[] = []
  knows({
    draftAt: async (who) => {
      asked.push(who)
      return { consultation: ID, written: draft }
    },
  })
  const page = await open()
  expect(asked).toMatchObject([{ channel: 'web', externalId: 'manager-1' }])
  expect(boxIn(page)).toBe('It **comes** &lt;tomorrow&gt;.')
  expect(page).toContain('href="/desk/knowledge/articles/parcels">Parcels &amp; more</a>')
  expect(page).toContain('href="/desk/tickets/3">#3</a>')
  expect(page).not.toContain('has written since')
})

test('a draft that needed no source says so, and one that the customer has overtaken too', async () => {
  knows(drafted({ ...draft, articles: [], tickets: [], isOvertaken: true }))
  const page = await open()
  expect(page).toContain('own messages alone')
  expect(page).toContain('has written since')
})

test('words that were sent and not taken stay in the box, whatever is drafted', async () => {
  knows(drafted(draft))
  web.gates.answer = { kind: 'refused', because: 'held', notice: { say: 'staff.unknownTicket' } }
  const page = await (await presses('reply', `id=${ID}&text=My+own+words`)).text()
  expect(boxIn(page)).toBe('My own words')
})

test.each([
  [{ state: 'writing', until: new Date() } as const, 'is writing a draft'],
  [{ state: 'failed', why: 'spent' } as const, 'done all that it may do today'],
  [{ state: 'unknown' } as const, 'know what to answer'],
])('the page says how it stands: %o', async (written, words) => {
  knows(drafted(written))
  const page = await open()
  expect(page).toContain(words)
  expect(boxIn(page)).toBe('')
  expect(page).toContain('/7/drop-draft"')
})

test('a draft is put away by one post', async () => {
  expect((await posts('drop-draft', { consultation: ID })).status).toBe(200)
  expect(events()).toMatchObject([{ type: 'ManagerDroppedDraft', consultation: ID, ticket: { number: 7 } }])
  expect((await posts('drop-draft', { consultation: 'none' })).status).toBe(422)
})

test('an article is waited for on a page that asks again by itself', async () => {
  let written: Written = { state: 'writing', until: new Date() }
  knows({ written: async (_who, consultation) => (consultation === ID ? written : null) })
  web.gates.answer = { kind: 'done', consultation: ID }
  const led = await presses('article')
  const address = led.headers.get('location') ?? ''
  expect([led.status, address]).toEqual([303, `/desk/knowledge/new?ticket=7&written=${ID}`])
  const waiting = await manager.page(address)
  expect(waiting.headers.get('refresh')).toBe('2')
  expect(await waiting.text()).toContain('href="/desk/knowledge/new?ticket=7"')
  written = { state: 'article', draft: { title: 'Late', question: 'where is it', answer: 'Soon.', isCut: false } }
  const form = await manager.page(address)
  expect(form.headers.get('refresh')).toBeNull()
  const page = await form.text()
  for (const words of ['Late', 'where is it', 'Soon.']) expect(page).toContain(words)
})

test('where the assistant can’t help an article begins with what the ticket itself leaves', async () => {
  knows({ written: async () => ({ state: 'failed', why: 'away' }) })
  web.desk.articleDraft = async () => ({ title: 'By hand', question: 'how', answer: 'So.', isCut: false })
  expect(await open(`/desk/knowledge/new?ticket=7&written=${ID}`)).toContain('By hand')
  web.gates.answer = { kind: 'refused', because: 'state', notice: { say: 'assistant.away' } }
  expect((await presses('article')).headers.get('location')).toBe('/desk/knowledge/new?ticket=7')
})

const asked: ConsultationRow = {
  ...{ purpose: 'draft', at: new Date('2026-05-04T10:00:00Z'), by: 'Ben', state: 'answered', why: null },
  tokens: { sent: 900, received: 80 },
}

test('what the assistant was asked is listed beside the ticket, and can be read as it was sent and received', async () => {
  knows({
    consultations: async () => [asked, { ...asked, by: null, purpose: 'summary', state: 'failed', why: 'garbled' }],
    consultationRecords: async () => [{ ...asked, sent: 'Draft <this>', received: '{"reply":"so"}' }],
  })
  const page = await open()
  for (const words of ['What the assistant was asked (2)', 'for Ben', '900 + 80 tokens', 'could not be read']) {
    expect(page).toContain(words)
  }
  const whole = await open('/desk/tickets/7/assistant')
  for (const words of ['Draft &lt;this&gt;', '{&quot;reply&quot;:&quot;so&quot;}', 'for Ben'])
    expect(whole).toContain(words)
  const json = await manager.json('/desk/tickets/7/assistant')
  expect(await json.json()).toMatchObject({ consultations: [{ purpose: 'draft', sent: 'Draft <this>' }] })
  expect((await manager.json('/desk/tickets/404/assistant')).status).toBe(404)
})

test('tags and a priority that are proposed are set by one press each, and by nothing else', async () => {
  web.opens(7, { tags: ['late'] })
  knows({ proposals: async () => ({ tags: ['refund', 'gift'], priority: 'high' }) })
  const page = await open()
  expect(page).toContain('value="late, refund, gift"')
  expect(page).toContain('Add: refund, gift')
  expect(page).toContain('Priority: high')
  expect(events()).toEqual([])
  await presses('tags', 'tags=late%2C+refund%2C+gift')
  await presses('priority', 'priority=high')
  expect(events()).toMatchObject([
    { type: 'ManagerTagged', tags: ['late', ' refund', ' gift'] },
    { type: 'ManagerPrioritized', priority: 'high', tier: null },
  ])
})
