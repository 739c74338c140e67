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

/** Opens the library; resolves once questions can be answered. Throws what the first reading throws. */
export const openLibrary = async ({ db, locale, subscribe, onFailure }: LibraryOptions): Promise<Library> => {
  let matcher = createMatcher([], locale)
  let isMade = false
  const { promise: answering, resolve: answers } = Promise.withResolvers<void>()
  const reload = oneAtATime(async () => {
    const articles = await loadArticles(db)
    const base = baseOf(articles, locale, await inSlices(buildTypeAhead(articles)))
    if (!isMade && articles.length > QUICKLY_MADE) {
      matcher = fallbackMatcher(base)
      answers()
    }
    matcher = await inSlices(buildMatcher(base))
    isMade = true
  })
  // Before the first reading, so that no change falls between the two.
  const close = subscribe('articles', () => void reload().catch(onFailure))
  const made = reload()
  await Promise.race([made, answering])
  made.catch(onFailure)
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

// Whoever asks while work is under way gets the next round, which serves all who asked: a matcher takes time and memory to make.
const oneAtATime = (work: () => Promise<void>): (() => Promise<void>) => {
  let last: Promise<void> = Promise.resolve()
  let next: Promise<void> | null = null
  const round = async (before: Promise<void>): Promise<void> => {
    await Promise.allSettled([before])
    next = null
    await work()
  }
  return () => {
    if (next !== null) return next
    next = round(last)
    last = next
    return last
  }
}
