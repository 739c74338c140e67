// What rules may look at beside what is stored.

import type { KnownIncident } from './incidents.ts'
import type { Settings } from './settings.ts'
import type { Match, Title } from './types.ts'

/** All that `decide` may know beside state and event: it reads no clock, source of chance or database itself. */
export interface Context {
  readonly now: Date
  /** When it happened, by the clock of the platform where it did. */
  readonly at: Date
  /** Fresh identifiers, used in order from the front. */
  readonly newId: () => string
  /** A fresh code that nobody can guess: eight capitals and digits, none of which looks like another. */
  readonly newCode: () => string
  /** The articles that fit these words, best first; pure, in process. */
  readonly match: (question: string) => readonly Match[]
  readonly article: (id: string) => Omit<Match, 'confidence'> | null
  /** The version of an article in the customer's language, else in the desk's, else whichever there is. */
  readonly version: (id: string) => Omit<Match, 'confidence'> | null
  /** The articles that fit some words, best first; for none all of them, in the order of their titles. */
  readonly titles: (words: string) => readonly Title[]
  /** The open incident that these words surely tell of and that customers are told of; null for none. */
  readonly incidentIn: (question: string) => KnownIncident | null
  /** An open incident by its id. */
  readonly openIncident: (id: string) => KnownIncident | null
  readonly settings: Settings
  /** The language of a text by its ISO 639-1 code; null where that isn't sure. */
  readonly languageOf: (text: string) => string | null
  /** Whether a language model may be asked just now. */
  readonly isModelReady: boolean
  /** How much business time first answers took lately, in milliseconds; null where too few are known. */
  readonly usualAnswer: number | null
}
