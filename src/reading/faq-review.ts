// What in the FAQ wants a manager's eye: words that may be phrasings, articles that are old, fail or lie idle, and questions without an answer.

import { setImmediate } from 'node:timers/promises'
import { offerOf } from '../core/offering.ts'
import { impersonal } from '../core/personal-data.ts'
import { type Database, Prisma } from '../database/client.ts'
import type { CandidateRow, FaqReview, LearnedRow, ReviewedArticle, ReviewList, UnansweredRow } from '../desk/faq.ts'
import { groupedByLikeness } from '../knowledge/alike.ts'
import type { Library } from '../knowledge/library.ts'
import { inSlices } from '../knowledge/slices.ts'
import { isToReview, isWeak, RECENT, readArticleFigures, type StoredArticle } from './article-figures.ts'

interface Reviewing {
  readonly db: Database
  readonly library: Pick<Library, 'match'>
  readonly timeZone: string
  readonly locale: string
  readonly now: Date
}

const MOST_ROWS = 5
const MOST_QUESTIONS = 300
/** Of which some are asked again and again. */
const MOST_READ = 3_000

/** Reads it all. */
export const readFaqReview = async (parts: Reviewing): Promise<FaqReview> => {
  const [articles, candidates, learned, unanswered] = await Promise.all([
    readArticleFigures(parts, Prisma.sql`NOT a.archived`),
    readCandidates(parts.db),
    readLearned(parts.db),
    readUnanswered(parts),
  ])
  const isOverdue = (article: ReviewedArticle) => isToReview(article, parts)
  const youngest = parts.now.getTime() - RECENT
  const isUnused = ({ offered, createdAt }: StoredArticle) => offered === 0 && createdAt.getTime() < youngest
  return {
    candidates,
    overdue: listed(
      articles.filter(isOverdue).toSorted((one, other) => order(one.reviewAfter ?? '', other.reviewAfter ?? '')),
    ),
    weak: listed(articles.filter(isWeak).toSorted((one, other) => (one.rate ?? 0) - (other.rate ?? 0))),
    unused: listed(articles.filter(isUnused)),
    unanswered: listed(unanswered),
    learned,
  }
}

const listed = <Row>(rows: readonly Row[]): ReviewList<Row> => ({
  count: rows.length,
  rows: rows.slice(0, MOST_ROWS),
})

const order = (one: string, other: string): number => (one < other ? -1 : Number(one > other))

const readCandidates = async (db: Database): Promise<ReviewList<CandidateRow>> => {
  const rows = await db.$queryRaw<(CandidateRow & { readonly all: number })[]>`
    SELECT p.article_id AS article, a.title, p.text AS phrasing, count(*) OVER ()::int AS "all",
      count(*) FILTER (WHERE g.kind = 'solved')::int AS solved, count(*) FILTER (WHERE g.kind = 'not')::int AS "not",
      count(*) FILTER (WHERE g.kind = 'picked')::int AS picked, CASE p.state WHEN 'refused' THEN p.why END AS "setAside"
    FROM phrasing_candidates p JOIN articles a ON a.id = p.article_id LEFT JOIN phrasing_signs g ON g.candidate_id = p.id
    WHERE (p.state = 'waiting' OR p.state = 'refused' AND p.why <> 'manager') AND NOT a.archived GROUP BY p.id, a.id
    ORDER BY count(*) FILTER (WHERE g.kind IN ('solved', 'picked')) - count(*) FILTER (WHERE g.kind = 'not') DESC, p.created_at DESC
    LIMIT ${MOST_ROWS}`
  return { count: rows[0]?.all ?? 0, rows: rows.map(({ all: _, ...row }) => row) }
}

const readLearned = async (db: Database): Promise<ReviewList<LearnedRow>> => {
  const rows = await db.$queryRaw<(LearnedRow & { readonly all: number })[]>`
    SELECT c.article_id AS article, a.title, c.text AS phrasing, count(*) OVER ()::int AS "all"
    FROM phrasing_candidates c JOIN articles a ON a.id = c.article_id JOIN phrasings p ON p.article_id = a.id AND p.text = c.text
    WHERE c.state = 'learned' AND NOT a.archived
    ORDER BY (SELECT max(g.at) FROM phrasing_signs g WHERE g.candidate_id = c.id) DESC NULLS LAST, c.created_at DESC
    LIMIT ${MOST_ROWS}`
  return { count: rows[0]?.all ?? 0, rows: rows.map(({ all: _, ...row }) => row) }
}

interface Question {
  readonly text: string
  readonly at: Date
  readonly locale: string
  readonly rejected: string | null
  /** What whoever asked is called. */
  readonly names: readonly string[]
}

// What finds an article by now that nobody has rejected is answered when it is asked again.
const readUnanswered = async (parts: Reviewing): Promise<readonly UnansweredRow[]> => {
  const questions = await readQuestions(parts)
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

const readQuestions = ({ db, now, locale }: Reviewing): Promise<Question[]> => db.$queryRaw`
  WITH latest AS (
    SELECT s.* FROM suggestions s
    WHERE s.question IS NOT NULL AND s.created_at > ${new Date(now.getTime() - RECENT)}
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
