// Has the vectors of questions ready when they are matched, and never lets anybody wait long for them.

import { textsLookedAt } from '../matching/asking.ts'
import type { Meaning, Meant } from '../matching/meaning.ts'
import type { Embedding } from './embedding.ts'
import { keyOf } from './texts.ts'

/** In milliseconds: so much later an answer may come because of it. */
const DEADLINE = 300
/** After so many that came too late, one after the other, nobody waits any more, for so many milliseconds or until one comes in time. */
const MOST_LATE = 3
const REST = 60_000
/** In milliseconds: what takes longer comes after its question was answered. */
const LONGEST = 10_000
/** Of questions that nobody waits for: more at once would only make a slow model slower. */
const MOST_UNDER_WAY = 16
/** Texts whose vectors are kept: some megabytes. */
const KEPT = 500

export interface PreparingOptions {
  readonly embedding: Embedding
  /** Whether there is anything to compare a vector with. */
  readonly isUseful: () => boolean
  /** A clock: milliseconds. */
  readonly now: () => number
}

export interface Preparing {
  /** Resolves once the vectors of a question are there, or at the deadline at the latest; never rejects. `names` are what whoever asks is called. */
  prepare(question: string, names?: readonly string[]): Promise<void>
  /** How near all entries come to what each part of a question means, where it was prepared as a whole; else undefined. */
  meant(question: string, meaning: Meaning | null): Meant | undefined
  /** Gives up what is under way. */
  close(): void
}

/** Makes what prepares questions. */
export const createPreparing = ({ embedding, isUseful, now }: PreparingOptions): Preparing => {
  const vectors = createKept()
  const underWay = new Map<string, Promise<void>>()
  const closing = new AbortController()
  const patience = createPatience(now)
  const request = async (parts: readonly Part[]): Promise<void> => {
    const start = now()
    try {
      const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(LONGEST)])
      const made = await embedding.embed(
        parts.map(({ sent }) => sent),
        signal,
      )
      for (const [at, { text }] of parts.entries()) vectors.keep(text, made[at])
      if (now() - start <= DEADLINE) patience.restore()
    } catch {
      // The client tells of what failed, and the question is matched by its words.
    } finally {
      for (const { text } of parts) underWay.delete(text)
    }
  }
  const prepare = async (question: string, names: readonly string[] = []): Promise<void> => {
    if (!isUseful() || !embedding.isReady() || closing.signal.aborted) return
    const missing = partsOf(question, embedding.masked(question, names)).filter(({ text }) => !vectors.has(text))
    const fresh = missing.filter(({ text }) => !underWay.has(text))
    if (fresh.length > 0) {
      if (underWay.size >= MOST_UNDER_WAY) return
      const made = request(fresh)
      for (const { text } of fresh) underWay.set(text, made)
    }
    if (missing.length === 0 || patience.isOver()) return
    const all = Promise.all(missing.map(({ text }) => underWay.get(text)))
    if (!(await isInTime(all))) patience.lose()
  }
  const meant: Preparing['meant'] = (question, meaning) => {
    if (meaning === null) return undefined
    // Parts of which only some are known can't be compared with each other.
    const parts = new Map(textsLookedAt(question).map((text) => [text, vectors.take(text)]))
    const nearness: Meant = (text) => {
      const vector = parts.get(text) ?? null
      return vector === null ? null : meaning(vector)
    }
    return parts.values().some((vector) => vector === null) ? undefined : nearness
  }
  return { prepare, meant, close: () => closing.abort() }
}

interface Part {
  /** As it is looked at. */
  readonly text: string
  /** As the model gets it. */
  readonly sent: string
}

// Where a question has other parts once it is masked it goes without: hardly any has.
const partsOf = (question: string, masked: string): readonly Part[] => {
  const [texts, sent] = [textsLookedAt(question), textsLookedAt(masked)]
  if (texts.length !== sent.length) return []
  return texts.map((text, at) => ({ text, sent: sent[at] ?? '' }))
}

const isInTime = async (work: Promise<unknown>): Promise<boolean> => {
  const { promise: late, resolve } = Promise.withResolvers<false>()
  const timer = setTimeout(() => resolve(false), DEADLINE)
  try {
    return await Promise.race([work.then(() => true), late])
  } finally {
    clearTimeout(timer)
  }
}

// A model that is slow each time must not hold up each question.
const createPatience = (now: () => number) => {
  let [late, restsUntil] = [0, Number.NEGATIVE_INFINITY]
  return {
    isOver: (): boolean => now() < restsUntil,
    lose: (): void => {
      late += 1
      if (late >= MOST_LATE) restsUntil = now() + REST
    },
    restore: (): void => {
      late = 0
      restsUntil = Number.NEGATIVE_INFINITY
    },
  }
}

// The texts that were asked for last, the oldest first; by their hashes, so that no customer's words stay here.
const createKept = () => {
  const kept = new Map<string, Float32Array>()
  const keep = (text: string, vector: Float32Array | undefined): void => {
    if (vector === undefined) return
    kept.delete(keyOf(text))
    kept.set(keyOf(text), vector)
    for (const oldest of kept.keys()) {
      if (kept.size <= KEPT) break
      kept.delete(oldest)
    }
  }
  const take = (text: string): Float32Array | null => {
    const vector = kept.get(keyOf(text))
    keep(text, vector)
    return vector ?? null
  }
  return { keep, take, has: (text: string) => kept.has(keyOf(text)) }
}
