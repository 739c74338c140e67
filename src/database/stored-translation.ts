// How a ticket's translation is stored: the language's code; nothing where nobody tells it yet, and a dash where it was ended.

import type { Ticket } from '../core/types.ts'

type Translation = Ticket['translation']

const UNKNOWN = ''
const ENDED = '-'

/** As it stands in `tickets.translated_from`. */
export const storedTranslation = (translation: NonNullable<Translation>): string =>
  translation === 'ended' ? ENDED : (translation.from ?? UNKNOWN)

/** As the rules know it. */
export const translationOf = (stored: string | null): Translation => {
  if (stored === null) return null
  return stored === ENDED ? 'ended' : { from: stored === UNKNOWN ? null : stored }
}
