// What came of articles: how often each was offered, and what people made of it.

import { type Database, Prisma } from '../database/client.ts'
import { LEAST_VERDICTS, type ReviewedArticle } from '../desk/faq.ts'

/** Milliseconds: what happened since is recent, and an article that is younger had no chance yet. */
export const RECENT = 30 * 86_400_000
const LOW_RATE = 0.5
/** Tickets that managers answered in other words although it had been shown. */
const LEAST_OTHERWISE = 3
/** A share that fell by so much is worth a look, however high it is. */
const FALL = 0.2

interface Reading {
  readonly db: Database
  readonly now: Date
}

export type StoredArticle = ReviewedArticle & { readonly createdAt: Date }

interface Counted extends Omit<StoredArticle, 'rate' | 'rateBefore' | 'reviewAfter'> {
  readonly reviewAfter: Date | null
  readonly solvedBefore: number
  readonly notBefore: number
}

/** Reads them of the articles (`a`) that `where` picks, the oldest first. */
export const readArticleFigures = async ({ db, now }: Reading, where: Prisma.Sql): Promise<StoredArticle[]> => {
  const recent = new Date(now.getTime() - RECENT)
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
    WHERE ${where} GROUP BY a.id, o.name ORDER BY a.created_at, a.id`
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

/** Whether an article seldom helps, or less than it did. */
export const isWeak = ({ rate, rateBefore, solved, not, otherwise }: ReviewedArticle): boolean => {
  if (otherwise >= LEAST_OTHERWISE && otherwise > solved) return true
  if (rate === null || solved + not < LEAST_VERDICTS) return false
  return rate < LOW_RATE || (rateBefore !== null && rateBefore - rate >= FALL)
}

/** Whether an article's day of review has come where the desk is. */
export const isToReview = (
  { reviewAfter }: Pick<ReviewedArticle, 'reviewAfter'>,
  { now, timeZone }: { readonly now: Date; readonly timeZone: string },
): boolean => reviewAfter !== null && reviewAfter <= dayIn(now, timeZone)

// Sweden writes dates as ISO 8601 does.
const dayIn = (at: Date, timeZone: string): string => at.toLocaleDateString('sv-SE', { timeZone })
