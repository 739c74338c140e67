// A customer's account on the web as rows: made once, reached by sessions.

import type { Change } from '../core/decision.ts'
import type { ConversationEvent } from '../core/events.ts'
import { SESSION_LASTS } from '../core/session-times.ts'
import type { State } from '../core/types.ts'
import type { Database, Transaction } from '../database/client.ts'
import { Overtaken } from './guard.ts'

/** Whether the login that an event asks for is somebody's already; false for every other event. */
export const isLoginTaken = async (db: Database, event: ConversationEvent): Promise<boolean> =>
  event.type === 'CustomerRegistered' && (await db.webAccount.count({ where: { login: event.login } })) > 0

/** Stores the account with its first session. Throws `Overtaken` where somebody else took the login meanwhile. */
export const openAccount = async (
  tx: Transaction,
  { conversation }: State,
  { id, login, password, session }: Extract<Change, { type: 'OpenAccount' }>,
  now: Date,
): Promise<void> => {
  // The guest's token opens nothing from now on: whoever had it before does not hear what the account's owner says.
  const opened = await tx.$executeRaw`
    WITH mine AS (SELECT identity_id AS id FROM conversations WHERE id = ${conversation.id}::uuid),
      opened AS (INSERT INTO web_accounts (id, login, password, identity_id, created_at, changed_at)
        SELECT ${id}::uuid, ${login}, ${password}, mine.id, ${now}, ${now} FROM mine ON CONFLICT DO NOTHING RETURNING identity_id)
    UPDATE identities SET external_id = 'account:' || ${id}, address = 'account:' || ${id} FROM opened WHERE identities.id = opened.identity_id`
  if (opened === 0) throw new Overtaken('somebody else took the login meanwhile')
  await openSession(tx, { account: id, session, now })
}

interface NewSession {
  readonly account: string
  /** The hash of its token. */
  readonly session: string
  readonly now: Date
}

/** Signs a browser in. */
export const openSession = async (tx: Transaction, { account, session, now }: NewSession): Promise<void> => {
  const expiresAt = new Date(now.getTime() + SESSION_LASTS)
  await tx.customerSession.create({ data: { token: session, accountId: account, createdAt: now, expiresAt } })
}

/** Forgets all accounts of these identities, and with them every session and link. */
export const forgetAccounts = async (tx: Transaction, identities: readonly string[]): Promise<void> => {
  await tx.webAccount.deleteMany({ where: { identityId: { in: [...identities] } } })
}
