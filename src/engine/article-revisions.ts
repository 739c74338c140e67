// The history of an article: what it read from each change on, so that every one can be taken back.

import type { KeptArticle } from '../core/article-words.ts'
import { isSameArticle } from '../core/article-words.ts'
import type { Transaction } from '../database/client.ts'
import { readKeptArticle } from '../database/kept-article.ts'

export interface Revising {
  readonly what:
    | 'found'
    | 'written'
    | 'edited'
    | 'archived'
    | 'restored'
    | 'phrasingAdded'
    | 'phrasingRemoved'
    | 'phrasingLearned'
  /** A manager's id; null where nobody did it. */
  readonly by: string | null
  readonly at: Date
}

/** An article as it stands now, locked until the end of the transaction, with the number of its newest revision; null where there is none. */
export const lockArticle = async (
  tx: Transaction,
  article: string,
): Promise<{ readonly now: KeptArticle; readonly newest: number } | null> => {
  const locked = await tx.$queryRaw<unknown[]>`SELECT 1 FROM articles WHERE id = ${article} FOR UPDATE`
  if (locked.length === 0) return null
  return { now: await readKept(tx, article), newest: (await newestOf(tx, article))?.number ?? 0 }
}

/**
 * Keeps what the article reads before a change, where its newest revision tells otherwise, as where no event wrote it.
 * The caller has locked it.
 */
export const keepFound = async (tx: Transaction, article: string, now: KeptArticle, at: Date): Promise<void> => {
  const newest = await newestOf(tx, article)
  if (newest === null || !isSameArticle(newest.content, now)) {
    await keepRevision(tx, article, { what: 'found', by: null, at })
  }
}

/** Keeps what the article reads by now as its newest revision, and has every process read the articles again. */
export const keepRevision = async (tx: Transaction, article: string, { what, by, at }: Revising): Promise<void> => {
  const number = ((await newestOf(tx, article))?.number ?? 0) + 1
  const content = { ...(await readKept(tx, article)) }
  await tx.articleRevision.create({
    data: {
      articleId: article,
      number,
      what,
      managerId: by,
      at,
      content: { ...content, phrasings: [...content.phrasings], tags: [...content.tags] },
    },
    select: { number: true },
  })
  await tx.$executeRaw`SELECT pg_notify('articles', '')`
}

/** What one of its revisions keeps; null where there is no such revision. */
export const readRevision = async (tx: Transaction, article: string, number: number): Promise<KeptArticle | null> => {
  const row = await tx.articleRevision.findUnique({ where: { articleId_number: { articleId: article, number } } })
  return row === null ? null : readKeptArticle(row.content)
}

const newestOf = async (tx: Transaction, article: string) => {
  const row = await tx.articleRevision.findFirst({ where: { articleId: article }, orderBy: { number: 'desc' } })
  return row === null ? null : { number: row.number, content: readKeptArticle(row.content) }
}

const readKept = async (tx: Transaction, id: string): Promise<KeptArticle> => {
  const row = await tx.article.findUniqueOrThrow({
    where: { id },
    include: { phrasings: { orderBy: { id: 'asc' } } },
  })
  return {
    title: row.title,
    answer: row.answer,
    locale: row.locale,
    tags: row.tags,
    phrasings: row.phrasings.map(({ text }) => text),
    versionOf: row.versionOfId,
    owner: row.ownerId,
    reviewAfter: row.reviewAfter?.toISOString().slice(0, 10) ?? null,
    archived: row.archived,
  }
}
