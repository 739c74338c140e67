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
  library: Pick<Library, 'match' | 'nearest'>,
  question: string,
  locale: string,
): Promise<TriedQuestion> => {
  const matches = library.match(question, locale)
  const shown = new Set(offeredOf(matches))
  const weighed = await weighWords(library, { question, locale }, () => setImmediate())
  return {
    shown: offerOf(matches).kind,
    found: matches.slice(0, MOST_TOLD).map(({ article, title, confidence }) => {
      const nearest = library.nearest(article, question, locale)
      const why = { nearest: nearest?.text ?? null, shared: nearest?.shared ?? [], words: weighed.get(article) ?? [] }
      return { ...{ article, title, confidence, isShown: shown.has(article) }, ...why }
    }),
  }
}
