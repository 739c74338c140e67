// What was offered to a customer, and what came of it: the figures and the learning read it later.

import type { Change } from '../core/decision.ts'
import type { Transaction } from '../database/client.ts'

/** Stores the articles offered, in their order. */
export const recordSuggestion = async (
  tx: Transaction,
  conversation: string,
  { id, matches }: Extract<Change, { type: 'RecordSuggestion' }>,
  now: Date,
): Promise<void> => {
  const articles = matches.map(({ article, confidence }, rank) => ({ articleId: article, confidence, rank }))
  await tx.suggestion.create({
    data: { id, conversationId: conversation, createdAt: now, articles: { create: articles } },
    select: { id: true },
  })
}

/** Stores the customer's verdict. */
export const settleSuggestion = async (
  tx: Transaction,
  { id, verdict, article }: Extract<Change, { type: 'SettleSuggestion' }>,
  now: Date,
): Promise<void> => {
  await tx.suggestion.update({
    where: { id },
    data: { verdict, settledAt: now, articleId: article },
    select: { id: true },
  })
}
