// The part of the port to read that shows customers what is theirs. `src/reading/` implements it.

import type { Rating } from '../core/types.ts'
import type { ChatMessage, Person, TicketRow } from '../desk.ts'
import type { DeskAccounts } from './accounts.ts'
import type { DeskFiles } from './files.ts'

/** All that customers see of what is theirs. */
export interface DeskCustomers extends DeskAccounts, DeskChat, DeskFiles {}

export interface DeskChat {
  /** What changed in a chat that was read up to the position `after`: words edited or deleted after `since`, and how far it is read. */
  chatNews(who: Person, after: number, since: Date): Promise<ChatNews>
  /** What may have been stored after the messages up to the position `after` were read: all of the ten seconds before the newest of them. None for whoever has one chat alone, since each chat has one order. */
  lateMessages(who: Person, after: number): Promise<readonly ChatMessage[]>
  /** Articles for a customer who is typing, best first, `most` at most; none while somebody of the team talks with them. */
  guesses(who: Person, words: string, locale: string, most: number): Promise<readonly Guess[]>
  /** One of a person's own tickets with what they may see of it; null where it is none of theirs. */
  request(who: Person, number: number): Promise<RequestView | null>
}

export interface ChatNews {
  /** In the order of the chat. */
  readonly edited: readonly ChatMessage[]
  /** Ids of messages that are gone. */
  readonly deleted: readonly string[]
  /** The customer's messages up to this position were seen by somebody of the team; 0 for none. */
  readonly readUntil: number
  /** What changes from here on is told next time. */
  readonly until: Date
}

/** An article by its title, and what presses its button. */
export interface Guess {
  readonly title: string
  readonly press: string
}

export interface RequestView {
  readonly ticket: TicketRow
  /** What was said about it for the customer to see, oldest first. */
  readonly messages: readonly ChatMessage[]
  /** The id of a message of its own that words about it quote; null where it goes on in another chat. */
  readonly quotes: string | null
  readonly rating: Rating | null
}
