// Replays past questions against the articles before and after a change: what would be found from now on, what no longer, what otherwise. Pure.

import { offeredOf } from '../core/offering.ts'
import type { Match } from '../core/types.ts'

/** Something that was asked; `right` is the article that was confirmed to answer it, null where nobody said. */
export interface PastQuestion {
  readonly text: string
  readonly locale: string
  readonly right: string | null
}

/** A question with what is offered first before and after; null where nothing is. */
export interface Replayed {
  readonly question: string
  readonly before: string | null
  readonly after: string | null
}

export interface BackTest {
  /** How many questions were replayed. */
  readonly asked: number
  /** The confirmed article is offered only now; or something is, where nothing was. */
  readonly gained: readonly Replayed[]
  /** The confirmed article is offered no more. */
  readonly lost: readonly Replayed[]
  /** Another article comes first. */
  readonly changed: readonly Replayed[]
}

/** The part of a matcher that is tested. */
interface Finding {
  match(question: string, locale: string): readonly Match[]
}

export interface BackTesting {
  readonly before: Finding
  readonly after: Finding
  readonly questions: readonly PastQuestion[]
  /** The article that an article is a version of, or itself: in another language it answers the same. */
  readonly original: (article: string) => string
  /** Awaited after each question, so that others get their turn. */
  readonly pause: () => Promise<void>
}

/** Replays the questions, in their order. */
export const backTest = async ({ before, after, questions, original, pause }: BackTesting): Promise<BackTest> => {
  const sorted = { gained: [] as Replayed[], lost: [] as Replayed[], changed: [] as Replayed[] }
  for (const { text, locale, right } of questions) {
    const [was, is] = [offeredOf(before.match(text, locale)), offeredOf(after.match(text, locale))]
    const kind = difference(was.map(original), is.map(original), right === null ? null : original(right))
    if (kind !== null) sorted[kind].push({ question: text, before: was[0] ?? null, after: is[0] ?? null })
    await pause()
  }
  return { asked: questions.length, ...sorted }
}

type Kind = 'gained' | 'lost' | 'changed'

const difference = (was: readonly string[], is: readonly string[], right: string | null): Kind | null => {
  if (right === null) {
    if (was[0] === is[0]) return null
    return was.length === 0 ? 'gained' : 'changed'
  }
  const [had, has] = [was.includes(right), is.includes(right)]
  if (had !== has) return has ? 'gained' : 'lost'
  const [wasFirst, isFirst] = [was[0] === right, is[0] === right]
  return wasFirst === isFirst ? null : 'changed'
}
