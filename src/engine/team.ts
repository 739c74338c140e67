// The team itself: who is invited, who is an admin, who may act, and where they are signed in. Each change is written down with whoever did it.

import type { Outcome } from '../core/decision.ts'
import { SEEN_EVERY } from '../core/session-times.ts'
import type { TeamAct, TeamChange, TeamEvent } from '../core/team-events.ts'
import type { Manager, ManagerRef } from '../core/types.ts'
import type { Transaction } from '../database/client.ts'
import { knownManager, present } from './managers.ts'
import type { Shell } from './shell.ts'

const DONE: Outcome = { kind: 'done' }
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
  switch (event.type) {
    case 'ManagerSignedOut':
      return signOut(scene, event.token)
    case 'SessionsEnded':
      return endSessions(scene, event)
    case 'ManagerInvited':
      return invite(scene, event)
    case 'ManagerPromoted':
    case 'ManagerDemoted':
    case 'ManagerDisabled':
    case 'ManagerEnabled':
      return change(scene, event)
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

const refused = (say: string, params: Readonly<Record<string, string>> = {}): Outcome => ({
  kind: 'refused',
  because: 'state',
  notice: { say: `web.team.refused.${say}`, params },
})

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
  if (manager !== by.id && !by.admin) return refused('adminsOnly')
  const ended = await tx.session.deleteMany({ where: { managerId: manager, ...(session !== null && { id: session }) } })
  if (ended.count === 0) return refused('noSession')
  await writeDown(tx, { by: by.id, manager, what: 'sessionsEnded' }, shell.now())
  return DONE
}

const invite = async ({ tx, shell, by }: Scene, event: Of<'ManagerInvited'>): Promise<Outcome> => {
  const { token, expiresAt, manager, name, admin } = event
  if (!by.admin) return refused('adminsOnly')
  const whom = manager === null ? null : await tx.manager.findUnique({ where: { id: manager } })
  if (manager !== null && whom === null) return refused('unknown')
  if (whom?.disabledAt) return refused('isDisabled', { name: whom.name })
  // Whoever is known by their platform gets in by that platform, where it tells who they are.
  if (whom !== null && whom.channel !== 'web') return refused('ownWayIn', { name: whom.name })
  if (whom === null && name !== null && (await isTaken(tx, name))) return refused('nameTaken', { name })
  const rights = whom === null ? { admin, name } : { admin: false, managerId: whom.id }
  await tx.signInLink.create({ data: { token, expiresAt, invitedById: by.id, ...rights } })
  const entry = { by: by.id, manager: whom?.id ?? null, what: 'invited', about: whom?.name ?? name } as const
  await writeDown(tx, entry, shell.now())
  return DONE
}

/** Whether somebody bears a name already, on whatever channel: customers see it as it is. */
export const isTaken = async (tx: Transaction, name: string): Promise<boolean> =>
  (await tx.manager.count({ where: { name: { equals: name, mode: 'insensitive' } } })) > 0

interface Whom extends Pick<ManagerRef, 'name'> {
  readonly id: string
  readonly channel: string
  readonly externalId: string
  readonly admin: boolean
  readonly disabledAt: Date | null
}

const change = async (scene: Scene, event: TeamChange): Promise<Outcome> => {
  const { tx, by } = scene
  if (!by.admin) return refused('adminsOnly')
  const whom = await tx.manager.findUnique({ where: { id: event.manager } })
  if (whom === null) return refused('unknown')
  switch (event.type) {
    case 'ManagerPromoted':
    case 'ManagerDemoted':
      return setRole(scene, whom, event.type === 'ManagerPromoted')
    case 'ManagerDisabled':
      return disable(scene, whom)
    case 'ManagerEnabled':
      return enable(scene, whom)
  }
}

const isSetOutside = ({ admins }: Shell, { channel, externalId }: Whom): boolean =>
  admins.has(`${channel}:${externalId}`)

const setRole = async ({ tx, shell, by }: Scene, whom: Whom, admin: boolean): Promise<Outcome> => {
  const { id, name } = whom
  if (whom.channel !== 'web' || isSetOutside(shell, whom)) return refused('roleElsewhere', { name })
  if (whom.admin === admin) return DONE
  if (!admin && !(await isAnotherAdmin(tx, shell, id))) return refused('lastAdmin')
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

const disable = async ({ tx, shell, by }: Scene, whom: Whom): Promise<Outcome> => {
  const { id, name } = whom
  if (id === by.id) return refused('notOneself')
  if (isSetOutside(shell, whom)) return refused('setOutside', { name })
  if (whom.disabledAt !== null) return DONE
  if (whom.admin && !(await isAnotherAdmin(tx, shell, id))) return refused('lastAdmin')
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

const enable = async ({ tx, shell, by }: Scene, { id, disabledAt }: Whom): Promise<Outcome> => {
  if (disabledAt === null) return DONE
  await tx.manager.update({ where: { id }, data: { disabledAt: null }, select: { id: true } })
  await writeDown(tx, { by: by.id, manager: id, what: 'enabled' }, shell.now())
  return DONE
}
