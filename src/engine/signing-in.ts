// The way into the staff desk: one-time links, and whom they sign in.

import type { Outcome } from '../core/decision.ts'
import type { HouseEvent } from '../core/events.ts'
import { SESSION_LASTS } from '../core/session-times.ts'
import type { Transaction } from '../database/client.ts'
import { isAdmin, knownManager, present } from './managers.ts'
import type { Shell } from './shell.ts'
import { isTaken, writeDown } from './team.ts'

const DONE: Outcome = { kind: 'done' }

type Of<Type extends HouseEvent['type']> = Extract<HouseEvent, { type: Type }>
type Refused = Extract<Outcome, { kind: 'refused' }>

const refused = (say: string): Refused => ({ kind: 'refused', because: 'state', notice: { say } })

/** Stores a link, within a transaction; whom it signs in is known from then on. */
export const makeLink = async (tx: Transaction, shell: Shell, link: Of<'SignInLinkMade'>): Promise<Outcome> => {
  const { token, admin, manager: whom, expiresAt } = link
  const manager = whom && (await present(tx, shell, whom, await knownManager(tx, whom)))
  if (manager?.disabled) return refused('staff.disabled')
  await tx.signInLink.create({ data: { token, admin, expiresAt, managerId: manager?.id ?? null } })
  return DONE
}

/**
 * Uses a link up and begins a session. Refused where it was used, its time is over or whom it would sign in was shut out;
 * and, good for another try, where a new manager gives no name, or a colleague's.
 */
export const signIn = async (tx: Transaction, shell: Shell, event: Of<'SignInLinkUsed'>): Promise<Outcome> => {
  const { token, session, name, browser } = event
  const now = shell.now()
  const [link] = await tx.$queryRaw<Link[]>`
    SELECT admin, manager_id AS manager, invited_by_id AS "invitedBy" FROM sign_in_links
    WHERE token = ${token} AND used_at IS NULL AND expires_at > ${now} FOR UPDATE`
  if (link === undefined || !(await mayInvite(tx, shell, link))) return refused('web.linkUsed')
  const whom = await whomOf(tx, shell, link, name)
  if ('kind' in whom) return whom
  if (whom.disabledAt !== null) return refused('staff.disabled')
  await tx.signInLink.update({ where: { token }, data: { usedAt: now }, select: { token: true } })
  await tx.session.create({
    data: {
      token: session,
      managerId: whom.id,
      browser,
      createdAt: now,
      seenAt: now,
      expiresAt: new Date(now.getTime() + SESSION_LASTS),
    },
  })
  await tx.manager.update({ where: { id: whom.id }, data: { seenAt: now }, select: { id: true } })
  await writeDown(tx, { by: whom.id, manager: whom.id, what: 'signedIn', about: browser }, now)
  return DONE
}

interface Link {
  readonly admin: boolean
  readonly manager: string | null
  readonly invitedBy: string | null
}

interface Whom {
  readonly id: string
  readonly disabledAt: Date | null
}

// What an admin handed out is worth no more than they are: they may have been shut out since, or be none any more.
const mayInvite = async (tx: Transaction, shell: Shell, { invitedBy }: Link): Promise<boolean> => {
  if (invitedBy === null) return true
  const inviter = await tx.manager.findUniqueOrThrow({ where: { id: invitedBy } })
  return inviter.disabledAt === null && isAdmin(shell, inviter)
}

const whomOf = async (tx: Transaction, shell: Shell, link: Link, name: string | null): Promise<Whom | Refused> => {
  if (link.manager !== null) {
    return tx.manager.findUniqueOrThrow({ where: { id: link.manager }, select: { id: true, disabledAt: true } })
  }
  if (link.invitedBy === null) return named(tx, shell, name, link.admin)
  // Whoever is invited as somebody new must not become a colleague by typing their name.
  if (name === null) return refused('web.desk.nameNeeded')
  return (await isTaken(tx, name)) ? refused('web.desk.nameTaken') : added(tx, name, link.admin)
}

// Whoever holds a link of the operator's is trusted by them: the same name is the same manager, no name a new one.
const named = async (tx: Transaction, shell: Shell, name: string | null, admin: boolean): Promise<Whom> => {
  // Customers see managers' names: a link without admin's rights must not lend them to whoever types an admin's.
  const sameName = { channel: 'web', name: name ?? '', ...(admin ? {} : { admin: false }) }
  const known = name === null ? null : await tx.manager.findFirst({ where: sameName })
  if (known !== null) {
    if (admin && !known.admin) await tx.manager.update({ where: { id: known.id }, data: { admin: true } })
    return known
  }
  const number = (await tx.manager.count({ where: { channel: 'web' } })) + 1
  return added(tx, name ?? shell.words(shell.settings.locale, 'staff.unnamed', { number }), admin)
}

const added = async (tx: Transaction, name: string, admin: boolean): Promise<Whom> => {
  const id = crypto.randomUUID()
  await tx.manager.create({ data: { id, channel: 'web', externalId: id, name, admin } })
  return { id, disabledAt: null }
}
