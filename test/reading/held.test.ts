// What is exported about a customer is all that is held: each table of the schema is either in it, or left out for a reason.

import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../src/database/client.ts'
import { heldAbout } from '../../src/reading/held.ts'
import { type OpenedDatabase, openFreshDatabase } from '../support/database.ts'
import { root } from '../support/program.ts'
import { storeAudit, storeCustomer, storeMessage, storeTicket } from './stored.ts'

let fresh: OpenedDatabase
let db: Database
beforeAll(async () => {
  fresh = await openFreshDatabase()
  db = fresh.db
})
afterAll(() => fresh.close())

const at = new Date('2026-01-05T12:00:00Z')

/** Tables of which a customer's rows are exported, by what is stored in each to be found again. */
const EXPORTED = {
  Customer: 'customer-mark',
  Identity: 'identity-mark',
  Conversation: 'conversation-mark',
  Ticket: 'ticket-mark',
  Message: 'message-mark',
  Attachment: 'attachment-mark',
  PhrasingCandidate: 'candidate-mark',
  PhrasingSign: 'sign-mark',
  Suggestion: 'suggestion-mark',
  SuggestionArticle: 'offered-mark',
  Incident: 'incident-mark',
  IncidentTicket: '"incident":7',
  IncidentFollower: '2026-02-01T10:00:00.000Z',
  WebAccount: 'account-mark',
  CustomerSession: '2026-02-02T10:00:00.000Z',
  PasswordReset: '2026-02-03T10:00:00.000Z',
  Audit: 'audit-mark',
  Consultation: 'consultation-mark',
  IdentityAudit: 'change-mark',
  ParkedEvent: 'parked-mark',
} as const

/** Tables that are not, and why. */
const LEFT_OUT = {
  Destination: 'where an account is spoken to, which is its address',
  Delivery: 'copies of messages on their way, and what became of them',
  Timer: 'a kind and a moment',
  Link: 'of a code that is good for ten minutes, its hash',
  SignInAttempt: 'hashes, kept for a day',
  InboundKey: 'keys of events, kept for 31 days so that none has its effect twice',
  Article: 'the desk’s own',
  ArticleRevision: 'the desk’s own',
  Phrasing: 'the desk’s own: what was learned has no personal data, and nothing tells whose words they were',
  ArticleVector: 'numbers of the desk’s own texts',
  Manager: 'the team',
  SignInLink: 'the team',
  Session: 'the team',
  TeamAudit: 'the team',
  Erasure: 'counts, and nothing that tells whose they are',
  HistoryReading: 'a moment for each channel',
  Problem: 'the desk’s own',
  ModelUsage: 'a count for each day',
  ReportSchedule: 'the desk’s own',
} as const

test('every table of the schema is exported, or is left out for a reason', async () => {
  const schema = await readFile(`${root}/prisma/schema.prisma`, 'utf8')
  const models = [...schema.matchAll(/^model (\w+) \{/gm)].map(([, name]) => name)
  expect(models.length).toBeGreaterThan(30)
  expect([...Object.keys(EXPORTED), ...Object.keys(LEFT_OUT)].toSorted()).toEqual(models.toSorted())
})

test('what is stored of a customer in any of these tables is in what is exported', async () => {
  const { customerId } = await storeEverywhere()
  const held = JSON.stringify(await heldAbout(db, customerId))
  for (const [table, mark] of Object.entries(EXPORTED)) expect(held, table).toContain(mark)
})

const storeEverywhere = async () => {
  const one = await storeCustomer(db, {
    ...{ channel: 'web', externalId: 'identity-mark', name: 'customer-mark' },
  })
  const { conversationId } = one
  const ticket = await storeTicket(db, one, { question: 'ticket-mark' })
  const message = await storeMessage(db, one, { ticketId: ticket.id, text: 'message-mark' })
  await db.attachment.create({
    data: {
      id: randomUUID(),
      messageId: message.id,
      kind: 'photo',
      name: 'attachment-mark',
      channel: 'web',
      externalId: 'f',
    },
  })
  await storeAudit(db, ticket.id, 'audit-mark', at)
  await db.conversation.update({
    where: { id: conversationId },
    data: { form: { kind: 'idle', kept: { messages: [], words: {}, text: 'conversation-mark' } } },
  })
  await storeQuestions(conversationId)
  await storeIncident(conversationId, ticket.id)
  await db.webAccount.create({
    data: {
      ...{ id: randomUUID(), login: 'account-mark', password: 'p', createdAt: at, changedAt: at },
      identity: { connect: { channel_externalId: { channel: 'web', externalId: 'identity-mark' } } },
      sessions: { create: { token: 's', createdAt: at, expiresAt: new Date(EXPORTED.CustomerSession) } },
      resets: { create: { token: 'r', expiresAt: new Date(EXPORTED.PasswordReset) } },
    },
  })
  await db.identityAudit.create({ data: { conversationId, what: 'change-mark', at } })
  await db.parkedEvent.create({
    data: {
      key: 'k',
      channel: 'web',
      payload: '{"who":"identity-mark","words":"parked-mark"}',
      reason: 'r',
      parkedAt: at,
    },
  })
  return one
}

const storeQuestions = async (conversationId: string) => {
  const article = { id: 'offered-mark', title: 'T', answer: 'A', locale: 'en', updatedAt: at }
  await db.article.create({ data: article })
  await db.phrasingCandidate.create({
    data: {
      ...{ id: randomUUID(), articleId: article.id, text: 'candidate-mark', createdAt: at },
      signs: { create: { id: randomUUID(), kind: 'sign-mark', conversationId, at } },
    },
  })
  await db.suggestion.create({
    data: {
      ...{ id: randomUUID(), conversationId, question: 'suggestion-mark', createdAt: at },
      articles: { create: { articleId: article.id, rank: 0, confidence: 1 } },
    },
  })
  await db.consultation.create({
    data: {
      ...{ id: randomUUID(), conversationId, askedAt: at, until: at, wanted: { purpose: 'answer' } },
      sent: 'consultation-mark',
    },
  })
}

const storeIncident = async (conversationId: string, ticketId: string) => {
  await db.incident.create({
    data: {
      ...{ id: randomUUID(), number: 7, title: 'incident-mark', openedAt: at },
      tickets: { create: { ticketId, linkedAt: at } },
      followers: { create: { conversationId, askedAt: new Date(EXPORTED.IncidentFollower) } },
    },
  })
}
