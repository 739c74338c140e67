// Holds the matcher of the articles as they are now; made anew whenever some process changes them.

import type { Match, Title } from '../core/types.ts'
import type { Database } from '../database/client.ts'
import { type Article, loadArticles } from './articles.ts'
import { createMatcher } from './matcher.ts'

export interface Library {
  /** The articles that may answer a question, best first. */
  match(question: string, locale: string): readonly Match[]
  /** What a customer may look through: the articles that fit some words, best first, or all of them; those in their language first. */
  titles(words: string, locale: string): readonly Title[]
  /** Articles as a person types, best first; all of them for empty words. */
  search(words: string, limit: number): readonly Article[]
  article(id: string): Omit<Match, 'confidence'> | null
  /** Reads the articles again; resolves once what is asked next sees them. */
  reload(): Promise<void>
  /** No longer follows changes. */
  close(): void
}

export interface LibraryOptions {
  readonly db: Database
  /** The desk's own language. */
  readonly locale: string
  /** Calls back on each NOTIFY of a channel; returns what ends it. */
  readonly subscribe: (channel: string, callback: (payload: string) => void) => () => void
  /** Told of a reload that failed; the articles known before stay. */
  readonly onFailure: (error: unknown) => void
}

/** Opens the library; resolves once the articles are read. */
export const openLibrary = async ({ db, locale, subscribe, onFailure }: LibraryOptions): Promise<Library> => {
  let matcher = createMatcher([], locale)
  let asked = 0
  let shown = 0
  const reload = async (): Promise<void> => {
    asked += 1
    const mine = asked
    const articles = await loadArticles(db)
    // A later reading may have ended first, and knows more.
    if (mine < shown) return
    shown = mine
    matcher = createMatcher(articles, locale)
  }
  await reload()
  const close = subscribe('articles', () => void reload().catch(onFailure))
  return {
    match: (question, asker) => matcher.match(question, asker),
    titles: (words, asker) => matcher.titles(words, asker),
    search: (words, limit) => matcher.search(words, limit),
    article: (id) => matcher.article(id),
    reload,
    close,
  }
}
