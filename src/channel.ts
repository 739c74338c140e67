// The port of every channel: events come in, deliveries go out. A new channel is one folder under `adapters/` that makes a `Channel`.

import type { Hono } from 'hono'
import type { Author, Mark, Outcome } from './core/decision.ts'
import type { DigestEntry } from './core/digest.ts'
import type { Document } from './core/document.ts'
import type { DomainEvent } from './core/events.ts'
import type { FileRef } from './core/files.ts'
import type { ChannelAilment } from './core/problems.ts'
import type { ReportOf } from './core/report-schedule.ts'
import type { ChannelName } from './core/types.ts'

export type { FileRef } from './core/files.ts'

export interface Channel {
  readonly name: ChannelName
  /** Webhook, HTTP mode, web pages: mounted by `src/http/`. */
  readonly routes?: Hono
  /** Paths whose multipart posts may be larger than 1 MB: the channel counts them itself, and never holds them in memory. */
  readonly uploads?: RegExp
  /** Resolves once the channel takes traffic. `receive` resolves after its transaction committed, and rejects where it could not. */
  start(receive: Receive): Promise<void>
  /** Says one thing; resolves with the platform's answer. Throws `ChannelError`. */
  send(delivery: Delivery): Promise<Receipt>
  /** Opens a file that came in on this channel, to be streamed to another one. Throws `ChannelError`. */
  open?(file: FileRef): Promise<OpenedFile>
  /** Null while it takes and says what it should; else why not. Asked once it has started. */
  health?(): ChannelFault | null
  /** No new input; what is under way finishes. */
  stop(): Promise<void>
}

/** What keeps a channel from working. */
export interface ChannelFault {
  readonly kind: ChannelAilment
  /** Why, in words for the operator, the channel's name first. */
  readonly words: string
}

/** A file on its way; whoever reads it reads it once, whoever doesn't cancels it. */
export interface OpenedFile {
  readonly stream: ReadableStream<Uint8Array>
  readonly name: string | null
  readonly mediaType: string | null
  /** Null where the platform does not tell before the end. */
  readonly bytes: number | null
}

/** A file that is to be sent. */
export interface SentFile extends FileRef {
  /** What a picture shows, for whoever doesn't see it; left out where nobody tells. */
  readonly alt?: string
  /** Opens it where it came in. Throws `ChannelError`. */
  open(): Promise<OpenedFile>
}

export type Receive = (inbound: Inbound) => Promise<Outcome>

/** What an adapter hands in. `key` names the event for ever (design rule 2): the same key twice is one event. */
export interface Inbound {
  readonly key: string
  /** When it happened, by the platform's clock where it tells. */
  readonly at: Date
  readonly event: DomainEvent
}

export interface Delivery {
  /** A UUID, the same on each attempt. */
  readonly id: string
  /** Where on the platform: a customer's chat, or the card that a thread hangs on; null where the channel itself knows (staff channel, marks). */
  readonly address: string | null
  readonly content: SentContent
  /** When the first attempt began whose end is not known; null where nothing can have been said yet. */
  readonly triedAt: Date | null
  /** Receipts of the parts that certainly arrived in earlier attempts, in order. */
  readonly sent: readonly string[]
}

export interface Button {
  readonly label: string
  readonly press: string
}

/** Something that a customer can begin with; its label may come back as words, and is the command then. */
export interface Step {
  readonly label: string
  readonly command: string
}

/** What deliveries hold, in words that are finished. */
export type FinishedContent = ChannelContent | MailContent

/** What channels say. */
export type ChannelContent =
  | {
      readonly kind: 'message'
      readonly author: Author
      readonly document: Document
      readonly buttons: readonly Button[]
      /** It comes in a thread that nobody looks at any more: shown where new tickets are, too. */
      readonly resurfaces?: true
      /** Who is called, so that the platform tells them: those of the staff's channel who are there, all of them, or people by their ids there. */
      readonly calls?: { readonly staff: 'present' | 'all' } | { readonly people: readonly string[] }
      /** Later words stand before these: when these were written (ISO 8601), behind the label that leads to it. */
      readonly written?: { readonly label: string; readonly at: string }
      /** Stored apart, since the words may change: the worker puts it before them, and before what they are edited into. */
      readonly opening?: Document
      /** Offered beside the words until the conversation goes on, where the platform has a place for that. */
      readonly steps?: readonly Step[]
    }
  | {
      readonly kind: 'files'
      readonly author: Author
      readonly files: readonly FileRef[]
      readonly album: string | null
    }
  /** `posted` are the parts of the message as it was said here, in order; never empty. */
  | { readonly kind: 'edit'; readonly author: Author; readonly document: Document; readonly posted: readonly string[] }
  /** `instead` is what it is to read where the platform deletes it no more. `erases`: nobody waits for it, and it may stand elsewhere than the delivery goes. */
  | {
      readonly kind: 'delete'
      readonly posted: readonly string[]
      readonly instead?: Document
      /** `place` is an address as deliveries have it, null where the delivery's own is meant; `files` go with their posts. `perhaps` was said, and is looked for where that can be. The receipt names what is gone. */
      readonly erases?: {
        readonly place: string | null
        readonly files: boolean
        readonly perhaps?: readonly Doubted[]
      }
    }
  /** `posted` is the receipt of this card's first delivery, null before it. */
  | { readonly kind: 'card'; readonly ticket: string; readonly posted: string | null }
  /** What nobody has claimed. `posted` is where that stands, null where it stands nowhere; `again` where it should be looked at anew. The receipt is where it stands from then on. */
  | { readonly kind: 'reminder'; readonly again: boolean; readonly posted: string | null }
  /** How many tickets wait for their cards, read when it is sent. `posted` is where that stands, null where it stands nowhere; the receipt is where it stands from then on. */
  | { readonly kind: 'backlog'; readonly posted: string | null }
  /** How an incident stands; `posted` is the receipt of its card's first delivery, null before it. */
  | { readonly kind: 'incident'; readonly incident: string; readonly posted: string | null }
  /** The figures of a report, and its picture, read when they are said. */
  | { readonly kind: 'figures' | 'picture'; readonly of: ReportOf }
  /** `replaces` is a mark that is taken off. */
  | { readonly kind: 'mark'; readonly target: string; readonly mark: Mark; readonly replaces?: Mark }
  /** `target` is the customer's last message there, null before it is sent and where there is none. Best effort: what the platform refuses is no fault. */
  | { readonly kind: 'seen'; readonly target: string | null }

/** A delivery that may have been said, while nobody knows where it stands. */
export interface Doubted {
  readonly delivery: string
  /** When the first attempt began, in ISO 8601. */
  readonly triedAt: string
  /** Whether it was files. */
  readonly files: boolean
}

/** What goes to mailboxes alone. */
export type MailContent =
  /** What it tells of these tickets is read when it is sent. */
  | { readonly kind: 'digest'; readonly entries: readonly DigestEntry[] }
  /** A report with its picture and tickets, read when it is sent. */
  | { readonly kind: 'report'; readonly of: ReportOf }
  | {
      readonly kind: 'letter'
      readonly subject: string
      readonly document: Document
      readonly attachments?: readonly Attachment[]
    }

export interface Attachment {
  readonly name: string
  readonly mediaType: string
  readonly base64: string
}

/** A mail on its way: `id` is a UUID, the same on each attempt. */
export interface Mail {
  readonly id: string
  readonly mailbox: string
  readonly content: MailContent
}

type Files = Extract<ChannelContent, { kind: 'files' }>

/** What is stored for a channel, with files that can be opened. */
export type SentContent =
  | Exclude<ChannelContent, Files>
  | (Omit<Files, 'files'> & { readonly files: readonly SentFile[] })

/** The platform's ids of what was said, in order; a long delivery has several. */
export interface Receipt {
  readonly ids: readonly string[]
}

/**
 * Puts words into a language: the key as `<file>.<key>` in `src/locales/<language>/`, the parameters by name. The answer is Markdown.
 * What only one channel says is in that folder's file of the channel's name, written by the channel's author.
 */
export type Words = (locale: string, key: string, params?: Readonly<Record<string, string | number>>) => string

export type ChannelErrorKind =
  /** Certainly not said; try again, not before `retryAfterSeconds` where given. */
  | 'retry'
  /** Perhaps said: the answer never came. */
  | 'ambiguous'
  /** Never to be said: `reason` (a key under `refused.` in the locales) is news for the other side. */
  | 'permanent'
  /** Can't be said until somebody mends the configuration; `message` tells the remedy. */
  | 'misconfigured'

/** Why a delivery failed, typed by what the worker can do about it. */
export class ChannelError extends Error {
  override readonly name = 'ChannelError'
  readonly kind: ChannelErrorKind
  readonly retryAfterSeconds: number | null
  readonly reason: string | null
  /** Receipts of the parts that had arrived before this failure. */
  readonly sent: readonly string[]

  constructor(
    kind: ChannelErrorKind,
    message: string,
    options: { cause?: unknown; retryAfterSeconds?: number; reason?: string; sent?: readonly string[] } = {},
  ) {
    super(message, { cause: options.cause })
    this.kind = kind
    this.retryAfterSeconds = options.retryAfterSeconds ?? null
    this.reason = options.reason ?? null
    this.sent = options.sent ?? []
  }
}

/** Thrown by `receive` where the database is away or overloaded: nothing was stored; bring the same event again. */
export class NotStored extends Error {
  override readonly name = 'NotStored'
}
