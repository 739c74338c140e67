// Articles to files and from files.

import type { Database } from '../database/client.ts'
import type { ArticleFileForm, DeskArticleFiles, ImportView } from '../desk/article-files.ts'
import { decodeText } from '../knowledge/article-files/decode.ts'
import type { ArticleFormat } from '../knowledge/article-files/format.ts'
import { readArticleFile } from '../knowledge/article-files/read.ts'
import { writeArticles } from '../knowledge/article-files/write.ts'
import { loadArticles } from '../knowledge/articles.ts'
import { comparePlan, planImport } from '../knowledge/import-plan.ts'

const FORMATS: Readonly<Record<ArticleFileForm, ArticleFormat>> = { json: 'json', csv: 'csv', md: 'markdown' }

/** The part of the desk that reads and writes files of articles. */
export const articleFilesOf = (db: Database): DeskArticleFiles => ({
  exportArticles: async (form) => writeArticles(FORMATS[form], await loadArticles(db), ','),
  readImport: (file) => readImport(db, file),
})

const readImport = async (
  db: Database,
  { name, bytes }: Parameters<DeskArticleFiles['readImport']>[0],
): Promise<ImportView> => {
  const [read, decoded] = [
    readArticleFile({ name, bytes, encoding: null, answerOptional: false }),
    decodeText(bytes, null),
  ]
  if (!read.ok) return read
  if (!decoded.ok) return { ok: false, faults: [decoded.fault] }
  const plan = await planImport(db, read.articles, true)
  if (plan.faults.length > 0) return { ok: false, faults: plan.faults }
  const compared = await comparePlan(db, plan)
  const brought = plan.articles.map(({ id }) => id)
  return {
    ...{ ok: true, text: decoded.text, articles: read.articles },
    rows: compared.map(({ article: { title, place }, what }) => ({ title, place, what })),
    withdrawn: await db.article.count({ where: { demo: true, archived: false, id: { notIn: brought } } }),
  }
}
