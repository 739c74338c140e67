// What customers do about their accounts on the web beside what they say: each event remembers its key and locks only the rows that it changes.

import type { Outcome } from '../core/decision.ts'
import type { DomainEvent } from '../core/events.ts'
import type { AccountEvent } from '../core/web-account-events.ts'
import type { Transaction } from '../database/client.ts'
import { sendResetLinks } from './reset-links.ts'
import { type Handled, handled, type Shell } from './shell.ts'
import { clearTry, countTry } from './throttle.ts'
import { openSession } from './web-accounts.ts'

const DONE: Outcome = { kind: 'done' }
const refused = (say: string): Handled => handled({ kind: 'refused', because: 'state', notice: { say } })

/** Whether an event is about a customer's account on the web and concerns no conversation. */
export const isAccountEvent = (event: DomainEvent): event is AccountEvent => event.type in accountEvents

const accountEvents: Readonly<Record<AccountEvent['type'], true>> = {
  SignInTried: true,
  TrySucceeded: true,
  CustomerSignedIn: true,
  CustomerSignedOut: true,
  PasswordResetAsked: true,
  PasswordReset: true,
  PasswordChanged: true,
}

/** Handles such an event within its transaction. */
export const receiveAccountEvent = async (tx: Transaction, shell: Shell, event: AccountEvent): Promise<Handled> => {
  const now = shell.now()
  switch (event.type) {
    case 'SignInTried':
      return (await countTry(tx, event, now)) ? handled(DONE) : refused('web.account.wait')
    case 'TrySucceeded':
      await clearTry(tx, event)
      return handled(DONE)
    case 'CustomerSignedIn':
      return signIn(tx, event, now)
    case 'CustomerSignedOut':
      return signOut(tx, event)
    case 'PasswordResetAsked':
      return handled(DONE, await sendResetLinks(tx, shell, event, now))
    case 'PasswordReset':
      return reset(tx, event, now)
    case 'PasswordChanged':
      return changePassword(tx, event, now)
  }
}

type Named<Type extends AccountEvent['type']> = Extract<AccountEvent, { type: Type }>

const signIn = async (tx: Transaction, event: Named<'CustomerSignedIn'>, now: Date): Promise<Handled> => {
  const { account, session, verified, rehashed } = event
  if (!(await replaced(tx, { account, verified, password: rehashed ?? verified }))) return refused('web.account.wrong')
  await openSession(tx, { account, session, now })
  await clearTry(tx, event)
  return handled(DONE)
}

// Forgotten, or given another password, while this one was looked at: then nothing is written. Whoever comes here next waits for this row.
const replaced = async (
  tx: Transaction,
  { account: id, verified, password }: Pick<Named<'PasswordChanged'>, 'account' | 'verified' | 'password'>,
): Promise<boolean> =>
  (await tx.webAccount.updateMany({ where: { id, password: verified }, data: { password } })).count > 0

const changePassword = async (tx: Transaction, event: Named<'PasswordChanged'>, now: Date): Promise<Handled> => {
  const { account, session } = event
  const isIn = { where: { token: session, accountId: account, expiresAt: { gt: now } } }
  if ((await tx.customerSession.count(isIn)) === 0) return refused('web.account.signInFirst')
  if (!(await replaced(tx, event))) return refused('web.account.wrongOld')
  await setPassword(tx, event, now)
  await clearTry(tx, event)
  return handled(DONE)
}

const signOut = async (tx: Transaction, { session, everywhere }: Named<'CustomerSignedOut'>): Promise<Handled> => {
  const { accountId } = (await tx.customerSession.findUnique({ where: { token: session } })) ?? {}
  if (accountId === undefined) return handled(DONE)
  await tx.customerSession.deleteMany({ where: everywhere ? { accountId } : { token: session } })
  return handled(DONE)
}

// The row's own condition lets one of two who use a link at once have it.
const reset = async (tx: Transaction, event: Named<'PasswordReset'>, now: Date): Promise<Handled> => {
  const { token, password, session } = event
  const [used] = await tx.passwordReset.updateManyAndReturn({
    where: { token, usedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now },
  })
  if (used === undefined) return refused('web.account.linkOver')
  const { accountId: account } = used
  await setPassword(tx, { account, password, session: null }, now)
  await openSession(tx, { account, session, now })
  return handled(DONE)
}

interface NewPassword {
  readonly account: string
  readonly password: string
  /** The only one that goes on; null where none does. */
  readonly session: string | null
}

// Whoever knew the old password is out, and so is whoever has a link.
const setPassword = async (tx: Transaction, { account, password, session }: NewPassword, now: Date): Promise<void> => {
  await tx.webAccount.updateMany({ where: { id: account }, data: { password, changedAt: now } })
  await tx.customerSession.deleteMany({
    where: { accountId: account, ...(session === null ? {} : { token: { not: session } }) },
  })
  await tx.passwordReset.updateMany({ where: { accountId: account, usedAt: null }, data: { usedAt: now } })
}
