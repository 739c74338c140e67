// The FAQ's articles, and how they are read from the database.

import type { Database } from '../database/client.ts'

/** An article as the desk uses it; `answer` is Markdown. */
export interface Article {
  readonly id: string
  readonly title: string
  readonly answer: string
  readonly locale: string
  readonly tags: readonly string[]
  readonly phrasings: readonly string[]
  /** The id of the article that this one says in another language; null for one that stands for itself. */
  readonly versionOf: string | null
}

/** All articles that are in use. One that is a version of an article out of use stands for itself. */
export const loadArticles = async (db: Database): Promise<Article[]> => {
  const rows = await db.article.findMany({
    where: { archived: false },
    include: { phrasings: { orderBy: { id: 'asc' } } },
    orderBy: { id: 'asc' },
  })
  const inUse = new Set(rows.map(({ id }) => id))
  return rows.map(({ id, title, answer, locale, tags, phrasings, versionOfId }) => ({
    id,
    title,
    answer,
    locale,
    tags,
    phrasings: phrasings.map(({ text: words }) => words),
    versionOf: versionOfId !== null && inUse.has(versionOfId) ? versionOfId : null,
  }))
}
