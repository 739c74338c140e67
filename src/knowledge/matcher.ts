// Finds the articles that answer a question. Pure, in memory, without network.

import { withoutCourtesy } from '../core/courtesy.ts'
import type { Match, Title } from '../core/types.ts'
import { fromMarkdown } from '../document.ts'
import type { Article } from './articles.ts'
import { type Family, familiesOf, suitsLanguage, versionFor } from './families.ts'
import { findAsked, type LikelyEntry } from './matching/asking.ts'
import { type Language, languageFor } from './matching/languages.ts'
import { likelyEntries } from './matching/likely.ts'
import type { Meant } from './matching/meaning.ts'
import { type NearestText, nearestOf } from './matching/nearest.ts'
import { buildRanking } from './matching/ranking.ts'
import type { AskingText } from './matching/reading.ts'
import { hasStems, languageOf } from './matching/stemming.ts'
import { atOnce, inSlices } from './slices.ts'
import { buildTypeAhead, type TypeAhead } from './type-ahead.ts'

/** A match, and the score by which it stands where it does: to be compared within one question alone. */
export interface Found extends Match {
  readonly score: number
}

export interface Matcher {
  /**
   * The articles that may answer a question, best first, at most 10, in the asker's language where they have such a version. The
   * confidence of each is the probability that it is the right one. `meant` tells of the families in their order; without it words alone tell.
   */
  match(question: string, locale: string, meant?: Meant): readonly Found[]
  /** The text of an article or of its versions that comes nearest to a question; null where none does. */
  nearest(article: string, question: string, locale: string): NearestText | null
  /** Titles for a customer to choose from: those that fit some words, best first, or all, by title; those in their language first. */
  titles(words: string, locale: string): readonly Title[]
  /** Articles as a person types, best first; all of them, by title, for empty words. */
  search(words: string, limit: number): readonly Article[]
  /** One article by its id. */
  article(id: string): Omit<Match, 'confidence'> | null
  /** The version of an article that suits an asker's language. */
  version(id: string, locale: string): Omit<Match, 'confidence'> | null
}

/** A title says more of its article than any one phrasing. */
export const TITLE_WEIGHT = 2
/** Of articles that fit alike, the one in the asker's language goes before one in the desk's, and that before others. */
const LANGUAGE_BONUS = 0.1
const MOST_FOUND = 10
/** Below it a title is left to the fuzzy search. */
const LEAST_LIKELY = 0.2
/** What fuzzy search finds is offered by its titles, however many it finds, and never in full: by how many there are. */
const FUZZY_CONFIDENCES = [[], [0.6], [0.35, 0.25], [0.3, 0.2, 0.1]] as const

/** Makes a matcher at once: for as many articles as take no time, or where nobody waits. `deskLocale` is the desk's own language. */
export const createMatcher = (articles: readonly Article[], deskLocale = 'en'): Matcher =>
  atOnce(buildMatcher(baseOf(articles, deskLocale, atOnce(buildTypeAhead(articles)))))

/** Makes a matcher beside all else that goes on. `deskLocale` is the desk's own language. */
export const makeMatcher = async (articles: readonly Article[], deskLocale: string): Promise<Matcher> =>
  inSlices(buildMatcher(baseOf(articles, deskLocale, await inSlices(buildTypeAhead(articles)))))

/** The articles of a desk, and how they are found while somebody types. */
export interface Base {
  readonly articles: readonly Article[]
  readonly families: readonly Family[]
  readonly typed: TypeAhead
  readonly deskLocale: string
}

/** Brings together what every matcher of these articles needs. */
export const baseOf = (articles: readonly Article[], deskLocale: string, typed: TypeAhead): Base => ({
  articles,
  families: familiesOf(articles),
  typed,
  deskLocale,
})

/** A matcher that is there at once and knows no better than fuzzy search; until the true one is made. */
export const fallbackMatcher = (base: Base): Matcher => {
  const entryOf = new Map(base.families.flatMap((family, entry) => family.map(({ id }) => [id, entry] as const)))
  const find = (question: string): readonly LikelyEntry[] => {
    const hits = base.typed(withoutCourtesy(question), MOST_FOUND).flatMap(({ id }) => entryOf.get(id) ?? [])
    const found = [...new Set(hits)].slice(0, FUZZY_CONFIDENCES.length - 1)
    const confidences = FUZZY_CONFIDENCES[found.length] ?? []
    return confidences.flatMap((confidence, index) => {
      const entry = found[index]
      return entry === undefined ? [] : [{ entry, score: confidence, confidence }]
    })
  }
  return matcherOf(base, find, () => null)
}

/** Makes the matcher of a base; each step is a moment's work. */
export function* buildMatcher(base: Base): Generator<void, Matcher> {
  const { families, deskLocale } = base
  const spoken = new Set(base.articles.map(({ locale }) => languageOf(locale)))
  const languages = new Map<string, Language>()
  const language = (locale: string): Language => {
    const named = languageOf(locale)
    // Platforms may tell any code; what nothing is known of is one language.
    const code = spoken.has(named) || hasStems(named) ? named : ''
    const known = languages.get(code) ?? languageFor(code)
    languages.set(code, known)
    return known
  }
  const ranking = yield* buildRanking(textsOf(families, language), families.length)
  const bonuses = new Map<string, Float64Array>()
  const bonusFor = (asker: Language): Float64Array => {
    const suits = (family: Family) => Math.max(...family.map((one) => suitsLanguage(one, asker.code, deskLocale)))
    const known = bonuses.get(asker.code) ?? Float64Array.from(families, (family) => LANGUAGE_BONUS * suits(family))
    bonuses.set(asker.code, known)
    return known
  }
  const find: Find = (question, locale, meant = nothingMeant) => {
    const asker = language(locale)
    const bonus = bonusFor(asker)
    return findAsked(question, (text) => likelyEntries(ranking, { text, language: asker, meant: meant(text), bonus }))
  }
  const nearest: Nearest = (family, question, locale) =>
    nearestOf(ranking, ranking.read(withoutCourtesy(question), language(locale)), textsOf([family], language))
  yield* warm(base, find)
  return matcherOf(base, find, nearest)
}

/** How many questions are asked beforehand. */
const WARMING = 60

// The first questions would take twenty times as long as later ones, while the code is compiled. A slip of typing goes all ways.
function* warm({ articles }: Base, find: Find): Generator<void, void> {
  for (let round = 0; round < WARMING && articles.length > 0; round += 1) {
    const { title, locale } = articles[round % articles.length] ?? { title: '', locale: '' }
    find(`${title.slice(0, 100).replace(/(\p{L})(\p{L})(\p{L}{3})/u, '$2$1$3')}. ${title.slice(0, 100)}`, locale)
    yield
  }
}

const textsOf = (families: readonly Family[], language: (locale: string) => Language): AskingText[] =>
  families.flatMap((family, entry) =>
    family.flatMap(({ title, phrasings, locale }) => [
      { entry, text: title, language: language(locale), weight: TITLE_WEIGHT },
      ...phrasings.map((text) => ({ entry, text, language: language(locale), weight: 1 })),
    ]),
  )

type Find = (question: string, locale: string, meant?: Meant) => readonly LikelyEntry[]

const nothingMeant: Meant = () => null

type Nearest = (family: Family, question: string, locale: string) => NearestText | null

const matcherOf = ({ articles, families, typed, deskLocale }: Base, find: Find, nearest: Nearest): Matcher => {
  const familyOf = new Map(families.flatMap((family) => family.map(({ id }) => [id, family] as const)))
  const byId = new Map(articles.map((article) => [article.id, article]))
  const shown = showing()
  const match: Matcher['match'] = (question, locale, meant) =>
    find(question, locale, meant).flatMap(({ entry, score, confidence }) => {
      const article = versionFor(families[entry] ?? [], locale, deskLocale)
      return article === undefined ? [] : [{ ...shown(article), score, confidence }]
    })
  const forAsker = (found: readonly Article[], locale: string): Article[] => {
    const versions = found.map((one) => versionFor(familyOf.get(one.id) ?? [one], locale, deskLocale) ?? one)
    return [...new Set(versions)].toSorted(
      (one, other) => suitsLanguage(other, locale, deskLocale) - suitsLanguage(one, locale, deskLocale),
    )
  }
  const named = (article: Article | undefined) => (article === undefined ? null : shown(article))
  return {
    match,
    nearest: (id, question, locale) => nearest(familyOf.get(id) ?? [], question, locale),
    search: (words, limit) => {
      if (words.trim() === '') return typed(words, limit)
      const likely = find(words, deskLocale).filter(({ confidence }) => confidence >= LEAST_LIKELY)
      const versions = likely.flatMap(({ entry }) => versionFor(families[entry] ?? [], deskLocale, deskLocale) ?? [])
      return [...new Set([...typed(words, limit), ...versions])].slice(0, limit)
    },
    titles: (words, locale) => {
      const isAll = words.trim() === ''
      const likely = isAll ? [] : match(words, locale).filter(({ confidence }) => confidence >= LEAST_LIKELY)
      const found = forAsker(typed(words, isAll ? articles.length : MOST_FOUND), locale)
      const all = new Set([...likely.map(({ article }) => article), ...found.map(({ id }) => id)])
      return [...all].flatMap((id) => titleOf(byId.get(id)))
    },
    article: (id) => named(byId.get(id)),
    version: (id, locale) => named(versionFor(familyOf.get(id) ?? [], locale, deskLocale)),
  }
}

const titleOf = (article: Article | undefined): readonly Title[] =>
  article === undefined ? [] : [{ article: article.id, title: article.title, tags: article.tags }]

// Answers are read when they are first shown: of thousands hardly any ever is.
const showing = (): ((article: Article) => Omit<Match, 'confidence'>) => {
  const known = new Map<string, Omit<Match, 'confidence'>>()
  return ({ id, title, answer }) => {
    const shown = known.get(id) ?? { article: id, title, answer: fromMarkdown(answer) }
    known.set(id, shown)
    return shown
  }
}
