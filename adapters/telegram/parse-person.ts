// Who wrote, and in which chat, as each kind of update tells it.

import { z } from 'zod'
import type { Sender } from '../../src/core/types.ts'
import { cleanText } from '../../src/document.ts'

export const personSchema = z.looseObject({
  id: z.int(),
  is_bot: z.boolean().catch(false),
  first_name: z.string().catch(''),
  last_name: z.string().optional().catch(undefined),
  // An IETF tag (RFC 5646, section 4.4.1); what is none names no language.
  language_code: z
    .string()
    .regex(/^[\w-]{1,35}$/)
    .optional()
    .catch(undefined),
})

export const chatSchema = z.looseObject({ id: z.int(), type: z.string() })

export type Person = z.infer<typeof personSchema>

/** The person as the desk knows them; `chat` is where they are answered. */
export const senderOf = (person: Person, chat: number): Sender => {
  const name = nameOf(person)
  return {
    channel: 'telegram',
    externalId: String(person.id),
    address: String(chat),
    name: name === '' ? null : name,
    locale: person.language_code ?? null,
  }
}

/** First and last name; '' where there is nothing to read. */
export const nameOf = ({ first_name, last_name }: Pick<Person, 'first_name' | 'last_name'>): string =>
  cleanText([first_name, last_name].join(' ')).trim()

/** Whether a chat is between one person and the bot. */
export const isPrivate = (type: string): boolean => type === 'private'
