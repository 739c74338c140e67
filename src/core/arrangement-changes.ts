// What managers settle about a ticket beside answering it, as changes.

import type { KeptArticle } from './article-words.ts'
import type { Priority } from './types.ts'

export type ArrangementChange =
  | { readonly type: 'SetSubject'; readonly ticket: string; readonly subject: string | null; readonly by: string }
  | { readonly type: 'SetPriority'; readonly ticket: string; readonly priority: Priority; readonly by: string }
  /** The priority that all later requests of the ticket's customer begin with. */
  | { readonly type: 'SetTier'; readonly ticket: string; readonly tier: Priority; readonly by: string }
  | { readonly type: 'SetTags'; readonly ticket: string; readonly tags: readonly string[]; readonly by: string }
  /** A new article, out of a ticket; `answer` is Markdown. */
  | {
      readonly type: 'WriteArticle'
      readonly ticket: string
      readonly by: string
      readonly article: string
      readonly content: KeptArticle
    }
