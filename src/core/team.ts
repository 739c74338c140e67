// Who of the team may change what about it, and when there is nothing to change.

import type { Outcome } from './decision.ts'
import type { TeamAct, TeamChange } from './team-events.ts'

/** One of the team, as the rules look at them. */
export interface Member {
  readonly id: string
  readonly name: string
  readonly channel: string
  readonly admin: boolean
  readonly disabled: boolean
  /** Whether the desk's settings make them an admin. */
  readonly setOutside: boolean
}

/** What an act among the team is judged by. */
export interface TeamFacts {
  readonly by: Pick<Member, 'id' | 'admin'>
  /** Whom it is about; null for whoever isn't known, or isn't one of the team yet. */
  readonly whom: Member | null
  /** Whether somebody else could still run the desk as an admin, were it not for them. */
  readonly anotherAdmin: boolean
  /** Whether the name that an invitation gives is somebody's already. */
  readonly nameTaken: boolean
}

/** What an act comes to where nothing is to be changed: a refusal, or that it is so already; null where it is to be done. */
export const settledAct = (event: TeamAct, facts: TeamFacts): Outcome | null => {
  const { by } = facts
  if (event.type === 'ManagerSignedOut') return null
  if (event.type === 'SessionsEnded') return event.manager === by.id || by.admin ? null : refused('adminsOnly')
  if (!by.admin) return refused('adminsOnly')
  if (event.type === 'ManagerInvited') return settledInvitation(event, facts)
  return facts.whom === null ? refused('unknown') : settledChange[event.type](facts.whom, facts)
}

const settledInvitation = (
  { manager, name }: Extract<TeamAct, { type: 'ManagerInvited' }>,
  { whom, nameTaken }: TeamFacts,
): Outcome | null => {
  if (manager === null) return name !== null && nameTaken ? refused('nameTaken', { name }) : null
  if (whom === null) return refused('unknown')
  if (whom.disabled) return refused('isDisabled', { name: whom.name })
  // Whoever is known by their platform gets in by that platform, where it tells who they are.
  return whom.channel === 'web' ? null : refused('ownWayIn', { name: whom.name })
}

type Settle = (whom: Member, facts: TeamFacts) => Outcome | null

const role =
  (admin: boolean): Settle =>
  (whom, { anotherAdmin }) => {
    if (whom.channel !== 'web' || whom.setOutside) return refused('roleElsewhere', { name: whom.name })
    if (whom.admin === admin) return DONE
    return admin || anotherAdmin ? null : refused('lastAdmin')
  }

const settledChange: Readonly<Record<TeamChange['type'], Settle>> = {
  ManagerPromoted: role(true),
  ManagerDemoted: role(false),
  ManagerDisabled: (whom, { by, anotherAdmin }) => {
    if (whom.id === by.id) return refused('notOneself')
    if (whom.setOutside) return refused('setOutside', { name: whom.name })
    if (whom.disabled) return DONE
    return !whom.admin || anotherAdmin ? null : refused('lastAdmin')
  },
  ManagerEnabled: (whom) => (whom.disabled ? null : DONE),
}

const DONE: Outcome = { kind: 'done' }

const refused = (say: string, params: Readonly<Record<string, string>> = {}): Outcome => ({
  kind: 'refused',
  because: 'state',
  notice: { say: `web.team.refused.${say}`, params },
})
