// The part of the port to read that is for whoever keeps the FAQ. `src/reading/` implements it.

import type { ArticleDraft } from '../core/article-draft.ts'
import type { ArticleEvent, ArticleWords } from '../core/events.ts'
import type { DeskArticleFiles } from './article-files.ts'
import type { DeskArticles } from './articles.ts'
import type { TriedQuestion } from './tried-question.ts'

export type { ArticleDraft } from '../core/article-draft.ts'

export interface DeskFaq extends DeskArticles, DeskArticleFiles {
  /** All that managers keep of an article, archived or not; null where there is none. */
  articleSheet(id: string): Promise<ArticleSheet | null>
  /** What became of an article, the latest first; 30 at most. */
  articleHistory(id: string): Promise<readonly RevisionRow[]>
  /** What a change would do to the questions of the past: it is tried out, and nothing is stored. One at a time, in their order. */
  backTest(change: ArticleEvent): Promise<BackTestView>
  /** Whether one is being tried out: what is tried now comes after it. */
  isBackTesting(): boolean
  /** An article as it may be made of a ticket, without personal data; null where there is no such ticket. */
  articleDraft(number: number): Promise<ArticleDraft | null>
  /** What the FAQ would say to a question now, and why. */
  tryQuestion(question: string, locale: string): Promise<TriedQuestion>
  /** What wants a manager's eye. */
  faqReview(): Promise<FaqReview>
}

export interface ArticleSheet extends ArticleWords {
  readonly id: string
  readonly archived: boolean
  /** The number of its newest revision; 0 where it has none yet. */
  readonly newest: number
}

export interface RevisionRow {
  readonly number: number
  readonly at: Date
  /** Null where no manager did it. */
  readonly by: string | null
  readonly what: RevisionKind
  readonly title: string
  /** Markdown. */
  readonly answer: string
}

export type RevisionKind =
  /** It stood so before it was first changed here. */
  | 'found'
  | 'imported'
  | 'written'
  | 'edited'
  | 'archived'
  | 'restored'
  | 'phrasingAdded'
  | 'phrasingRemoved'
  /** The desk did it by itself: customers or managers had confirmed these words. */
  | 'phrasingLearned'

export interface BackTestView {
  /** How many questions were tried. */
  readonly asked: number
  readonly gained: ReplayedQuestions
  /** Those whose confirmed answer would no longer be found. */
  readonly lost: ReplayedQuestions
  readonly changed: ReplayedQuestions
}

export interface ReplayedQuestions {
  readonly count: number
  /** 3 at most, each with the title of what is found first; null where nothing is. */
  readonly examples: readonly {
    readonly question: string
    readonly before: string | null
    readonly after: string | null
  }[]
}

/** Verdicts, before a share of them means anything. */
export const LEAST_VERDICTS = 4

export interface FaqReview {
  /** Words in which customers asked for an article, and that are none of its phrasings yet; those with the most behind them first. */
  readonly candidates: ReviewList<CandidateRow>
  /** Whose day of review has come, the longest overdue first. */
  readonly overdue: ReviewList<ReviewedArticle>
  /** That seldom help, or less than they did; the least helpful first. */
  readonly weak: ReviewList<ReviewedArticle>
  /** That nobody was ever offered, the oldest first. */
  readonly unused: ReviewList<ReviewedArticle>
  /** What was asked lately and not answered by the FAQ, the most frequent first. */
  readonly unanswered: ReviewList<UnansweredRow>
  /** Phrasings that were customers' words, the latest first: each can be taken back. */
  readonly learned: ReviewList<LearnedRow>
}

export interface ReviewList<Row> {
  /** How many there are in all. */
  readonly count: number
  readonly rows: readonly Row[]
}

export interface CandidateRow {
  readonly article: string
  readonly title: string
  readonly phrasing: string
  /** How often the article solved it, was rejected, and was a manager's answer, for these words. */
  readonly solved: number
  readonly not: number
  readonly picked: number
  /** Why the desk did not learn them by itself: they belong to another article, would harm another, or it has learned enough; null while they wait. */
  readonly setAside: 'elsewhere' | 'harms' | 'enough' | null
}

export interface LearnedRow {
  readonly article: string
  readonly title: string
  readonly phrasing: string
}

export interface ReviewedArticle {
  readonly id: string
  readonly title: string
  readonly owner: string | null
  readonly reviewAfter: string | null
  /** How often customers got to see it. */
  readonly offered: number
  /** Verdicts of the last 30 days. */
  readonly solved: number
  readonly not: number
  /** How many tickets of that time managers answered otherwise after it had been shown. */
  readonly otherwise: number
  /** The share of those that it solved, from 0 to 1, and the same of the time before; null where there are too few. */
  readonly rate: number | null
  readonly rateBefore: number | null
}

export interface UnansweredRow {
  /** As it was asked last. */
  readonly question: string
  readonly count: number
  /** As it was asked otherwise; 3 at most. */
  readonly others: readonly string[]
}
