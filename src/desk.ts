// The port to read: what adapters may know of the desk, as view models without a platform's words. `src/reading/` implements it.

import type { Author } from './core/decision.ts'
import type { Document } from './core/document.ts'
import type { FileKind } from './core/files.ts'
import { knownKey, refusalReasons } from './core/kinds.ts'
import type { Verdict } from './core/suggestions.ts'
import type { TicketTranslation } from './core/translation.ts'
import type { ChannelName, Priority, Rating } from './core/types.ts'
import type { DeskAssistance } from './desk/assistance.ts'
import type { DeskChanges } from './desk/changes.ts'
import type { StatsAnswer } from './desk/charts.ts'
import type { DeskCustomers } from './desk/chat.ts'
import type { DeskExports } from './desk/exports.ts'
import type { DeskFaq } from './desk/faq.ts'
import type { DeskIncidents } from './desk/incidents.ts'
import type { DeskLists } from './desk/lists.ts'
import type { DeskOperations } from './desk/operations.ts'
import type { DeskReports } from './desk/reports.ts'
import type { DeskScheduledReports } from './desk/scheduled-reports.ts'
import type { DeskSearch } from './desk/searching.ts'
import type { DeskTeam } from './desk/team.ts'
import type { DeskTrail } from './desk/trail.ts'
import type { DeskUndelivered } from './desk/undelivered.ts'

export type { DeskChange } from './desk/changes.ts'
export type { AwayRow, DeskManager } from './desk/team.ts'

export interface Desk
  extends DeskAssistance,
    DeskChanges,
    DeskCustomers,
    DeskExports,
    DeskFaq,
    DeskIncidents,
    DeskLists,
    DeskOperations,
    DeskReports,
    DeskScheduledReports,
    DeskSearch,
    DeskTeam,
    DeskUndelivered,
    DeskTrail {
  /** What a ticket's card shows now. Throws where there is no such ticket. */
  card(ticket: string): Promise<CardView>
  /** One ticket with all that was said; null where there is none. */
  ticket(number: number): Promise<TicketView | null>
  /**
   * What a customer sees of the conversation, oldest first, `CHAT_PAGE` messages at most: those behind the position `after`
   * (0: from the start), or the latest ones for null.
   */
  chat(who: Person, after: number | null): Promise<ChatView>
  /** A person's own tickets as they may see them, the latest first; holders under the names that customers see. */
  requests(who: Person, limit: number): Promise<readonly TicketRow[]>
  /** Where Slack's customers are answered in threads of channels, and the cards: the ids of the threads' first messages, of tickets that are open or were lately. */
  threads(): Promise<readonly string[]>
  /** Whether a person has written here on this account, or in this thread of theirs. */
  hasChat(who: Person): Promise<boolean>
  /** Which of a person's chats in threads the desk said a message in, by the platform's id of it: the account's name there; null where it was said in none. */
  chatSaying(who: Person, message: string): Promise<string | null>
  /** The language that a person's platform told last; null where nothing is known. */
  localeOf(who: Person): Promise<string | null>
  /** The open tickets of the same chat that a ticket may be merged into, the oldest first. */
  mergeTargets(number: number): Promise<readonly TicketRow[]>
  /** Tickets of the same customer that are older than this one, the latest first; 20 at most. */
  earlier(number: number): Promise<readonly TicketRow[]>
  /** Articles for the answer to a ticket, best first: those that fit what a manager types, or for empty words the question. */
  articlesFor(number: number, words: string, limit: number): Promise<readonly ArticleTitle[]>
  /** One article; null where it is no more. */
  article(id: string): Promise<ArticleRow | null>
  /** Articles for a manager to look at, best first; all of them for empty words. */
  searchArticles(words: string, limit: number): Promise<readonly ArticleRow[]>
  /** The same for a menu, read with each letter that is typed. */
  searchTitles(words: string, limit: number): Promise<readonly ArticleTitle[]>
  /** Up to when all that people wrote on a channel is stored, by the reading of its history; null before the first one. */
  historyReadUntil(channel: ChannelName): Promise<Date | null>
  /** The figures where the asker is an admin, else words that tell how to become one. `period` as people write it; empty: 7 days. */
  stats(asker: Person, locale: string, period: string): Promise<StatsAnswer>
}

/** How much of a chat is read at once: whoever gets as many messages asks again behind the last one. */
export const CHAT_PAGE = 500

/** A person by their account on one channel. */
export interface Person {
  readonly channel: ChannelName
  readonly externalId: string
}

export type TicketState = 'new' | 'claimed' | 'waiting' | 'snoozed' | 'resolved'

/** What managers may press at a ticket, in this order, beside its menu. Whoever has one that is put off ends its pause by claiming it. */
export const pressesOf = ({ state, holder }: Pick<TicketRow, 'state' | 'holder'>): readonly StaffPress[] => {
  if (state === 'resolved') return []
  const isPaused = state === 'waiting' || state === 'snoozed'
  const whose: readonly StaffPress[] =
    holder === null ? ['claim'] : [...(isPaused ? (['claim'] as const) : []), 'release']
  return [...whose, 'faq', 'resolve']
}

export type StaffPress = 'claim' | 'release' | 'faq' | 'resolve'

export interface TicketRow {
  readonly id: string
  readonly number: number
  readonly state: TicketState
  /** When it comes back; null unless it is snoozed. */
  readonly snoozedUntil: Date | null
  readonly holder: string | null
  readonly customer: string | null
  readonly channel: ChannelName
  /** Plain words, whole. */
  readonly question: string
  /** The same in the desk's own language; null where it was written in it, or isn't translated. */
  readonly translatedQuestion: string | null
  /** What the staff call it; null where they gave it no name. */
  readonly subject: string | null
  readonly priority: Priority
  readonly tags: readonly string[]
  /** The id of its card on the staff's platform; null before it is there. */
  readonly card: string | null
  readonly openedAt: Date
  /** When the first answer, or after it the resolution, is due; null once resolved, and while it is put off. */
  readonly dueAt: Date | null
}

/** An article that a customer was offered before the ticket, and what they made of it; null where they didn't say. */
export interface Offer {
  readonly title: string
  readonly verdict: Verdict | null
}

export interface CardView extends TicketRow {
  /** What the FAQ offered, in order. */
  readonly offers: readonly Offer[]
  /** The customer's rating of an earlier ticket, the latest. */
  readonly ratedBefore: Rating['score'] | null
  /** Whether a manager took it, gave it or has done something with it; not where only a rule gave it to its holder. */
  readonly isTaken: boolean
  /** When its holder's claim lapses unless they write; null where nobody waits for them. */
  readonly leaseUntil: Date | null
  readonly locale: string
  readonly email: string | null
  readonly ticketsBefore: number
  /** The latest of them, and the id of its card; null where there is none. */
  readonly latestBefore: Pick<TicketRow, 'number' | 'card'> | null
  readonly reopened: number
  /** The priority that its customer's requests begin with. */
  readonly tier: Priority
  /** Whether it is translated, and from which language by its ISO 639-1 code, null until that is known. */
  readonly translation: TicketTranslation | null
  /** Whether they want only people to help them. */
  readonly refusesModel: boolean
  /** Who banned the customer; null where nobody did. */
  readonly bannedBy: string | null
  readonly rating: Rating | null
  /** The incident that it is linked to, `over` once its end has come; null for none. */
  readonly incident: { readonly number: number; readonly title: string; readonly over: boolean } | null
  /** The ticket that a resolved one goes on as, and the id of its card; null for any other. */
  readonly mergedInto: Pick<TicketRow, 'number' | 'card'> | null
}

/** What mail tells of a ticket. */
export type MailedTicket = Pick<
  CardView,
  'id' | 'number' | 'state' | 'holder' | 'customer' | 'channel' | 'question' | 'email' | 'card'
>

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
  /** What it read before, the oldest first, and until when. */
  readonly earlier: readonly { readonly document: Document; readonly until: Date }[]
  /** What it says in the language of whoever reads it, by its ISO 639-1 code, null where that was not told; null where they read it as it was written. */
  readonly translation: { readonly language: string | null; readonly document: Document } | null
  /** When its writer took it back; null where it stands. */
  readonly deletedAt: Date | null
  readonly files: readonly MessageFile[]
  /** How the delivery to the customer's chat stands: `held` while it can be taken back unsaid, `none` where there is none. */
  readonly delivery: 'held' | 'waiting' | 'delivered' | 'undelivered' | 'none'
  /** Until when it can be taken back unsaid; null unless it is held. */
  readonly heldUntil: Date | null
  /** Why it is undelivered; else null. */
  readonly reason: RefusalReason | null
}

/** Why a platform will never take what was said: a key under `refused.` in the locales. */
export type RefusalReason = (typeof refusalReasons)[number]

/** What was stored as the reason, or `unknown` where nobody has words for it. */
export const refusalReason = (stored: string): RefusalReason => knownKey(refusalReasons, stored, 'unknown')

export interface ChatView {
  /** Where it was said: none before the first contact, and several where somebody who is signed in on the web has taken other chats along. */
  readonly conversations: readonly string[]
  readonly locale: string | null
  readonly messages: readonly ChatMessage[]
}

export interface ChatMessage {
  readonly id: string
  /** Grows along the conversation: the `id` of a server-sent event. */
  readonly position: number
  /** The client's own id of the post that brought it; null for what the desk says, and on other channels. */
  readonly post: string | null
  readonly author: Author
  readonly document: Document
  readonly files: readonly MessageFile[]
  readonly buttons: readonly { readonly label: string; readonly press: string }[]
  readonly at: Date
}

/** A file that came with a message, as it may be shown and asked for. */
export interface MessageFile {
  readonly id: string
  /** What it is called, or its kind where nobody named it. */
  readonly name: string
  readonly kind: FileKind
  /** Null where the platform that it came from doesn't tell. */
  readonly bytes: number | null
}

export interface ArticleTitle {
  readonly id: string
  readonly title: string
}

export interface ArticleRow extends ArticleTitle {
  readonly answer: Document
  /** The answer as its writer typed it. */
  readonly markdown: string
}
