// Rows of a desk, written directly, for tests of what reads them.

import { randomUUID } from 'node:crypto'
import type { Database } from '../../src/database/client.ts'
import { fromPlainText } from '../../src/document.ts'

/** A document as a JSON column takes it. */
const json = (text: string) => JSON.parse(JSON.stringify(fromPlainText(text)))

export interface StoredCustomer {
  readonly customerId: string
  readonly conversationId: string
  readonly channel: string
  readonly externalId: string
}

/** A customer with one identity and its conversation. */
export const storeCustomer = async (
  db: Database,
  fields: {
    channel?: string
    externalId?: string
    name?: string | null
    knownName?: string | null
    email?: string | null
  } = {},
): Promise<StoredCustomer> => {
  const { channel = 'telegram', externalId = randomUUID(), name = null, knownName = null, email = null } = fields
  const [customerId, identityId, conversationId] = [randomUUID(), randomUUID(), randomUUID()]
  await db.customer.create({
    data: {
      id: customerId,
      name,
      email,
      identities: {
        create: {
          id: identityId,
          channel,
          externalId,
          address: externalId,
          knownName,
          locale: 'ro',
          conversation: { create: { id: conversationId, form: { kind: 'idle', kept: null } } },
        },
      },
    },
  })
  return { customerId, conversationId, channel, externalId }
}

export const storeManager = async (
  db: Database,
  fields: { channel?: string; externalId?: string; name?: string; admin?: boolean } = {},
) => {
  const { channel = 'slack', externalId = randomUUID(), name = 'Ana', admin = false } = fields
  return db.manager.create({ data: { id: randomUUID(), channel, externalId, name, admin } })
}

/** A ticket of a customer; what is not given is a new one opened on 5 January 2026 at noon. */
export const storeTicket = async (
  db: Database,
  { customerId, conversationId }: StoredCustomer,
  fields: Partial<Parameters<Database['ticket']['create']>[0]['data']> = {},
) =>
  db.ticket.create({
    data: {
      id: randomUUID(),
      question: 'Where is my parcel?',
      locale: 'en',
      openedAt: new Date('2026-01-05T12:00:00Z'),
      waitingSince: new Date('2026-01-05T12:00:00Z'),
      firstDueAt: new Date('2026-01-05T13:00:00Z'),
      resolutionDueAt: new Date('2026-01-06T12:00:00Z'),
      conversationId,
      customerId,
      ...(fields as object), // Partial widens every field to undefined, which no caller passes
    },
  })

/** A message; its deliveries as [destination, state, why an attempt failed]. */
export const storeMessage = async (
  db: Database,
  { conversationId }: StoredCustomer,
  fields: {
    author?: string
    managerId?: string
    audience?: string
    text?: string
    at?: Date
    editedAt?: Date
    ticketId?: string
    buttons?: { label: string; press: string }[]
    deliveries?: (readonly [
      destination: string,
      state: 'pending' | 'delivered' | 'undelivered' | 'retried',
      error?: string,
    ])[]
  },
) => {
  const { author = 'customer', audience = 'everyone', text = 'Hello', at = new Date('2026-01-05T12:00:00Z') } = fields
  const message = await db.message.create({
    data: {
      id: randomUUID(),
      author,
      managerId: fields.managerId ?? null,
      audience,
      document: json(text),
      createdAt: at,
      editedAt: fields.editedAt ?? null,
      conversationId,
      ticketId: fields.ticketId ?? null,
      ...(fields.buttons ? { buttons: fields.buttons } : {}),
    },
  })
  for (const [name, state, error = null] of fields.deliveries ?? []) {
    const place = await db.destination.upsert({
      where: { name },
      create: { name, channel: name.split(':')[0] ?? '', seq: 1 },
      update: { seq: { increment: 1 } },
    })
    await db.delivery.create({
      data: {
        id: randomUUID(),
        destinationName: name,
        seq: place.seq,
        kind: 'message',
        content: {},
        state,
        error,
        messageId: message.id,
        conversationId,
      },
    })
  }
  return message
}

/** An entry of a ticket's audit trail. */
export const storeAudit = (db: Database, ticketId: string, what: string, at: Date) =>
  db.audit.create({ data: { ticketId, what, at } })
