import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Database } from '../../src/database/client.ts'
import type { DeskChat } from '../../src/desk/chat.ts'
import type { Person } from '../../src/desk.ts'
import { plainText } from '../../src/document.ts'
import { createMatcher } from '../../src/knowledge/matcher.ts'
import { customerChatOf } from '../../src/reading/customer-chat.ts'
import { filesOf } from '../../src/reading/files.ts'
import { readTicketMessages } from '../../src/reading/messages.ts'
import { type OpenedDatabase, openFreshDatabase } from '../support/database.ts'
import { type StoredCustomer, storeCustomer, storeManager, storeMessage, storeTicket } from './stored.ts'

const NOW = new Date('2026-01-10T12:00:00Z')
const BEFORE = new Date('2026-01-05T11:00:00Z')
const article = {
  id: 'wifi',
  title: 'Wi-Fi password',
  answer: 'It is 42.',
  locale: 'en',
  tags: [],
  phrasings: [],
  versionOf: null,
}

let fresh: OpenedDatabase
let db: Database
let desk: DeskChat
let ana: StoredCustomer
let who: Person
beforeAll(async () => {
  fresh = await openFreshDatabase()
  db = fresh.db
  desk = customerChatOf({ db, library: createMatcher([article]), shown: (name) => `${name}!`, now: () => NOW })
})
afterAll(() => fresh.close())
beforeEach(async () => {
  ana = await storeCustomer(db, { channel: 'web' })
  who = { channel: 'web', externalId: ana.externalId }
})

const said = async (fields: Parameters<typeof storeMessage>[2]) => {
  const { id } = await storeMessage(db, ana, fields)
  return db.message.findUniqueOrThrow({ where: { id } })
}
const LAST = Number.MAX_SAFE_INTEGER

test('what was edited since then is told with its words of now, and what was taken back by its id', async () => {
  await said({ text: 'as it was' })
  const edited = await said({ text: 'better', editedAt: NOW })
  const deleted = await said({ text: 'gone' })
  await db.message.update({ where: { id: deleted.id }, data: { deletedAt: NOW } })
  const news = await desk.chatNews(who, LAST, BEFORE)
  expect(news.edited.map(({ document }) => plainText(document))).toEqual(['better'])
  expect(news.edited[0]?.id).toBe(edited.id)
  expect(news.deleted).toEqual([deleted.id])
  expect((await desk.chatNews(who, LAST, NOW)).edited).toEqual([])
})

test('what changed behind the position is no news: it comes as it is', async () => {
  const edited = await said({ editedAt: NOW })
  expect((await desk.chatNews(who, Number(edited.position) - 1, BEFORE)).edited).toEqual([])
})

test('a note that was changed is none of the customer’s', async () => {
  await said({ audience: 'staff', editedAt: NOW })
  const news = await desk.chatNews(who, LAST, BEFORE)
  expect([news.edited, news.deleted]).toEqual([[], []])
})

test('nothing is read before somebody of the team claims or answers', async () => {
  const first = await said({})
  await said({ author: 'bot' })
  expect((await desk.chatNews(who, LAST, BEFORE)).readUntil).toBe(0)
  const manager = await storeManager(db)
  const answer = await said({ author: 'manager', managerId: manager.id })
  const { readUntil } = await desk.chatNews(who, LAST, BEFORE)
  expect(readUntil).toBe(Number(answer.position))
  expect(readUntil).toBeGreaterThan(Number(first.position))
})

test('a claim shows that what was written before it is read', async () => {
  const first = await said({ at: new Date(BEFORE.getTime() - 1000) })
  const name = `web:presence:${ana.conversationId}`
  await db.destination.create({ data: { name, channel: 'web' } })
  await db.delivery.create({
    data: {
      id: crypto.randomUUID(),
      destinationName: name,
      seq: 1,
      kind: 'seen',
      content: {},
      state: 'pending',
      createdAt: BEFORE,
    },
  })
  await said({ at: NOW })
  expect((await desk.chatNews(who, LAST, BEFORE)).readUntil).toBe(Number(first.position))
})

test('articles are guessed from what is typed, but not while a ticket is open', async () => {
  const [guess] = await desk.guesses(who, 'wifi pass', 'en', 3)
  expect(guess).toMatchObject({ title: 'Wi-Fi password', press: expect.stringMatching(/^faq\.show:/) })
  expect(await desk.guesses(who, 'wi', 'en', 3)).toEqual([])
  expect(await desk.guesses(who, '/human wifi', 'en', 3)).toEqual([])
  await storeTicket(db, ana)
  expect(await desk.guesses(who, 'wifi pass', 'en', 3)).toEqual([])
})

test('a customer sees a ticket of their own as it concerns them, and no other', async () => {
  const manager = await storeManager(db, { name: 'Dora' })
  const ticket = await storeTicket(db, ana, {
    status: 'claimed',
    holderId: manager.id,
    subject: 'for us',
    tags: ['vip'],
  })
  const first = await said({ ticketId: ticket.id, text: 'Where is it?' })
  await db.message.update({ where: { id: first.id }, data: { originChannel: 'web', originId: 'g:1' } })
  await said({ ticketId: ticket.id, audience: 'staff', text: 'a note' })
  await said({ ticketId: ticket.id, author: 'manager', managerId: manager.id, text: 'Here.' })
  const view = await desk.request(who, ticket.number)
  expect(view?.messages.map(({ document }) => plainText(document))).toEqual(['Where is it?', 'Here.'])
  expect(view?.ticket).toMatchObject({ holder: 'Dora!', subject: null, tags: [] })
  expect(view?.quotes).toBe('g:1')
  const other = await storeCustomer(db, { channel: 'web' })
  expect(await desk.request({ channel: 'web', externalId: other.externalId }, ticket.number)).toBeNull()
})

describe('files', () => {
  const withFile = async (
    by: StoredCustomer,
    fields: Parameters<typeof storeMessage>[2],
    deletedAt: Date | null = null,
  ): Promise<string> => {
    const { id: messageId } = await storeMessage(db, by, fields)
    await db.message.update({ where: { id: messageId }, data: { deletedAt } })
    const id = randomUUID()
    await db.attachment.create({ data: { id, messageId, kind: 'photo', channel: 'telegram', externalId: 'f' } })
    return id
  }

  test('of a ticket in a linked chat are its customer’s, too, and nobody else’s', async () => {
    const phone = await storeCustomer(db, { channel: 'telegram' })
    await db.identity.update({
      where: { channel_externalId: { channel: 'telegram', externalId: phone.externalId } },
      data: { customerId: ana.customerId },
    })
    const linked = { ...phone, customerId: ana.customerId }
    const ticket = await storeTicket(db, linked)
    const file = await withFile(linked, { ticketId: ticket.id })
    const note = await withFile(linked, { ticketId: ticket.id, audience: 'staff' })
    const gone = await withFile(linked, { ticketId: ticket.id }, NOW)
    const files = filesOf(db)
    expect(await files.customersFile(file, who)).toMatchObject({ kind: 'photo' })
    expect(await files.customersFile(note, who)).toBe(null)
    expect(await files.customersFile(gone, who)).toBe(null)
    const other = await storeCustomer(db, { channel: 'web' })
    expect(await files.customersFile(file, { channel: 'web', externalId: other.externalId })).toBe(null)
  })

  test('of words that were taken back are shown to the staff no more', async () => {
    const ticket = await storeTicket(db, ana)
    await withFile(ana, { ticketId: ticket.id })
    await withFile(ana, { ticketId: ticket.id }, NOW)
    expect((await readTicketMessages(db, ticket.id)).map(({ files }) => files.length)).toEqual([1, 0])
  })
})

test('of several web chats of one customer what may have been stored late is told again, of one chat nothing', async () => {
  const identity = { connect: { channel_externalId: who } }
  const at = new Date(NOW.getTime() - 60_000)
  const account = { id: randomUUID(), login: ana.externalId, password: 'kept', createdAt: NOW, changedAt: NOW }
  await db.webAccount.create({ data: { ...account, identity } })
  await said({ text: 'long ago', at: new Date(at.getTime() - 11_000) })
  const known = Number((await said({ text: 'known', at })).position)
  expect(await desk.lateMessages(who, known)).toEqual([])
  const taken = await storeCustomer(db, { channel: 'web' })
  const guest = { channel: 'web', externalId: taken.externalId } as const
  await db.identity.update({ where: { channel_externalId: guest }, data: { customerId: ana.customerId } })
  const { id } = await storeMessage(db, taken, { text: 'late', at: new Date(at.getTime() - 40) })
  await db.$executeRaw`UPDATE messages SET position = -position WHERE id = ${id}::uuid`
  const found = await desk.lateMessages(who, known)
  expect(found.map(({ document }) => plainText(document))).toEqual(['late', 'known'])
  expect(await desk.lateMessages(guest, LAST)).toEqual([])
})
