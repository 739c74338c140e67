// Holds the matcher of the articles as they are now; made anew, beside all else, whenever some process changes them.

import type { Database } from '../database/client.ts'
import { loadArticles } from './articles.ts'
import { baseOf, buildMatcher, createMatcher, fallbackMatcher, type Matcher } from './matcher.ts'
import { inSlices } from './slices.ts'
import { buildTypeAhead } from './type-ahead.ts'

export interface Library extends Matcher {
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

/** Up to here a start waits for the matcher; with more articles the desk answers by fuzzy search until it is made. */
const QUICKLY_MADE = 200

/** Opens the library; resolves once questions can be answered. */
export const openLibrary = async ({ db, locale, subscribe, onFailure }: LibraryOptions): Promise<Library> => {
  let matcher = createMatcher([], locale)
  let [asked, shown] = [0, 0]
  let isFirst = true
  /** Reads and makes; `made` is the true matcher, where it takes longer. */
  const read = async (): Promise<{ readonly made: Promise<void> }> => {
    asked += 1
    const mine = asked
    const articles = await loadArticles(db)
    const base = baseOf(articles, locale, await inSlices(buildTypeAhead(articles)))
    if (isFirst) matcher = fallbackMatcher(base)
    isFirst = false
    const make = async (): Promise<void> => {
      const made = await inSlices(buildMatcher(base))
      // A later reading may have ended first, and knows more.
      if (mine < shown) return
      shown = mine
      matcher = made
    }
    const made = make()
    if (articles.length <= QUICKLY_MADE) await made
    return { made }
  }
  const first = await read()
  first.made.catch(onFailure)
  const reload = async (): Promise<void> => (await read()).made
  const close = subscribe('articles', () => void reload().catch(onFailure))
  return {
    match: (question, asker) => matcher.match(question, asker),
    titles: (words, asker) => matcher.titles(words, asker),
    search: (words, limit) => matcher.search(words, limit),
    article: (id) => matcher.article(id),
    version: (id, asker) => matcher.version(id, asker),
    reload,
    close,
  }
}
