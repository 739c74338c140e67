// An article as its keepers see it, with its history.

import type { ChannelName } from '../core/types.ts'
import type { Database } from '../database/client.ts'
import { readKeptArticle } from '../database/kept-article.ts'
import type { ArticleSheet, DeskFaq, RevisionKind } from '../desk/faq.ts'

const MOST_REVISIONS = 30

/** The part of the desk that reads single articles. */
export const articleSheetsOf = (db: Database): Pick<DeskFaq, 'articleSheet' | 'articleHistory'> => ({
  articleSheet: (id) => readSheet(db, id),
  articleHistory: async (articleId) => {
    const rows = await db.articleRevision.findMany({
      where: { articleId },
      include: { manager: { select: { name: true } } },
      orderBy: { number: 'desc' },
      take: MOST_REVISIONS,
    })
    return rows.map(({ number, at, manager, what, content }) => {
      const { title, answer } = readKeptArticle(content)
      // The engine and the import write no others.
      return { number, at, by: manager?.name ?? null, what: what as RevisionKind, title, answer }
    })
  },
})

const readSheet = async (db: Database, id: string): Promise<ArticleSheet | null> => {
  const row = await db.article.findUnique({
    where: { id },
    include: {
      phrasings: { orderBy: { id: 'asc' } },
      owner: true,
      revisions: { orderBy: { number: 'desc' }, take: 1, select: { number: true } },
    },
  })
  if (row === null) return null
  const { title, answer, locale, tags, archived, versionOfId: versionOf, owner, revisions } = row
  return {
    ...{ id, title, answer, locale, tags, archived, versionOf },
    phrasings: row.phrasings.map(({ text }) => text),
    // A manager is stored under a channel's name.
    owner: owner && { channel: owner.channel as ChannelName, externalId: owner.externalId, name: owner.name },
    reviewAfter: row.reviewAfter?.toISOString().slice(0, 10) ?? null,
    newest: revisions[0]?.number ?? 0,
  }
}
