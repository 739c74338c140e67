// What is recorded of articles that were offered, and of what people made of them: for the figures, and to learn from.

import type { Match } from './types.ts'

/** What the customer made of a suggestion; `assumed` where they said nothing more after an answer shown in full. */
export type Verdict = 'solved' | 'not' | 'person' | 'assumed'

/** The customer said so, or a manager answered with the article. */
export type SignKind = 'solved' | 'not' | 'picked'

export type SuggestionChange =
  /** `question` is what was asked; null where nothing was. */
  | {
      readonly type: 'RecordSuggestion'
      readonly id: string
      readonly question: string | null
      readonly matches: readonly Match[]
      /** The assistant answered by these articles. */
      readonly isAssisted?: true
    }
  /** The assistant answered a question for which titles are offered; `matches` are articles that were not among them. */
  | { readonly type: 'AssistSuggestion'; readonly id: string; readonly matches: readonly Match[] }
  /** A question for which no article was offered. */
  | { readonly type: 'RecordUnanswered'; readonly id: string; readonly question: string }
  | {
      readonly type: 'SettleSuggestion'
      readonly id: string
      readonly verdict: Verdict
      readonly article: string | null
    }
  /** A question in words that may become a phrasing of an article: what this conversation tells for or against it; `by` is the manager who told it. */
  | {
      readonly type: 'RecordSign'
      readonly article: string
      readonly text: string
      readonly kind: SignKind
      readonly by: string | null
    }
