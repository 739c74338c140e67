// An article and its versions in other languages: one matter, told to everyone in their own language where that can be.

import type { Article } from './articles.ts'
import { languageOf } from './matching/stemming.ts'

/** The versions of one article; never empty. */
export type Family = readonly Article[]

/** Groups articles with their versions, in the order in which each matter first appears. */
export const familiesOf = (articles: readonly Article[]): Family[] => {
  const ids = new Set(articles.map(({ id }) => id))
  const families = new Map<string, Article[]>()
  for (const article of articles) {
    const key = article.versionOf !== null && ids.has(article.versionOf) ? article.versionOf : article.id
    const family = families.get(key)
    if (family === undefined) families.set(key, [article])
    else family.push(article)
  }
  return [...families.values()]
}

/** How well an article's language suits an asker: 2 for their own, 1 for the desk's, 0 for another. */
export const suitsLanguage = (article: Article, locale: string, deskLocale: string): 0 | 1 | 2 => {
  const spoken = languageOf(article.locale)
  if (spoken === languageOf(locale)) return 2
  return spoken === languageOf(deskLocale) ? 1 : 0
}

/** The version to show an asker: in their language, else in the desk's, else the first. */
export const versionFor = (family: Family, locale: string, deskLocale: string): Article | undefined =>
  family.toSorted((one, other) => suitsLanguage(other, locale, deskLocale) - suitsLanguage(one, locale, deskLocale))[0]
