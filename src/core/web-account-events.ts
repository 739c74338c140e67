// What customers do about their accounts on the web. Passwords come hashed, sessions and links as the SHA-256 of their tokens, in hex.

import type { Sender } from './types.ts'

/** What concerns the conversation of whoever does it. */
export type WebCustomerEvent =
  /** From now on this chat is reached by a session of the account alone. */
  | {
      readonly type: 'CustomerRegistered'
      readonly from: Sender
      readonly name: string
      readonly email: string
      readonly login: string
      readonly password: string
      readonly session: string
    }
  /** Who is signed in takes along what was said in this browser before: the chat of the guest of this external id. */
  | { readonly type: 'GuestTakenAlong'; readonly from: Sender; readonly guest: string }

/** By whom it was tried, each as a hash: the account's login, and the address. */
export interface Trier {
  readonly login: string
  readonly address: string
}

/** A one-time link to set a new password: the address where its token is good, and the token's hash. */
export interface ResetLink {
  readonly address: string
  readonly token: string
}

/** What belongs to no conversation. */
export type AccountEvent =
  /** Before a password is looked at, so that many tries at once count as many; refused where it has to wait. */
  | (Trier & { readonly type: 'SignInTried' })
  /** What was tried came to something good: it doesn't count. */
  | (Trier & { readonly type: 'TrySucceeded' })
  /** `verified` is the kept hash that the password was held against: refused where it is another one by now. `rehashed` is the password hashed anew; null where its hash is as it should be. */
  | (Trier & {
      readonly type: 'CustomerSignedIn'
      readonly account: string
      readonly session: string
      readonly verified: string
      readonly rehashed: string | null
    })
  /** `everywhere`: in all browsers. */
  | { readonly type: 'CustomerSignedOut'; readonly session: string; readonly everywhere: boolean }
  /** `who` is a login or an e-mail address, which may be that of several accounts: there are links for so many. */
  | { readonly type: 'PasswordResetAsked'; readonly who: string; readonly links: readonly ResetLink[] }
  /** By a link; `session` is that of the browser where it was done. */
  | { readonly type: 'PasswordReset'; readonly token: string; readonly password: string; readonly session: string }
  /** By somebody who is signed in there: `session` is the one that goes on, and `verified` as where somebody signs in; refused where either is over. */
  | (Trier & {
      readonly type: 'PasswordChanged'
      readonly account: string
      readonly verified: string
      readonly password: string
      readonly session: string
    })
