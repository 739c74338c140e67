// Holds the matcher of the articles as they are now, and the open incidents; made anew, beside all else, whenever some process changes them.

import type { Database } from '../database/client.ts'
import { loadArticles } from './articles.ts'
import { createIncidents, type Incidents } from './incidents.ts'
import { baseOf, buildMatcher, createMatcher, fallbackMatcher, type Matcher } from './matcher.ts'
import { inSlices } from './slices.ts'
import { buildTypeAhead } from './type-ahead.ts'

export interface Library extends Matcher, Omit<Incidents, 'reload'> {
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
  /** Resolves once what was subscribed is heard. */
  readonly listening: () => Promise<void>
  /** Told of a reload that failed; the articles known before stay until one succeeds. */
  readonly onFailure: (error: unknown) => void
  /** How long after a reload that failed the next is tried: milliseconds. */
  readonly patience?: number
}

/** As long as a database may take to come back, for which nobody announces anything. */
const PATIENCE = 5_000

/** Up to here a start waits for the matcher; with more articles the desk answers by fuzzy search until it is made. */
const QUICKLY_MADE = 200

/** Opens the library; resolves once questions can be answered. Throws what the first reading throws. */
export const openLibrary = async (options: LibraryOptions): Promise<Library> => {
  const { db, locale, listening } = options
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
  const incidents = createIncidents(db)
  const reloadIncidents = oneAtATime(incidents.reload)
  const following = follow('articles', reload, options)
  const followingIncidents = follow('incidents', reloadIncidents, options)
  const close = (): void => {
    following.end()
    followingIncidents.end()
  }
  try {
    // What is changed from here on is heard, so that no change falls between the two.
    await listening()
    await reloadIncidents()
    const made = reload()
    await Promise.race([made, answering])
    following.until(made)
  } catch (error) {
    close()
    throw error
  }
  return {
    match: (question, asker) => matcher.match(question, asker),
    nearest: (article, question, asker) => matcher.nearest(article, question, asker),
    titles: (words, asker) => matcher.titles(words, asker),
    search: (words, limit) => matcher.search(words, limit),
    article: (id) => matcher.article(id),
    version: (id, asker) => matcher.version(id, asker),
    incidentIn: incidents.incidentIn,
    openIncident: incidents.openIncident,
    reload,
    close,
  }
}

// A change is announced once: where it could not be read it is tried again until it is.
const follow = (
  channel: string,
  reload: () => Promise<void>,
  { subscribe, onFailure, patience = PATIENCE }: LibraryOptions,
) => {
  let next: NodeJS.Timeout | undefined
  let ended = false
  const until = (reading: Promise<void>): void =>
    void reading.catch((error: unknown) => {
      if (ended) return
      onFailure(error)
      clearTimeout(next)
      next = setTimeout(() => until(reload()), patience).unref()
    })
  const unsubscribe = subscribe(channel, () => until(reload()))
  return {
    until,
    end: (): void => {
      ended = true
      unsubscribe()
      clearTimeout(next)
    },
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
