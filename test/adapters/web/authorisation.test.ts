import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addressOf, everyRoute } from './every-route.ts'
import { emptyTicket, hashed } from './memory-desk.ts'
import { type Browser, signIn, startWebDesk, type WebDesk } from './web-desk.ts'

const people = ['guest', 'customer', 'other customer', 'signed in', 'manager', 'admin'] as const
type Who = (typeof people)[number]

interface Access {
  /** What each of the six is answered, in that order. */
  readonly statuses: readonly number[]
  readonly at?: () => string
  readonly body?: () => unknown
  /** In a browser of its own, since it makes somebody else of whoever asks. */
  readonly alone?: boolean
}

const anybody = (status: number, more: Omit<Access, 'statuses'> = {}): Access => ({
  statuses: [status, status, status, status, status, status],
  ...more,
})
const staff = (status: number, more: Omit<Access, 'statuses'> = {}): Access => ({
  statuses: [401, 401, 401, 401, status, status],
  ...more,
})

const admins = (status: number, more: Omit<Access, 'statuses'> = {}): Access => ({
  statuses: [401, 401, 401, 401, 403, status],
  ...more,
})
/** For whoever is signed in to an account of their own. */
const owners = (status: number, more: Omit<Access, 'statuses'> = {}): Access => ({
  statuses: [401, 401, 401, status, 401, 401],
  ...more,
})
/** A page for everybody but whoever is signed in, who is led on. */
const entry: Access = { statuses: [200, 200, 200, 303, 200, 200] }

let desk: WebDesk
const said = () => ({ id: randomUUID(), text: 'Hello' })
const link = (): string => {
  const token = randomUUID()
  desk.links.add(token)
  return `/desk/sign-in/${token}`
}
const ticket = (action: string) => () => {
  desk.opens(9)
  return `/desk/tickets/9${action}`
}

/** Who may pass where: each route has its line here. */
const table: Readonly<Record<string, Access>> = {
  'POST /preferences': anybody(303, { body: () => ({ theme: 'dark' }) }),
  'GET /': anybody(200),
  'GET /messages': anybody(200),
  'POST /messages': anybody(202, { body: said }),
  'POST /press': anybody(202, { body: () => ({ press: 'person' }) }),
  'GET /events': anybody(200),
  'GET /chat/stream': anybody(200),
  'GET /guesses': anybody(200),
  'GET /tickets': anybody(200),
  'GET /tickets/:number': { statuses: [404, 200, 404, 404, 404, 404], at: () => '/tickets/1' },
  'GET /register': entry,
  'POST /register': anybody(422, { body: () => ({}) }),
  'GET /login': entry,
  'POST /login': anybody(422, { body: () => ({}) }),
  'GET /forgot': anybody(200),
  'POST /forgot': anybody(422, { body: () => ({}) }),
  'GET /reset/:token': anybody(410),
  'POST /reset/:token': anybody(410, { body: () => ({}) }),
  'GET /account': owners(200),
  'POST /account/link': owners(202, { body: () => ({}) }),
  'POST /account/change': owners(202, { body: () => ({}) }),
  'POST /account/forget': owners(202, { body: () => ({}) }),
  'POST /account/password': owners(422, { body: () => ({}) }),
  'GET /account/join': owners(303),
  'POST /account/join': owners(422, { body: () => ({}) }),
  'GET /desk/sign-in/:token': anybody(200, { at: link }),
  'POST /desk/sign-in/:token': anybody(200, { at: link, alone: true }),
  'GET /desk': staff(200),
  'GET /desk/tickets': staff(200),
  'GET /desk/events': staff(200),
  'GET /desk/tickets/:number': staff(200, { at: ticket('') }),
  'GET /desk/tickets/:number/articles': staff(200, { at: ticket('/articles') }),
  'GET /desk/tickets/:number/articles/:article': staff(404, { at: ticket('/articles/none') }),
  'GET /desk/tickets/:number/assistant': staff(200, { at: ticket('/assistant') }),
  'POST /desk/preview': staff(200, { body: said }),
  'POST /desk/tickets/:number/preview': staff(200, { at: ticket('/preview'), body: said }),
  'POST /desk/tickets/:number/here': staff(204, { at: ticket('/here') }),
  'POST /desk/tickets/:number/:action': staff(200, { at: ticket('/note'), body: said }),
  'GET /desk/knowledge': staff(200),
  'GET /desk/knowledge/new': staff(200),
  'POST /desk/knowledge/new': staff(422),
  'POST /desk/knowledge/preview': staff(200, { body: () => ({ answer: '42' }) }),
  'GET /desk/knowledge/articles/:id': staff(404),
  'POST /desk/knowledge/articles/:id': staff(404),
  'GET /desk/knowledge/change': staff(422),
  'POST /desk/knowledge/change': staff(422),
  'GET /desk/knowledge/export/:name': staff(200, { at: () => '/desk/knowledge/export/articles.json' }),
  'GET /desk/knowledge/files': staff(200),
  'POST /desk/knowledge/files': staff(422),
  'GET /desk/knowledge/place': staff(200),
  'GET /desk/knowledge/review': staff(200),
  'GET /desk/knowledge/try': staff(200),
  'GET /files/:id': anybody(404),
  'GET /desk/files/:id': anybody(404),
  'GET /desk/team': staff(200),
  'POST /desk/team/invite': admins(201, { body: () => ({ name: 'Ben' }) }),
  'POST /desk/team/:manager/:action': admins(200, { at: () => `/desk/team/${randomUUID()}/promote` }),
  'POST /desk/team/:manager/end-sessions': staff(200, { at: () => `/desk/team/${randomUUID()}/end-sessions` }),
  'GET /desk/operations': staff(200),
  'POST /desk/operations/send-again': admins(200, { body: () => ({ delivery: randomUUID() }) }),
  'GET /desk/figures': staff(200),
  'GET /desk/figures/tickets': admins(200, { at: () => '/desk/figures/tickets?figure=opened' }),
  'GET /desk/figures/figures.csv': admins(200),
  'GET /desk/figures/tickets.csv': admins(200),
  'GET /widget.js': anybody(200),
  // For the frame on a site that is configured, and for nobody else's page.
  'GET /widget': anybody(403),
  'GET /widget/settings': anybody(403),
  'POST /widget/visitor': anybody(200),
  'GET /widget/messages': anybody(200),
  'POST /widget/messages': anybody(202, { body: said }),
  'POST /widget/press': anybody(202, { body: () => ({ press: 'person' }) }),
  'GET /widget/chat/stream': anybody(200),
  'GET /widget/guesses': anybody(200),
  'GET /widget/files/:id': anybody(404),
  // The last, since whoever passes is a guest from then on.
  'POST /account/sign-out': owners(204, { body: () => ({}) }),
  'POST /logout': anybody(204, { body: () => ({}) }),
  'POST /desk/sign-out': anybody(204),
}

const browsers = new Map<Who, Browser>()
beforeAll(async () => {
  desk = await startWebDesk({ widget: { origins: ['https://shop.example'], secret: null } })
  desk.owners.set('admin-link', { channel: 'web', externalId: 'admin-1', name: 'Dora', admin: true })
  const customer = desk.browser()
  await customer.json('/messages', { body: said() })
  desk.requestOwners.set(1, hashed(customer.cookies.get('frontdesk_chat') ?? ''))
  desk.requests.push({ ticket: emptyTicket(1), messages: [], quotes: null } as never)
  const other = desk.browser()
  await other.json('/messages', { body: said() })
  const account = desk.browser()
  const who = { name: 'Ion', email: 'ion@example.com', login: 'ion', password: 'correct horse' }
  await account.json('/register', { body: who })
  const admin = desk.browser()
  desk.links.add('admin-link')
  await admin.json('/desk/sign-in/admin-link', { body: {} })
  browsers.set('guest', desk.browser())
  browsers.set('customer', customer)
  browsers.set('other customer', other)
  browsers.set('signed in', account)
  browsers.set('manager', await signIn(desk))
  browsers.set('admin', admin)
})
afterAll(() => desk.stop())

test('each route says who may pass, and no line is of a route that is gone', () => {
  expect(Object.keys(table).sort()).toEqual(
    everyRoute(desk)
      .map(({ name }) => name)
      .sort(),
  )
})

describe.each(Object.entries(table))('%s', (name, { statuses, at, body, alone = false }) => {
  const [method = '', path = ''] = name.split(' ')
  test.each(people.map((who, n) => [who, statuses[n]] as const))('as %s is answered %i', async (who, status) => {
    const before = desk.received.length
    const hangUp = new AbortController()
    const browser = alone ? desk.browser() : browsers.get(who)
    const answer = await browser?.json(at?.() ?? addressOf({ path }), {
      method,
      signal: hangUp.signal,
      ...(body === undefined ? {} : { body: body() }),
    })
    hangUp.abort()
    expect(answer?.status).toBe(status)
    // Who may not pass changes nothing.
    if ([401, 403].includes(answer?.status ?? 0)) expect(desk.received).toHaveLength(before)
  })
})
