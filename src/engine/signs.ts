// What tells for or against a customer's words as a phrasing of an article: whatever becomes of them is decided elsewhere.

import type { SuggestionChange } from '../core/suggestions.ts'
import type { Transaction } from '../database/client.ts'

/** Stores a sign, and the candidate that it is about; twice is once. Nothing where the article is gone or has the phrasing without us. */
export const recordSign = async (
  tx: Transaction,
  conversation: string,
  { article, text, kind, by }: Extract<SuggestionChange, { type: 'RecordSign' }>,
  now: Date,
): Promise<void> => {
  await tx.$executeRaw`
    WITH known AS (
      SELECT id FROM phrasing_candidates WHERE article_id = ${article} AND text = ${text}
    ), made AS (
      INSERT INTO phrasing_candidates (id, article_id, text, created_at)
      SELECT ${crypto.randomUUID()}::uuid, a.id, ${text}, ${now} FROM articles a WHERE a.id = ${article}
        AND (EXISTS (SELECT FROM known) OR NOT EXISTS (SELECT FROM phrasings p WHERE p.article_id = a.id AND p.text = ${text}))
      ON CONFLICT (article_id, text) DO UPDATE SET text = excluded.text RETURNING id
    )
    INSERT INTO phrasing_signs (id, candidate_id, kind, conversation_id, manager_id, at)
    SELECT ${crypto.randomUUID()}::uuid, id, ${kind}, ${conversation}::uuid, ${by}::uuid, ${now} FROM made
    ON CONFLICT DO NOTHING`
}

/** Takes back the signs that conversations gave, and the words that nobody else gave any for: what was learned already is the article's. */
export const forgetSigns = async (tx: Transaction, conversations: readonly string[]): Promise<void> => {
  const gone = await tx.$queryRaw<{ id: string }[]>`
    DELETE FROM phrasing_signs WHERE conversation_id = ANY(${conversations}::uuid[]) RETURNING candidate_id AS id`
  await tx.phrasingCandidate.deleteMany({
    where: { id: { in: gone.map(({ id }) => id) }, state: { not: 'learned' }, signs: { none: {} } },
  })
}
