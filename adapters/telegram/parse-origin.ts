// Where a message belongs: what it answers, which album it is part of, whose words it passes on.

import { z } from 'zod'
import { cleanText } from '../../src/document.ts'
import { nameOf } from './parse-person.ts'

export interface Origin {
  readonly quotes?: string
  readonly album?: string
  readonly forwardedFrom?: string
}

const nameSchema = z.looseObject({
  first_name: z.string().catch(''),
  last_name: z.string().optional().catch(undefined),
})
const titleSchema = z.looseObject({ title: z.string().catch('') })
/** https://core.telegram.org/bots/api#messageorigin: one of these fields, by its type. A chat may also be a person's. */
const forwardSchema = z.looseObject({
  sender_user: nameSchema.optional().catch(undefined),
  sender_user_name: z.string().optional().catch(undefined),
  sender_chat: titleSchema.extend(nameSchema.shape).optional().catch(undefined),
  chat: titleSchema.optional().catch(undefined),
})
const originSchema = z.looseObject({
  reply_to_message: z.looseObject({ message_id: z.int() }).optional().catch(undefined),
  media_group_id: z.string().min(1).optional().catch(undefined),
  forward_origin: forwardSchema.optional().catch(undefined),
})

/** Reads it from a Message as it came; what is not there is left out. Never throws. */
export const originOf = (message: Readonly<Record<string, unknown>>): Origin => {
  const { reply_to_message, media_group_id, forward_origin } = originSchema.parse(message)
  return {
    ...(reply_to_message !== undefined && { quotes: String(reply_to_message.message_id) }),
    ...(media_group_id !== undefined && { album: cleanText(media_group_id) }),
    ...(forward_origin !== undefined && { forwardedFrom: writerOf(forward_origin) }),
  }
}

const writerOf = ({ sender_user, sender_user_name, sender_chat, chat }: z.infer<typeof forwardSchema>): string => {
  if (sender_user !== undefined) return nameOf(sender_user)
  if (sender_chat !== undefined) return cleanText(sender_chat.title).trim() || nameOf(sender_chat)
  return cleanText(sender_user_name ?? chat?.title ?? '').trim()
}
