// Who of the team may change what about it.

import { expect, test } from 'vitest'
import { type Member, settledAct, type TeamFacts } from '../../src/core/team.ts'
import type { TeamAct } from '../../src/core/team-events.ts'

const by = { channel: 'web', externalId: 'boss', name: 'Boss' } as const
const soon = new Date('2026-01-01T10:00:00Z')
const vera: Member = {
  ...{ id: 'vera', name: 'Vera', channel: 'web' },
  ...{ admin: false, disabled: false, setOutside: false },
}

const facts = (given: Partial<TeamFacts> = {}): TeamFacts => ({
  by: { id: 'boss', admin: true },
  whom: vera,
  anotherAdmin: true,
  nameTaken: false,
  ...given,
})
const whom = (given: Partial<Member>) => facts({ whom: { ...vera, ...given } })
const change = (type: 'ManagerPromoted' | 'ManagerDemoted' | 'ManagerDisabled' | 'ManagerEnabled'): TeamAct => ({
  ...{ type, by, manager: 'vera' },
})
const promoted = change('ManagerPromoted')
const demoted = change('ManagerDemoted')
const disabled = change('ManagerDisabled')
const enabled = change('ManagerEnabled')
const invited = (manager: string | null, name: string | null = null): TeamAct => ({
  ...{ type: 'ManagerInvited', by, token: 't', expiresAt: soon, admin: false, manager, name },
})
const ended = (manager: string): TeamAct => ({ type: 'SessionsEnded', by, manager, session: null })

const notAnAdmin = { by: { id: 'boss', admin: false } }

test.each<[string, TeamAct, TeamFacts, string]>([
  ['to somebody who is no admin themselves', promoted, facts(notAnAdmin), 'adminsOnly'],
  ['to invite, for whoever is no admin', invited(null, 'Ann'), facts(notAnAdmin), 'adminsOnly'],
  ['another’s sessions, for whoever is no admin', ended('vera'), facts(notAnAdmin), 'adminsOnly'],
  ['somebody who isn’t known', disabled, facts({ whom: null }), 'unknown'],
  ['an invitation to somebody who isn’t known', invited('nobody'), facts({ whom: null }), 'unknown'],
  ['an invitation to whoever is shut out', invited('vera'), whom({ disabled: true }), 'isDisabled'],
  ['an invitation to whoever comes from Slack', invited('vera'), whom({ channel: 'slack' }), 'ownWayIn'],
  ['a name that somebody has', invited(null, 'Vera'), facts({ whom: null, nameTaken: true }), 'nameTaken'],
  ['the role of whoever comes from Slack', promoted, whom({ channel: 'slack' }), 'roleElsewhere'],
  ['a role that the settings give', demoted, whom({ admin: true, setOutside: true }), 'roleElsewhere'],
  ['the last admin’s role', demoted, { ...whom({ admin: true }), anotherAdmin: false }, 'lastAdmin'],
  ['the last admin', disabled, { ...whom({ admin: true }), anotherAdmin: false }, 'lastAdmin'],
  ['oneself', disabled, whom({ id: 'boss' }), 'notOneself'],
  ['an admin by the settings', disabled, whom({ setOutside: true }), 'setOutside'],
])('refused: %s', (_, event, given, say) => {
  expect(settledAct(event, given)).toMatchObject({ kind: 'refused', notice: { say: `web.team.refused.${say}` } })
})

test.each<[string, TeamAct, TeamFacts]>([
  ['an admin made an admin', promoted, whom({ admin: true })],
  ['no admin made none', demoted, facts()],
  ['whoever is shut out shut out', disabled, whom({ disabled: true })],
  ['whoever may act let in', enabled, facts()],
])('so already: %s', (_, event, given) => {
  expect(settledAct(event, given)).toEqual({ kind: 'done' })
})

test.each<[string, TeamAct, TeamFacts]>([
  ['promoted', promoted, facts()],
  ['demoted while there is another admin', demoted, whom({ admin: true })],
  ['shut out, also from Slack', disabled, whom({ channel: 'slack' })],
  ['let in again', enabled, whom({ disabled: true })],
  ['invited anew', invited('vera'), facts()],
  ['invited under a name that is free', invited(null, 'Ann'), facts({ whom: null })],
  ['one’s own sessions, also for whoever is no admin', ended('boss'), facts(notAnAdmin)],
  ['another’s sessions', ended('vera'), facts()],
  ['signed out', { type: 'ManagerSignedOut', by, token: 't' }, facts(notAnAdmin)],
])('to be done: %s', (_, event, given) => {
  expect(settledAct(event, given)).toBeNull()
})
