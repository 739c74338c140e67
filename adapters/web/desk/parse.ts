// Managers' posts become events.

import { z } from 'zod'
import type { FileRef, Inbound } from '../../../src/channel.ts'
import type { ManagerRef } from '../../../src/core/types.ts'
import { type Document, fromMarkdown, fromPlainText, plainText } from '../../../src/document.ts'
import { id, keyOf, line, messageBody, writtenBody } from '../door/fields.ts'
import { FilesRefused } from '../files/refused-files.ts'

const LONGEST_NAME = 80

const actionBody = z.object({ id: id.optional() }, 'badBody')
const answerBody = z.object(
  { id: id.optional(), article: z.string('noArticle').min(1, 'noArticle').max(200, 'noArticle') },
  'badBody',
)
const takeBackBody = z.object({ id: id.optional(), message: z.guid('badId') }, 'badBody')
/** `POST /desk/sign-in/<token>`; a name left empty is none. */
export const signInBody = z.object(
  {
    name: line(LONGEST_NAME, 'longName')
      .transform((name) => (name === '' ? null : name))
      .optional(),
  },
  'badBody',
)

interface StaffAct {
  readonly session: string
  readonly by: ManagerRef
  readonly number: number
  readonly action: string
  readonly files?: readonly FileRef[]
}

/** A manager's post about a ticket as an event; null for an action that there isn't. Throws zod's error for a body that doesn't fit. */
export const managerActed = (
  { session, by, number, action, files = [] }: StaffAct,
  body: unknown,
  at: Date,
): Inbound | null => {
  const about = { by, ticket: { number } }
  const inbound = (post: string | undefined, event: Inbound['event']) => ({ key: keyOf(session, post), at, event })
  switch (action) {
    case 'claim':
      return inbound(actionBody.parse(body).id, { type: 'ManagerClaimed', ...about })
    case 'release':
      return inbound(actionBody.parse(body).id, { type: 'ManagerReleased', ...about })
    case 'resolve':
      return inbound(actionBody.parse(body).id, { type: 'ManagerResolved', ...about })
    case 'reply': {
      const written = writtenBody(files).parse(body)
      const words = markdown(written.text)
      return inbound(written.id, {
        type: 'ManagerReplied',
        ...about,
        messageId: null,
        words,
        ...(files.length > 0 && { files }),
      })
    }
    case 'note': {
      const written = messageBody.parse(body)
      if (files.length > 0) throw new FilesRefused([{ fault: 'notWithNotes' }])
      return inbound(written.id, { type: 'ManagerNoted', ...about, messageId: null, words: markdown(written.text) })
    }
    case 'faq': {
      const chosen = answerBody.parse(body)
      return inbound(chosen.id, { type: 'ManagerAnswered', ...about, article: chosen.article, instead: null })
    }
    case 'take-back': {
      const { id: post, message } = takeBackBody.parse(body)
      return inbound(post, { type: 'ManagerTookBack', ...about, message })
    }
    default:
      return null
  }
}

// Markdown that shows nothing (a rule, a footnote's text) is still what the manager wrote.
const markdown = (text: string): Document => {
  const document = fromMarkdown(text)
  return plainText(document).trim() === '' ? fromPlainText(text) : document
}
