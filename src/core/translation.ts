// What is stored of translations: of a ticket, its question and its messages.

import type { Document } from './document.ts'

/** What a stored message says. */
export interface TranslatedWords {
  readonly message: string
  readonly document: Document
}

/** That a ticket is translated, and from which language, by its ISO 639-1 code; null where that is to be seen yet. A manager may have ended it. */
export interface TicketTranslation {
  readonly from: string | null
}

export type TranslationChange =
  | { readonly type: 'SetTranslation'; readonly ticket: string; readonly translation: TicketTranslation | 'ended' }
  /** These messages, null for all that the ticket's customer has written and nobody has translated, are read as this consultation says, if no later one is asked for. */
  | {
      readonly type: 'AwaitTranslation'
      readonly consultation: string
      readonly ticket: string
      readonly messages: readonly string[] | null
    }
  | { readonly type: 'TranslateQuestion'; readonly ticket: string; readonly text: string }
  /** Null where there is no translation after all. */
  | {
      readonly type: 'TranslateMessage'
      readonly message: string
      readonly language: string
      readonly document: Document | null
    }
  /** A reply waits for its translation no longer, only for the rest of its `hold` in milliseconds; `words` are what the customer reads, null for those that were written. */
  | {
      readonly type: 'ReleaseReply'
      readonly message: string
      readonly language: string | null
      readonly words: Document | null
      readonly hold: number
    }
