// An article's words as they are kept: tidied, and under an id that people can read.

import type { ArticleWords } from './events.ts'

const LONGEST_TITLE = 200
/** A language's tag: https://www.rfc-editor.org/rfc/rfc5646 */
const LOCALE = /^[a-z]{2,3}(-[a-z0-9]+)*$/i
const DAY = /^\d{4}-\d{2}-\d{2}$/

/** What is kept of an article for each of its revisions, so that any of them can be restored exactly; `owner` is a manager's id. */
export interface KeptArticle extends Omit<ArticleWords, 'owner'> {
  readonly owner: string | null
  readonly archived: boolean
}

/** Why words can't be an article's: the keys under `staff.` of what its manager hears. */
export const articleFaults = { empty: 'articleEmpty', locale: 'articleLocale', day: 'articleDay' } as const

/** The words without what is empty, stands twice or is too much; or why they can't be an article's. */
export const tidiedArticle = (words: ArticleWords): ArticleWords | keyof typeof articleFaults => {
  const [title, answer] = [onOneLine(words.title).slice(0, LONGEST_TITLE).trim(), words.answer.trim()]
  if (title === '' || answer === '') return 'empty'
  const locale = words.locale.trim()
  if (!LOCALE.test(locale)) return 'locale'
  if (words.reviewAfter !== null && !isDay(words.reviewAfter)) return 'day'
  return { ...words, title, answer, locale, phrasings: each(words.phrasings), tags: each(words.tags) }
}

const onOneLine = (text: string): string => text.trim().replace(/\s+/g, ' ')

const each = (texts: readonly string[]): readonly string[] => [
  ...new Set(texts.map(onOneLine).filter((text) => text !== '')),
]

// A calendar knows no 31st of February; written anew, such a day is another one.
const isDay = (text: string): boolean => {
  if (!DAY.test(text)) return false
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

/** Whether two keep the same, in whatever order their phrasings and tags stand. */
export const isSameArticle = (one: KeptArticle, other: KeptArticle): boolean => written(one) === written(other)

const written = ({ phrasings, tags, ...rest }: KeptArticle): string => {
  const { title, answer, locale, versionOf, owner, reviewAfter, archived } = rest
  const plain = [title, answer, locale, versionOf, owner, reviewAfter, archived]
  return JSON.stringify([...plain, phrasings.toSorted(), tags.toSorted()])
}

/** An id for a new article: it stands in links that people read, so it begins as the title does. `unique` is a UUID. */
export const newArticleId = (title: string, unique: string): string => {
  const words = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)
  return `${words === '' ? 'article' : words}-${unique.replaceAll('-', '').slice(-8)}`
}
