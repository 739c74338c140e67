// What in the FAQ wants a manager's eye: words that may be phrasings, articles that are old, fail or lie idle, and questions without an answer.

import { type Database, Prisma } from '../database/client.ts'
import type { CandidateRow, FaqReview, LearnedRow, ReviewedArticle, ReviewList } from '../desk/faq.ts'
import type { Library } from '../knowledge/library.ts'
import { isToReview, isWeak, RECENT, readArticleFigures, type StoredArticle } from './article-figures.ts'
import { readUnanswered } from './unanswered.ts'

interface Reviewing {
  readonly db: Database
  readonly library: Pick<Library, 'match'>
  readonly timeZone: string
  readonly locale: string
  readonly now: Date
}

const MOST_ROWS = 5

/** Reads it all. */
export const readFaqReview = async (parts: Reviewing): Promise<FaqReview> => {
  const [articles, candidates, learned, unanswered] = await Promise.all([
    readArticleFigures(parts, Prisma.sql`NOT a.archived`),
    readCandidates(parts.db),
    readLearned(parts.db),
    readUnanswered(parts, { from: new Date(parts.now.getTime() - RECENT), to: parts.now }),
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
