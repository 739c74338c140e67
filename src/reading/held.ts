// All that the desk holds about one customer, for whoever asks what it is.

import { z } from 'zod'
import type { Database } from '../database/client.ts'
import { type Account, parkedOf } from '../database/parked-update.ts'
import { type Document, plainText } from '../document.ts'

/** A customer by their UUID, or by one of their accounts as `channel:id` on its platform; null where there is none. */
export const findCustomer = async (db: Pick<Database, 'customer'>, id: string): Promise<string | null> => {
  const [, channel, externalId] = /^(telegram|slack|web):(.+)$/.exec(id) ?? []
  if (channel === undefined && !UUID.test(id)) return null
  const where = channel === undefined ? { id } : { identities: { some: { channel, externalId: externalId ?? '' } } }
  return (await db.customer.findFirst({ where, select: { id: true } }))?.id ?? null
}

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i

/**
 * All of it as plain data: who they are and what they wish, their accounts with what became of them, requests with their trails, words and the answers,
 * with translations, what the language model was asked for them, files by name and where they are kept, and updates that could not be handled.
 */
export const heldAbout = async (db: Database, customer: string) => {
  const {
    identities,
    tickets,
    bannedById: _admin,
    ...person
  } = await db.customer.findUniqueOrThrow({
    where: { id: customer },
    include: {
      identities: {
        orderBy: { createdAt: 'asc' },
        include: { webAccount: { select: SIGN_IN }, conversation: { include: TALKED } },
      },
      tickets: { orderBy: { number: 'asc' }, include: TRAILED },
    },
  })
  const conversations = identities.flatMap(({ conversation }) => conversation ?? [])
  return {
    customer: person,
    accounts: identities.map(({ conversation, webAccount, customerId: _, ...account }) => ({
      ...account,
      ...(webAccount === null ? {} : { signIn: webAccount }),
      form: conversation?.form ?? null,
      messages: (conversation?.messages ?? []).map(written),
      suggestions: (conversation?.suggestions ?? []).map(({ conversationId: _conversation, ...rest }) => rest),
      signs: (conversation?.signs ?? []).map(({ candidate: { articleId: article, text }, ...sign }) => ({
        ...{ ...sign, article, text },
      })),
      consultations: (conversation?.consultations ?? []).map(consulted),
    })),
    incidents: conversations.flatMap(({ followed }) =>
      followed.map(({ incident, ...rest }) => ({ ...incident, ...rest })),
    ),
    requests: tickets.map(({ customerId: _customer, holderId: _holder, audit, incident, ...ticket }) => ({
      ...ticket,
      incident: incident?.incident.number ?? null,
      trail: audit,
    })),
    unhandled: await unhandled(db, identities),
    changes: await accountChanges(db, conversations),
  }
}

const WRITTEN = {
  manager: { select: { name: true } },
  ticket: { select: { number: true } },
  attachments: { select: { kind: true, name: true, mediaType: true, bytes: true, channel: true, externalId: true } },
} as const

const TALKED = {
  messages: { orderBy: { position: 'asc' }, include: WRITTEN },
  suggestions: {
    orderBy: { createdAt: 'asc' },
    include: { articles: { select: { articleId: true, rank: true }, orderBy: { rank: 'asc' } } },
  },
  followed: {
    orderBy: { askedAt: 'asc' },
    select: { incident: { select: { number: true, title: true } }, askedAt: true, toldAt: true },
  },
  consultations: { orderBy: { askedAt: 'asc' }, include: { ticket: { select: { number: true } } } },
  signs: {
    orderBy: { at: 'asc' },
    select: { kind: true, at: true, candidate: { select: { articleId: true, text: true } } },
  },
} as const

const SIGN_IN = {
  ...{ login: true, createdAt: true, changedAt: true },
  // Of tokens only hashes are kept, which tell nobody anything.
  sessions: { select: { createdAt: true, expiresAt: true } },
  resets: { select: { expiresAt: true, usedAt: true } },
} as const

const TRAILED = {
  audit: { select: { what: true, facts: true, at: true }, orderBy: { id: 'asc' } },
  incident: { select: { incident: { select: { number: true } } } },
} as const

const unhandled = async (db: Database, accounts: readonly Account[]): Promise<object[]> => {
  const found = await Promise.all(accounts.map((account) => db.parkedEvent.findMany({ where: parkedOf(account) })))
  return found.flat().map(({ channel, payload, parkedAt }) => ({ channel, payload, at: parkedAt }))
}

const accountChanges = (db: Database, conversations: readonly { readonly id: string }[]): Promise<object[]> =>
  db.identityAudit.findMany({
    where: { conversationId: { in: conversations.map(({ id }) => id) } },
    select: { what: true, at: true },
    orderBy: { id: 'asc' },
  })

interface Written {
  readonly author: string
  readonly audience: string
  readonly manager: { readonly name: string } | null
  readonly ticket: { readonly number: number } | null
  readonly document: unknown
  readonly translation: unknown
  readonly revisions: unknown
  readonly createdAt: Date
  readonly editedAt: Date | null
  readonly deletedAt: Date | null
  readonly attachments: readonly { readonly bytes: bigint | null }[]
}

const written = ({ author, audience, manager, ticket, ...message }: Written) => ({
  from: author,
  ...(manager === null ? {} : { manager: manager.name }),
  audience,
  request: ticket?.number ?? null,
  text: wordsOf(message.document),
  ...(message.translation === null ? {} : { translation: translationSchema.parse(message.translation) }),
  before: revisionsSchema.parse(message.revisions),
  at: message.createdAt,
  editedAt: message.editedAt,
  deletedAt: message.deletedAt,
  files: message.attachments.map(({ bytes, ...file }) => ({ ...file, bytes: bytes === null ? null : Number(bytes) })),
})

// The columns hold the documents that this program made.
const wordsOf = (document: unknown): string => plainText(document as Document).trim()
const worded = z.unknown().transform(wordsOf)
const translationSchema = z
  .object({ language: z.string().nullable(), document: worded })
  .transform(({ language, document: text }) => ({ language, text }))
const revisionsSchema = z.array(
  z.object({ document: worded, until: z.string() }).transform(({ document: text, until }) => ({ text, until })),
)

interface Consulted {
  readonly ticket: { readonly number: number } | null
  readonly wanted: unknown
  readonly askedAt: Date
  readonly endedAt: Date | null
  readonly state: string
  readonly why: string | null
  readonly sent: string | null
  readonly received: string | null
  readonly answer: unknown
}

const consulted = ({ ticket, wanted, askedAt, endedAt, state, why, sent, received, answer }: Consulted) => ({
  request: ticket?.number ?? null,
  ...{ wanted, askedAt, endedAt, state, why, sent, received, answer },
})
