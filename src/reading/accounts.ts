// Customers' accounts on the web: who is signed in, and what their pages show.

import type { ChannelName } from '../core/types.ts'
import { type Database, Prisma } from '../database/client.ts'
import type { DeskAccounts } from '../desk/accounts.ts'

/** Makes that part of the port. */
export const accountsOf = (db: Database, now: () => Date): DeskAccounts => ({
  customerOfSession: async (token) => {
    const session = await db.customerSession.findUnique({
      where: { token },
      select: { expiresAt: true, account: { select: { id: true, login: true, identity: { select: IDENTITY } } } },
    })
    if (session === null || session.expiresAt <= now()) return null
    const { id, login, identity } = session.account
    return { account: id, externalId: identity.externalId, login, name: identity.customer.name ?? identity.knownName }
  },
  accountOfLogin: async (login) => {
    const found = await db.webAccount.findUnique({ where: { login }, select: { id: true, password: true } })
    return found && { account: found.id, password: found.password }
  },
  secondsToWait: async ({ login, address }) => {
    const at = now()
    const blocked = await db.signInAttempt.findMany({
      where: { who: { in: [login, address] }, blockedUntil: { gt: at } },
      select: { blockedUntil: true },
    })
    const waits = blocked.map(({ blockedUntil }) => (blockedUntil?.getTime() ?? 0) - at.getTime())
    return Math.ceil(Math.max(0, ...waits) / 1_000)
  },
  isResetLink: async (token) =>
    (await db.passwordReset.count({ where: { token, usedAt: null, expiresAt: { gt: now() } } })) > 0,
  accountPage: (account) => readAccount(db, account),
  webChatOf: async (externalId, { press, ticket }) => {
    const holds = press === undefined ? null : Prisma.sql`m.buttons @> ${JSON.stringify([{ press }])}::jsonb`
    const isAbout =
      ticket === undefined ? null : Prisma.sql`m.ticket_id = (SELECT id FROM tickets WHERE number = ${ticket})`
    const asked = holds ?? isAbout
    return (
      (asked && (await readWebChat(db, externalId, asked))) ??
      (await readWebChat(db, externalId, Prisma.sql`true`)) ??
      externalId
    )
  },
})

const IDENTITY = { externalId: true, knownName: true, customer: { select: { name: true } } } as const

const readAccount = async (db: Database, id: string) => {
  const account = await db.webAccount.findUnique({
    where: { id },
    select: { login: true, identity: { select: { id: true, customer: { include: { identities: true } } } } },
  })
  if (account === null) return null
  const { customer } = account.identity
  const { name, email } = customer
  const linked = customer.identities
    .filter(({ channel }) => channel !== 'web')
    // The column holds the names of channels alone.
    .map(({ channel, knownName }) => ({ channel: channel as ChannelName, name: knownName }))
  return { login: account.login, name, email, linked }
}

// Most have one chat alone; the newest message of each is found by its index.
const readWebChat = async (db: Database, externalId: string, fits: Prisma.Sql): Promise<string | null> => {
  const [chat] = await db.$queryRaw<{ name: string }[]>`
    SELECT i.external_id AS name FROM identities me JOIN identities i ON i.customer_id = me.customer_id AND i.channel = 'web'
      JOIN conversations c ON c.identity_id = i.id
      CROSS JOIN LATERAL (SELECT m.position FROM messages m WHERE m.conversation_id = c.id AND ${fits} ORDER BY m.position DESC LIMIT 1) last
    WHERE me.channel = 'web' AND me.external_id = ${externalId} ORDER BY last.position DESC LIMIT 1`
  return chat?.name ?? null
}
