// The words of the desk, as types. Everything else speaks in these.
//
// Customer      a person who asks.
// Identity      that person on one channel: a Telegram account, a Slack user, a web session.
// Linked        identities that are one customer's, by their own word on both channels.
// Conversation  one identity's chat with the desk; it never ends.
// Form          what the conversation waits for: nothing, more words, a suggestion's verdict, a registration answer, a comment.
// Question      the customer's own words, before they are a ticket: one or more messages.
// Ticket        one matter. Plain words go to the conversation's active one.
// Manager       answers tickets. An admin is a manager who also sees figures and changes settings.
// Article       an FAQ entry with phrasings; a candidate is a customer's words that may become one.
// Revision      what an article read from one change to the next.
// Suggestion    articles offered to a customer for a question, and what the customer made of them.
// Consultation  something that the language model is asked for, with what was sent to it and what it answered.
// Incident      one fault that many customers meet: tickets are linked to it, and its end is one answer to all of them.
// Follower      a customer who wants to hear when an incident is over.
// Destination   a place where things are said in order: a customer's chat, a ticket's card, its thread, a mailbox.
// Digest        what one mail tells of tickets: of one, or of all that came up while it waited.
// Letter        a mail that is stored as it is to be read.
// Outlet        what deliveries leave by: a channel, or e-mail.
// Delivery      one thing to say at a destination.
// Receipt       what the platform answered.

import type { Linking, TicketElsewhere } from './accounts.ts'
import type { Candidate } from './assigning.ts'
import type { Clock } from './clocks.ts'
import type { Document } from './document.ts'
import type { Flow } from './flow.ts'
import type { Form } from './forms.ts'
import type { IncidentSeen } from './incidents.ts'
import type { Manager } from './manager.ts'
import type { RefusedDelivery } from './refused-delivery.ts'
import type { StoredMessage } from './stored-message.ts'
import type { TicketTranslation } from './translation.ts'

export type { Context } from './context.ts'
export type { Aim, Form, Interrupted, Question, Suggesting } from './forms.ts'
export type { KnownIncident } from './incidents.ts'
export type { Manager, ManagerRef } from './manager.ts'
export type { Settings } from './settings.ts'

export type ChannelName = 'telegram' | 'slack' | 'web'

/** What deliveries leave by. Mail goes out alone: nothing comes in by it. */
export type Outlet = ChannelName | 'mail'

/** Who wrote, as the platform tells it. `address` is where answers go; `name` and `locale` are what the platform knows. */
export interface Sender {
  readonly channel: ChannelName
  readonly externalId: string
  readonly address: string
  readonly name: string | null
  readonly locale: string | null
  /** By its IANA name; left out where the platform doesn't tell. */
  readonly timeZone?: string
  /** The account whose customer this is, where the chat is only one of their threads. */
  readonly account?: Pick<Sender, 'externalId' | 'address'>
}

/** A ticket as an adapter knows it: by its number, or by the address of its thread on the staff's platform. */
export type TicketRef = { readonly number: number } | { readonly thread: string }

export interface Conversation {
  readonly id: string
  readonly channel: ChannelName
  readonly locale: string
  readonly knownName: string | null
  /** Theirs, by its IANA name, where their platform tells it. */
  readonly timeZone: string | null
  readonly reachable: boolean
  readonly form: Form
  /** Null where nothing was counted yet. */
  readonly flow: Flow | null
}

export interface Customer {
  readonly id: string
  readonly name: string | null
  readonly email: string | null
  readonly registered: boolean
  /** The priority that their requests begin with. */
  readonly tier: Priority
  /** Whether they want only people: nothing of theirs goes to a language model. */
  readonly refusesModel: boolean
  /** Null for everyone but those whom the team answers no more: the conversations in which they were told so. */
  readonly ban: { readonly toldIn: readonly string[] } | null
}

interface TicketFacts {
  readonly id: string
  readonly number: number
  readonly openedAt: Date
  readonly answeredAt: Date | null
  readonly priority: Priority
  readonly clock: Clock
  /** From when its holder's lease counts, where it has one; null while the customer doesn't wait for a word. */
  readonly leaseFrom: Date | null
  /** Whether it was resolved before, and asked about then. */
  readonly wasResolved: boolean
  /** When its holder claimed it, by the clock of the platform where they did; null where they came to it otherwise. */
  readonly claimedAt: Date | null
  /** Whether what is said about it is translated; null where nobody has decided that. */
  readonly translation: TicketTranslation | 'ended' | null
  /** When something was last written about it. */
  readonly quietSince: Date
  /** When the newest of people's words about it that everybody reads were written; null where there are none, or the event came in time and is newer than all. */
  readonly writtenUntil: Date | null
}

type Awake =
  /** Nobody's; `since` is when it became so: opened, released, reopened, or back from a pause. */
  { readonly status: 'new'; readonly since: Date } | { readonly status: 'claimed'; readonly holder: Manager }

export type Ticket = TicketFacts &
  (
    | Awake
    /** It is the customer's turn: since when, and when they were reminded of it. */
    | { readonly status: 'waiting'; readonly holder: Manager; readonly since: Date; readonly remindedAt: Date | null }
    /** Nobody's turn until then, or the customer's next word; then it is as `comesBack` says. */
    | { readonly status: 'snoozed'; readonly until: Date; readonly comesBack: Awake }
    | {
        readonly status: 'resolved'
        readonly resolvedAt: Date
        readonly holder: Manager | null
        readonly rating: Rating | null
        /** When it was rated first; null where it never was. */
        readonly ratedAt: Date | null
      }
    /** It goes on as another ticket of its conversation, which is never merged itself. */
    | { readonly status: 'merged'; readonly into: { readonly id: string; readonly number: number } }
  )

export const priorities = ['low', 'normal', 'high', 'urgent'] as const
export type Priority = (typeof priorities)[number]

export type OpenTicket = Exclude<Ticket, { status: 'resolved' | 'merged' }>
export type SnoozedTicket = Extract<Ticket, { status: 'snoozed' }>
export type ResolvedTicket = Extract<Ticket, { status: 'resolved' }>
export type MergedTicket = Extract<Ticket, { status: 'merged' }>

export type Score = 1 | 2 | 3 | 4 | 5
export interface Rating {
  readonly score: Score
  readonly comment: string | null
}

/** An article that fits a question, with the calibrated probability (0 to 1) that it is the right one. */
export interface Match {
  readonly article: string
  readonly title: string
  readonly answer: Document
  readonly confidence: number
}

/** An article by its title alone, with its tags where somebody looks through them. */
export type Title = Pick<Match, 'article' | 'title'> & { readonly tags?: readonly string[] }

/** What `load` found for an event: the conversation it concerns, its customer, its tickets (oldest first) and who acts. */
export interface State {
  readonly conversation: Conversation
  readonly customer: Customer
  readonly tickets: readonly Ticket[]
  /** When the oldest tickets that nobody has were opened, one more than are counted; null for events that tell no place. */
  readonly queue: readonly Date[] | null
  /** How many tickets the customer ever had; null for events that don't ask. */
  readonly requests: number | null
  /** Open tickets in other chats of the customer's; empty for events that don't ask. */
  readonly elsewhere: readonly TicketElsewhere[]
  /** Null for events that have nothing to do with linking. */
  readonly linking: Linking | null
  /** Whether the login that the event names is somebody's already; false for other events. */
  readonly loginTaken: boolean
  readonly actor: Manager | null
  /** The manager whom the event gives a ticket to; null for other events. */
  readonly assignee: Manager | null
  /** Who may be given the ticket; empty for events that give none by a rule. */
  readonly candidates: readonly Candidate[]
  /** The ticket that the event names, by number or thread. */
  readonly subject: Ticket | null
  /** What that ticket asks, in plain words; null for events that neither tell it to anybody nor answer it. */
  readonly question: string | null
  /** The stored message that the event names: edited, deleted, taken back, answered or marked with a sign; null where there is none, or it was never seen. */
  readonly named: StoredMessage | null
  /** The messages that wait for what the event's consultation says; none for other events. */
  readonly awaiting: readonly StoredMessage[]
  /** Who has answered the ticket since the message that the event's writer saw last; empty for events that tell of none. */
  readonly answeredSince: readonly Pick<Manager, 'id' | 'name'>[]
  /** The delivery that a refusal, or another try after one, is about; null for other events. */
  readonly refused: RefusedDelivery | null
  /** The incident that the event is about; null for other events, and where there is none. */
  readonly incident: IncidentSeen | null
}
