import { createHash, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../src/database/client.ts'
import { CHAT_PAGE, type Desk, type Person } from '../../src/desk.ts'
import { fromPlainText, plainText } from '../../src/document.ts'
import { createMatcher } from '../../src/knowledge/matcher.ts'
import { createWords } from '../../src/locales/words.ts'
import { createDesk } from '../../src/reading/desk.ts'
import { type OpenedDatabase, openFreshDatabase } from '../support/database.ts'
import { storeCustomer, storeManager, storeMessage, storeTicket } from './stored.ts'

const NOW = new Date('2026-01-10T12:00:00Z')
const wifi = {
  id: 'wifi',
  title: 'Wifi',
  answer: 'It is **42**.',
  locale: 'en',
  tags: [],
  phrasings: ['wireless'],
  versionOf: null,
}
const admin: Person = { channel: 'telegram', externalId: '4242' }

let fresh: OpenedDatabase
let db: Database
let desk: Desk
const subscribers = new Map<string, (payload: string) => void>()

beforeAll(async () => {
  fresh = await openFreshDatabase()
  db = fresh.db
  desk = createDesk({
    db,
    library: { ...createMatcher([wifi]), byWords: () => [], prepare: async () => undefined },
    words: createWords(),
    config: {
      adminIds: [admin],
      desk: {
        timeZone: 'UTC',
        businessHours: [],
        holidays: [],
        claimReminder: 900_000,
        claimLease: 14_400_000,
        assistant: false,
        translate: 'off',
        locale: 'en',
        staffIdentity: 'name',
      },
    },
    subscribe: (channel, callback) => {
      subscribers.set(channel, callback)
      return () => subscribers.delete(channel)
    },
    now: () => NOW,
  })
})

test('up to when a history was read is nothing before the first reading', async () => {
  expect(await desk.historyReadUntil('slack')).toBeNull()
  await db.historyReading.create({ data: { channel: 'slack', until: NOW } })
  expect(await desk.historyReadUntil('slack')).toEqual(NOW)
  expect(await desk.historyReadUntil('telegram')).toBeNull()
})

afterAll(() => fresh.close())

const hash = (token: string): string => createHash('sha256').update(token).digest('hex')
const noon = new Date('2026-01-05T12:00:00Z')
const later = (hours: number): Date => new Date(noon.getTime() + hours * 3_600_000)

describe('a card', () => {
  test('shows the ticket, its customer, its holder and when the first answer is due', async () => {
    const customer = await storeCustomer(db, { name: 'Ion', email: 'ion@example.com' })
    const ana = await storeManager(db, { name: 'Ana' })
    const { number: earlier } = await storeTicket(db, customer)
    const { id, number } = await storeTicket(db, customer, { status: 'claimed', holderId: ana.id })
    expect(await desk.card(id)).toEqual({
      id,
      number,
      leaseUntil: null,
      state: 'claimed',
      snoozedUntil: null,
      holder: 'Ana',
      customer: 'Ion',
      channel: 'telegram',
      question: 'Where is my parcel?',
      subject: null,
      priority: 'normal',
      tags: [],
      card: null,
      isTaken: false,
      offers: [],
      ratedBefore: null,
      latestBefore: { number: earlier, card: null },
      openedAt: noon,
      dueAt: later(1),
      locale: 'en',
      email: 'ion@example.com',
      ticketsBefore: 1,
      reopened: 0,
      tier: 'normal',
      translatedQuestion: null,
      translation: null,
      refusesModel: false,
      bannedBy: null,
      incident: null,
      rating: null,
      mergedInto: null,
    })
  })

  test('tells when the resolution is due once it is answered', async () => {
    const { id } = await storeTicket(db, await storeCustomer(db), { answeredAt: later(0.5) })
    expect((await desk.card(id)).dueAt).toEqual(later(24))
  })

  test('of a resolved ticket has no due time, and the rating', async () => {
    const { id } = await storeTicket(db, await storeCustomer(db, { knownName: 'Known' }), {
      status: 'resolved',
      resolvedAt: later(2),
      rating: 4,
      ratingComment: 'Quick',
      reopened: 1,
    })
    expect(await desk.card(id)).toMatchObject({
      state: 'resolved',
      customer: 'Known',
      dueAt: null,
      rating: { score: 4, comment: 'Quick' },
      reopened: 1,
    })
  })

  test('of a merged ticket leads to the one that it went into, which open ones of its chat may be', async () => {
    const ion = await storeCustomer(db)
    const [target, other] = [await storeTicket(db, ion), await storeTicket(db, ion, { status: 'claimed' })]
    await storeTicket(db, await storeCustomer(db))
    const fields = { status: 'resolved', resolvedAt: NOW, mergedIntoId: target.id } as const
    const { id } = await storeTicket(db, ion, fields)
    expect((await desk.card(id)).mergedInto).toEqual({ number: target.number, card: null })
    expect((await desk.card(target.id)).mergedInto).toBeNull()
    expect((await desk.mergeTargets(other.number)).map(({ number }) => number)).toEqual([target.number])
    expect(await desk.mergeTargets(-1)).toEqual([])
  })

  test('of no ticket is an error', async () => {
    await expect(desk.card(randomUUID())).rejects.toThrow('there is no ticket')
  })
})

test('the queue holds the open tickets, the longest waiting first', async () => {
  await db.ticket.updateMany({ data: { status: 'resolved', resolvedAt: NOW } })
  const customer = await storeCustomer(db)
  const ana = await storeManager(db, { name: 'Ana' })
  const paused = { status: 'snoozed', snoozedUntil: later(9) } as const
  const [late, early, put, done] = [
    await storeTicket(db, customer, { openedAt: later(5) }),
    await storeTicket(db, customer, { openedAt: later(-5), status: 'waiting', holderId: ana.id }),
    await storeTicket(db, customer, { openedAt: later(-4), ...paused }),
    await storeTicket(db, customer, { status: 'resolved', resolvedAt: NOW }),
  ]
  const { rows: queue, total } = await desk.queue(10)
  expect(total).toBe(3)
  const numbers = queue.map(({ number }) => number)
  expect(numbers).toEqual([early.number, put.number, late.number])
  expect(queue).toMatchObject([
    { state: 'waiting', holder: 'Ana', snoozedUntil: null },
    { state: 'snoozed', holder: null, snoozedUntil: later(9) },
    { state: 'new' },
  ])
  expect(numbers).not.toContain(done.number)
})

test('of long lists the first are read, and how many there are', async () => {
  const customer = await storeCustomer(db)
  const ana = await storeManager(db, { externalId: 'UBUSY', name: 'Ana' })
  const held = { status: 'claimed', holderId: ana.id } as const
  const tickets = []
  for (let n = 0; n < 4; n++) tickets.push(await storeTicket(db, customer, { openedAt: later(-100 + n), ...held }))
  const [first, second] = tickets.map(({ number }) => number)
  const mine = await desk.mine({ channel: 'slack', externalId: 'UBUSY' }, 2)
  expect(mine).toMatchObject({ rows: [{ number: first }, { number: second }], total: 4 })
  expect((await desk.mine({ channel: 'slack', externalId: 'UBUSY' }, 4)).total).toBe(4)
  const queue = await desk.queue(1)
  expect(queue.rows.map(({ number }) => number)).toEqual([first])
  expect(queue.total).toBeGreaterThanOrEqual(4)
})

test('what a manager holds is theirs alone, and each ticket leads to its card', async () => {
  const ana = await storeManager(db, { externalId: 'UANA', name: 'Ana' })
  const namesake = await storeManager(db, { channel: 'web', externalId: 'UANA', name: 'Ana' })
  const customer = await storeCustomer(db)
  const hers = await storeTicket(db, customer, { status: 'claimed', holderId: ana.id })
  const put = await storeTicket(db, customer, { status: 'snoozed', snoozedUntil: later(9), holderId: ana.id })
  await storeTicket(db, customer, { status: 'claimed', holderId: namesake.id })
  await storeTicket(db, customer, { status: 'resolved', resolvedAt: NOW, holderId: ana.id })
  await db.destination.create({ data: { name: `slack:card:${hers.id}`, channel: 'slack', posted: 'C1:1.1' } })
  const mine = await desk.mine({ channel: 'slack', externalId: 'UANA' }, 10)
  expect(mine.rows.map(({ number, card }) => [number, card])).toEqual([
    [hers.number, 'C1:1.1'],
    [put.number, null],
  ])
})

test('what did not arrive is listed with whose words, why and where to, the latest first', async () => {
  const customer = await storeCustomer(db, { name: 'Ion' })
  const { id, number } = await storeTicket(db, customer)
  const [chat, thread] = [`telegram:chat:${customer.conversationId}`, `slack:thread:${id}`]
  const said = { ticketId: id, author: 'manager' }
  await storeMessage(db, customer, { ...said, text: 'Lost', deliveries: [[chat, 'undelivered', 'blocked']] })
  await storeMessage(db, customer, {
    ...said,
    text: 'Fine',
    deliveries: [
      [chat, 'delivered'],
      [thread, 'retried'],
    ],
  })
  await storeMessage(db, customer, { ticketId: id, text: 'Unseen', deliveries: [[thread, 'undelivered', 'eh']] })
  await db.delivery.updateMany({ data: { ticketId: id }, where: { conversationId: customer.conversationId } })
  const rows = (await desk.undelivered(50)).filter(({ ticket }) => ticket?.number === number)
  expect(rows.map(({ words, reason, to }) => [words, reason, to]).sort()).toEqual([
    ['Lost', 'blocked', 'customer'],
    ['Unseen', 'unknown', 'staff'],
  ])
  expect(await desk.undelivered(1)).toHaveLength(1)
})

test('what went before a ticket are the same customer’s older ones, the latest first', async () => {
  const customer = await storeCustomer(db)
  const [first, second, third] = [
    await storeTicket(db, customer),
    await storeTicket(db, customer),
    await storeTicket(db, customer),
  ]
  await storeTicket(db, await storeCustomer(db))
  expect((await desk.earlier(third.number)).map(({ number }) => number)).toEqual([second.number, first.number])
  expect(await desk.earlier(-1)).toEqual([])
})

test('a person’s own requests show them what customers may see, and nobody else’s', async () => {
  const customer = await storeCustomer(db, { channel: 'slack', externalId: 'UREQ' })
  const eva = await storeManager(db, { name: 'Eva Banks' })
  const first = await storeTicket(db, customer, {
    status: 'claimed',
    holderId: eva.id,
    subject: 'Nags',
    tags: ['rude'],
  })
  const second = await storeTicket(db, customer, { priority: 'low' })
  await storeTicket(db, await storeCustomer(db))
  const requests = await desk.requests({ channel: 'slack', externalId: 'UREQ' }, 5)
  expect(
    requests.map(({ number, holder, subject, tags, priority }) => [number, holder, subject, tags, priority]),
  ).toEqual([
    [second.number, null, null, [], 'normal'],
    [first.number, 'Eva', null, [], 'normal'],
  ])
  expect(await desk.requests({ channel: 'slack', externalId: 'UREQ' }, 1)).toHaveLength(1)
  expect(await desk.requests({ channel: 'slack', externalId: 'nobody' }, 5)).toEqual([])
})

test('the threads in which people are answered, and managers reply, are those of tickets that are open, or were lately', async () => {
  const asks = async (ts: string, fields: Parameters<typeof storeTicket>[2]) => {
    const { customerId, ...rest } = await storeCustomer(db, { channel: 'slack', externalId: `U1:C9:${ts}` })
    await db.identity.updateMany({ where: { customerId }, data: { address: `C9:${ts}` } })
    return storeTicket(db, { customerId, ...rest }, fields)
  }
  const posts = (id: string, posted: string | null) =>
    db.destination.create({ data: { name: `slack:card:${id}`, channel: 'slack', posted } })
  const [open, lately, over] = [
    await asks('1.1', {}),
    await asks('2.2', { status: 'resolved', resolvedAt: later(24) }),
    await asks('3.3', { status: 'resolved', resolvedAt: later(-24 * 30) }),
  ]
  await posts(open.id, 'C9:8.1')
  await posts(lately.id, null)
  await posts(over.id, 'C9:8.3')
  const threads = (await desk.threads()).filter((thread) => thread.startsWith('C9:'))
  expect(threads.toSorted()).toEqual(['C9:1.1', 'C9:2.2', 'C9:8.1'])
})

test('in which thread of a person’s something was said is found by its id there', async () => {
  const { conversationId } = await storeCustomer(db, { channel: 'slack', externalId: 'U77:C9:1.1' })
  const name = `slack:chat:${conversationId}`
  await db.destination.create({ data: { name, channel: 'slack', address: 'C9:1.1' } })
  await db.delivery.create({
    data: {
      id: randomUUID(),
      destinationName: name,
      seq: 1,
      kind: 'message',
      content: {},
      state: 'delivered',
      receipt: ['C9:1.2', 'C9:1.3'],
      conversationId,
    },
  })
  const asks = (externalId: string, message: string) => desk.chatSaying({ channel: 'slack', externalId }, message)
  expect(await asks('U77', 'C9:1.3')).toBe('U77:C9:1.1')
  expect(await asks('U7', 'C9:1.3')).toBeNull()
  expect(await asks('U77', 'C9:1.4')).toBeNull()
})

test('articles for a ticket are titles that begin with those that fit its question, and follow what is typed', async () => {
  const { number } = await storeTicket(db, await storeCustomer(db), { question: 'What is the wifi called?' })
  expect(await desk.articlesFor(number, '', 5)).toEqual([{ id: 'wifi', title: 'Wifi' }])
  expect(await desk.searchTitles('wirel', 5)).toEqual([{ id: 'wifi', title: 'Wifi' }])
  expect(await desk.articlesFor(number, 'wirel', 5)).toEqual([{ id: 'wifi', title: 'Wifi' }])
  expect(await desk.articlesFor(number, 'parrots', 5)).toEqual([])
  expect([await desk.article('wifi'), await desk.article('gone')]).toMatchObject([
    { title: 'Wifi', markdown: 'It is **42**.' },
    null,
  ])
})

test('a card tells what the FAQ offered before the ticket, what came of it, and how an earlier one was rated', async () => {
  const customer = await storeCustomer(db)
  await storeTicket(db, customer, { status: 'resolved', resolvedAt: NOW, rating: 4, openedAt: later(-48) })
  const { id } = await storeTicket(db, customer)
  const offered = async (articleId: string, at: Date, verdict: string | null) => {
    const article = { id: articleId, title: `About ${articleId}`, answer: 'So.', locale: 'en' }
    await db.article.upsert({ where: { id: articleId }, create: article, update: {} })
    const facts = {
      conversationId: customer.conversationId,
      createdAt: at,
      verdict,
      articles: { create: { articleId, rank: 0, confidence: 1 } },
    }
    await db.suggestion.create({ data: { id: randomUUID(), ...facts } })
  }
  await offered('long-ago', later(-30), 'solved')
  await offered('first', later(-0.2), 'not')
  await offered('second', later(-0.1), 'person')
  await offered('afterwards', later(1), null)
  expect(await desk.card(id)).toMatchObject({
    offers: [
      { title: 'About first', verdict: 'not' },
      { title: 'About second', verdict: 'person' },
    ],
    ratedBefore: 4,
  })
})

describe('a ticket', () => {
  test('comes with all that was said, by whom, and whether it reached the customer', async () => {
    const customer = await storeCustomer(db, { name: 'Ion' })
    const ana = await storeManager(db, { name: 'Ana' })
    const { id, number } = await storeTicket(db, customer)
    const chat = `telegram:chat:${customer.conversationId}`
    const said = { ticketId: id }
    await storeMessage(db, customer, { ...said, text: 'Hi', deliveries: [[`slack:thread:${id}`, 'delivered']] })
    const byAna = { ...said, author: 'manager', managerId: ana.id }
    await storeMessage(db, customer, {
      ...byAna,
      text: 'A',
      deliveries: [
        [chat, 'delivered'],
        [`slack:thread:${id}`, 'pending'],
      ],
    })
    await storeMessage(db, customer, { ...byAna, text: 'B', deliveries: [[chat, 'undelivered']] })
    await storeMessage(db, customer, { ...byAna, text: 'C', deliveries: [[chat, 'pending']] })
    await storeMessage(db, customer, { ...byAna, text: 'N', audience: 'staff' })
    await storeMessage(db, customer, {
      ...said,
      author: 'bot',
      text: 'D',
      deliveries: [
        [chat, 'delivered'],
        [chat, 'pending'],
      ],
    })
    await storeMessage(db, customer, { text: 'of no ticket' })
    const ticket = await desk.ticket(number)
    expect(ticket).toMatchObject({ number, customer: 'Ion' })
    expect(
      ticket?.messages.map((one) => [plainText(one.document), one.author.role, one.audience, one.delivery]),
    ).toEqual([
      ['Hi', 'customer', 'everyone', 'none'],
      ['A', 'manager', 'everyone', 'delivered'],
      ['B', 'manager', 'everyone', 'undelivered'],
      ['C', 'manager', 'everyone', 'waiting'],
      ['N', 'manager', 'staff', 'none'],
      ['D', 'bot', 'everyone', 'waiting'],
    ])
    expect(ticket?.messages[1]?.author).toEqual({ role: 'manager', id: ana.id, name: 'Ana' })
    expect(ticket?.messages[0]?.author).toEqual({ role: 'customer', name: 'Ion' })
  })

  test('tells why what was said did not reach the customer, and of nothing else', async () => {
    const customer = await storeCustomer(db)
    const { id, number } = await storeTicket(db, customer)
    const chat = `telegram:chat:${customer.conversationId}`
    const said = { ticketId: id, author: 'manager' }
    const store = (text: string, deliveries: Parameters<typeof storeMessage>[2]['deliveries']) =>
      storeMessage(db, customer, { ...said, text, ...(deliveries ? { deliveries } : {}) })
    await store('A', [[chat, 'undelivered', 'blocked']])
    await store('B', [[chat, 'undelivered', 'a reason that nobody has words for']])
    await store('C', [[chat, 'pending', 'Telegram did not answer']])
    await store('D', [[`slack:thread:${id}`, 'undelivered', 'messageGone']])
    await store('E', [])
    expect((await desk.ticket(number))?.messages.map(({ delivery, reason }) => [delivery, reason])).toEqual([
      ['undelivered', 'blocked'],
      ['undelivered', 'unknown'],
      ['waiting', null],
      ['none', null],
      ['none', null],
    ])
  })

  test('tells when words were changed', async () => {
    const customer = await storeCustomer(db)
    const { id, number } = await storeTicket(db, customer)
    await storeMessage(db, customer, { ticketId: id, text: 'as it was' })
    await storeMessage(db, customer, { ticketId: id, text: 'changed', editedAt: later(1) })
    expect((await desk.ticket(number))?.messages.map(({ editedAt }) => editedAt)).toEqual([null, later(1)])
  })

  test.each([[0], [-1], [1.5], [99_999_999], [1e12], [Number.NaN]])('%d is none', async (number) => {
    expect(await desk.ticket(number)).toBeNull()
  })
})

describe('a chat', () => {
  test('is empty before the first contact', async () => {
    expect(await desk.chat({ channel: 'web', externalId: 'nobody' }, 0)).toEqual({
      conversations: [],
      locale: null,
      messages: [],
    })
  })

  test('shows what the customer may see, oldest first, with buttons', async () => {
    const customer = await storeCustomer(db, { channel: 'web', externalId: 'guest-1' })
    await storeMessage(db, customer, { text: 'Question' })
    await storeMessage(db, customer, { author: 'bot', text: 'Which?', buttons: [{ label: 'Solved', press: 's:1' }] })
    await storeMessage(db, customer, { author: 'manager', text: 'note', audience: 'staff' })
    await storeMessage(db, customer, { author: 'manager', text: 'Answer' })
    const who: Person = { channel: 'web', externalId: 'guest-1' }
    const chat = await desk.chat(who, 0)
    expect(chat).toMatchObject({ conversations: [customer.conversationId], locale: 'ro' })
    expect(chat.messages.map((one) => plainText(one.document))).toEqual(['Question', 'Which?', 'Answer'])
    expect(chat.messages[1]?.buttons).toEqual([{ label: 'Solved', press: 's:1' }])
    const after = await desk.chat(who, chat.messages[1]?.position ?? 0)
    expect(after.messages).toEqual(chat.messages.slice(2))
  })
})

describe('a chat that is longer than a page', () => {
  const who: Person = { channel: 'web', externalId: 'guest-of-many-words' }
  const texts = async (after: number | null) => {
    const { messages } = await desk.chat(who, after)
    return { words: messages.map(({ document }) => plainText(document)), last: messages.at(-1)?.position ?? 0 }
  }
  const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => `${from + index}`)

  beforeAll(async () => {
    const { conversationId } = await storeCustomer(db, { ...who })
    const said = (text: string) => ({
      id: randomUUID(),
      author: 'bot',
      audience: 'everyone',
      document: JSON.parse(JSON.stringify(fromPlainText(text))),
      createdAt: noon,
      conversationId,
    })
    await db.message.createMany({ data: numbers(1, 2 * CHAT_PAGE + 1).map(said) })
  })

  test('is read page by page, and nothing is skipped', async () => {
    const first = await texts(0)
    const second = await texts(first.last)
    const third = await texts(second.last)
    expect([...first.words, ...second.words, ...third.words]).toEqual(numbers(1, 2 * CHAT_PAGE + 1))
    expect((await texts(third.last)).words).toEqual([])
    expect((await texts(999_999_999_999_999)).words).toEqual([])
  })

  test('shows its latest part without a position, oldest first', async () => {
    expect((await texts(null)).words).toEqual(numbers(CHAT_PAGE + 2, 2 * CHAT_PAGE + 1))
  })
})

test('the language that somebody is known to speak is read alone', async () => {
  await storeCustomer(db, { channel: 'web', externalId: 'speaks-ro' })
  expect(await desk.localeOf({ channel: 'web', externalId: 'speaks-ro' })).toBe('ro')
  expect(await desk.localeOf({ channel: 'slack', externalId: 'speaks-ro' })).toBeNull()
})

test('the language that somebody chose is read before the one that their platform tells', async () => {
  await storeCustomer(db, { channel: 'web', externalId: 'chose-en' })
  const chosen = await db.identity.update({
    where: { channel_externalId: { channel: 'web', externalId: 'chose-en' } },
    data: { chosenLocale: 'en' },
  })
  expect(chosen.locale).toBe('ro')
  expect(await desk.localeOf({ channel: 'web', externalId: 'chose-en' })).toBe('en')
  expect((await desk.chat({ channel: 'web', externalId: 'chose-en' }, null)).locale).toBe('en')
})

test('articles are found as a manager types, their answers as documents', async () => {
  const [found] = await desk.searchArticles('wire', 5)
  expect(found).toMatchObject({ id: 'wifi', title: 'Wifi' })
  expect(found && plainText(found.answer)).toBe('It is 42.')
})

describe('the figures', () => {
  test('are shown to an admin, in their language', async () => {
    const answer = await desk.stats(admin, 'ro', '30d')
    expect(answer.text).toContain('Tichete deschise')
  })

  test.each([
    [{ channel: 'telegram', externalId: '1' } as const, 'ask whoever runs this desk', 'telegram:1'],
    [{ channel: 'slack', externalId: 'U1' } as const, 'ask whoever runs this desk', 'slack:U1'],
    [{ channel: 'web', externalId: 'w1' } as const, 'sign-in link', 'admins'],
  ])('are refused to %o, who learns how to become an admin', async (asker, how, more) => {
    const answer = await desk.stats(asker, 'en', '')
    expect(answer.text).toContain(how)
    expect(answer.text).toContain(more)
  })

  test("are shown to whoever signed in by an admin's link", async () => {
    await storeManager(db, { channel: 'web', externalId: 'web-admin', admin: true })
    expect((await desk.stats({ channel: 'web', externalId: 'web-admin' }, 'en', '')).text).toContain('Tickets opened')
  })

  test('of a period that is none are refused with the forms that are', async () => {
    const answer = await desk.stats(admin, 'en', 'last weak')
    expect(answer.text).toContain('7d')
  })
})

describe('signing in', () => {
  test("a session's manager is known by the token's hash until it ends", async () => {
    const manager = await storeManager(db, { channel: 'web', externalId: 'w2', name: 'Dan', admin: true })
    const store = (token: string, expiresAt: Date) =>
      db.session.create({ data: { token: hash(token), managerId: manager.id, expiresAt } })
    await store('good', new Date(NOW.getTime() + 1))
    await store('old', NOW)
    expect(await desk.managerOfSession(hash('good'))).toMatchObject({
      ...{ channel: 'web', externalId: 'w2', name: 'Dan', admin: true },
    })
    expect(await desk.managerOfSession(hash('old'))).toBeNull()
    expect(await desk.managerOfSession('good')).toBeNull()
  })

  test('a link is good once and for its time', async () => {
    const store = (token: string, fields: { expiresAt: Date; usedAt?: Date }) =>
      db.signInLink.create({ data: { token: hash(token), admin: false, ...fields } })
    await store('fresh', { expiresAt: new Date(NOW.getTime() + 1) })
    await store('used', { expiresAt: new Date(NOW.getTime() + 1), usedAt: NOW })
    await store('late', { expiresAt: NOW })
    expect(
      await Promise.all(['fresh', 'used', 'late', 'unknown'].map((token) => desk.signInLink(hash(token)))),
    ).toEqual([{ manager: null, suggested: null }, null, null, null])
  })

  test('a link of a manager’s own tells whose it is', async () => {
    const { id } = await storeManager(db, { channel: 'slack', externalId: 'U7', name: 'Mia' })
    const expiresAt = new Date(NOW.getTime() + 1)
    await db.signInLink.create({ data: { token: hash('mia'), admin: false, managerId: id, expiresAt } })
    expect(await desk.signInLink(hash('mia'))).toEqual({ manager: 'Mia', suggested: null })
  })

  test('whether a manager of a platform is an admin is what ADMIN_IDS says now', async () => {
    const expiresAt = new Date(NOW.getTime() + 1)
    const isAdmin = async (who: Person, wasAdmin: boolean) => {
      const { id } = await storeManager(db, { ...who, admin: wasAdmin })
      await db.session.create({ data: { token: hash(who.externalId), managerId: id, expiresAt } })
      return (await desk.managerOfSession(hash(who.externalId)))?.admin
    }
    expect([await isAdmin({ ...admin, externalId: 'former' }, true), await isAdmin(admin, false)]).toEqual([
      false,
      true,
    ])
  })
})

test('a change of a conversation is heard until the listener ends, and that some may have been missed', () => {
  const heard: (string | null)[] = []
  const end = desk.onChange(({ conversation }) => heard.push(conversation))
  subscribers.get('changes')?.('c1')
  subscribers.get('changes')?.('')
  end()
  subscribers.get('changes')?.('c2')
  expect(heard).toEqual(['c1', null])
})
