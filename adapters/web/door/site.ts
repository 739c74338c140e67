// What every route of the web channel works with.

import type { FileRef, OpenedFile, Receive, Words } from '../../../src/channel.ts'
import type { Desk, Person } from '../../../src/desk.ts'
import type { Passwords } from '../account/passwords.ts'
import type { createUploads } from '../files/room.ts'
import type { FileStore } from '../files/store.ts'

export interface WebLog {
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

export interface WebOptions {
  /** The address at which people reach the desk; posts from its origin are the desk's own. */
  readonly publicUrl: string
  /** The desk's reader, for visitors whose browser names none that the desk speaks. */
  readonly locale: string
  /** Whether managers come from Slack, too. */
  readonly hasSlack: boolean
  /** Whether cookies are for HTTPS alone. */
  readonly secureCookies: boolean
  /** The folder of files that come in here; no address leads to it. */
  readonly filesFolder: string
  /** The sites that may show the chat in a frame, by origin, and the key by which they identify their visitors; null for none. */
  readonly widget: { readonly origins: readonly string[]; readonly secret: string | null }
  /** Whether a proxy of the desk's own tells where requests come from. */
  readonly trustProxy: boolean
  /** Whether the desk sends mail. */
  readonly sendsMail: boolean
  /** The address that links lead to wherever they are handed out, with the port that was taken. */
  readonly linkBase: () => string
}

/** How the program itself stands. */
export interface Program {
  readonly version: string
  readonly startedAt: Date
  /** What was looked at, each with why it is not well, in words for the operator; null where it is. */
  readonly health: () => Promise<readonly { readonly name: string; readonly fault: string | null }[]>
  /** Bytes that are free where the desk keeps its data; null where that can't be told. */
  readonly freeBytes: () => Promise<number | null>
}

export interface Site {
  readonly desk: Desk
  readonly words: Words
  readonly log: WebLog
  readonly options: WebOptions
  /** The files that come in here. */
  readonly files: FileStore
  /** How much of them each address has sent lately. */
  readonly uploads: ReturnType<typeof createUploads>
  readonly passwords: Passwords
  /** Opens a file that came in on another channel. Throws `ChannelError`. */
  readonly openFile: (file: FileRef) => Promise<OpenedFile>
  /** Hands an event to the desk; rejects with `NotStored` also while the channel isn't started. */
  readonly receive: Receive
  readonly program: Program
  /** Whether a manager may still act here, where their platform decides that; rejects never. */
  readonly isStaff: (who: Person) => Promise<boolean>
  /** Fires when the channel stops: event streams end. */
  readonly closing: AbortSignal
}
