// Articles for managers: by what they type, or by what a ticket asks.

import type { Database } from '../database/client.ts'
import type { ArticleRow, ArticleTitle, Desk } from '../desk.ts'
import { fromMarkdown } from '../document.ts'
import type { Article } from '../knowledge/articles.ts'
import type { Library } from '../knowledge/library.ts'

/** The part of the desk that reads articles. */
export const articlesOf = (
  db: Database,
  library: Pick<Library, 'search' | 'match'>,
): Pick<Desk, 'searchArticles' | 'searchTitles' | 'articlesFor' | 'article'> => {
  const all = () => library.search('', Number.MAX_SAFE_INTEGER)
  return {
    searchArticles: async (words, limit) => library.search(words, limit).map(rowOf),
    searchTitles: async (words, limit) => library.search(words, limit).map(titleOf),
    articlesFor: async (number, words, limit) => {
      if (words.trim() !== '') return library.search(words, limit).map(titleOf)
      const ticket = await db.ticket.findUnique({ where: { number }, select: { question: true, locale: true } })
      const fitting = ticket === null ? [] : library.match(ticket.question, ticket.locale).map(({ article }) => article)
      const best = fitting.flatMap((id) => all().find((one) => one.id === id) ?? [])
      return [...new Set([...best, ...all()])].slice(0, limit).map(titleOf)
    },
    article: async (id) => {
      const found = all().find((one) => one.id === id)
      return found === undefined ? null : rowOf(found)
    },
  }
}

const titleOf = ({ id, title }: Article): ArticleTitle => ({ id, title })

const rowOf = ({ id, title, answer }: Article): ArticleRow => ({
  id,
  title,
  answer: fromMarkdown(answer),
  markdown: answer,
})
