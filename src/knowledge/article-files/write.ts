// Writes articles to a file's text, in the form that its ending names.

import { onOneLine, tagsIn } from '../../core/article-words.ts'
import type { Article } from '../articles.ts'
import { type Delimiter, writeCsv } from './csv.ts'
import { severalLines } from './draft.ts'
import type { ArticleFormat } from './format.ts'
import { writeJson } from './json.ts'
import { writeMarkdown } from './markdown-writing.ts'

/** Writes articles in the order of their ids, as `readArticleFile` reads them. The same articles are the same text, whatever the database's order. */
export const writeArticles = (format: ArticleFormat, articles: readonly Article[], delimiter: Delimiter): string => {
  const sorted = articles.map(asRead).toSorted((one, other) => (one.id < other.id ? -1 : 1))
  switch (format) {
    case 'json':
      return writeJson(sorted)
    case 'csv':
      return writeCsv(sorted, delimiter)
    case 'tsv':
      return writeCsv(sorted, '\t')
    case 'markdown':
      return writeMarkdown(sorted)
  }
}

// Articles that were written on the desk, or learned from questions, may have line breaks where files keep none.
const asRead = (article: Article): Article => ({
  ...article,
  title: onOneLine(article.title),
  answer: severalLines(article.answer),
  tags: tagsIn(article.tags),
  phrasings: [...new Set(article.phrasings.map(onOneLine))].filter((text) => text !== ''),
})
