// Finds the open incident that a question tells of: by its title and phrasings, as if each incident were an article, in a matcher of their own.

import type { KnownIncident } from '../core/types.ts'
import type { Database } from '../database/client.ts'
import type { Article } from './articles.ts'
import { createMatcher, type Matcher } from './matcher.ts'
import { languageOf } from './matching/stemming.ts'

export interface Incidents {
  /** The open incident that a question surely tells of and that customers are told of; null for none. */
  incidentIn(question: string, locale: string): KnownIncident | null
  /** An open incident by its id. */
  openIncident(id: string): KnownIncident | null
  /** Reads them again; resolves once what is asked next sees them. */
  reload(): Promise<void>
}

/**
 * How sure it must be to be told at once: the probability that the question means it. Measured on BANKING77, whose intents are all
 * near each other, each of 26 as the only incident: by its title alone 51 in a hundred of the questions that mean it are met, and 2.5
 * of the others; with five phrasings 50 and 0.6. Whoever is not met is answered as ever, and whoever is wrongly met presses once.
 */
const SURE = 0.9

interface OpenIncident extends KnownIncident {
  readonly phrasings: readonly string[]
  readonly telling: boolean
}

/** Holds the open incidents in memory; none before the first reading. */
export const createIncidents = (db: Database): Incidents => {
  let open: readonly OpenIncident[] = []
  const matchers = new Map<string, Matcher>()
  const matcherFor = (language: string): Matcher => {
    // A few texts are learned in some milliseconds: nobody need wait.
    const made = matchers.get(language) ?? createMatcher(articlesOf(open, language), language)
    matchers.set(language, made)
    return made
  }
  return {
    incidentIn: (question, locale) => {
      if (!open.some(({ telling }) => telling)) return null
      const [best] = matcherFor(languageOf(locale)).match(question, locale)
      return best === undefined || best.confidence < SURE ? null : known(open, best.article)
    },
    openIncident: (id) => known(open, id),
    reload: async () => {
      open = await db.incident.findMany({
        where: { state: 'open' },
        select: { id: true, number: true, title: true, phrasings: true, telling: true },
        orderBy: { number: 'asc' },
      })
      matchers.clear()
    },
  }
}

const known = (open: readonly OpenIncident[], id: string): KnownIncident | null => {
  const found = open.find((one) => one.id === id)
  return found === undefined ? null : { id: found.id, number: found.number, title: found.title }
}

// Its words may be in any language: they are read in the asker's.
const articlesOf = (open: readonly OpenIncident[], locale: string): readonly Article[] =>
  open
    .filter(({ telling }) => telling)
    .map(({ id, title, phrasings }) => ({ id, title, phrasings, locale, answer: '', tags: [], versionOf: null }))
