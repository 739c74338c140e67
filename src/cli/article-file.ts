// A file of articles that is only looked at: it stays out of the database, and answers may be missing.

import { readFile } from 'node:fs/promises'
import { reasonOf } from '../database/reason.ts'
import { readArticleFile } from '../knowledge/article-files/read.ts'
import type { Article } from '../knowledge/articles.ts'
import { Failed } from './failure.ts'

/** Reads the articles of a file; those without an id go by their title. Throws `Failed`, which tells what is wrong and the remedy. */
export const readArticles = async (file: string): Promise<Article[]> => {
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new Failed(`${file} can't be read: ${reasonOf(cause)}`, { cause })
  })
  const answer = readArticleFile({ name: file, bytes, encoding: null, answerOptional: true })
  if (!answer.ok) throw new Failed(`${file} can't be used; mend these and try again:\n${answer.faults.join('\n')}`)
  return answer.articles.map(({ id, title, answer: markdown, locale, tags, phrasings, versionOf }) => ({
    ...{ id: id ?? title, title, answer: markdown, locale, tags, phrasings, versionOf },
  }))
}
