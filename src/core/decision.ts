// What the rules answer: changes to store, deliveries to make, timers to set, and what the presser sees at once.

import type { LinkChange } from './accounts.ts'
import type { ArrangementChange } from './arrangement-changes.ts'
import type { BanChange } from './ban-changes.ts'
import type { ClockChange } from './clock-changes.ts'
import type { Clock, Due } from './clocks.ts'
import type { ConsultChange, DropDraftChange } from './consultations.ts'
import type { CustomerChange } from './customer-changes.ts'
import type { DigestEntry } from './digest.ts'
import type { Document } from './document.ts'
import type { FileRef } from './files.ts'
import type { Flow } from './flow.ts'
import type { HoldingChange } from './holding-changes.ts'
import type { IncidentChange } from './incident-changes.ts'
import type { Outcome } from './outcome.ts'
import type { Pressing } from './pressing-words.ts'
import type { Contact } from './settings.ts'
import type { SuggestionChange } from './suggestions.ts'
import type { TimerSubject } from './timer-subject.ts'
import type { TranslationChange } from './translation.ts'
import type { Form, Question, Score } from './types.ts'

export type { HeldReply, Outcome } from './outcome.ts'

/** Words by their key in `src/locales/`; a ticket's number is known only once it is stored, so it may be given by the ticket's id. */
export interface Say {
  readonly say: string
  readonly params?: Readonly<Record<string, string | number | { readonly numberOf: string }>>
}

/** Words by key, a document, or words that lead to one: what people wrote stays as they wrote it. */
export type Body = Say | { readonly document: Document } | (Say & { readonly document: Document })

export interface ButtonDraft {
  /** Words by key, or a literal that holds a name or a title. */
  readonly label: Say | { readonly literal: string }
  /** What comes back when it is pressed; at most 64 bytes, Telegram's limit for callback data. */
  readonly press: string
}

/** Something that a customer can begin with, and the command that it stands for. */
export interface StepDraft {
  readonly label: Say
  readonly command: string
}

export type Author =
  | { readonly role: 'customer'; readonly name: string | null }
  | { readonly role: 'manager'; readonly id: string; readonly name: string }
  | { readonly role: 'bot' }

/** Where a message was written, so that the same words are known on each platform. */
export interface Origin {
  readonly channel: string
  readonly externalId: string
}

export type Change =
  | { readonly type: 'SetForm'; readonly form: Form }
  | { readonly type: 'SetFlow'; readonly flow: Flow }
  | {
      readonly type: 'AddMessage'
      readonly id: string
      readonly author: Author
      readonly audience: 'everyone' | 'staff'
      readonly body: Body
      readonly buttons?: readonly ButtonDraft[]
      readonly files?: readonly FileRef[]
      readonly ticket: string | null
      readonly origin: Origin | null
    }
  /** `held`: it has not been said yet, and is to be said so. `awaits`: a translation of it was asked for anew, and the one before is read until then. */
  | {
      readonly type: 'EditMessage'
      readonly message: string
      readonly words: Document
      readonly held: boolean
      readonly awaits?: true
    }
  /** `held`: it has not been said yet, and is not to be said. */
  | { readonly type: 'RemoveMessage'; readonly message: string; readonly held: boolean }
  /** What is held back in the customer's chat goes now. */
  | { readonly type: 'ReleaseHeld' }
  | CustomerChange
  | LinkChange
  /** All that is held of the customer is erased, in every chat of theirs, and the staff hears of it where a ticket was open. */
  | { readonly type: 'ForgetCustomer' }
  | BanChange
  | IncidentChange
  /** Said in another chat of the same person's. */
  | {
      readonly type: 'SayElsewhere'
      readonly id: string
      readonly conversation: string
      readonly body: Body
      readonly buttons: readonly ButtonDraft[]
    }
  | {
      readonly type: 'OpenTicket'
      readonly id: string
      readonly question: Question
      readonly locale: string
      readonly clock: Clock
      readonly due: Due
      readonly pressing: Pressing
      /** The ticket that it comes after, resolved too long ago to be reopened; null for none. */
      readonly after: string | null
    }
  /** Stored messages belong to it from now on. */
  | { readonly type: 'AddToTicket'; readonly ticket: string; readonly messages: readonly string[] }
  | HoldingChange
  /** `by` is a manager's id, null where the customer closed it; `holder` whose matter it was, where it was somebody's. */
  | {
      readonly type: 'ResolveTicket'
      readonly ticket: string
      readonly by: string | null
      readonly holder: string | null
    }
  /** It goes into another ticket for good, and so does all that went into it before. */
  | { readonly type: 'MergeTicket'; readonly ticket: string; readonly into: string; readonly by: string }
  /** It goes to `holder`; null where it is nobody's. `by` is the manager who did it, null for the customer. */
  | {
      readonly type: 'ReopenTicket'
      readonly ticket: string
      readonly holder: string | null
      readonly by: string | null
    }
  | { readonly type: 'AwaitCustomer'; readonly ticket: string; readonly by: string }
  | { readonly type: 'SnoozeTicket'; readonly ticket: string; readonly until: Date; readonly by: string }
  /** A ticket that waited or was put off is `holder`'s turn again; null where it is nobody's. `by` is the manager who did it, null for the customer and for time. */
  | {
      readonly type: 'ResumeTicket'
      readonly ticket: string
      readonly holder: string | null
      readonly by: string | null
    }
  | ArrangementChange
  | { readonly type: 'RecordAnswer'; readonly ticket: string; readonly by: string | null }
  /** A reply was taken back before it went: only those that are left can have answered. */
  | { readonly type: 'ReviewAnswer'; readonly ticket: string }
  | { readonly type: 'RateTicket'; readonly ticket: string; readonly score: Score; readonly ratedAt: Date }
  | { readonly type: 'CommentRating'; readonly ticket: string; readonly comment: string }
  | SuggestionChange
  | ConsultChange
  | DropDraftChange
  | TranslationChange
  | ClockChange
  | { readonly type: 'SetReachable'; readonly reachable: boolean }
  /** What was refused goes once more, after all that waits where it goes; what it confirms takes back the sign of the failure. */
  | { readonly type: 'RetryDelivery'; readonly delivery: string }

/** Deliveries to the staff's side name a ticket; those to a chat go to the conversation at hand. */
export type Destination =
  | { readonly kind: 'chat' }
  | { readonly kind: 'card'; readonly ticket: string }
  | { readonly kind: 'thread'; readonly ticket: string }
  | { readonly kind: 'marks'; readonly ticket: string }
  | { readonly kind: 'staff' }
  /** The one line in the staff's channel that lists what nobody has claimed. */
  | { readonly kind: 'reminder' }
  /** An incident's card, by the incident's id. */
  | { readonly kind: 'incident'; readonly incident: string }
  /** Somebody of the team by themselves, about a ticket. */
  | { readonly kind: 'person'; readonly account: Contact; readonly ticket: string }
  /** What a chat shows besides words: nothing said there waits for it. */
  | { readonly kind: 'presence' }
  | { readonly kind: 'mail'; readonly mailbox: string }

export type Mark = 'delivered' | 'note' | 'failed'

/** Who is called, so that their platform tells them: some managers by their ids and people by their accounts, or the staff, `present` or `all` of them. */
export type Calls =
  | { readonly staff: 'present' | 'all' }
  | { readonly managers: readonly string[]; readonly accounts?: readonly Contact[] }

export type Content =
  | {
      readonly kind: 'message'
      readonly author: Author
      readonly body: Body
      readonly buttons?: readonly ButtonDraft[]
      /** It comes in a thread that nobody looks at any more: shown where new tickets are, too. */
      readonly resurfaces?: true
      readonly calls?: Calls
      /** Later words were said before these: when these were written. */
      readonly writtenAt?: Date
      /** Offered beside the words, where the platform has a place for that. */
      readonly steps?: readonly StepDraft[]
    }
  /** Files of one `album` that wait untried together are sent together, however they came. */
  | {
      readonly kind: 'files'
      readonly author: Author
      readonly files: readonly FileRef[]
      readonly album: string | null
    }
  /** The message that this delivery names is to read so from now on, wherever it stands at this destination. */
  | { readonly kind: 'edit'; readonly author: Author; readonly body: Body }
  /** The message that this delivery names is to be gone from this destination; where it can't be, it is to read `instead`. */
  | { readonly kind: 'delete'; readonly instead: Say }
  /** A card is state, not a message: what it shows is read when it is sent, and one pending 'show' serves for all. */
  | { readonly kind: 'card'; readonly ticket: string }
  /** What nobody has claimed, read when it is sent, like a card; `again` where people should look at it anew. */
  | { readonly kind: 'reminder'; readonly again: boolean }
  /** How an incident stands, read when it is sent, like a card. */
  | { readonly kind: 'incident'; readonly incident: string }
  /** `replaces` is a mark that is taken off. */
  | { readonly kind: 'mark'; readonly target: string; readonly mark: Mark; readonly replaces?: Mark }
  /** The customer's last message bears a sign that somebody has it. A courtesy: where it can't be, nobody need know. */
  | { readonly kind: 'seen' }
  /** State like a card: what is told of these tickets is read when it is sent, and what waits untried for one mailbox is told in one mail. */
  | { readonly kind: 'digest'; readonly entries: readonly DigestEntry[] }

export interface DeliveryDraft {
  readonly to: Destination
  readonly content: Content
  /** The stored message that this delivery carries, where there is one. */
  readonly message?: string
  /** The ticket that words in a chat are about, where they are about one. */
  readonly ticket?: string
  /** Held back until then, and what follows it there too. */
  readonly notBefore?: Date
  /** What to mark on the sender's own message once this has arrived. */
  readonly confirms?: { readonly ticket: string; readonly target: string }
}

export interface Timer {
  readonly at: Date
  readonly subject: TimerSubject
}

export interface Decision {
  readonly changes: readonly Change[]
  readonly deliveries: readonly DeliveryDraft[]
  readonly timers: readonly Timer[]
  readonly outcome: Outcome
}
