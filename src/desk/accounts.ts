// What adapters may read of customers' accounts on the web.

import { cleanEmail, cleanLogin, cleanName, isPassword } from '../core/personal-fields.ts'
import type { ChannelName } from '../core/types.ts'
import type { Trier } from '../core/web-account-events.ts'

export type { Trier } from '../core/web-account-events.ts'

export interface DeskAccounts {
  /** The customer whose session this is, by the SHA-256 of its token in hex; null where it has ended. */
  customerOfSession(hash: string): Promise<SignedInCustomer | null>
  /** How an account's password is kept, by a login in lower case; null where nobody has it. */
  accountOfLogin(login: string): Promise<KeptPassword | null>
  /** For how many seconds whoever tries to sign in has to wait; 0 for not at all. */
  secondsToWait(trier: Trier): Promise<number>
  /** Whether a link to set a new password is good now, by the SHA-256 of its token in hex. */
  isResetLink(hash: string): Promise<boolean>
  /** All that a customer's page shows of their account. */
  accountPage(account: string): Promise<AccountView | null>
  /** Which of a customer's chats on the web goes on: where that button or ticket is, else where something was said last. Both are named by external ids. */
  webChatOf(externalId: string, about: WebChatAsked): Promise<string>
}

/** What is to be in the chat; none where it is known by what was said last. */
export interface WebChatAsked {
  readonly press?: string
  readonly ticket?: number
}

/** Who is signed in on the web. */
export interface SignedInCustomer {
  /** The account's id. */
  readonly account: string
  /** Of their identity on the web. */
  readonly externalId: string
  readonly login: string
  readonly name: string | null
}

export interface KeptPassword {
  readonly account: string
  /** The hashed password, as a PHC string. */
  readonly password: string
}

export interface AccountView {
  readonly login: string
  readonly name: string | null
  readonly email: string | null
  /** The other channels on which the same customer is known, with the name there. */
  readonly linked: readonly { readonly channel: ChannelName; readonly name: string | null }[]
}

/** What people type of themselves as it is kept; null where it can't be that. */
export const readFields = { name: cleanName, email: cleanEmail, login: cleanLogin } as const

/** Whether somebody may have this password: 8 to 200 characters. */
export const mayBePassword = (typed: string): boolean => isPassword(typed)
