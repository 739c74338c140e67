// The customer's words before they are a ticket, and where a form keeps them.

import type { Change } from './decision.ts'
import { type Document, joined, plainText } from './document.ts'
import { customerAuthor, type Scene } from './saying.ts'
import type { Form, Question, Sender } from './types.ts'

/** A message of the customer's that is being stored. */
export interface Words {
  readonly id: string
  readonly document: Document
  readonly text: string
  /** The change that stores it, with the ticket it belongs to. */
  readonly stored: (ticket: string | null) => Change
}

/** What an event that brings words tells of them. */
export interface Written {
  readonly from: Sender
  readonly messageId: string
  readonly words: Document
}

/** Reads the words of an event, under a fresh id. */
export const wordsOf = ({ state, context }: Scene, { from, messageId, words }: Written): Words => {
  const id = context.newId()
  return {
    id,
    document: words,
    text: plainText(words),
    stored: (ticket) => ({
      type: 'AddMessage',
      id,
      author: customerAuthor(state),
      audience: 'everyone',
      body: { document: words },
      ticket,
      origin: { channel: from.channel, externalId: messageId },
    }),
  }
}

/** The words as a question, joined to the one before where there is one. */
export const questionWith = (before: Question | null, { id, document, text }: Words): Question =>
  before === null
    ? { messages: [id], words: document, text }
    : {
        messages: [...before.messages, id],
        words: joined([before.words, document]),
        text: `${before.text}\n\n${text}`,
      }

/** The question that a form holds, whatever it waits for. */
export const questionIn = (form: Form): Question | null => {
  switch (form.kind) {
    case 'idle':
      return form.kept
    case 'suggesting':
      return form.question
    case 'registering':
      return form.purpose.aim === 'welcome' ? null : form.purpose.question
    case 'asking':
    case 'commenting':
      return null
  }
}

/** The same form with another question in the place of its own. */
export const replaceQuestion = (form: Form, question: Question): Form => {
  switch (form.kind) {
    case 'idle':
      return { ...form, kept: question }
    case 'suggesting':
      return { ...form, question }
    case 'registering':
      return form.purpose.aim === 'welcome' ? form : { ...form, purpose: { ...form.purpose, question } }
    case 'asking':
    case 'commenting':
      return form
  }
}
