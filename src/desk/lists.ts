// The part of the port to read that lists open tickets. `src/reading/` implements it.

import type { Person, TicketRow } from '../desk.ts'

export interface DeskLists {
  /** Open tickets, the oldest first, `most` at most. */
  queue(most: number): Promise<Listed<TicketRow>>
  /** Tickets that nobody has claimed for so long that the staff are reminded of them, the longest first, `most` at most. */
  unclaimed(most: number): Promise<Listed<UnclaimedRow>>
  /** How many tickets that nobody has wait for their cards to be shown for the first time. */
  cardsWaiting(): Promise<number>
  /** The open tickets that a manager holds, the oldest first, `most` at most. */
  mine(who: Person, most: number): Promise<Listed<TicketRow>>
}

/** The first rows of a list, and how many it has in all: a desk that was away for a weekend has thousands. */
export interface Listed<Row> {
  readonly rows: readonly Row[]
  readonly total: number
  /** Set where there are more than `total`: they were counted no further. */
  readonly isMore?: true
}

/** A ticket that waits for somebody to claim it. */
export interface UnclaimedRow extends Pick<TicketRow, 'number' | 'question' | 'subject' | 'card'> {
  readonly since: Date
}
