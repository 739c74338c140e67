// What came of each article in a period: how often it was shown, and what people made of it.

import type { Database } from '../database/client.ts'
import type { Period } from './period.ts'

export interface ArticleOutcome {
  readonly article: string
  readonly title: string
  /** Suggestions of the period that offered it. */
  readonly shown: number
  /** Of those that were settled in the period: solved by it, by the customer's word; assumed, since nothing more was said; not solved. */
  readonly solved: number
  readonly assumed: number
  readonly not: number
  /** How often a manager answered with it, other than a customer who found it. */
  readonly picked: number
  /** Of those who said so, the share that it helped, from 0 to 1; null where nobody did. */
  readonly success: number | null
}

/** Reads it of every article of which anything came in the period, the one that was shown most first. */
export const byArticle = (db: Database, { from, to }: Period): Promise<readonly ArticleOutcome[]> =>
  db.$queryRaw<readonly ArticleOutcome[]>`
    SELECT a.id AS article, a.title, sum(shown)::int AS shown, sum(solved)::int AS solved, sum(assumed)::int AS assumed,
      sum("not")::int AS "not", sum(picked)::int AS picked, sum(solved)::float8 / nullif(sum(solved + "not"), 0) AS success
    FROM (
      SELECT x.article_id, 1 AS shown, 0 AS solved, 0 AS assumed, 0 AS "not", 0 AS picked
        FROM suggestions s JOIN suggestion_articles x ON x.suggestion_id = s.id WHERE s.created_at >= ${from} AND s.created_at < ${to}
      UNION ALL SELECT article_id, 0, (verdict = 'solved')::int, (verdict = 'assumed')::int, (verdict = 'not')::int, 0
        FROM suggestions WHERE verdict IN ('solved', 'assumed', 'not') AND settled_at >= ${from} AND settled_at < ${to}
      UNION ALL SELECT c.article_id, 0, 0, 0, 0, 1
        FROM phrasing_signs g JOIN phrasing_candidates c ON c.id = g.candidate_id WHERE g.kind = 'picked' AND g.at >= ${from} AND g.at < ${to}
    ) AS outcomes JOIN articles a ON a.id = outcomes.article_id
    GROUP BY a.id ORDER BY sum(shown) DESC, sum(picked) DESC, a.title, a.id`
