// What was offered to a customer, and what came of it: the figures and the learning read it later.

import type { SuggestionChange } from '../core/suggestions.ts'
import type { Transaction } from '../database/client.ts'
import { recordSign } from './signs.ts'

type Named<Type extends SuggestionChange['type']> = Extract<SuggestionChange, { type: Type }>

/** Stores what is recorded of a suggestion in a conversation. */
export const storeSuggestion = async (
  tx: Transaction,
  conversation: string,
  change: SuggestionChange,
  now: Date,
): Promise<void> => {
  switch (change.type) {
    case 'RecordSuggestion':
      return recordSuggestion(tx, conversation, change, now)
    case 'RecordUnanswered':
      return recordUnanswered(tx, conversation, change, now)
    case 'SettleSuggestion':
      return settleSuggestion(tx, change, now)
    case 'RecordSign':
      return recordSign(tx, conversation, change, now)
  }
}

// The articles that were offered, in their order.
const recordSuggestion = async (
  tx: Transaction,
  conversationId: string,
  { id, question, matches }: Named<'RecordSuggestion'>,
  createdAt: Date,
): Promise<void> => {
  const articles = matches.map(({ article, confidence }, rank) => ({ articleId: article, confidence, rank }))
  const data = { id, conversationId, question, createdAt, articles: { create: articles } }
  await tx.suggestion.create({ data, select: { id: true } })
}

// Settled from the start: there is nothing to say about it.
const recordUnanswered = async (
  tx: Transaction,
  conversationId: string,
  { id, question }: Named<'RecordUnanswered'>,
  now: Date,
): Promise<void> => {
  const data = { id, conversationId, question, verdict: 'none', createdAt: now, settledAt: now }
  await tx.suggestion.create({ data, select: { id: true } })
}

const settleSuggestion = async (
  tx: Transaction,
  { id, verdict, article }: Named<'SettleSuggestion'>,
  now: Date,
): Promise<void> => {
  await tx.suggestion.update({
    where: { id },
    data: { verdict, settledAt: now, articleId: article },
    select: { id: true },
  })
}
