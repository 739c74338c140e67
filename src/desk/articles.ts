// The part of the port to read that lists articles and what came of them. `src/reading/` implements it.

import type { ManagerRef } from '../core/types.ts'
import type { ReviewedArticle } from './faq.ts'

export interface DeskArticles {
  /** Articles, each with its versions: those that fit the words best first, else by title. */
  articleList(sought: SoughtArticles, limit: number): Promise<ArticleList>
  /** An article and its versions that are in use, itself in any case; the original first. */
  articleVersions(id: string): Promise<readonly ArticleVersion[]>
  /** What came of one article; null where there is none. */
  articleFigures(id: string): Promise<ArticleFigures | null>
  /** Who may see to it that an article stays true, by name. */
  articleOwners(): Promise<readonly ManagerRef[]>
}

/** What is looked for; null and empty words: anything. */
export interface SoughtArticles {
  readonly words: string
  readonly tag: string | null
  readonly locale: string | null
  readonly archived: boolean
}

export interface ArticleList {
  readonly rows: readonly ArticleListRow[]
  /** How many there are in all. */
  readonly total: number
  /** All tags and languages of articles in use, for a choice. */
  readonly tags: readonly string[]
  readonly locales: readonly string[]
}

export interface ArticleVersion {
  readonly id: string
  readonly locale: string
  readonly title: string
}

/** Whether an article wants a look. */
export interface ArticleFigures extends ReviewedArticle {
  readonly weak: boolean
  readonly overdue: boolean
}

/** An article with its versions; figures are theirs together, and it is weak or overdue where one of them is. */
export interface ArticleListRow extends Omit<ArticleFigures, 'rateBefore'> {
  readonly tags: readonly string[]
  readonly versions: readonly ArticleVersion[]
}
