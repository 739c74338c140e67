// The words in which customers asked and that may become phrasings, with what speaks for and against them.

import type { Database } from '../database/client.ts'
import { loadArticles } from './articles.ts'
import { type Heard, type Judgement, judge } from './learning.ts'
import { inSlices } from './slices.ts'

/** How many are looked at, the latest: what hardly anybody confirms must not pile up. */
const MOST = 1_000

interface Candidate extends Heard {
  /** Why it was set aside; null while it waits. */
  readonly why: string | null
}

/** Judges what customers said, beside all else that goes on; what was judged the same before is left out. */
export const judgeCandidates = async (db: Database): Promise<readonly Judgement[]> => {
  const candidates = await openCandidates(db)
  if (candidates.length === 0) return []
  const judged = await inSlices(judge({ articles: await loadArticles(db), candidates, learned: await learnedBy(db) }))
  const before = new Map(candidates.map(({ id, why }) => [id, why]))
  return judged.filter(({ candidate, setAside }) => setAside === null || setAside !== before.get(candidate))
}

/** The candidates about which nothing is settled, the oldest first. What would harm others is looked at again, as they change. */
export const openCandidates = async (db: Database): Promise<readonly Candidate[]> => {
  const rows = await db.phrasingCandidate.findMany({
    where: { article: { archived: false }, OR: [{ state: 'waiting' }, { state: 'refused', why: 'harms' }] },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    include: { signs: { select: { kind: true, conversationId: true } } },
    take: MOST,
  })
  return rows.toReversed().map(({ id, articleId, text, why, signs }) => {
    const count = (kind: string): number => signs.filter((sign) => sign.kind === kind).length
    const said = { solved: count('solved'), picked: count('picked'), not: count('not') }
    const voices = [...new Set(signs.flatMap(({ conversationId }) => conversationId ?? []))]
    return { id, article: articleId, text, why, ...said, voices }
  })
}

const learnedBy = async (db: Database): Promise<ReadonlyMap<string, number>> => {
  const rows = await db.$queryRaw<{ article: string; count: number }[]>`
    SELECT c.article_id AS article, count(*)::int AS count FROM phrasing_candidates c
    JOIN phrasings p ON p.article_id = c.article_id AND p.text = c.text WHERE c.state = 'learned' GROUP BY c.article_id`
  return new Map(rows.map(({ article, count }) => [article, count]))
}
