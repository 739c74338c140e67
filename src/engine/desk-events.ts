// Events that belong to no conversation: each remembers its key and locks only the row that it changes.

import type { Outcome } from '../core/decision.ts'
import type { DeskEvent, DomainEvent } from '../core/events.ts'
import type { Transaction } from '../database/client.ts'
import { appended } from '../database/outbox.ts'
import { staffPlace } from './destinations.ts'
import { type Handled, handled, type Shell } from './shell.ts'
import { worded } from './wording.ts'

const SESSION_DAYS = 30
const DAY = 86_400_000
const DONE: Outcome = { kind: 'done' }

/** Whether an event concerns the desk itself and not one conversation. */
export const isDeskEvent = (event: DomainEvent): event is DeskEvent =>
  event.type === 'UpdateParked' || event.type === 'SignInLinkMade' || event.type === 'SignInLinkUsed'

/** Handles such an event within its transaction. */
export const receiveDeskEvent = async (
  tx: Transaction,
  shell: Shell,
  key: string,
  event: DeskEvent,
): Promise<Handled> => {
  const fresh = await tx.inboundKey.createMany({ data: [{ key, at: shell.now() }], skipDuplicates: true })
  if (fresh.count === 0) return handled({ kind: 'repeated' })
  switch (event.type) {
    case 'UpdateParked':
      return park(tx, shell, event)
    case 'SignInLinkMade':
      await tx.signInLink.create({ data: { token: event.token, admin: event.admin, expiresAt: event.expiresAt } })
      return handled(DONE)
    case 'SignInLinkUsed':
      return handled(await signIn(tx, shell, event))
  }
}

const park = async (
  tx: Transaction,
  shell: Shell,
  event: Extract<DeskEvent, { type: 'UpdateParked' }>,
): Promise<Handled> => {
  const { channel, updateKey, payload, reason } = event
  const parked = { key: updateKey, channel, payload, reason, parkedAt: shell.now() }
  await tx.parkedEvent.createMany({ data: [parked], skipDuplicates: true })
  shell.log.error(
    { channel, key: updateKey },
    'update parked: it could not be handled and was stored whole in parked_events, with the reason',
  )
  if (shell.staffChannel === null) return handled(DONE)
  const place = staffPlace(shell.staffChannel)
  const voice = { words: shell.words, locale: shell.settings.locale, numbers: new Map<string, number>() }
  const document = worded({ say: 'staff.parked', params: { channel, key: updateKey } }, voice)
  const row = {
    ...place,
    id: crypto.randomUUID(),
    content: { kind: 'message', author: { role: 'bot' }, document, buttons: [] } as const,
    message: null,
    notBefore: null,
    about: null,
    conversation: null,
    confirms: null,
  }
  await tx.$executeRaw`WITH ${appended([row])} SELECT destination FROM appended`
  return handled(DONE, [place.destination])
}

const signIn = async (
  tx: Transaction,
  shell: Shell,
  { token, session, name }: Extract<DeskEvent, { type: 'SignInLinkUsed' }>,
): Promise<Outcome> => {
  const now = shell.now()
  const used = await tx.signInLink.updateManyAndReturn({
    where: { token, usedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now },
  })
  const [link] = used
  if (link === undefined) return { kind: 'refused', because: 'state', notice: { say: 'web.linkUsed' } }
  const managerId = await deskManager(tx, shell, name, link.admin)
  await tx.session.create({
    data: { token: session, managerId, expiresAt: new Date(now.getTime() + SESSION_DAYS * DAY) },
  })
  return DONE
}

// Whoever holds a link is trusted by the operator who made it: the same name is the same manager, no name a new one.
const deskManager = async (tx: Transaction, shell: Shell, name: string | null, admin: boolean): Promise<string> => {
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

/** A refused delivery of no conversation, a line to the staff channel: given up, so that it holds up nothing behind it. */
export const giveUpStaffLine = (shell: Shell, key: string, delivery: string, reason: string): Promise<Handled> =>
  shell.db.$transaction(async (tx) => {
    const fresh = await tx.inboundKey.createMany({ data: [{ key, at: shell.now() }], skipDuplicates: true })
    if (fresh.count === 0) return handled({ kind: 'repeated' })
    await tx.delivery.updateMany({ where: { id: delivery }, data: { state: 'undelivered', error: reason } })
    return handled(DONE)
  })
