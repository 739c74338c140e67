// What in the FAQ wants a manager's eye: words that may be phrasings, articles that are old, fail or lie idle, and questions without an answer.

import { setImmediate } from 'node:timers/promises'
import { offerOf } from '../core/offering.ts'
import { impersonal } from '../core/personal-data.ts'
import { type Database, Prisma } from '../database/client.ts'
import type { CandidateRow, FaqReview, LearnedRow, ReviewedArticle, ReviewList, UnansweredRow } from '../desk/faq.ts'
import { groupedByLikeness } from '../knowledge/alike.ts'
import type { Library } from '../knowledge/library.ts'
import { inSlices } from '../knowledge/slices.ts'

interface Reviewing {
  readonly db: Database
  readonly library: Pick<Library, 'match'>
  readonly timeZone: string
  readonly locale: string
  readonly now: Date
}

const MOST_ROWS = 5
const DAY = 86_400_000
/** Days: what happened since is recent, and an article that is younger had no chance yet. */
const RECENT = 30
/** Verdicts, before a share of them means anything. */
const LEAST_VERDICTS = 4
const LOW_RATE = 0.5
/** Tickets that managers answered in other words although it had been shown. */
const LEAST_OTHERWISE = 3
/** A share that fell by so much is worth a look, however high it is. */
const FALL = 0.2
const MOST_QUESTIONS = 300
/** Of which some are asked again and again. */
const MOST_READ = 3_000

/** Reads it all. */
export const readFaqReview = async (parts: Reviewing): Promise<FaqReview> => {
  const [articles, candidates, learned, unanswered] = await Promise.all([
    readArticles(parts),
    readCandidates(parts.db),
    readLearned(parts.db),
    readUnanswered(parts),
  ])
  const today = dayIn(parts.now, parts.timeZone)
  const isOverdue = ({ reviewAfter }: ReviewedArticle) => reviewAfter !== null && reviewAfter <= today
  const youngest = parts.now.getTime() - RECENT * DAY
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

const isWeak = ({ rate, rateBefore, solved, not, otherwise }: ReviewedArticle): boolean => {
  if (otherwise >= LEAST_OTHERWISE && otherwise > solved) return true
  if (rate === null || solved + not < LEAST_VERDICTS) return false
  return rate < LOW_RATE || (rateBefore !== null && rateBefore - rate >= FALL)
}

// Sweden writes dates as ISO 8601 does.
const dayIn = (at: Date, timeZone: string): string => at.toLocaleDateString('sv-SE', { timeZone })

type StoredArticle = ReviewedArticle & { readonly createdAt: Date }

interface Counted extends Omit<StoredArticle, 'rate' | 'rateBefore' | 'reviewAfter'> {
  readonly reviewAfter: Date | null
  readonly solvedBefore: number
  readonly notBefore: number
}

const readArticles = async ({ db, now }: Reviewing): Promise<StoredArticle[]> => {
  const recent = new Date(now.getTime() - RECENT * DAY)
  const rows = await db.$queryRaw<Counted[]>`
    SELECT a.id, a.title, o.name AS owner, a.review_after AS "reviewAfter", a.created_at AS "createdAt",
      (SELECT count(*)::int FROM suggestion_articles x WHERE x.article_id = a.id) + (SELECT count(*)::int FROM phrasing_signs g
        JOIN phrasing_candidates p ON p.id = g.candidate_id WHERE p.article_id = a.id AND g.kind = 'picked') AS offered,
      count(*) FILTER (WHERE s.verdict = 'solved' AND s.settled_at >= ${recent})::int AS solved,
      count(*) FILTER (WHERE s.verdict = 'not' AND s.settled_at >= ${recent})::int AS "not",
      count(*) FILTER (WHERE s.verdict = 'solved' AND s.settled_at < ${recent})::int AS "solvedBefore",
      count(*) FILTER (WHERE s.verdict = 'not' AND s.settled_at < ${recent})::int AS "notBefore",
      ${answeredOtherwise(recent)} AS otherwise
    FROM articles a LEFT JOIN managers o ON o.id = a.owner_id LEFT JOIN suggestions s ON s.article_id = a.id
    WHERE NOT a.archived GROUP BY a.id, o.name ORDER BY a.created_at, a.id`
  return rows.map(({ solvedBefore, notBefore, reviewAfter, ...row }) => ({
    ...row,
    reviewAfter: reviewAfter?.toISOString().slice(0, 10) ?? null,
    rate: shareOf(row.solved, row.not, 1),
    rateBefore: shareOf(solvedBefore, notBefore, LEAST_VERDICTS),
  }))
}

// What a manager writes after an article was shown may contradict it.
const answeredOtherwise = (since: Date): Prisma.Sql => Prisma.sql`(
  SELECT count(DISTINCT t.id)::int FROM suggestion_articles x JOIN suggestions q ON q.id = x.suggestion_id
  JOIN tickets t ON t.conversation_id = q.conversation_id AND t.opened_at BETWEEN q.created_at AND q.created_at + interval '1 hour'
  WHERE x.article_id = a.id AND x.rank = 0 AND q.created_at >= ${since} AND q.verdict IN ('not', 'person')
    AND EXISTS (SELECT FROM messages m WHERE m.ticket_id = t.id AND m.author = 'manager' AND m.audience = 'everyone' AND m.deleted_at IS NULL)
    AND NOT EXISTS (SELECT FROM phrasing_signs g JOIN phrasing_candidates p ON p.id = g.candidate_id
      WHERE g.conversation_id = q.conversation_id AND g.kind = 'picked' AND p.article_id = a.id))`

const shareOf = (solved: number, not: number, least: number): number | null =>
  solved + not < least ? null : solved / (solved + not)

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
    WHERE s.question IS NOT NULL AND s.created_at > ${new Date(now.getTime() - RECENT * DAY)}
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
