// Customers' posts become events.

import { z } from 'zod'
import type { FileRef, Inbound } from '../../../src/channel.ts'
import { fromPlainText } from '../../../src/document.ts'
import { cleaned, id, keyOf, type messageBody, writtenBody } from '../door/fields.ts'
import { webSender } from '../door/web-person.ts'

// Telegram holds a press to 64 bytes, and the rules keep to that everywhere.
const LONGEST_PRESS = 64

// The name of the chat whose page posts: see posterOf.
const chat = z.string('badBody').max(100, 'badBody').optional()

/** `POST /press`. */
export const pressBody = z.object(
  {
    id: id.optional(),
    chat,
    press: z.string('noPress').overwrite(cleaned).min(1, 'noPress').max(LONGEST_PRESS, 'noPress'),
    /** The page to come back to. */
    back: z.string('badBody').max(2_000, 'badBody').optional(),
  },
  'badBody',
)

/** `POST /messages`, with `files` or without, of a page that may show one ticket alone. */
export const chatBody = (files: readonly FileRef[]) =>
  writtenBody(files).extend({
    chat,
    ticket: z.coerce.number('badBody').int('badBody').positive('badBody').optional(),
  })

/** Where a page's stream goes on: the position up to which messages are known, and since when changes of them are not. */
export interface From {
  readonly position: number
  readonly since: Date
}

/** Where a stream goes on, as it stands in an address and as the id of an event. */
export const mark = (position: number, since: Date): string => `${position}-${since.getTime()}`

/** Reads a mark; the start of the chat for anything else. */
export const fromMark = (given: string | undefined): From => {
  const [, position = '0', since = '0'] = /^(\d{1,15})-(\d{1,15})$/.exec(given ?? '') ?? []
  return { position: Number(position), since: new Date(Number(since)) }
}

/** `visitor` is the external id of whoever posts, `as` that of the chat which it goes to: of one who is signed in it may be another. `locale` is what the browser tells. */
type Post<Body> = {
  readonly visitor: string
  readonly as: string
  readonly locale: string | null
  readonly body: Body
}

type Said = Post<z.infer<typeof messageBody>> & {
  /** The id of a message of the ticket that the words are about; null where the chat itself knows. */
  readonly quotes: string | null
  readonly files?: readonly FileRef[]
}

/** A customer's post as an event: a first word with a slash is a command, unless files come with it. */
export const customerSaid = ({ visitor, as, locale, body, quotes, files = [] }: Said, at: Date): Inbound => {
  const from = webSender(as, locale)
  const messageId = `${visitor}:${body.id}`
  const key = keyOf(visitor, body.id)
  const [, command, argument = ''] = /^\/([a-z]\w*)(?:\s+([\s\S]*))?$/i.exec(body.text.trim()) ?? []
  if (command !== undefined && files.length === 0) {
    const event = { type: 'CustomerCommanded', from, messageId, command: command.toLowerCase(), argument } as const
    return { key, at, event }
  }
  const words = fromPlainText(body.text)
  const more = { ...(quotes !== null && { quotes }), ...(files.length > 0 && { files }) }
  return { key, at, event: { type: 'CustomerWrote', from, messageId, words, ...more } }
}

/** A command as if it had been written in the chat of this external id, which shows the answer and its buttons. */
export const customerCommanded = (
  as: string,
  locale: string | null,
  command: { readonly command: string; readonly argument: string },
  at: Date,
): Inbound => {
  const id = crypto.randomUUID()
  const event = {
    type: 'CustomerCommanded',
    from: webSender(as, locale),
    messageId: `${as}:${id}`,
    ...command,
  } as const
  return { key: keyOf(as, id), at, event }
}

/** A customer's press as an event. */
export const customerPressed = ({ visitor, as, locale, body }: Post<z.infer<typeof pressBody>>, at: Date): Inbound => ({
  key: keyOf(visitor, body.id),
  at,
  event: { type: 'CustomerPressed', from: webSender(as, locale), press: body.press },
})
