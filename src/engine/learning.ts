// What the desk by itself makes of the words in which customers asked; a manager's word goes before it (`articles.ts`).

import type { Outcome } from '../core/decision.ts'
import type { DomainEvent, LearningEvent } from '../core/events.ts'
import type { Transaction } from '../database/client.ts'
import { learnPhrasing } from './articles.ts'

/** Whether an event tells what became of a candidate without a manager. */
export const isLearningEvent = (event: DomainEvent): event is LearningEvent =>
  event.type === 'CandidateLearned' || event.type === 'CandidateSetAside'

/** Handles such an event within its transaction. Nothing where somebody has decided meanwhile. */
export const receiveLearningEvent = async (tx: Transaction, event: LearningEvent, at: Date): Promise<Outcome> => {
  const isLearned = event.type === 'CandidateLearned'
  const [candidate] = await tx.phrasingCandidate.updateManyAndReturn({
    // What would have harmed others may do no harm any more.
    where: { id: event.candidate, OR: [{ state: 'waiting' }, { state: 'refused', why: 'harms' }] },
    data: isLearned ? { state: 'learned', why: 'confirmed' } : { state: 'refused', why: event.why },
  })
  if (candidate === undefined || !isLearned) return { kind: 'done' }
  return learnPhrasing(tx, candidate.articleId, candidate.text, at)
}
