// The door: bodies of requests become events. Messages of the schemas are keys in the locales' `web` file.

import { z } from 'zod'
import type { Inbound } from '../../src/channel.ts'
import type { ManagerRef, Sender } from '../../src/core/types.ts'
import { type Document, fromMarkdown, fromPlainText, plainText } from '../../src/document.ts'

const LONGEST_TEXT = 20_000
const LONGEST_NAME = 80
// Telegram holds a press to 64 bytes, and the rules keep to that everywhere.
const LONGEST_PRESS = 64

/** The client's own UUID of a post: the same one again is the same event. */
const id = z.guid('badId').toLowerCase()
const text = z
  .string('noText')
  .transform((given) => cleaned(given))
  .pipe(z.string().min(1, 'noText').max(LONGEST_TEXT, 'longText'))

/** `POST /messages`, `/reply`, `/note`. */
export const messageBody = z.object({ id, text }, 'badBody')
/** `POST /press`. */
export const pressBody = z.object(
  { id: id.optional(), press: z.string('noPress').min(1, 'noPress').max(LONGEST_PRESS, 'noPress') },
  'badBody',
)
const actionBody = z.object({ id: id.optional() }, 'badBody')
const answerBody = z.object(
  { id: id.optional(), article: z.string('noArticle').min(1, 'noArticle').max(200, 'noArticle') },
  'badBody',
)
const takeBackBody = z.object({ id: id.optional(), message: z.guid('badId') }, 'badBody')
/** `POST /desk/sign-in/<token>`; a name left empty is none. */
export const signInBody = z.object(
  {
    name: z
      .string('longName')
      .transform((given) => cleaned(given).trim().replace(/\s+/g, ' '))
      .pipe(z.string().max(LONGEST_NAME, 'longName'))
      .transform((name) => (name === '' ? null : name))
      .optional(),
  },
  'badBody',
)

type Post<Body> = { readonly guest: string; readonly locale: string | null; readonly body: Body }

/** A guest's post as an event: a first word with a slash is a command. `guest` is the session's hash, `locale` what the browser tells. */
export const customerSaid = ({ guest, locale, body }: Post<z.infer<typeof messageBody>>, at: Date): Inbound => {
  const from = sender(guest, locale)
  const messageId = `${guest}:${body.id}`
  const key = keyOf(guest, body.id)
  const [, command, argument = ''] = /^\/([a-z]\w*)(?:\s+([\s\S]*))?$/i.exec(body.text.trim()) ?? []
  if (command !== undefined) {
    const event = { type: 'CustomerCommanded', from, messageId, command: command.toLowerCase(), argument } as const
    return { key, at, event }
  }
  return { key, at, event: { type: 'CustomerWrote', from, messageId, words: fromPlainText(body.text) } }
}

/** A guest's press as an event. */
export const customerPressed = ({ guest, locale, body }: Post<z.infer<typeof pressBody>>, at: Date): Inbound => ({
  key: keyOf(guest, body.id),
  at,
  event: { type: 'CustomerPressed', from: sender(guest, locale), press: body.press },
})

interface StaffAct {
  readonly session: string
  readonly by: ManagerRef
  readonly number: number
  readonly action: string
}

/** A manager's post about a ticket as an event; null for an action that there isn't. Throws zod's error for a body that doesn't fit. */
export const managerActed = ({ session, by, number, action }: StaffAct, body: unknown, at: Date): Inbound | null => {
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
      const written = messageBody.parse(body)
      return inbound(written.id, { type: 'ManagerReplied', ...about, messageId: null, words: markdown(written.text) })
    }
    case 'note': {
      const written = messageBody.parse(body)
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

/** The position after which an event stream goes on: 0, the start, for anything but a whole number. */
export const positionAfter = (lastEventId: string | undefined): number =>
  lastEventId !== undefined && /^\d{1,15}$/.test(lastEventId) ? Number(lastEventId) : 0

/** A ticket's number in an address; null where it can't be one. */
export const ticketNumber = (written: string): number | null =>
  /^[1-9]\d{0,8}$/.test(written) ? Number(written) : null

// PostgreSQL takes neither NUL nor half a surrogate pair; other control characters have no business in a message.
const cleaned = (given: string): string =>
  given
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/(?![\n\t])\p{Cc}/gu, '')
    .replace(/^(?:[^\S\n]*\n)+/, '')
    .trimEnd()

const sender = (guest: string, locale: string | null): Sender => ({
  channel: 'web',
  externalId: guest,
  address: guest,
  name: null,
  locale,
})

// Without the client's own id a post can't be known again.
const keyOf = (session: string, post: string | undefined): string => `web:${session}:${post ?? crypto.randomUUID()}`

// Markdown that shows nothing (a rule, a footnote's text) is still what the manager wrote.
const markdown = (text: string): Document => {
  const document = fromMarkdown(text)
  return plainText(document).trim() === '' ? fromPlainText(text) : document
}
