// Holds the matcher of the articles as they are now, and the open incidents; made anew, beside all else, whenever some process changes them.

import type { Database } from '../database/client.ts'
import { loadArticles } from './articles.ts'
import { createIncidents, type Incidents } from './incidents.ts'
import { type Base, baseOf, buildMatcher, createMatcher, fallbackMatcher, type Matcher } from './matcher.ts'
import type { Meaning } from './matching/meaning.ts'
import { inSlices } from './slices.ts'
import { buildTypeAhead } from './type-ahead.ts'
import type { Embedding } from './vectors/embedding.ts'
import { createMeasuring } from './vectors/measuring.ts'
import { createPreparing, type Preparing } from './vectors/preparing.ts'
import { VECTORS_CHANNEL } from './vectors/store.ts'

export interface Library extends Matcher, Omit<Incidents, 'reload'>, Pick<Preparing, 'prepare'> {
  /** What words alone find: beside it tells what the meaning is worth. */
  readonly byWords: Matcher['match']
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
  /** What makes vectors of texts; null where words alone tell. */
  readonly embedding?: Embedding | null
  /** Told where what it makes is of no use to these articles. */
  readonly onUnfit?: () => void
  /** How long after a reload that failed the next is tried: milliseconds. */
  readonly patience?: number
}

/** As long as a database may take to come back, for which nobody announces anything. */
const PATIENCE = 5_000

/** Up to here a start waits for the matcher; with more articles the desk answers by fuzzy search until it is made. */
const QUICKLY_MADE = 200

/** Opens the library; resolves once questions can be answered. Throws what the first reading throws. */
export const openLibrary = async (options: LibraryOptions): Promise<Library> => {
  const { db, listening, embedding = null } = options
  const holding = hold(options)
  const preparing = embedding === null ? null : preparingFor(embedding, holding)
  const incidents = createIncidents(db)
  const followed = [
    follow('articles', holding.reload, options),
    follow('incidents', oneAtATime(incidents.reload), options),
    ...(embedding === null ? [] : [follow(VECTORS_CHANNEL, holding.remeasure, options)]),
  ]
  const close = (): void => {
    for (const { end } of followed) end()
    preparing?.close()
  }
  try {
    // What is changed from here on is heard, so that no change falls between the two.
    await listening()
    await incidents.reload()
    const made = holding.reload()
    await Promise.race([made, holding.answering])
    followed[0]?.until(made)
  } catch (error) {
    close()
    throw error
  }
  const { matcher, meaning } = holding
  return {
    match: (question, asker) => matcher().match(question, asker, preparing?.meant(question, meaning())),
    byWords: (question, asker) => matcher().match(question, asker),
    nearest: (article, question, asker) => matcher().nearest(article, question, asker),
    titles: (words, asker) => matcher().titles(words, asker),
    search: (words, limit) => matcher().search(words, limit),
    article: (id) => matcher().article(id),
    version: (id, asker) => matcher().version(id, asker),
    incidentIn: incidents.incidentIn,
    openIncident: incidents.openIncident,
    prepare: preparing?.prepare ?? (async () => undefined),
    reload: holding.reload,
    close,
  }
}

interface Holding {
  readonly matcher: () => Matcher
  /** How near the matcher's matters come to a question; null where that can't be told. */
  readonly meaning: () => Meaning | null
  /** Reads the articles again, and makes the matcher anew. */
  readonly reload: () => Promise<void>
  /** Reads the vectors again. */
  readonly remeasure: () => Promise<void>
  /** Resolves once questions can be answered, if not yet well. */
  readonly answering: Promise<void>
}

const hold = ({ db, locale, embedding = null, onUnfit = () => undefined }: LibraryOptions): Holding => {
  const measure = embedding === null ? async () => null : createMeasuring({ db, model: embedding.name, onUnfit })
  let heard = 0
  // Vectors of which was heard while others were read are read too.
  const measuredNow = async (of: Base): Promise<Meaning | null> => {
    for (;;) {
      const before = heard
      const measured = await measure(of)
      if (before === heard) return measured
    }
  }
  let base: Base | null = null
  let matcher = createMatcher([], locale)
  let meaning: Meaning | null = null
  const { promise: answering, resolve: answers } = Promise.withResolvers<void>()
  const reload = oneAtATime(async () => {
    const articles = await loadArticles(db)
    const next = baseOf(articles, locale, await inSlices(buildTypeAhead(articles)))
    if (base === null && articles.length > QUICKLY_MADE) {
      matcher = fallbackMatcher(next)
      answers()
    }
    const made = await inSlices(buildMatcher(next))
    const measured = await measuredNow(next)
    base = next
    matcher = made
    meaning = measured
  })
  const measureAgain = oneAtATime(async () => {
    const known = base
    const measured = known === null ? null : await measuredNow(known)
    // Articles that were read anew meanwhile were measured with them.
    if (known === base) meaning = measured
  })
  const remeasure = (): Promise<void> => {
    heard += 1
    return measureAgain()
  }
  return { matcher: () => matcher, meaning: () => meaning, reload, remeasure, answering }
}

const preparingFor = (embedding: Embedding, { meaning }: Holding): Preparing =>
  createPreparing({ embedding, isUseful: () => meaning() !== null, now: () => performance.now() })

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
