// The way into the staff desk: one-time links, and whom they sign in.

import type { Outcome } from '../core/decision.ts'
import type { HouseEvent } from '../core/events.ts'
import type { Transaction } from '../database/client.ts'
import { knownManager, present } from './managers.ts'
import type { Shell } from './shell.ts'

const SESSION_DAYS = 30
const DAY = 86_400_000
const DONE: Outcome = { kind: 'done' }

type Of<Type extends HouseEvent['type']> = Extract<HouseEvent, { type: Type }>

/** Stores a link, within a transaction; whom it signs in is known from then on. */
export const makeLink = async (tx: Transaction, shell: Shell, link: Of<'SignInLinkMade'>): Promise<Outcome> => {
  const { token, admin, manager: whom, expiresAt } = link
  const manager = whom && (await present(tx, shell, whom, await knownManager(tx, whom)))
  await tx.signInLink.create({ data: { token, admin, expiresAt, managerId: manager?.id ?? null } })
  return DONE
}

/** Uses a link up and begins a session; refused where it was used, or its time is over. */
export const signIn = async (tx: Transaction, shell: Shell, event: Of<'SignInLinkUsed'>): Promise<Outcome> => {
  const { token, session, name } = event
  const now = shell.now()
  const used = await tx.signInLink.updateManyAndReturn({
    where: { token, usedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now },
  })
  const [link] = used
  if (link === undefined) return { kind: 'refused', because: 'state', notice: { say: 'web.linkUsed' } }
  const managerId = link.managerId ?? (await named(tx, shell, name, link.admin))
  await tx.session.create({
    data: { token: session, managerId, expiresAt: new Date(now.getTime() + SESSION_DAYS * DAY) },
  })
  return DONE
}

// Whoever holds a link is trusted by the operator who made it: the same name is the same manager, no name a new one.
const named = async (tx: Transaction, shell: Shell, name: string | null, admin: boolean): Promise<string> => {
  // Customers see managers' names: a link without admin's rights must not lend them to whoever types an admin's.
  const sameName = { channel: 'web', name: name ?? '', ...(admin ? {} : { admin: false }) }
  const known = name === null ? null : await tx.manager.findFirst({ where: sameName })
  if (known !== null) {
    if (admin && !known.admin) await tx.manager.update({ where: { id: known.id }, data: { admin: true } })
    return known.id
  }
  const id = crypto.randomUUID()
  const number = (await tx.manager.count({ where: { channel: 'web' } })) + 1
  const given = name ?? shell.words(shell.settings.locale, 'staff.unnamed', { number })
  await tx.manager.create({ data: { id, channel: 'web', externalId: id, name: given, admin } })
  return id
}
