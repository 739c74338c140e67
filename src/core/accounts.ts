// What is known of the accounts of one person on several channels, as types.

import type { ChannelName } from './types.ts'

/** One conversation of a customer, as another one knows it. */
export interface Account {
  readonly conversation: string
  readonly customer: string
  readonly channel: ChannelName
  readonly name: string | null
  readonly registered: boolean
  /** Whether the team answers its customer no more. */
  readonly banned: boolean
}

/** What is known where accounts are linked: those of the same customer, and the link in the making that the event names. */
export interface Linking {
  readonly linked: readonly Account[]
  readonly pending: PendingLink | null
  /** How many codes that fit nothing were typed here in the last ten minutes. */
  readonly missed: number
  /** The guest's chat that is to be taken along; null where the event names none. */
  readonly guest: Account | null
}

export interface PendingLink {
  readonly id: string
  /** Its code was given; was typed in another chat; was agreed to there. */
  readonly stage: 'offered' | 'entered' | 'accepted'
  readonly offeredBy: Account
  readonly enteredBy: Account | null
  readonly expiresAt: Date
}

/** An open ticket of the same customer in another chat of theirs. */
export interface TicketElsewhere {
  readonly number: number
  readonly channel: ChannelName
  /** Who has it; null for nobody yet. */
  readonly holder: string | null
}

export type LinkChange =
  /** A link is offered under a code, in place of the one before; entered in another chat; agreed to there; given up. */
  | { readonly type: 'OfferLink'; readonly id: string; readonly code: string; readonly until: Date }
  | { readonly type: 'EnterLink' | 'AcceptLink'; readonly link: string; readonly until: Date }
  | { readonly type: 'DropLink'; readonly link: string }
  /** A code was typed that fits nothing. */
  | { readonly type: 'MissLink' }
  /** All that was `other`'s is `kept`'s from now on; what `other` is called stays known, should the link be undone. */
  | { readonly type: 'JoinCustomers'; readonly link: string; readonly kept: string; readonly other: string }
  /** A chat on the web is of the same person as the one at hand, and all that was its customer's is `kept`'s: it can't be parted again. */
  | { readonly type: 'TakeAlong'; readonly conversation: string; readonly kept: string; readonly other: string }
  /** The customer signs in on the web from now on; the chat at hand is reached in no other way. `password` is hashed, `session` a token's hash. */
  | {
      readonly type: 'OpenAccount'
      readonly id: string
      readonly login: string
      readonly password: string
      readonly session: string
    }
  /** The identity at hand is a customer of its own again, with what it was called before and the tickets of its own chat. */
  | { readonly type: 'LeaveCustomer' }
