import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { AskedTickets, CountedTickets, ReportView } from '../../../src/desk/reports.ts'
import { emptyTicket } from './memory-desk.ts'
import { type Browser, signIn, startWebDesk, type WebDesk } from './web-desk.ts'

const days = { days: 'Jan 1, 2026 – Jan 31, 2026', first: '2026-01-01', last: '2026-01-31' }
const report: ReportView = {
  ...{
    kind: 'report',
    ...days,
    text: '**Tickets opened**: 34',
    charts: [{ svg: '<svg></svg>', alt: 'A chart of <words>' }],
  },
  parts: { by: 'tag', columns: ['opened'], rows: [{ name: '<delivery>', values: ['12'] }], more: 3 },
  figures: [
    { key: 'opened', name: 'Tickets opened', value: '34', change: '+3', more: ['of <few>'], counted: 'opened' },
    { key: 'conversations', name: 'Conversations', value: '50', change: null, more: [], counted: null },
  ],
}
const AT = new Date('2026-01-05T12:00:00Z')
const tickets: CountedTickets = {
  ...{ kind: 'tickets', ...days, total: 51, next: { at: AT, number: 7n } },
  rows: [{ ticket: { ...emptyTicket(7), customer: 'Ion' }, at: AT, by: 'Ben' }],
}

let web: WebDesk
let admin: Browser
const periods: string[] = []
const pages: AskedTickets[] = []
const parted: string[] = []
beforeAll(async () => {
  web = await startWebDesk()
  web.owners.set('link', { channel: 'web', externalId: 'w1', name: 'Ana', admin: true })
  web.links.add('link')
  admin = web.browser()
  await admin.json('/desk/sign-in/link', { method: 'POST' })
  web.desk.report = async (_asker, _locale, { period, by }) => {
    parted.push(by)
    periods.push(period)
    return period.includes('weak') ? { kind: 'badPeriod' } : report
  }
  web.desk.countedTickets = async (_asker, _locale, asked) => {
    pages.push(asked)
    return tickets
  }
  web.desk.reportFile = async (_asker, what, period) => {
    periods.push(period)
    return { kind: 'file', name: `${what}-2026-01-01.csv`, text: pieces() }
  }
})
afterAll(() => web.stop())
beforeEach(() => {
  periods.length = 0
  pages.length = 0
})

async function* pieces() {
  yield 'number,customer\n'
  yield '7,Ștefan\n'
}
const text = async (path: string) => (await admin.page(path)).text()

test('the page shows the figures with their change, and leads to the tickets that each counts', async () => {
  const page = await text('/desk/figures?period=last+month')
  for (const told of ['>34<', '>+3<', 'of &lt;few&gt;', 'A chart of &lt;words&gt;', days.days])
    expect(page).toContain(told)
  expect(page).toContain('href="/desk/figures/tickets?period=last+month&amp;figure=opened"')
  expect(page).toContain('href="/desk/figures/tickets.csv?period=last+month"')
  expect(page).toMatch(/aria-current="page">Last month</)
  expect(periods).toEqual(['last month'])
})

test('the figures are told apart by what the address asks, which every link keeps', async () => {
  parted.length = 0
  const page = await text('/desk/figures?period=7d&by=tag')
  expect(page).toMatch(/&lt;delivery&gt;<\/th><td>12</)
  expect(page).toContain('3 more are left out.')
  expect(page).toContain('href="/desk/figures?period=30d&amp;by=tag"')
  expect(page).toContain('href="/desk/figures?period=7d#parts"')
  await text('/desk/figures?by=weather')
  expect(parted).toEqual(['tag', 'manager'])
})

test('two days make a free period, which stays in the fields and in what the page leads to', async () => {
  const page = await text('/desk/figures?from=2026-01-01&to=2026-01-31')
  expect(periods).toEqual(['2026-01-01..2026-01-31'])
  expect(page).toContain('name="from" value="2026-01-01"')
  expect(page).toContain('/desk/figures/figures.csv?from=2026-01-01&amp;to=2026-01-31')
})

test.each([
  ['from=2026-01-01&to=', 'to', 'Choose this day, too.'],
  ['from=&to=2026-01-01', 'from', 'Choose this day, too.'],
  ['from=2026-02-30&to=2026-03-01', 'from', 'Write this day as 2026-01-31.'],
  ['from=2026-02-02&to=2026-02-01', 'to', 'This day comes before the first one.'],
])('what can’t be read is explained beside its field: %s', async (query, field, fault) => {
  const answer = await admin.page(`/desk/figures?${query}`)
  expect(answer.status).toBe(422)
  expect(await answer.text()).toContain(`id="${field}-fault">${fault}<`)
  expect(await (await admin.json(`/desk/figures?${query}`)).json()).toEqual({
    error: fault,
    fields: { [field]: fault },
  })
  expect(periods).toEqual([])
})

test('a period by a name that nobody knows is explained, and the choice stays', async () => {
  const answer = await admin.page('/desk/figures?period=weak')
  expect(answer.status).toBe(422)
  expect(await answer.text()).toMatch(/That is no period[\s\S]*|Last month[\s\S]*That is no period/)
})

test('the tickets of a figure come page by page', async () => {
  const first = await text('/desk/figures/tickets?figure=opened&period=30d')
  for (const told of ['51 in all', '#7', 'Ion', 'Ben', '/desk/tickets/7']) expect(first).toContain(told)
  const next = `after=${AT.getTime()}-7`
  expect(first).toContain(`/desk/figures/tickets?period=30d&amp;figure=opened&amp;${next}`)
  await text(`/desk/figures/tickets?figure=opened&period=30d&${next}`)
  expect(pages.map(({ after }) => after)).toEqual([null, { at: AT, number: 7n }])
  expect((await admin.page('/desk/figures/tickets?figure=weather')).status).toBe(404)
})

test('the files come under their names', async () => {
  const answer = await admin.page('/desk/figures/tickets.csv?period=7d')
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="tickets-2026-01-01.csv"')
  expect(await answer.text()).toBe('number,customer\n7,Ștefan\n')
})

test('scripts get the figures as JSON', async () => {
  expect(await (await admin.json('/desk/figures')).json()).toEqual({
    ...{ from: '2026-01-01', to: '2026-01-31', text: '**Tickets opened**: 34' },
  })
})

test('whoever is no admin learns how to become one', async () => {
  const manager = await signIn(web)
  web.desk.report = async () => ({ kind: 'notAdmin', text: 'Ask for an **admin’s** link.' })
  expect(await (await manager.page('/desk/figures')).text()).toContain('Ask for an <strong>admin’s</strong> link.')
})

test('a file is read no further once nobody takes it', async () => {
  let made = 0
  let ended = false
  async function* endless() {
    try {
      for (;;) {
        made += 1
        yield '7,Ștefan\n'.repeat(10_000)
      }
    } finally {
      ended = true
    }
  }
  web.desk.reportFile = async () => ({ kind: 'file', name: 'tickets.csv', text: endless() })
  const hangUp = new AbortController()
  const answer = await admin.page('/desk/figures/tickets.csv', { signal: hangUp.signal })
  await answer.body?.getReader().read()
  hangUp.abort()
  await expect.poll(() => ended).toBe(true)
  expect(made).toBeLessThan(1_000)
})

test('a file that can’t be read to its end breaks off, and the log says why', async () => {
  const breaks = async function* () {
    yield 'number,customer\n'
    throw new Error('the database is away')
  }
  web.desk.reportFile = async () => ({ kind: 'file', name: 'tickets.csv', text: breaks() })
  const answer = await admin.page('/desk/figures/tickets.csv')
  await expect(answer.text()).rejects.toThrow()
  expect(web.logged).toMatchObject([{ err: { message: 'the database is away' } }])
})
