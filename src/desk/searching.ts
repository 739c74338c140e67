// The part of the port to read that finds tickets for the staff desk, and tells of whom they are. `src/reading/` implements it.

import type { ChannelName } from '../core/types.ts'
import type { Person, TicketRow } from '../desk.ts'
import type { Listed } from './lists.ts'

/** The lists that a manager works through, in the order of their tabs. */
export const queueViews = ['open', 'unclaimed', 'mine', 'waiting', 'snoozed', 'overdue'] as const
export type QueueView = (typeof queueViews)[number]

export interface DeskSearch {
  /** The tickets of one list, the oldest first, or with the longest overdue first, `most` at most. */
  listOf(view: QueueView, who: Person, most: number): Promise<Listed<TicketRow>>
  /** How many tickets each list holds for a manager. */
  counts(who: Person): Promise<QueueCounts>
  /** Tickets by their number, their words, or their customer's name or address, resolved ones too; the latest first, `most` at most. Each word of two letters or more may be the beginning of one; counted to 1,000. */
  findTickets(words: string, most: number): Promise<Listed<TicketRow>>
  /** What came to a manager without their doing: tickets that nobody has claimed, and those that they were given, by when they were opened; the latest first, `most` at most. */
  arrivals(who: Person, most: number): Promise<readonly TicketRow[]>
  /** Who asked a ticket's question; null where there is no such ticket. */
  asker(number: number): Promise<AskerView | null>
  /** All who may be given tickets, by name. */
  colleagues(): Promise<readonly Colleague[]>
}

export type QueueCounts = Readonly<Record<QueueView, number>>

export interface AskerView {
  /** The channels on which they are known, the ticket's own first, each once. */
  readonly channels: readonly ChannelName[]
  /** By its IANA name; null where no platform told it. */
  readonly timeZone: string | null
}

export interface Colleague extends Person {
  readonly name: string
}
