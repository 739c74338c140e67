// What can happen, in the past tense: the only things that the engine receives.

import type { ArticleEvent, ArticlesImported } from './article-events.ts'
import type { ModelEvent, Purpose } from './consultations.ts'
import type { Document } from './document.ts'
import type { FileRef } from './files.ts'
import type { IncidentEvent, IncidentOver } from './incident-events.ts'
import type { ProblemKind, ProblemName } from './problems.ts'
import type { SignInEvent, TeamEvent } from './team-events.ts'
import type { TimerSubject } from './timer-subject.ts'
import type { ChannelName, ManagerRef, Priority, Sender, TicketRef } from './types.ts'
import type { VisitorIntroduced } from './visitor-introduced.ts'
import type { AccountEvent, WebCustomerEvent } from './web-account-events.ts'

export type { ArticleEvent, ArticlesImported, ArticleWords, BroughtArticle } from './article-events.ts'

export type CustomerEvent =
  | {
      readonly type: 'CustomerWrote'
      readonly from: Sender
      readonly messageId: string
      /** May be empty where there are files. */
      readonly words: Document
      readonly files?: readonly FileRef[]
      /** Names the album that a file is part of: its siblings come as messages of their own, at any time. */
      readonly album?: string
      /** The platform's id of the message that this one answers. */
      readonly quotes?: string
      /** Whose words they were first, where they were passed on; empty where the platform does not tell. */
      readonly forwardedFrom?: string
    }
  | { readonly type: 'CustomerDeleted'; readonly from: Sender; readonly messageId: string }
  | { readonly type: 'CustomerEdited'; readonly from: Sender; readonly messageId: string; readonly words: Document }
  /** A sign was put on the message `messageId`: an emoji, or a name for one between colons; null where only its own platform can show it. */
  | {
      readonly type: 'CustomerReacted'
      readonly from: Sender
      readonly messageId: string
      readonly reaction: string | null
    }
  | {
      readonly type: 'CustomerCommanded'
      readonly from: Sender
      readonly messageId: string
      /** Without its slash, in lower case. */
      readonly command: string
      readonly argument: string
    }
  | { readonly type: 'CustomerPressed'; readonly from: Sender; readonly press: string }
  /** A person sent something that can't be passed on yet; `what` is a key under `unsupported.` in the locales. */
  | {
      readonly type: 'CustomerSentUnsupported'
      readonly from: Sender
      readonly messageId: string
      readonly what: string
    }
  /** Somebody made a ticket of what a customer said elsewhere; `source` leads there, null where nothing does. */
  | {
      readonly type: 'MessageTaken'
      readonly from: Sender
      readonly messageId: string
      readonly words: Document
      readonly files?: readonly FileRef[]
      readonly takenBy: string
      readonly source: string | null
    }
  | VisitorIntroduced
  | { readonly type: 'CustomerLeft'; readonly from: Sender }
  | { readonly type: 'CustomerReturned'; readonly from: Sender }
  | WebCustomerEvent

/** For how long a ticket may be put off; mornings and Mondays are the desk's own. */
export const snoozeChoices = ['hour', 'fourHours', 'tomorrow', 'threeDays', 'monday'] as const
export type SnoozeChoice = (typeof snoozeChoices)[number]

interface ByManager {
  readonly by: ManagerRef
  readonly ticket: TicketRef
}

interface StoredAs {
  /** The id, a UUID of nobody else's, under which the words are stored where they have no message of their own; left out for a fresh one. */
  readonly storedAs?: string
}

interface AfterSeen {
  /** The id of the last message that its writer had seen; left out where nobody knows. */
  readonly seen?: string
}

/** What becomes of words that a manager wrote before. */
export type RewritingEvent =
  /** `audience` is who would read it now: a message that was made a note goes to nobody any more. */
  | (ByManager & {
      readonly type: 'ManagerEdited'
      readonly messageId: string
      readonly words: Document
      readonly audience: 'everyone' | 'staff'
    })
  | (ByManager & { readonly type: 'ManagerDeleted'; readonly messageId: string })
  /** The stored note `message`, kept since its ticket was resolved, is for the customer after all. */
  | (ByManager & { readonly type: 'ManagerSentNote'; readonly message: string })
  /** On the staff desk, where `message` is the stored one. */
  | (ByManager & { readonly type: 'ManagerTookBack'; readonly message: string })
  /** Only what is still held: what went is another matter. `into` is what the message is from then on. */
  | (ByManager & { readonly type: 'ManagerUndid'; readonly message: string; readonly into: 'nothing' | 'note' })

/** What managers settle about a ticket beside answering it. */
export type SettlingEvent =
  /** Empty words take the ticket's name away. */
  | (ByManager & { readonly type: 'ManagerTitled'; readonly subject: string })
  /** `tier` is what all later requests of the customer begin with; null leaves that as it is. */
  | (ByManager & { readonly type: 'ManagerPrioritized'; readonly priority: Priority; readonly tier: Priority | null })
  | (ByManager & { readonly type: 'ManagerTagged'; readonly tags: readonly string[] })
  /** From now on it is the customer's turn. */
  | (ByManager & { readonly type: 'ManagerAwaitedCustomer' })
  | (ByManager & { readonly type: 'ManagerSnoozed'; readonly choice: SnoozeChoice })
  | (ByManager & { readonly type: 'ManagerAssigned'; readonly to: ManagerRef })
  /** The ticket goes into the one with the number `into`; `links` lead to the threads of both, null where nothing does. */
  | (ByManager & {
      readonly type: 'ManagerMerged'
      readonly into: number
      readonly links: { readonly from: string | null; readonly into: string | null }
    })
  /** `answer` is Markdown; `question` is one way in which people ask for it, empty for none. */
  | (ByManager & {
      readonly type: 'ManagerWroteArticle'
      readonly title: string
      readonly question: string
      readonly answer: string
    })
  /** The ticket's customer is answered no more; `reason` is for the staff, empty for none. */
  | (ByManager & { readonly type: 'ManagerBanned'; readonly reason: string })
  | (ByManager & { readonly type: 'ManagerUnbanned' })
  /** The ticket is about the incident with this number. */
  | (ByManager & { readonly type: 'ManagerLinked'; readonly incident: number })
  | (ByManager & { readonly type: 'ManagerUnlinked' })
  /** Something that the language model may write is wanted about the ticket. */
  | (ByManager & { readonly type: 'ManagerConsulted'; readonly purpose: Exclude<Purpose, 'answer' | 'translation'> })
  /** A draft of theirs that they have no use for, written or not. */
  | (ByManager & { readonly type: 'ManagerDroppedDraft'; readonly consultation: string })
  /** What is said about the ticket is translated from now on, or no more. */
  | (ByManager & { readonly type: 'ManagerTranslated'; readonly on: boolean })

/** What managers do at a ticket, which they name. */
export type TicketEvent =
  | (ByManager & { readonly type: 'ManagerClaimed' })
  | (ByManager & { readonly type: 'ManagerReleased' })
  | (ByManager & { readonly type: 'ManagerResolved' })
  /** `messageId` is the platform's own id of the manager's message, where marks go; null where it has none. */
  | (ByManager &
      AfterSeen &
      StoredAs & {
        readonly type: 'ManagerReplied'
        readonly messageId: string | null
        readonly words: Document
        readonly files?: readonly FileRef[]
      })
  | RewritingEvent
  | (ByManager &
      StoredAs & { readonly type: 'ManagerNoted'; readonly messageId: string | null; readonly words: Document })
  /** `instead` is what the manager made of the article's answer; null where it goes as it stands. */
  | (ByManager &
      AfterSeen &
      StoredAs & {
        readonly type: 'ManagerAnswered'
        readonly article: string
        readonly instead: Document | null
      })
  | SettlingEvent
  | (ByManager & { readonly type: 'ManagerSentUnsupported'; readonly messageId: string | null })

export type ManagerEvent =
  | TicketEvent
  /** A delivery that its platform refused is to be tried once more. */
  | { readonly type: 'DeliveryRetried'; readonly by: ManagerRef; readonly delivery: string }

/** What the desk itself notices. */
export type InternalEvent =
  | { readonly type: 'DeliveryRefused'; readonly delivery: string; readonly reason: string }
  | { readonly type: 'TimerFired'; readonly timer: TimerSubject }
  | IncidentOver
  | ModelEvent

/** Events that concern one conversation. */
export type ConversationEvent = CustomerEvent | ManagerEvent | InternalEvent

/** What concerns the desk as a whole. */
export type HouseEvent =
  | {
      readonly type: 'UpdateParked'
      readonly channel: string
      readonly updateKey: string
      readonly payload: string
      readonly reason: string
    }
  /** All that a channel's own history has up to then was handed in. */
  | { readonly type: 'HistoryRead'; readonly channel: ChannelName; readonly until: Date }
  /** Something that the operator has to know of was seen at that moment; `reason` is in words for them. */
  | {
      readonly type: 'ProblemSeen'
      readonly problem: ProblemName
      readonly kind: ProblemKind
      readonly reason: string
      readonly at: Date
    }
  /** It was not seen any more at that moment, by whoever looked. */
  | { readonly type: 'ProblemGone'; readonly problem: ProblemName; readonly at: Date }
  /** What had happened while the desk was away has been handled: how many words of whom, and deliveries that had waited. */
  | {
      readonly type: 'CaughtUp'
      readonly customers: number
      readonly managers: number
      readonly said: number
      readonly waiting: number
      readonly parked: number
    }
  | SignInEvent

/** Reports that come by themselves. */
export type ReportEvent =
  /** An admin sets when they come, or asks; `text` is as they wrote it. */
  | { readonly type: 'ReportAsked'; readonly by: ManagerRef; readonly text: string }
  /** The one is due that was to come at this moment. */
  | { readonly type: 'ReportDue'; readonly at: Date }

/** `until` is as they wrote it; empty for until they say so. */
export type AwayEvent =
  | { readonly type: 'ManagerWentAway'; readonly by: ManagerRef; readonly until: string }
  | { readonly type: 'ManagerCameBack'; readonly by: ManagerRef }

/** What the desk made by itself of the words of customers; `candidate` is an id. */
export type LearningEvent =
  | { readonly type: 'CandidateLearned'; readonly candidate: string }
  /** They become no phrasing until a manager says so: see `SetAside` in src/knowledge/learning.ts. */
  | { readonly type: 'CandidateSetAside'; readonly candidate: string; readonly why: 'elsewhere' | 'harms' | 'enough' }

/** Events that belong to no conversation; each locks what it changes. */
export type DeskEvent =
  | HouseEvent
  | AccountEvent
  | ArticleEvent
  | ArticlesImported
  | AwayEvent
  | IncidentEvent
  | LearningEvent
  | ReportEvent
  | TeamEvent

export type DomainEvent = ConversationEvent | DeskEvent
