// The part of the port to read that shows managers what the assistant wrote for them, and what it was asked. `src/reading/` implements it.

import type { ArticleDraft } from '../core/article-draft.ts'
import type { Failure, Purpose } from '../core/consultations.ts'
import type { Priority } from '../core/types.ts'
import type { ArticleTitle, Person } from '../desk.ts'

export interface DeskAssistance {
  /** Whether this desk has an assistant. */
  readonly hasAssistant: boolean
  /** Whether it translates what is said about tickets. */
  readonly translates: boolean
  /** What a manager asked the assistant to write, once it is written or has failed, or as it stands when `signal` is aborted; null where they asked for no such thing. */
  whenWritten(who: Person, consultation: string, signal: AbortSignal): Promise<Written | null>
  /** The same as it stands now. */
  written(who: Person, consultation: string): Promise<Written | null>
  /** The draft that a manager asked for last at a ticket, until they put it away or answer, and for a day; null for none. */
  draftAt(who: Person, number: number): Promise<AskedDraft | null>
  /** What the latest summary of a ticket proposes and nobody has decided since. */
  proposals(number: number): Promise<Proposals>
  /** What the assistant was asked about a ticket, the oldest first. */
  consultations(number: number): Promise<readonly ConsultationRow[]>
  /** The same with what was sent and received. */
  consultationRecords(number: number): Promise<readonly ConsultationRecord[]>
}

export type Written =
  /** `until` is when nobody waits for it any more. */
  | { readonly state: 'writing'; readonly until: Date }
  | { readonly state: 'failed'; readonly why: Failure }
  /** It doesn't know what to write. */
  | { readonly state: 'unknown' }
  | WrittenDraft
  | { readonly state: 'article'; readonly draft: ArticleDraft }
  /** It stands in the ticket's thread. */
  | { readonly state: 'summary' }

export interface WrittenDraft {
  readonly state: 'draft'
  /** Markdown. */
  readonly text: string
  /** What it is taken from, neither where the ticket's own talk was enough. */
  readonly articles: readonly ArticleTitle[]
  readonly tickets: readonly number[]
  /** Whether the customer has written since it was asked for. */
  readonly isOvertaken: boolean
}

/** Why nothing was written, as a key under `assistant.why`: what was given up has other words than a summary that nothing is there for. */
export const whyNot = (why: Failure): Exclude<Failure, 'dropped'> | 'stopped' => (why === 'dropped' ? 'stopped' : why)

export interface Proposals {
  /** Beside those that it has. */
  readonly tags: readonly string[]
  /** Null where the one that it has fits. */
  readonly priority: Priority | null
}

export interface AskedDraft {
  readonly consultation: string
  readonly written: Written
}

export interface ConsultationRow {
  readonly purpose: Purpose
  readonly at: Date
  /** The manager who asked; null where nobody did. */
  readonly by: string | null
  readonly state: 'writing' | 'answered' | 'failed'
  /** Why it failed; null where it didn't. */
  readonly why: Failure | null
  readonly tokens: { readonly sent: number; readonly received: number }
}

export interface ConsultationRecord extends ConsultationRow {
  /** As it went over the line, but for other customers' tickets, of which there are the numbers; null where nothing did. */
  readonly sent: string | null
  readonly received: string | null
}
