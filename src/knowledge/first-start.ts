// The first start finds no articles, so it loads some: the operator's file, or something to try the desk with.

import { readFile } from 'node:fs/promises'
import type { BroughtArticle } from '../core/events.ts'
import type { Database } from '../database/client.ts'
import { readArticleFile } from './article-files/read.ts'
import { storeArticles, UnfitArticles, withdrawDemo } from './store-articles.ts'

export interface FirstArticles {
  /** FAQ_FILE; null where none was named. */
  readonly faqFile: string | null
  /** Configured platforms; the demo set is only for a desk that has none. */
  readonly telegram: object | null
  readonly slack: object | null
}

/** The FAQ file can't be used; the message tells what is wrong and the remedy. */
class UnusableArticles extends Error {
  override readonly name = 'UnusableArticles'
}

const DEMO = new URL('../../prisma/demo-faq.json', import.meta.url)

/**
 * Loads FAQ_FILE where the desk holds no articles of its own, or else the demo set where it holds none at all and no platform is configured.
 * Once there is a file or a platform, the demo set is out of use. Resolves with how many it loaded. Throws `UnusableArticles`.
 */
export const loadFirstArticles = async (db: Database, first: FirstArticles): Promise<number> => {
  const isTrial = first.telegram === null && first.slack === null
  if (first.faqFile === null && !isTrial) {
    await withdrawDemo(db)
    return 0
  }
  const held = first.faqFile === null ? {} : { demo: false }
  if ((await db.article.count({ where: held })) > 0) return 0
  const drafts = await readDrafts(first.faqFile ?? DEMO)
  return db
    .$transaction(
      async (tx) => {
        // Processes that start together take turns here, however long the file is; the second finds the articles of the first.
        await tx.$executeRaw`SET LOCAL lock_timeout = 0`
        await tx.$executeRaw`LOCK TABLE articles IN SHARE ROW EXCLUSIVE MODE`
        if ((await tx.article.count({ where: held })) > 0) return 0
        await storeArticles(tx, drafts, { demo: first.faqFile === null, by: null })
        return drafts.length
      },
      { timeout: 60_000 },
    )
    .catch((error: unknown) => {
      throw error instanceof UnfitArticles ? unusable(first.faqFile ?? DEMO, error.faults, error) : error
    })
}

const readDrafts = async (file: string | URL): Promise<readonly BroughtArticle[]> => {
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new UnusableArticles(`FAQ_FILE ${String(file)} can't be read; name a file that is there, or leave it out.`, {
      cause,
    })
  })
  const answer = readArticleFile({ name: String(file), bytes, encoding: null, answerOptional: false })
  if (answer.ok) return answer.articles
  throw unusable(file, answer.faults)
}

const unusable = (file: string | URL, faults: readonly string[], cause?: Error): UnusableArticles =>
  new UnusableArticles(`FAQ_FILE ${String(file)} can't be loaded; mend these:\n${faults.join('\n')}`, { cause })
