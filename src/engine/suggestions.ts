// What was offered to a customer, and what came of it: the figures and the learning read it later.

import type { Change } from '../core/decision.ts'
import type { SuggestionChange } from '../core/suggestions.ts'
import type { Transaction } from '../database/client.ts'
import { recordSign } from './signs.ts'

// All of them, by the compiler.
const kinds: Readonly<Record<SuggestionChange['type'], true>> = {
  ...{ RecordSuggestion: true, AssistSuggestion: true, RecordUnanswered: true, SettleSuggestion: true },
  RecordSign: true,
}

/** Whether a change records something of a suggestion. */
export const isSuggestionChange = (change: Change): change is SuggestionChange => change.type in kinds

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
    case 'AssistSuggestion':
      return assistSuggestion(tx, change)
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
  { id, question, matches, isAssisted }: Named<'RecordSuggestion'>,
  createdAt: Date,
): Promise<void> => {
  const articles = matches.map(({ article, confidence }, rank) => ({ articleId: article, confidence, rank }))
  const data = {
    id,
    conversationId,
    question,
    createdAt,
    assisted: isAssisted ?? false,
    articles: { create: articles },
  }
  await tx.suggestion.create({ data, select: { id: true } })
}

// The articles that the assistant added, behind those that were offered.
const assistSuggestion = async (tx: Transaction, { id, matches }: Named<'AssistSuggestion'>): Promise<void> => {
  await tx.suggestion.update({ where: { id }, data: { assisted: true }, select: { id: true } })
  const before = await tx.suggestionArticle.count({ where: { suggestionId: id } })
  await tx.suggestionArticle.createMany({
    data: matches.map(({ article, confidence }, index) => ({
      suggestionId: id,
      articleId: article,
      confidence,
      rank: before + index,
    })),
  })
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
