// What happens to incidents, in the past tense.

import type { Document } from './document.ts'
import type { ManagerRef } from './manager.ts'

/** `incident` is a number. */
interface ByManager {
  readonly by: ManagerRef
  readonly incident: number
}

/** What a manager does to an incident that there is. */
export type IncidentStep =
  /** Customers who ask about it are no longer told of it, or are again. */
  | (ByManager & { readonly type: 'IncidentHushed' | 'IncidentTold' })
  /** It is over: all hear `answer`, or where that is null what the article with this id says. */
  | (ByManager & {
      readonly type: 'IncidentResolved'
      readonly answer: Document | null
      readonly article: string | null
    })
  | (ByManager & { readonly type: 'IncidentStopped' | 'IncidentContinued' })

export type IncidentEvent =
  /** `phrasings` are other ways in which people tell of it. */
  | {
      readonly type: 'IncidentOpened'
      readonly by: ManagerRef
      readonly title: string
      readonly phrasings: readonly string[]
    }
  | IncidentStep
  /** Nobody is left who has not heard of its end; by its id. */
  | { readonly type: 'IncidentEnded'; readonly incident: string }

/** The end of an incident has come to a linked ticket, or to a chat that asked to hear of it; all by their ids. */
export interface IncidentOver {
  readonly type: 'IncidentOver'
  readonly incident: string
  readonly of: { readonly ticket: string } | { readonly conversation: string }
}
