// Managers' posts become events.

import { z } from 'zod'
import type { FileRef, Inbound } from '../../../src/channel.ts'
import type { ManagerRef } from '../../../src/core/types.ts'
import type { Colleague } from '../../../src/desk/searching.ts'
import { type Document, fromMarkdown, fromPlainText, plainText } from '../../../src/document.ts'
import { cleaned, id, keyOf, line, messageBody, storedAs, text, writtenBody } from '../door/fields.ts'
import { FilesRefused } from '../files/refused-files.ts'
import { assisting } from './assisting.ts'
import { settled, settlingAction } from './settling.ts'

const LONGEST_NAME = 80

const actionBody = z.object({ id: id.optional() }, 'badBody')
const answerBody = z.object(
  {
    id: id.optional(),
    article: z.string('noArticle').overwrite(cleaned).min(1, 'noArticle').max(200, 'noArticle'),
    instead: text.optional(),
  },
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

const besideBody = z.object({ resolve: z.literal('yes').optional(), seen: z.guid().toLowerCase().optional() }).catch({})

/** Whether a post says that its ticket is to be resolved after it. */
export const resolvesAfter = (body: unknown): boolean => besideBody.parse(body).resolve === 'yes'

// The last message that the post's page showed, where it tells.
const seenIn = (body: unknown): { readonly seen?: string } => {
  const { seen } = besideBody.parse(body)
  return seen === undefined ? {} : { seen }
}

/** What leaves a message of the manager's. */
type Saying = { readonly type: 'ManagerReplied' | 'ManagerNoted' | 'ManagerAnswered' }

interface StaffAct {
  readonly session: string
  readonly by: ManagerRef
  readonly number: number
  readonly action: string
  /** Those whom a ticket may be given to. */
  readonly colleagues: readonly Colleague[]
  readonly files?: readonly FileRef[]
}

/** A manager's post about a ticket as an event; null for an action that there isn't. Throws zod's error for a body that doesn't fit. */
export const managerActed = (
  { session, by, number, action, colleagues, files = [] }: StaffAct,
  body: unknown,
  at: Date,
): Inbound | null => {
  const about = { by, ticket: { number } }
  const inbound = (post: string | undefined, event: Inbound['event']) => ({ key: keyOf(session, post), at, event })
  const said = (post: string | undefined, event: Extract<Inbound['event'], Saying>) => {
    const key = keyOf(session, post)
    return { key, at, event: { ...event, storedAs: storedAs(key) } }
  }
  switch (action) {
    case 'claim':
      return inbound(actionBody.parse(body).id, { type: 'ManagerClaimed', ...about })
    case 'release':
      return inbound(actionBody.parse(body).id, { type: 'ManagerReleased', ...about })
    case 'resolve':
      return inbound(actionBody.parse(body).id, { type: 'ManagerResolved', ...about })
    case 'reply': {
      const { id: post, text: typed } = writtenBody(files).parse(body)
      const words = { words: written(typed), ...(files.length > 0 && { files }) }
      return said(post, { type: 'ManagerReplied', ...about, ...seenIn(body), messageId: null, ...words })
    }
    case 'note': {
      const { id: post, text: typed } = messageBody.parse(body)
      if (files.length > 0) throw new FilesRefused([{ fault: 'notWithNotes' }])
      return said(post, { type: 'ManagerNoted', ...about, messageId: null, words: written(typed) })
    }
    case 'faq': {
      const chosen = answerBody.parse(body)
      const instead = chosen.instead === undefined ? null : written(chosen.instead)
      return said(chosen.id, { type: 'ManagerAnswered', ...about, ...seenIn(body), article: chosen.article, instead })
    }
    case 'take-back': {
      const { id: post, message } = takeBackBody.parse(body)
      return inbound(post, { type: 'ManagerTookBack', ...about, message })
    }
    default: {
      const assisted = assisting(action, about, body)
      if (assisted !== null) return inbound(actionBody.parse(body).id, assisted)
      const settling = settlingAction(action)
      if (settling === null) return null
      return inbound(actionBody.parse(body).id, settled(settling, about, body, colleagues))
    }
  }
}

/** What a manager typed in Markdown. What would show nothing (a rule, a footnote's text) is still what they wrote. */
export const written = (text: string): Document => {
  const document = fromMarkdown(text)
  return plainText(document).trim() === '' ? fromPlainText(text) : document
}
