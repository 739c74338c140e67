// What an import wrote stays in the history of its articles, as what managers write does.

import type { Transaction } from '../database/client.ts'

/** Keeps a revision of each article that reads otherwise now than its newest one tells: KeptArticle of src/core/article-words.ts. `by` is a manager's id. */
export const keepImported = (
  tx: Transaction,
  articles: readonly string[],
  by: string | null,
): Promise<number> => tx.$executeRaw`
  INSERT INTO article_revisions (article_id, number, at, manager_id, what, content)
  SELECT id, coalesce(newest.number, 0) + 1, now(), ${by}::uuid, 'imported', reads.content
  FROM articles a CROSS JOIN LATERAL (
    SELECT jsonb_build_object('title', a.title, 'answer', a.answer, 'locale', a.locale, 'tags', coalesce(to_jsonb(a.tags), '[]'),
      'phrasings', (SELECT coalesce(jsonb_agg(p.text ORDER BY p.id), '[]') FROM phrasings p WHERE p.article_id = a.id),
      'versionOf', a.version_of_id, 'owner', a.owner_id, 'reviewAfter', to_char(a.review_after, 'YYYY-MM-DD'), 'archived', a.archived) AS content
  ) reads LEFT JOIN LATERAL (
    SELECT number, content FROM article_revisions r WHERE r.article_id = a.id ORDER BY number DESC LIMIT 1
  ) newest ON true
  WHERE a.id = ANY(${[...articles]}) AND newest.content IS DISTINCT FROM reads.content`
