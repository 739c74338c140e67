// Questions that the FAQ had no answer to: what articles are missing.

import { setImmediate } from 'node:timers/promises'
import { offerOf } from '../core/offering.ts'
import { impersonal } from '../core/personal-data.ts'
import type { Database } from '../database/client.ts'
import type { UnansweredRow } from '../desk/faq.ts'
import { groupedByLikeness } from '../knowledge/alike.ts'
import type { Library } from '../knowledge/library.ts'
import { inSlices } from '../knowledge/slices.ts'
import type { Period } from '../reports/period.ts'

interface Unanswering {
  readonly db: Database
  readonly library: Pick<Library, 'match'>
  readonly locale: string
}

const MOST_QUESTIONS = 300
/** Of which some are asked again and again. */
const MOST_READ = 3_000

interface Question {
  readonly text: string
  readonly at: Date
  readonly locale: string
  readonly rejected: string | null
  /** What whoever asked is called. */
  readonly names: readonly string[]
}

/**
 * Groups the latest of a period's questions that found no answer by likeness, those that were asked most first. What finds an article by now
 * that nobody has rejected is answered when it is asked again, and left out.
 */
export const readUnanswered = async (parts: Unanswering, period: Period): Promise<readonly UnansweredRow[]> => {
  const questions = await readQuestions(parts, period)
  const open: Question[] = []
  for (const question of questions) {
    const matches = parts.library.match(question.text, question.locale)
    const isOpen = offerOf(matches).kind === 'nothing' || matches[0]?.article === question.rejected
    // An article may be written of it as it stands here.
    if (isOpen) open.push({ ...question, text: impersonal(question.text, question.names) })
    // Hundreds of them would hold up everybody else.
    await setImmediate()
  }
  const groups = await inSlices(groupedByLikeness(open))
  return groups.map(({ question, count, others }) => ({ question, count, others: others.slice(0, 3) }))
}

const readQuestions = ({ db, locale }: Unanswering, { from, to }: Period): Promise<Question[]> => db.$queryRaw`
  WITH latest AS (
    SELECT s.* FROM suggestions s
    WHERE s.question IS NOT NULL AND s.created_at >= ${from} AND s.created_at < ${to}
      AND (s.verdict = 'none' OR s.verdict IN ('not', 'person') AND EXISTS (
        SELECT FROM tickets t WHERE t.conversation_id = s.conversation_id AND t.opened_at >= s.created_at
          AND t.opened_at <= s.settled_at + interval '1 hour'))
    ORDER BY s.created_at DESC LIMIT ${MOST_READ}
  ), each AS (
    SELECT DISTINCT ON (conversation_id, question) * FROM latest ORDER BY conversation_id, question, created_at DESC
  )
  SELECT s.question AS text, s.created_at AS at, coalesce(i.chosen_locale, i.locale, ${locale}) AS locale,
    s.article_id AS rejected, ARRAY(
      SELECT u.name FROM customers u WHERE u.id = i.customer_id AND u.name IS NOT NULL
      UNION SELECT o.known_name FROM identities o WHERE o.customer_id = i.customer_id AND o.known_name IS NOT NULL) AS names
  FROM each s JOIN conversations c ON c.id = s.conversation_id JOIN identities i ON i.id = c.identity_id
  ORDER BY s.created_at DESC LIMIT ${MOST_QUESTIONS}`
