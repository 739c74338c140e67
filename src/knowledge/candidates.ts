// The words in which customers asked and that may become phrasings, with what speaks for and against them.

import type { Database } from '../database/client.ts'

/** Words that wait to be learned or refused, with how many signs of each kind they have. */
export interface Candidate {
  readonly id: string
  readonly article: string
  readonly text: string
  readonly createdAt: Date
  readonly signs: Readonly<Record<'solved' | 'picked' | 'not' | 'nod', number>>
}

/** The candidates that wait, the oldest first; those of one article where it is named. */
export const waitingCandidates = async (db: Database, article?: string): Promise<readonly Candidate[]> => {
  const rows = await db.phrasingCandidate.findMany({
    where: { state: 'waiting', ...(article === undefined ? {} : { articleId: article }) },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    include: { signs: { select: { kind: true } } },
  })
  return rows.map(({ id, articleId, text, createdAt, signs }) => {
    const count = (kind: string): number => signs.filter((sign) => sign.kind === kind).length
    const counted = { solved: count('solved'), picked: count('picked'), not: count('not'), nod: count('nod') }
    return { id, article: articleId, text, createdAt, signs: counted }
  })
}
