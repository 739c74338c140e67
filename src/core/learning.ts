// What is to be learned of what customers and managers make of an answer: in which words people ask for an article.

import { smallTalkIn, withoutCourtesy } from './courtesy.ts'
import { impersonal } from './personal-data.ts'
import { change, type Part } from './saying.ts'
import type { SignKind } from './suggestions.ts'
import type { State } from './types.ts'

/** In characters, without courtesy and with it: longer words are a story, not a way to ask. */
const LONGEST = 300
const LONGEST_WHOLE = 500
/** In characters; what is longer is not even looked through. */
const LONGEST_READ = 4_000
/** Fewer words could mean anything. */
const LEAST_WORDS = 2

interface Said {
  /** Of whoever asked. */
  readonly state: Pick<State, 'customer' | 'conversation'>
  readonly question: string | null
  readonly article: string | null
  readonly kind: SignKind
  /** A manager's id, where one said so. */
  readonly by: string | null
}

/** Records a sign for or against a question's words as a phrasing of an article; nothing where they are no phrasing. */
export const learn = ({ state, question, article, kind, by }: Said): Part => {
  const text = question === null ? null : phrasingIn(question, namesIn(state))
  return text === null || article === null ? {} : change({ type: 'RecordSign', article, text, kind, by })
}

/** What a customer is called, by themselves and by the platform of this chat. */
export const namesIn = ({ customer, conversation }: Said['state']): readonly string[] =>
  [customer.name, conversation.knownName].flatMap((name) => name ?? [])

/** The words of a question as they may be kept with an article: on one line, without personal data and the names of whoever asked; null where hardly anything is asked in them. */
export const phrasingIn = (question: string, names: readonly string[]): string | null => {
  if (question.length > LONGEST_READ) return null
  const text = impersonal(question, names).replace(/\s+/g, ' ').trim()
  if (text.length > LONGEST_WHOLE || smallTalkIn(text) !== null) return null
  const asked = withoutCourtesy(text)
  const words = asked.match(/[\p{L}\p{N}]+/gu) ?? []
  return asked.length > LONGEST || words.length < LEAST_WORDS ? null : text
}
