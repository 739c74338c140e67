// Articles found while somebody types: fuzzy search, which forgives slips and half words.

import Fuse, { type IFuseOptions } from 'fuse.js'
import type { Article } from './articles.ts'
import { paced } from './matching/pace.ts'

/** Articles as a person types, best first; all of them, by title, for empty words. */
export type TypeAhead = (words: string, limit: number) => readonly Article[]

/** What is searched for of what somebody types: each further word costs as much as the first. */
const LONGEST_WORDS = 60
const MOST_WORDS = 8
/** Above it titles alone are searched: more takes longer than somebody who types waits, and all else waits meanwhile. */
const MOST_IN_FULL = 300
/** How long the texts of a step are, where an article counts as some even for a short title. */
const CHARACTERS_A_STEP = 50_000
const CHARACTERS_AN_ARTICLE = 1_000

const titles: IFuseOptions<Article> = {
  keys: ['title'],
  ignoreDiacritics: true,
  ignoreLocation: true,
  threshold: 0.3,
  useTokenSearch: true,
}
const inFull: IFuseOptions<Article> = {
  ...titles,
  keys: [{ name: 'title', weight: 3 }, { name: 'phrasings', weight: 2 }, { name: 'tags', weight: 2 }, 'answer'],
}

/** Makes the search of these articles; each step is a moment's work. */
export function* buildTypeAhead(articles: readonly Article[]): Generator<void, TypeAhead> {
  const byTitle = articles.toSorted((one, other) => one.title.localeCompare(other.title))
  const fuse = new Fuse<Article>([], byTitle.length <= MOST_IN_FULL ? inFull : titles)
  const isFull = paced(CHARACTERS_A_STEP)
  for (const article of byTitle) {
    fuse.add(article)
    if (isFull(CHARACTERS_AN_ARTICLE + lengthOf(article))) yield
  }
  return (words, limit) =>
    words.trim() === '' ? byTitle.slice(0, limit) : fuse.search(sought(words), { limit }).map(({ item }) => item)
}

const lengthOf = ({ title, answer, phrasings }: Article): number =>
  phrasings.reduce((sum, phrasing) => sum + phrasing.length, title.length + answer.length)

const sought = (words: string): string => words.trim().slice(0, LONGEST_WORDS).split(/\s+/, MOST_WORDS).join(' ')
