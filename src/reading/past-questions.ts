// What customers asked, with the articles that were confirmed to answer it.

import type { Database } from '../database/client.ts'
import type { PastQuestion } from '../knowledge/back-test.ts'

const MOST = 300
/** Read of each kind, the latest, many of which may be one and the same: a desk of years has more than anybody waits for. */
const MOST_READ = 3_000

/**
 * The latest questions, each once: with the article that solved it, or that a manager answered it with, else with none.
 * `locale` stands for the language of whoever's platform tells none.
 */
export const readPastQuestions = (db: Database, locale: string): Promise<PastQuestion[]> => db.$queryRaw`
  WITH suggested AS (
    SELECT conversation_id, question AS text, CASE WHEN verdict = 'solved' THEN article_id END AS "right", created_at AS at
    FROM suggestions WHERE question IS NOT NULL ORDER BY created_at DESC LIMIT ${MOST_READ}
  ), picked AS (
    SELECT conversation_id, candidate_id, at FROM phrasing_signs WHERE kind = 'picked' ORDER BY at DESC LIMIT ${MOST_READ}
  ), asked AS (
    SELECT * FROM suggested
    UNION ALL
    SELECT g.conversation_id, p.text, p.article_id, g.at FROM picked g JOIN phrasing_candidates p ON p.id = g.candidate_id
  ), each AS (
    SELECT DISTINCT ON (lower(text)) * FROM asked ORDER BY lower(text), "right" IS NULL, at DESC
  )
  SELECT e.text, coalesce(i.chosen_locale, i.locale, ${locale}) AS locale, e."right"
  FROM each e JOIN conversations c ON c.id = e.conversation_id JOIN identities i ON i.id = c.identity_id
  ORDER BY e.at DESC LIMIT ${MOST}`
