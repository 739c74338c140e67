// The suggestion that stands in a conversation, and what becomes of it.

import { change, type Part } from './saying.ts'
import type { Verdict } from './suggestions.ts'
import type { Form, Suggesting } from './types.ts'

/** The suggestion that a form holds, also while more words come in; null where there is none, or it was taken to have helped. */
export const standing = (form: Form): Suggesting | null => {
  const held = form.kind === 'gathering' ? form.before : form
  return held.kind === 'suggesting' && !held.assumed ? held : null
}

/** Something else takes the place of the suggestion that stands: it did not help. */
export const supersede = (form: Form): Part => {
  const suggestion = standing(form)
  return suggestion === null ? {} : settle(suggestion, 'not', null)
}

/** Stores what became of a suggestion, and of which article where it was of one. */
export const settle = ({ suggestion }: Suggesting, verdict: Verdict, article: string | null): Part =>
  change({ type: 'SettleSuggestion', id: suggestion, verdict, article })
