// An article's words as they are kept: tidied, and under an id that people can read.

import type { Say } from './decision.ts'
import type { ArticleWords } from './events.ts'

/** In characters. Phrasings are unique by an index, whose entries PostgreSQL keeps below 2,704 bytes. */
export const LONGEST = { title: 200, phrasing: 800 } as const
/** In characters: as much of a phrasing as it takes to know which one it is. */
const SHOWN = 60
/** A language's tag: https://www.rfc-editor.org/rfc/rfc5646 */
const LOCALE = /^[a-z]{2,3}(-[a-z0-9]+)*$/i
/** In characters: of a title in an id. */
const MOST_OF_TITLE = 40
const DAY = /^\d{4}-\d{2}-\d{2}$/

/** What is kept of an article for each of its revisions, so that any of them can be restored exactly; `owner` is a manager's id. */
export interface KeptArticle extends Omit<ArticleWords, 'owner'> {
  readonly owner: string | null
  readonly archived: boolean
}

/** The words without what is empty, stands twice or is too much; or why they can't be an article's, to its manager. */
export const tidiedArticle = (words: ArticleWords): ArticleWords | Say => {
  const [title, answer] = [onOneLine(words.title).slice(0, LONGEST.title).trim(), words.answer.trim()]
  if (title === '' || answer === '') return { say: 'staff.articleEmpty' }
  const locale = words.locale.trim()
  if (!LOCALE.test(locale)) return { say: 'staff.articleLocale' }
  if (words.reviewAfter !== null && !isDay(words.reviewAfter)) return { say: 'staff.articleDay' }
  const phrasings = each(words.phrasings)
  const [fault] = phrasings.flatMap((phrasing) => phrasingFault(phrasing) ?? [])
  return fault ?? { ...words, title, answer, locale, phrasings, tags: tagsIn(words.tags) }
}

/** Why words can't be a phrasing, to whoever wrote them; null where they can. */
export const phrasingFault = (phrasing: string): Say | null =>
  phrasing.length <= LONGEST.phrasing
    ? null
    : {
        say: 'staff.articlePhrasing',
        params: { beginning: phrasing.slice(0, SHOWN), length: phrasing.length, most: LONGEST.phrasing },
      }

/** Words as titles, phrasings, tags and ids are kept: white space of any kind is one space. */
export const onOneLine = (text: string): string => text.replace(/[\s\u0085]+/g, ' ').trim()

/** The tags of texts that may name several, with commas between: a form shows them so, and could not tell a comma of a tag's own. */
export const tagsIn = (texts: readonly string[]): readonly string[] => each(texts.flatMap((text) => text.split(',')))

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
export const newArticleId = (title: string, unique: string): string =>
  `${idWords(title, /[^a-z0-9]+/g)}-${unique.replaceAll('-', '').slice(-8)}`

/** A title's words as an id begins with them; `others` matches what has no place in it. */
export const idWords = (title: string, others: RegExp): string => {
  const plain = title.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  const words = plain.replace(others, '-').replace(/^-+|(?<!-)-+$/g, '')
  return [...words].slice(0, MOST_OF_TITLE).join('') || 'article'
}
