// What the language model is asked for, and what it answers: a consultation. It is stored in the transaction that wants it and asked outside of all.

import type { ArticleDraft } from './article-draft.ts'
import type { Document } from './document.ts'
import type { TranslatedWords } from './translation.ts'
import type { Priority } from './types.ts'

/** What is wanted, by ids and the customer's own question. */
export type Wanted =
  /** An answer to a question, by these articles alone, the likeliest first. */
  | { readonly purpose: 'answer'; readonly question: string; readonly articles: readonly string[] }
  /** A reply that a manager may send, from articles and earlier tickets; or an article made of what a ticket tells. */
  | { readonly purpose: 'draft' | 'article' }
  /** What a ticket is about so far; only where it has at least so many messages. */
  | { readonly purpose: 'summary'; readonly least: number }
  /** These words in the language `to`, by its ISO 639-1 code; null for all that a ticket's customer has written so far, and their question. */
  | { readonly purpose: 'translation'; readonly to: string; readonly words: readonly TranslatedWords[] | null }

export type Purpose = Wanted['purpose']

// All of them, by the compiler: one that is missing here could not be read back.
const purposes: Readonly<Record<Purpose, true>> = {
  answer: true,
  draft: true,
  article: true,
  summary: true,
  translation: true,
}

/** Whether something stored is a purpose. */
export const isPurpose = (stored: unknown): stored is Purpose => typeof stored === 'string' && stored in purposes

export interface ConsultChange {
  readonly type: 'Consult'
  readonly id: string
  readonly wanted: Wanted
  readonly ticket: string | null
  /** The manager who asked; null where nobody did. */
  readonly by: string | null
  /** What comes later is of no use. */
  readonly until: Date
}

/** A draft that a manager has no use for any more. */
export interface DropDraftChange {
  readonly type: 'DropDraft'
  readonly consultation: string
  readonly by: string
}

/** What came of it. What is written for a manager has no effect in the conversation: they alone see it. */
export type ModelAnswer =
  /** The articles don't tell. */
  | { readonly purpose: 'answer'; readonly isKnown: false }
  /** `articles` are those that it cites, at least one and all of those that were given. */
  | {
      readonly purpose: 'answer'
      readonly isKnown: true
      readonly document: Document
      readonly articles: readonly string[]
    }
  /** `tags` and `priority` are proposed: nothing sets them but a manager; null where the one it has fits. */
  | {
      readonly purpose: 'summary'
      readonly document: Document
      readonly tags: readonly string[]
      readonly priority: Priority | null
    }
  /** Neither the articles nor earlier tickets tell. */
  | { readonly purpose: 'draft'; readonly isKnown: false }
  /** `text` is Markdown; `articles`, by ids, and `tickets`, by numbers, are what it is taken from: neither where the ticket's own talk was enough. `read` is the last message that it knows, by its id. */
  | {
      readonly purpose: 'draft'
      readonly isKnown: true
      readonly text: string
      readonly articles: readonly string[]
      readonly tickets: readonly number[]
      readonly read: string | null
    }
  | { readonly purpose: 'article'; readonly draft: ArticleDraft }
  /** `from` is the language that was translated from, where that was told. */
  | {
      readonly purpose: 'translation'
      readonly texts: readonly TranslatedWords[]
      /** The ticket's question, where it was asked for. */
      readonly question: string | null
      readonly from: string | null
    }

/**
 * Why there is no answer. `away`: the model couldn't be reached, or not in time; `spent`: the day's tokens are used up; `garbled`: what came can't be read;
 * `ungrounded`: it is not what the articles say; `refused`: it won't be answered; `dropped`: nobody waits for it any more.
 */
export const failures = ['away', 'spent', 'garbled', 'ungrounded', 'refused', 'dropped'] as const
export type Failure = (typeof failures)[number]

export type ModelEvent =
  | { readonly type: 'ModelAnswered'; readonly consultation: string; readonly answer: ModelAnswer }
  | {
      readonly type: 'ModelFailed'
      readonly consultation: string
      readonly purpose: Purpose
      /** The manager who asked; null where nobody did. */
      readonly asker: string | null
      readonly why: Failure
    }
