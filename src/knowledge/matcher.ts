// Finds the articles that fit a question: how well its words cover one phrasing and are covered by it. Pure, in memory.

import Fuse from 'fuse.js'
import type { Match, Title } from '../core/types.ts'
import { fromMarkdown } from '../document.ts'
import type { Article } from './articles.ts'
import { weightOf, wordsOf } from './words.ts'

export interface Matcher {
  /** The articles that may answer a question, best first, none below a confidence of 0.35; at most 10. */
  match(question: string, locale: string): readonly Match[]
  /** Titles for a customer to choose from: those that fit some words, best first, or all, by title; those in their language first. */
  titles(words: string, locale: string): readonly Title[]
  /** Articles as a person types, best first; all of them, by title, for empty words. */
  search(words: string, limit: number): readonly Article[]
  /** One article by its id. */
  article(id: string): Omit<Match, 'confidence'> | null
}

const MOST = 10
/** In words; each takes about half a millisecond. */
const LONGEST_QUESTION = 60
const LEAST_CONFIDENCE = 0.35
/** Where several languages fit alike, the asker's goes first, then the desk's. */
const OTHER_LANGUAGE = { desk: 0.95, neither: 0.9 }
/** Words shorter than this are compared exactly: "pay" and "day" are one letter apart. */
const SHORTEST_INEXACT = 4
const LEAST_LIKENESS = 0.6

/** Makes a matcher for these articles. `deskLocale` is the desk's own language. */
export const createMatcher = (articles: readonly Article[], deskLocale = 'en'): Matcher => {
  const byId = new Map(
    articles.map((article) => [article.id, { ...shownOf(article), locale: languageOf(article.locale) }]),
  )
  const phrasings = articles.flatMap(({ id, title, phrasings: others }) =>
    [title, ...others].map((text) => ({ id, words: [...new Set(wordsOf(text))] })),
  )
  const lexicon = createLexicon(phrasings.map(({ words }) => words))
  const typed = createTypeAhead(articles)
  const match: Matcher['match'] = (question, locale) => {
    const asked = lexicon.look([...new Set(wordsOf(question))].slice(0, LONGEST_QUESTION))
    const best = new Map<string, number>()
    for (const { id, words } of phrasings) best.set(id, Math.max(best.get(id) ?? 0, lexicon.likeness(asked, words)))
    return [...best]
      .flatMap(([id, likeness]) => {
        const known = byId.get(id)
        if (known === undefined) return []
        const { locale: language, ...shown } = known
        return [
          {
            ...shown,
            confidence: confidenceOf(likeness) * preference(language, languageOf(locale), languageOf(deskLocale)),
          },
        ]
      })
      .filter(({ confidence }) => confidence >= LEAST_CONFIDENCE)
      .toSorted((one, other) => other.confidence - one.confidence)
      .slice(0, MOST)
  }
  return {
    match,
    titles: (words, locale) => {
      const [asker, desk] = [languageOf(locale), languageOf(deskLocale)]
      const found = typed(words, words.trim() === '' ? articles.length : MOST)
        .map(({ id, title, locale: spoken }) => ({
          article: id,
          title,
          rank: preference(languageOf(spoken), asker, desk),
        }))
        .toSorted((one, other) => other.rank - one.rank)
      const all = [...(words.trim() === '' ? [] : match(words, locale)), ...found]
      return [...new Map(all.map(({ article, title }) => [article, { article, title }])).values()]
    },
    search: typed,
    article: (id) => {
      const known = byId.get(id)
      return known === undefined ? null : { article: known.article, title: known.title, answer: known.answer }
    },
  }
}

const shownOf = ({ id, title, answer }: Article): Omit<Match, 'confidence'> => ({
  article: id,
  title,
  answer: fromMarkdown(answer),
})

const languageOf = (locale: string): string => locale.toLowerCase().split('-')[0] ?? ''

const preference = (language: string, asker: string, desk: string): number => {
  if (language === asker) return 1
  return language === desk ? OTHER_LANGUAGE.desk : OTHER_LANGUAGE.neither
}

// Fitted by hand to the demo set: questions that it does not answer stay below a likeness of 0.51, most that it does are above 0.6.
const confidenceOf = (likeness: number): number => 1 / (1 + Math.exp(-14 * (likeness - 0.56)))

/** A word that was asked, its weight, and the known words it may stand for with how alike they are (0 to 1). */
interface AskedWord {
  readonly weight: number
  readonly meant: ReadonlyMap<string, number>
}

const createLexicon = (texts: readonly (readonly string[])[]) => {
  const counts = new Map<string, number>()
  for (const word of texts.flat()) counts.set(word, (counts.get(word) ?? 0) + 1)
  const rarity = (word: string): number =>
    weightOf(word) * Math.log(1 + (texts.length + 1) / ((counts.get(word) ?? 0) + 1))
  const fuse = new Fuse([...counts.keys()], {
    includeScore: true,
    ignoreLocation: true,
    threshold: 1 - LEAST_LIKENESS,
    ignoreFieldNorm: true,
  })
  const meanings = (word: string): ReadonlyMap<string, number> => {
    if (word.length < SHORTEST_INEXACT) return new Map(counts.has(word) ? [[word, 1]] : [])
    const near = fuse
      .search(word.slice(0, 32), { limit: 12 })
      .map(({ item, score }) => [item, inexact(word, item, score ?? 1)] as const)
    return new Map(near.filter(([, likeness]) => likeness >= LEAST_LIKENESS))
  }
  const sum = (weights: readonly number[]): number => weights.reduce((total, weight) => total + weight, 0)
  return {
    look: (words: readonly string[]): AskedWord[] =>
      words.map((word) => ({ weight: rarity(word), meant: meanings(word) })),
    /** From 0 to 1: how far the words asked cover a text's words, and the other way round. */
    likeness(asked: readonly AskedWord[], words: readonly string[]): number {
      const found = words.map((word) => Math.max(0, ...asked.map(({ meant }) => meant.get(word) ?? 0)))
      if (!found.some((likeness, index) => likeness > 0 && weightOf(words[index] ?? '') === 1)) return 0
      const covered = sum(words.map((word, index) => rarity(word) * (found[index] ?? 0))) / sum(words.map(rarity))
      const used = asked.map(({ weight, meant }) => weight * Math.max(0, ...words.map((word) => meant.get(word) ?? 0)))
      // A long message may hold a short question, so what is asked beside it counts less.
      return covered ** 0.6 * (sum(used) / sum(asked.map(({ weight }) => weight))) ** 0.4
    },
  }
}

// Fuse finds a word anywhere within another; "card" in "discard" is another word, so the start and the length must fit too.
const inexact = (word: string, known: string, score: number): number => {
  if (word === known) return 1
  if (known.length < SHORTEST_INEXACT || word[0] !== known[0]) return 0
  return (1 - score) * Math.min(1, 0.25 + Math.min(word.length, known.length) / Math.max(word.length, known.length))
}

const createTypeAhead = (articles: readonly Article[]): Matcher['search'] => {
  const byTitle = articles.toSorted((one, other) => one.title.localeCompare(other.title))
  const fuse = new Fuse(byTitle, {
    keys: [{ name: 'title', weight: 3 }, { name: 'phrasings', weight: 2 }, { name: 'tags', weight: 2 }, 'answer'],
    ignoreDiacritics: true,
    ignoreLocation: true,
    threshold: 0.3,
    useTokenSearch: true,
  })
  return (words, limit) =>
    words.trim() === '' ? byTitle.slice(0, limit) : fuse.search(words.slice(0, 200), { limit }).map(({ item }) => item)
}
