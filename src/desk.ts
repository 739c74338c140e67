// The port to read: what adapters may know of the desk, as view models without a platform's words. `src/reading/` implements it.

import type { Author } from './core/decision.ts'
import type { Document } from './core/document.ts'
import { knownKey, refusalReasons } from './core/kinds.ts'
import type { ChannelName, Rating } from './core/types.ts'

export interface Desk {
  /** What a ticket's card shows now. Throws where there is no such ticket. */
  card(ticket: string): Promise<CardView>
  /** Open tickets, the oldest first. */
  queue(): Promise<readonly TicketRow[]>
  /** One ticket with all that was said; null where there is none. */
  ticket(number: number): Promise<TicketView | null>
  /**
   * What a customer sees of the conversation, oldest first, `CHAT_PAGE` messages at most: those behind the position `after`
   * (0: from the start), or the latest ones for null.
   */
  chat(who: Person, after: number | null): Promise<ChatView>
  /** The language that a person's platform told last; null where nothing is known. */
  localeOf(who: Person): Promise<string | null>
  /** Articles for a manager's picker, best first; all of them for empty words. */
  searchArticles(words: string, limit: number): Promise<readonly ArticleRow[]>
  /** The figures where the asker is an admin, else words that tell how to become one. `period` as people write it; empty: 7 days. */
  stats(asker: Person, locale: string, period: string): Promise<StatsAnswer>
  /** The manager whose staff desk session this is, by the SHA-256 of the session's token in hex. */
  managerOfSession(hash: string): Promise<DeskManager | null>
  /** Whether a sign-in link is good now, by the SHA-256 of its token in hex. */
  isSignInLink(hash: string): Promise<boolean>
  /** Calls back after each commit that changed a conversation or a ticket; returns what ends it. */
  onChange(listener: (change: DeskChange) => void): () => void
}

/** How much of a chat is read at once: whoever gets as many messages asks again behind the last one. */
export const CHAT_PAGE = 500

/** A person by their account on one channel. */
export interface Person {
  readonly channel: ChannelName
  readonly externalId: string
}

export interface DeskChange {
  /** Null where news may have been missed: it concerns everyone. */
  readonly conversation: string | null
}

export type TicketState = 'new' | 'claimed' | 'resolved'

export interface TicketRow {
  readonly id: string
  readonly number: number
  readonly state: TicketState
  readonly holder: string | null
  readonly customer: string | null
  readonly channel: ChannelName
  /** Plain words, whole. */
  readonly question: string
  readonly openedAt: Date
  /** When the first answer, or after it the resolution, is due; null once resolved. */
  readonly dueAt: Date | null
}

export interface CardView extends TicketRow {
  readonly locale: string
  readonly email: string | null
  readonly ticketsBefore: number
  readonly reopened: number
  readonly rating: Rating | null
}

export interface TicketView extends CardView {
  readonly messages: readonly TicketMessage[]
}

export interface TicketMessage {
  readonly id: string
  readonly author: Author
  readonly audience: 'everyone' | 'staff'
  readonly document: Document
  readonly at: Date
  /** When its words last changed; null where they stand as they were written. */
  readonly editedAt: Date | null
  /** When its writer took it back; null where it stands. */
  readonly deletedAt: Date | null
  /** What the files that came with it are called. */
  readonly files: readonly string[]
  /** How the delivery to the customer's chat stands: `held` while it can be taken back unsaid, `none` where there is none. */
  readonly delivery: 'held' | 'waiting' | 'delivered' | 'undelivered' | 'none'
  /** Why it is undelivered; else null. */
  readonly reason: RefusalReason | null
}

/** Why a platform will never take what was said: a key under `refused.` in the locales. */
export type RefusalReason = (typeof refusalReasons)[number]

/** What was stored as the reason, or `unknown` where nobody has words for it. */
export const refusalReason = (stored: string): RefusalReason => knownKey(refusalReasons, stored, 'unknown')

export interface ChatView {
  /** Null before the first contact. */
  readonly conversation: string | null
  readonly locale: string | null
  readonly messages: readonly ChatMessage[]
}

export interface ChatMessage {
  readonly id: string
  /** Grows along the conversation: the `id` of a server-sent event. */
  readonly position: number
  readonly author: Author
  readonly document: Document
  /** What the files that came with it are called. */
  readonly files: readonly string[]
  readonly buttons: readonly { readonly label: string; readonly press: string }[]
  readonly at: Date
}

export interface ArticleRow {
  readonly id: string
  readonly title: string
  readonly answer: Document
}

export interface DeskManager {
  readonly externalId: string
  readonly name: string
  readonly admin: boolean
}

/** Markdown in the asker's language: the figures, or why not. */
export interface StatsAnswer {
  readonly text: string
}
