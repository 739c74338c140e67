// The team itself: who is invited, who is an admin, who may act, and where they are signed in. Each change is written down with whoever did it.

import type { Outcome } from '../core/decision.ts'
import { SEEN_EVERY } from '../core/session-times.ts'
import { settledAct, type TeamFacts } from '../core/team.ts'
import type { TeamAct, TeamEvent } from '../core/team-events.ts'
import type { Manager } from '../core/types.ts'
import type { Transaction } from '../database/client.ts'
import { knownManager, present } from './managers.ts'
import type { Shell } from './shell.ts'

const DONE: Outcome = { kind: 'done' }
const NO_SESSION: Outcome = { kind: 'refused', because: 'state', notice: { say: 'web.team.refused.noSession' } }
const SHUT_OUT: Outcome = { kind: 'refused', because: 'state', notice: { say: 'staff.disabled' } }

/** Whether an event is about the team itself. */
export const isTeamEvent = (event: { readonly type: string }): event is TeamEvent => event.type in kinds

const kinds: Readonly<Record<TeamEvent['type'], true>> = {
  ManagerInvited: true,
  ManagerPromoted: true,
  ManagerDemoted: true,
  ManagerDisabled: true,
  ManagerEnabled: true,
  SessionsEnded: true,
  ManagerSignedOut: true,
  SessionSeen: true,
}

/** Handles such an event within its transaction. */
export const receiveTeamEvent = async (tx: Transaction, shell: Shell, event: TeamEvent): Promise<Outcome> => {
  if (event.type === 'SessionSeen') return seen(tx, event.token, shell.now())
  const by = await whoActs(tx, shell, event)
  if (event.type !== 'ManagerSignedOut') {
    await lockTeam(tx, [by.id, ...(event.manager === null ? [] : [event.manager])])
  }
  // Whoever was before them at the lock may have taken their rights away.
  const still = await whoActs(tx, shell, event)
  return still.disabled ? SHUT_OUT : act({ tx, shell, by: still }, event)
}

const whoActs = async (tx: Transaction, shell: Shell, { by }: TeamAct): Promise<Manager> =>
  present(tx, shell, by, await knownManager(tx, by))

// Admins who take each other's rights away at once must not all succeed: always the same rows, in one order.
const lockTeam = async (tx: Transaction, ids: readonly string[]): Promise<void> => {
  await tx.$queryRaw`SELECT id FROM managers WHERE admin OR id = ANY(${ids}::uuid[]) ORDER BY id FOR UPDATE`
}

const act = async (scene: Scene, event: TeamAct): Promise<Outcome> => {
  const settled = settledAct(event, await factsOf(scene, event))
  if (settled !== null) return settled
  switch (event.type) {
    case 'ManagerSignedOut':
      return signOut(scene, event.token)
    case 'SessionsEnded':
      return endSessions(scene, event)
    case 'ManagerInvited':
      return invite(scene, event)
    case 'ManagerPromoted':
    case 'ManagerDemoted':
      return setRole(scene, event.manager, event.type === 'ManagerPromoted')
    case 'ManagerDisabled':
      return disable(scene, event.manager)
    case 'ManagerEnabled':
      return enable(scene, event.manager)
  }
}

const factsOf = async ({ tx, shell, by }: Scene, event: TeamAct): Promise<TeamFacts> => {
  const id = event.type === 'ManagerSignedOut' ? null : event.manager
  const whom = id === null ? null : await tx.manager.findUnique({ where: { id } })
  const name = event.type === 'ManagerInvited' ? event.name : null
  return {
    by,
    whom: whom && {
      ...{ id: whom.id, name: whom.name, channel: whom.channel, admin: whom.admin },
      disabled: whom.disabledAt !== null,
      setOutside: shell.admins.has(`${whom.channel}:${whom.externalId}`),
    },
    anotherAdmin: whom !== null && (await isAnotherAdmin(tx, shell, whom.id)),
    nameTaken: name !== null && (await isTaken(tx, name)),
  }
}

/** What is written down of the team. */
export interface TeamEntry {
  readonly by: string | null
  readonly manager: string | null
  readonly what:
    | 'invited'
    | 'signedIn'
    | 'signedOut'
    | 'promoted'
    | 'demoted'
    | 'disabled'
    | 'enabled'
    | 'sessionsEnded'
  readonly about?: string | null
}

/** Writes down what was done among the team. */
export const writeDown = async (tx: Transaction, { by, manager, ...entry }: TeamEntry, at: Date): Promise<void> => {
  await tx.teamAudit.create({ data: { ...entry, byId: by, managerId: manager, at }, select: { id: true } })
}

interface Scene {
  readonly tx: Transaction
  readonly shell: Shell
  readonly by: Manager
}
type Of<Type extends TeamEvent['type']> = Extract<TeamEvent, { type: Type }>

const seen = async (tx: Transaction, token: string, now: Date): Promise<Outcome> => {
  await tx.$executeRaw`
    WITH used AS (
      UPDATE sessions SET seen_at = ${now} WHERE token = ${token} AND seen_at < ${new Date(now.getTime() - SEEN_EVERY)} RETURNING manager_id
    ) UPDATE managers m SET seen_at = ${now} FROM used WHERE m.id = used.manager_id`
  return DONE
}

const signOut = async ({ tx, shell, by }: Scene, token: string): Promise<Outcome> => {
  const ended = await tx.session.deleteMany({ where: { token, managerId: by.id } })
  if (ended.count > 0) await writeDown(tx, { by: by.id, manager: by.id, what: 'signedOut' }, shell.now())
  return DONE
}

const endSessions = async ({ tx, shell, by }: Scene, { manager, session }: Of<'SessionsEnded'>): Promise<Outcome> => {
  const ended = await tx.session.deleteMany({ where: { managerId: manager, ...(session !== null && { id: session }) } })
  if (ended.count === 0) return NO_SESSION
  await writeDown(tx, { by: by.id, manager, what: 'sessionsEnded' }, shell.now())
  return DONE
}

const invite = async ({ tx, shell, by }: Scene, event: Of<'ManagerInvited'>): Promise<Outcome> => {
  const { token, expiresAt, manager, name, admin } = event
  const rights = manager === null ? { admin, name } : { admin: false, managerId: manager }
  await tx.signInLink.create({ data: { token, expiresAt, invitedById: by.id, ...rights } })
  await writeDown(tx, { by: by.id, manager, what: 'invited', about: name }, shell.now())
  return DONE
}

/** Whether somebody bears a name already, on whatever channel: customers see it as it is. */
export const isTaken = async (tx: Transaction, name: string): Promise<boolean> =>
  (await tx.manager.count({ where: { name: { equals: name, mode: 'insensitive' } } })) > 0

const setRole = async ({ tx, shell, by }: Scene, id: string, admin: boolean): Promise<Outcome> => {
  await tx.manager.update({ where: { id }, data: { admin }, select: { id: true } })
  if (!admin) await dropInvitations(tx, id)
  await writeDown(tx, { by: by.id, manager: id, what: admin ? 'promoted' : 'demoted' }, shell.now())
  return DONE
}

// Else they come back by one of their own, under a new name.
const dropInvitations = async (tx: Transaction, invitedById: string): Promise<void> => {
  await tx.signInLink.deleteMany({ where: { invitedById, usedAt: null } })
}

const isAnotherAdmin = async (tx: Transaction, { admins }: Shell, id: string): Promise<boolean> => {
  // Telegram's admins have no way to the staff desk.
  if ([...admins].some((admin) => admin.startsWith('slack:'))) return true
  return (await tx.manager.count({ where: { channel: 'web', admin: true, disabledAt: null, id: { not: id } } })) > 0
}

const disable = async ({ tx, shell, by }: Scene, id: string): Promise<Outcome> => {
  const now = shell.now()
  await tx.manager.update({ where: { id }, data: { disabledAt: now }, select: { id: true } })
  await tx.session.deleteMany({ where: { managerId: id } })
  await tx.signInLink.deleteMany({ where: { managerId: id, usedAt: null } })
  await dropInvitations(tx, id)
  await writeDown(tx, { by: by.id, manager: id, what: 'disabled' }, now)
  const held = await tx.ticket.findMany({ where: { holderId: id, status: { not: 'resolved' } }, select: { id: true } })
  // Each goes back by an event of its own, in its conversation's order.
  await shell.setTimers(
    tx,
    held.map((ticket) => ({ at: now, subject: { kind: 'returned', ticket: ticket.id } })),
  )
  return DONE
}

const enable = async ({ tx, shell, by }: Scene, id: string): Promise<Outcome> => {
  await tx.manager.update({ where: { id }, data: { disabledAt: null }, select: { id: true } })
  await writeDown(tx, { by: by.id, manager: id, what: 'enabled' }, shell.now())
  return DONE
}
