// What is known of the accounts of one person on several channels, as types.

import type { ChannelName } from './types.ts'

/** One conversation of a customer, as another one knows it. */
export interface Account {
  readonly conversation: string
  readonly customer: string
  readonly channel: ChannelName
  readonly name: string | null
  readonly registered: boolean
}

/** What is known where accounts are linked: those of the same customer, and the link in the making that the event names. */
export interface Linking {
  readonly linked: readonly Account[]
  readonly pending: PendingLink | null
  /** How many codes that fit nothing were typed here in the last ten minutes. */
  readonly missed: number
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
