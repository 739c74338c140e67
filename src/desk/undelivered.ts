// The part of the port to read that lists what never arrived. `src/reading/` implements it.

import type { Author } from '../core/decision.ts'
import type { RefusalReason } from '../desk.ts'

export interface DeskUndelivered {
  /** What did not arrive where it was to go and was not sent again, the latest first. */
  undelivered(limit: number): Promise<readonly UndeliveredRow[]>
}

export interface UndeliveredRow {
  readonly delivery: string
  readonly ticket: { readonly number: number; readonly card: string | null } | null
  /** Whose words; null for a card, and for mail. */
  readonly author: Author | null
  /** Where they were to go. */
  readonly to: 'customer' | 'staff' | 'mailbox'
  /** The address of that mailbox; null for other places. */
  readonly mailbox: string | null
  /** Plain words, whole. */
  readonly words: string
  readonly reason: RefusalReason
  readonly at: Date
}
