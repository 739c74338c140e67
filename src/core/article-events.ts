// What managers do to the FAQ, in the past tense.

import type { ManagerRef } from './types.ts'

/** What a manager writes of an article; `answer` is Markdown, `reviewAfter` a day such as `2026-03-31`. */
export interface ArticleWords {
  readonly title: string
  readonly answer: string
  readonly phrasings: readonly string[]
  readonly tags: readonly string[]
  readonly locale: string
  readonly versionOf: string | null
  readonly owner: ManagerRef | null
  readonly reviewAfter: string | null
}

/** What managers do to the FAQ. `seen` is the number of the newest revision that they had before their eyes; 0 for none. */
export type ArticleEvent =
  /** A new article where `article` is null. */
  | {
      readonly type: 'ArticleWritten'
      readonly by: ManagerRef
      readonly article: string | null
      readonly seen: number
      readonly content: ArticleWords
    }
  | { readonly type: 'ArticleArchived'; readonly by: ManagerRef; readonly article: string; readonly seen: number }
  /** It reads as in an earlier revision again. */
  | {
      readonly type: 'ArticleRestored'
      readonly by: ManagerRef
      readonly article: string
      readonly seen: number
      readonly revision: number
    }
  | {
      readonly type: 'PhrasingRemoved'
      readonly by: ManagerRef
      readonly article: string
      readonly phrasing: string
    }
  /** The words of a customer become a phrasing, or never do. */
  | {
      readonly type: 'CandidateAccepted' | 'CandidateRefused'
      readonly by: ManagerRef
      readonly article: string
      readonly phrasing: string
    }

/** An article as a file brings it. */
export interface BroughtArticle
  extends Pick<ArticleWords, 'title' | 'answer' | 'locale' | 'tags' | 'phrasings' | 'versionOf'> {
  /** Null for one that is known by its title and language. */
  readonly id: string | null
  /** Where it stands in its file, for faults: 'Row 2 (line 7)'. */
  readonly place: string
}

/** A manager imported a file of articles; all are stored, or none. */
export interface ArticlesImported {
  readonly type: 'ArticlesImported'
  readonly by: ManagerRef
  readonly articles: readonly BroughtArticle[]
}
