// What customers asked, with the articles that were confirmed to answer it.

import type { Database } from '../database/client.ts'
import type { PastQuestion } from '../knowledge/back-test.ts'

const MOST = 300

/**
 * The latest questions, each once: with the article that solved it, or that a manager answered it with, else with none.
 * `locale` stands for the language of whoever's platform tells none.
 */
export const readPastQuestions = (db: Database, locale: string): Promise<PastQuestion[]> => db.$queryRaw`
  WITH asked AS (
    SELECT s.question AS text, coalesce(i.chosen_locale, i.locale, ${locale}) AS locale,
      CASE WHEN s.verdict = 'solved' THEN s.article_id END AS "right", s.created_at AS at
    FROM suggestions s JOIN conversations c ON c.id = s.conversation_id JOIN identities i ON i.id = c.identity_id
    WHERE s.question IS NOT NULL
    UNION ALL
    SELECT p.text, coalesce(i.chosen_locale, i.locale, ${locale}), p.article_id, g.at
    FROM phrasing_signs g JOIN phrasing_candidates p ON p.id = g.candidate_id
    JOIN conversations c ON c.id = g.conversation_id JOIN identities i ON i.id = c.identity_id WHERE g.kind = 'picked'
  ), each AS (
    SELECT DISTINCT ON (lower(text)) text, locale, "right", at FROM asked ORDER BY lower(text), "right" IS NULL, at DESC
  )
  SELECT text, locale, "right" FROM each ORDER BY at DESC LIMIT ${MOST}`
