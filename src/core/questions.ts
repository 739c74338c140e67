// The customer's words before they are a ticket, and where a form keeps them.

import type { Body, Change } from './decision.ts'
import { type Document, joined, plainText } from './document.ts'
import { type FileRef, namesOf } from './files.ts'
import { customerAuthor, type Scene } from './saying.ts'
import type { Form, Question, Sender, State } from './types.ts'

/** A message of the customer's that is being stored. */
export interface Words {
  readonly id: string
  readonly document: Document
  /** What stands for it where only words can: its words, or the names of its files. */
  readonly text: string
  readonly files: readonly FileRef[]
  readonly album: string | null
  /** As the staff read it: passed-on and quoted words marked as such. */
  readonly shown: Body
  /** The change that stores it, with the ticket it belongs to. */
  readonly stored: (ticket: string | null) => Change
}

/** What an event that brings words tells of them. */
export interface Written {
  readonly from: Sender
  readonly messageId: string
  readonly words: Document
  readonly files?: readonly FileRef[]
  readonly album?: string
  readonly forwardedFrom?: string
}

/** Reads the words of an event, under a fresh id. */
export const wordsOf = ({ state, context }: Scene, written: Written): Words => {
  const { from, messageId, words, files = [], album = null } = written
  const id = context.newId()
  return {
    id,
    document: words,
    text: plainText(words).trim() || namesOf(files),
    files,
    album,
    shown: shownOf(state, written),
    stored: (ticket) => ({
      type: 'AddMessage',
      id,
      author: customerAuthor(state),
      audience: 'everyone',
      body: { document: words },
      files,
      ticket,
      origin: { channel: from.channel, externalId: messageId },
    }),
  }
}

const shownOf = ({ named }: State, { words, forwardedFrom }: Written): Body => {
  const quoted = named === null ? words : joined([quoteOf(named.document, LONGEST_QUOTE), words])
  if (forwardedFrom === undefined) return { document: quoted }
  return forwardedFrom === ''
    ? { say: 'staff.forwarded', document: quoted }
    : { say: 'staff.forwardedFrom', params: { name: forwardedFrom }, document: quoted }
}

const LONGEST_QUOTE = 200

/** Somebody's words in one paragraph of a quotation, `longest` characters of them. */
export const quoteOf = (document: Document, longest: number): Document => {
  const characters = [...plainText(document).replace(/\s+/g, ' ')]
  const value = `${characters.slice(0, longest).join('')}${characters.length > longest ? '…' : ''}`
  return {
    type: 'root',
    children: [{ type: 'blockquote', children: [{ type: 'paragraph', children: [{ type: 'text', value }] }] }],
  }
}

/** The words as a question, joined to the one before where there is one. */
export const questionWith = (before: Question | null, { id, document, text, files, album }: Words): Question =>
  before === null
    ? { messages: [id], words: document, text, files, album }
    : {
        messages: [...before.messages, id],
        words: joined([before.words, document]),
        text: `${before.text}\n\n${text}`,
        files: [...(before.files ?? []), ...files],
        album: album ?? before.album ?? null,
        ...(before.incident === undefined ? {} : { incident: before.incident }),
      }

/** Two questions as one, in their order. */
export const joinedQuestion = (before: Question, { messages, words, text, files, album }: Question): Question => ({
  ...before,
  messages: [...before.messages, ...messages],
  words: joined([before.words, words]),
  text: `${before.text}\n\n${text}`,
  files: [...(before.files ?? []), ...(files ?? [])],
  album: album ?? before.album ?? null,
})

/** The question that a form holds, whatever it waits for. */
export const questionIn = (form: Form): Question | null => {
  switch (form.kind) {
    case 'idle':
      return form.kept
    case 'gathering':
    case 'consulting':
      return form.question
    case 'suggesting':
      return form.assumed ? null : form.question
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
    case 'gathering':
    case 'consulting':
    case 'suggesting':
      return { ...form, question }
    case 'registering':
      return form.purpose.aim === 'welcome' ? form : { ...form, purpose: { ...form.purpose, question } }
    case 'asking':
    case 'commenting':
      return form
  }
}
