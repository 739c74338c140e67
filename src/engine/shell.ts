// What the engine needs from outside: the only way in which the world reaches it.

import type { Logger } from 'pino'
import type { Words } from '../channel.ts'
import type { Outcome, Timer } from '../core/decision.ts'
import type { Settings } from '../core/settings.ts'
import type { ChannelName, Context } from '../core/types.ts'
import type { Database, Transaction } from '../database/client.ts'

/** What a committed transaction left to be done, told to whoever waits for it. */
export interface Effects {
  /** The conversation that changed; null for events that belong to none. */
  readonly conversation: string | null
  /** The ticket that it was about, where it was about one. */
  readonly ticket: string | null
  /** Destinations that have something new to say. */
  readonly destinations: readonly string[]
  /** Where cards are to be shown of tickets that are new or were given to somebody by a rule: they come in turn. */
  readonly cards: readonly string[]
  /** What the language model is to be asked for now, by ids. */
  readonly consultations: readonly string[]
  /** Whether anybody waits for it: what timers set off by the thousand must not stand in the way of people. */
  readonly awaited: boolean
  /** Other conversations that changed with it. */
  readonly elsewhere: readonly string[]
  /** What was promised for a ticket and is overdue since just now. */
  readonly breaches: readonly ('firstResponse' | 'resolution')[]
}

/** An event that had its effect: what its sender sees, and what is left to be done. */
export interface Handled {
  readonly outcome: Outcome
  readonly effects: Effects
}

/** Of an event that changed no conversation. */
export const handled = (outcome: Outcome, destinations: readonly string[] = []): Handled => ({
  outcome,
  effects: {
    conversation: null,
    ticket: null,
    destinations,
    cards: [],
    awaited: true,
    elsewhere: [],
    breaches: [],
    consultations: [],
  },
})

export interface Knowledge {
  readonly match: (question: string, locale: string) => ReturnType<Context['match']>
  /** Finds out what a question of somebody of these names means before it is matched; resolves in a moment, whether it could or not, and never rejects. */
  readonly prepare: (question: string, names: readonly string[]) => Promise<void>
  readonly article: Context['article']
  readonly version: (id: string, locale: string) => ReturnType<Context['version']>
  readonly titles: (words: string, locale: string) => ReturnType<Context['titles']>
  readonly incidentIn: (question: string, locale: string) => ReturnType<Context['incidentIn']>
  readonly openIncident: Context['openIncident']
}

export interface Shell {
  readonly db: Database
  readonly words: Words
  /** The language that we speak to somebody whose platform tells this locale. */
  readonly languageOf: (locale: string | null) => string
  /** The language in which somebody wrote; null where that isn't sure. */
  readonly languageOfText: Context['languageOf']
  readonly knowledge: Knowledge
  readonly settings: Settings
  /** How much business time first answers took lately; null where too few are known. */
  readonly usualAnswer: () => Context['usualAnswer']
  /** The channel that shows cards and threads to the managers; null where they have the desk page alone. */
  readonly staffChannel: ChannelName | null
  /** Whether mail can leave. */
  readonly sendsMail: boolean
  /** `channel:externalId` of those who are admins. */
  readonly admins: ReadonlySet<string>
  /** Sees to it that a stored consultation is asked once the transaction has committed. */
  readonly consult: (tx: Transaction, consultation: string) => Promise<void>
  /** Whether the language model may be asked just now; false where there is none. */
  readonly isModelReady: () => boolean
  readonly setTimers: (tx: Transaction, timers: readonly Timer[]) => Promise<void>
  readonly committed: (effects: Effects) => void
  readonly now: () => Date
  readonly log: Logger
}
