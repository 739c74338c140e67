// What the FAQ would say to a question, and why.

import { setImmediate } from 'node:timers/promises'
import { offeredOf, offerOf } from '../core/offering.ts'
import type { TriedQuestion } from '../desk/tried-question.ts'
import type { Library } from '../knowledge/library.ts'
import { weighWords } from '../knowledge/trying.ts'

/** What comes later is hardly ever right. */
const MOST_TOLD = 5

/** Tries a question; nobody is told, and nothing is stored. */
export const tryQuestion = async (
  library: Pick<Library, 'match' | 'byWords' | 'nearest' | 'prepare'>,
  question: string,
  locale: string,
): Promise<TriedQuestion> => {
  await library.prepare(question)
  const matches = library.match(question, locale)
  const shown = new Set(offeredOf(matches))
  // What is left of a question means something else: what its words are worth is told by words alone.
  const weighed = await weighWords({ match: library.byWords }, { question, locale }, () => setImmediate())
  return {
    shown: offerOf(matches).kind,
    found: matches.slice(0, MOST_TOLD).map(({ article, title, confidence }) => {
      const nearest = library.nearest(article, question, locale)
      const why = { nearest: nearest?.text ?? null, shared: nearest?.shared ?? [], words: weighed.get(article) ?? [] }
      return { ...{ article, title, confidence, isShown: shown.has(article) }, ...why }
    }),
  }
}
