// The part of the port to read that is about the team and its ways in. `src/reading/` implements it.

import type { Person } from '../desk.ts'

export interface DeskTeam {
  /** Whether a person is an admin. */
  isAdmin(who: Person): Promise<boolean>
  /** The manager whose staff desk session this is, by the SHA-256 of the session's token in hex. */
  managerOfSession(hash: string): Promise<DeskManager | null>
  /** A sign-in link that is good now, by the SHA-256 of its token in hex; null where there is none. */
  signInLink(hash: string): Promise<SignInLinkView | null>
}

/** Somebody of the team, by their account on the channel where they are known. */
export interface DeskManager extends Person {
  readonly name: string
  readonly admin: boolean
}

export interface SignInLinkView {
  /** The name of whom it signs in; null where it asks for one. */
  readonly manager: string | null
}
