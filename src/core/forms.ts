// What a conversation waits for, and the customer's words that it waits with.

import type { Document } from './document.ts'
import type { FileRef } from './files.ts'

export interface Question {
  readonly messages: readonly string[]
  readonly words: Document
  readonly text: string
  readonly files?: readonly FileRef[]
  /** The last album that it has a part of: others may follow at any time. */
  readonly album?: string | null
  /** Words for the FAQ that nobody asked: what is looked for next takes their place. `later`: after the article that is offered was shown, so they tell nothing about it. */
  readonly lookedFor?: 'first' | 'later' | undefined
  /** The id of the incident that its writer was told of. */
  readonly incident?: string | undefined
}

export type Form =
  | Interrupted
  /** First words come in: `until` is when the question is taken to be complete, `since` when its first words came. */
  | {
      readonly kind: 'gathering'
      /** With what was asked before, where these words go on with that. */
      readonly question: Question
      readonly before: Interrupted
      readonly since: Date
      readonly until: Date
    }
  /** Nothing was found, and the language model is asked what answers the question: a person is, where it doesn't tell in time. */
  | {
      readonly kind: 'consulting'
      readonly question: Question
      readonly consultation: string
      readonly round: number
    }
  | { readonly kind: 'registering'; readonly step: RegistrationStep; readonly purpose: Aim }
  | { readonly kind: 'commenting'; readonly ticket: string; readonly until: Date }

/** What may be waited for when first words come, and again where they ask nothing. */
export type Interrupted =
  | { readonly kind: 'idle'; readonly kept: Question | null }
  | { readonly kind: 'asking' }
  | Suggesting

export interface Suggesting {
  readonly kind: 'suggesting'
  /** Null where the customer looked an article up without asking. */
  readonly question: Question | null
  readonly suggestion: string
  readonly articles: readonly string[]
  readonly round: number
  /** The place of the article that was shown in full last; null where only titles were. */
  readonly shown: number | null
  /** So long nothing was said that it is taken to have helped: what is asked next is something else. */
  readonly assumed: boolean
  /** The consultation that may add an answer to titles, or that gave the one that is shown, by the articles that it cites; left out where none does. */
  readonly assistant?: { readonly asked: string } | { readonly cited: readonly string[] } | undefined
}

export type RegistrationStep = { readonly asks: 'name' } | { readonly asks: 'email'; readonly name: string }

/** What registration was for: a ticket for a question, an answer to one, nothing asked yet, or other facts than were given before. */
export type Aim =
  | { readonly aim: 'ticket' | 'answer'; readonly question: Question }
  | { readonly aim: 'welcome' }
  /** The question, where there is one, only waits. */
  | { readonly aim: 'change'; readonly question: Question | null }
