// Customers' posts become events.

import { z } from 'zod'
import type { Inbound } from '../../../src/channel.ts'
import type { Sender } from '../../../src/core/types.ts'
import { fromPlainText } from '../../../src/document.ts'
import { id, keyOf, type messageBody } from '../door/fields.ts'

// Telegram holds a press to 64 bytes, and the rules keep to that everywhere.
const LONGEST_PRESS = 64

/** `POST /press`. */
export const pressBody = z.object(
  { id: id.optional(), press: z.string('noPress').min(1, 'noPress').max(LONGEST_PRESS, 'noPress') },
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

const sender = (guest: string, locale: string | null): Sender => ({
  channel: 'web',
  externalId: guest,
  address: guest,
  name: null,
  locale,
})
