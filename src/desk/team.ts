// The part of the port to read that is about the team and its ways in. `src/reading/` implements it.

import type { Person } from '../desk.ts'

export interface DeskTeam {
  /** Who of the team is away, by name. */
  away(): Promise<readonly AwayRow[]>
  /** Whether a person is an admin. */
  isAdmin(who: Person): Promise<boolean>
  /** Whether an admin has shut a person out. */
  isShutOut(who: Person): Promise<boolean>
  /** The manager whose staff desk session this is, by the SHA-256 of the session's token in hex. */
  managerOfSession(hash: string): Promise<SignedIn | null>
  /** A sign-in link that is good now, by the SHA-256 of its token in hex; null where there is none. */
  signInLink(hash: string): Promise<SignInLinkView | null>
  /** Everybody of the team with where they are signed in, by name; those who were shut out last. `session` is the hash of the asker's. */
  team(session: string): Promise<readonly TeamMember[]>
  /** What was done among the team, the latest first. */
  teamTrail(limit: number): Promise<readonly TeamTrailRow[]>
}

/** Somebody of the team, by their account on the channel where they are known. */
export interface DeskManager extends Person {
  readonly name: string
  readonly admin: boolean
}

/** A manager in one of their browsers. */
export interface SignedIn extends DeskManager {
  /** When that browser was last written down as in use. */
  readonly seenAt: Date
}

export interface SignInLinkView {
  /** The name of whom it signs in; null where it asks for one. */
  readonly manager: string | null
  /** The name that an invitation suggests; null for none. */
  readonly suggested: string | null
}

export interface TeamMember extends DeskManager {
  readonly id: string
  /** Whether ADMIN_IDS makes them an admin, and nobody here can change that. */
  readonly byOperator: boolean
  readonly shutOutAt: Date | null
  /** Null for whoever is there; `until` is null where they will say when they are back. */
  readonly away: { readonly until: Date | null } | null
  /** How many open tickets they have. */
  readonly open: number
  /** When they were in a browser or did something at a ticket last; null where that never was. */
  readonly seenAt: Date | null
  /** The latest used first. */
  readonly sessions: readonly TeamSession[]
}

export interface TeamSession {
  readonly id: string
  /** A short name such as `Firefox, Linux`; null where it can't be told. */
  readonly browser: string | null
  readonly begunAt: Date
  readonly seenAt: Date
  /** Whether it is the asker's own at this moment. */
  readonly isThis: boolean
}

/** What can be done among the team; each has words under `web.team.trail.`. */
export const teamSteps = [
  ...(['invited', 'signedIn', 'signedOut', 'sessionsEnded'] as const),
  ...(['promoted', 'demoted', 'disabled', 'enabled'] as const),
] as const

export interface TeamTrailRow {
  readonly at: Date
  readonly what: (typeof teamSteps)[number]
  /** The names of who did it and to whom; null for nobody that is known. */
  readonly by: string | null
  readonly whom: string | null
  /** The name that an invitation is for, or the browser of a session. */
  readonly about: string | null
}

/** One of the team who is away; `until` is null where they will say when they are back. */
export interface AwayRow {
  readonly channel: string
  readonly externalId: string
  readonly name: string
  readonly until: Date | null
}
