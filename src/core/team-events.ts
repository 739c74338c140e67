// What happens among the team itself: invitations, roles, who may act, and the browsers in which they are signed in.

import type { ManagerRef } from './manager.ts'

/** `manager` and `session` are ids; `token` is a hash. */
export type TeamEvent =
  | TeamAct
  /** A session is in use. */
  | { readonly type: 'SessionSeen'; readonly token: string }

/** What one of the team does. */
export type TeamAct =
  /** A one-time link: for the manager, or, where that is null, for somebody new, perhaps under a name that was given them. */
  | {
      readonly type: 'ManagerInvited'
      readonly by: ManagerRef
      readonly token: string
      readonly expiresAt: Date
      readonly manager: string | null
      readonly name: string | null
      readonly admin: boolean
    }
  | TeamChange
  /** One of a manager's sessions, or all of them where `session` is null. */
  | {
      readonly type: 'SessionsEnded'
      readonly by: ManagerRef
      readonly manager: string
      readonly session: string | null
    }
  | { readonly type: 'ManagerSignedOut'; readonly by: ManagerRef; readonly token: string }

/** What somebody may do here from now on. */
export interface TeamChange {
  readonly type: 'ManagerPromoted' | 'ManagerDemoted' | 'ManagerDisabled' | 'ManagerEnabled'
  readonly by: ManagerRef
  readonly manager: string
}

/** The one-time links to the staff desk. */
export type SignInEvent =
  /** It signs in as `manager`; as whoever gives their name, an admin or not, where that is null. */
  | {
      readonly type: 'SignInLinkMade'
      readonly token: string
      readonly admin: boolean
      readonly manager: ManagerRef | null
      readonly expiresAt: Date
    }
  /** `name` counts only where the link is nobody's own; `browser` is its short name, null where it can't be told. */
  | {
      readonly type: 'SignInLinkUsed'
      readonly token: string
      readonly session: string
      readonly name: string | null
      readonly browser: string | null
    }
