import { createHash, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../src/database/client.ts'
import { storeCustomer, storeMessage, storeTicket } from '../reading/stored.ts'
import { type OpenedDatabase, openFreshDatabase } from '../support/database.ts'
import { frontdesk as asProcess } from './command.ts'
import { createCommandHost } from './command-host.ts'

const { frontdesk, stop } = createCommandHost()

let fresh: OpenedDatabase
let db: Database
beforeAll(async () => {
  fresh = await openFreshDatabase()
  db = fresh.db
})
afterAll(async () => {
  await stop()
  await fresh.close()
})
const environment = () => ({ DATABASE_URL: fresh.url })

test('exports all that is held about one, and forgets them', async () => {
  const ion = await storeCustomer(db, { externalId: '4242', name: 'Ion Pop', email: 'ion@example.com' })
  const ticket = await storeTicket(db, ion, { question: 'Where is the blue parcel?' })
  await storeMessage(db, ion, { ticketId: ticket.id, text: 'It was for Lilac Street' })
  const exported = await asProcess(['customer', 'export', 'telegram:4242'], environment())
  expect(exported).toMatchObject({ code: 0, err: '' })
  expect(JSON.parse(exported.out)).toMatchObject({
    customer: { name: 'Ion Pop', email: 'ion@example.com' },
    accounts: [{ channel: 'telegram', externalId: '4242', messages: [{ text: 'It was for Lilac Street' }] }],
    requests: [{ question: 'Where is the blue parcel?' }],
  })
  const forgotten = await frontdesk(['customer', 'forget', ion.customerId], environment())
  expect(forgotten).toMatchObject({ code: 0, err: '' })
  expect(forgotten.out).toContain('erased here: requests 1, messages 1, files 0')
  const [, receipt = ''] = /^receipt (\d+):/.exec(forgotten.out) ?? []
  expect(await frontdesk(['customer', 'receipt', receipt], environment())).toEqual(forgotten)
  const asJson = await frontdesk(['customer', 'receipt', receipt, '--format', 'json'], environment())
  expect(JSON.parse(asJson.out)).toMatchObject({ number: Number(receipt), erased: { requests: 1, messages: 1 } })
  const left = await frontdesk(['customer', 'export', ion.customerId], environment())
  expect(left.out).not.toMatch(/Ion|4242|blue parcel|Lilac/)
  expect(await db.ticket.findUniqueOrThrow({ where: { id: ticket.id } })).toMatchObject({ status: 'resolved' })
})

test('what a customer wishes of the language model, what it was asked for them and what it translated is in what is exported', async () => {
  const pola = await storeCustomer(db, { externalId: '4343' })
  await db.customer.update({ where: { id: pola.customerId }, data: { refusesModel: true } })
  const ticket = await storeTicket(db, pola, { translatedQuestion: 'Where is the red parcel?' })
  const message = await storeMessage(db, pola, { ticketId: ticket.id, text: 'Gdzie jest?' })
  const at = new Date('2026-01-05T12:00:00Z')
  const document = (value: string) => ({
    type: 'root',
    children: [{ type: 'paragraph', children: [{ type: 'text', value }] }],
  })
  await db.message.update({
    where: { id: message.id },
    data: {
      translation: { language: 'en', document: document('Where is it?') },
      revisions: [{ document: document('Gdzie'), until: at.toISOString() }],
    },
  })
  await db.consultation.create({
    data: {
      ...{ id: randomUUID(), conversationId: pola.conversationId, ticketId: ticket.id, askedAt: at, until: at },
      ...{ wanted: { purpose: 'answer', question: 'Where is it?', articles: [] }, state: 'answered' },
      ...{ sent: 'what was sent', received: 'what came', answer: { purpose: 'answer', isKnown: false } },
    },
  })
  const { out } = await frontdesk(['customer', 'export', 'telegram:4343'], environment())
  expect(JSON.parse(out)).toMatchObject({
    customer: { refusesModel: true },
    accounts: [
      {
        messages: [
          {
            ...{ text: 'Gdzie jest?', translation: { language: 'en', text: 'Where is it?' } },
            before: [{ text: 'Gdzie', until: at.toISOString() }],
          },
        ],
        consultations: [
          {
            ...{ request: ticket.number, sent: 'what was sent', received: 'what came', state: 'answered' },
            ...{ wanted: { question: 'Where is it?' }, answer: { isKnown: false } },
          },
        ],
      },
    ],
    requests: [{ translatedQuestion: 'Where is the red parcel?' }],
  })
})

test.each(['telegram:99', '4242', 'fax:1'])('tells that there is no %s', async (id) => {
  const { code, out, err } = await frontdesk(['customer', 'forget', id], environment())
  expect(err).toContain('there is no customer')
  expect({ code, out }).toEqual({ code: 1, out: '' })
})

test.each(['99', 'twelve', '0'])('tells that there is no receipt %s', async (number) => {
  const { code, out, err } = await frontdesk(['customer', 'receipt', number], environment())
  expect(err).toContain('there is no receipt')
  expect({ code, out }).toEqual({ code: 1, out: '' })
})

test('prints a link with which a customer sets a new password, of which the database keeps no more than its hash', async () => {
  const { externalId } = await storeCustomer(db, { channel: 'web', name: 'Mara' })
  const identity = { connect: { channel_externalId: { channel: 'web', externalId } } }
  await db.webAccount.create({
    data: { id: randomUUID(), identity, login: 'mara', password: 'kept', createdAt: new Date(), changedAt: new Date() },
  })
  const { code, out, err } = await frontdesk(['customer', 'reset', ' Mara '], {
    ...environment(),
    PUBLIC_URL: 'https://desk.example',
  })
  expect({ code, err }).toEqual({ code: 0, err: '' })
  const [, token = ''] = /^https:\/\/desk\.example\/reset\/([\w-]{43})\n$/.exec(out) ?? []
  const hash = createHash('sha256').update(token).digest('hex')
  expect(await db.passwordReset.findMany()).toMatchObject([{ token: hash, usedAt: null }])
})
