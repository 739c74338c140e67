// An Update of the Bot API (https://core.telegram.org/bots/api#update) becomes an Inbound, or null where it is nobody's business.

import { z } from 'zod'
import type { Inbound } from '../../src/channel.ts'
import { cleanText } from '../../src/document.ts'
import { type Happening, messageSchema, readEdit, readMessage, seconds, unixTime } from './parse-message.ts'
import { chatSchema, isPrivate, personSchema, senderOf } from './parse-person.ts'
import { reactionSchema, readReaction } from './parse-reaction.ts'

const pressSchema = z.looseObject({
  from: personSchema,
  data: z.string().optional(),
  message: z.looseObject({ chat: chatSchema }).optional(),
})
const membershipSchema = z.looseObject({
  chat: chatSchema,
  from: personSchema,
  date: unixTime,
  new_chat_member: z.looseObject({ status: z.string() }),
})
const updateSchema = z.looseObject({
  update_id: z.int(),
  message: messageSchema.optional(),
  edited_message: messageSchema.optional(),
  callback_query: pressSchema.optional(),
  my_chat_member: membershipSchema.optional(),
  message_reaction: reactionSchema.optional(),
})

/**
 * Reads one update. `bot` is the bot's numeric id and part of the event's key; `now` stands in where the update has no time.
 * Null for groups, channels, other bots, service messages and kinds that no person wrote. Never throws.
 */
export const parse = (update: unknown, bot: string, now: Date): Inbound | null => {
  const parsed = updateSchema.safeParse(update)
  if (!parsed.success) return null
  const { update_id, message, edited_message, callback_query, my_chat_member, message_reaction } = parsed.data
  const happening =
    (message && readMessage(message)) ??
    (edited_message && readEdit(edited_message)) ??
    (callback_query && readPress(callback_query, now)) ??
    (my_chat_member && readMembership(my_chat_member)) ??
    (message_reaction && readReaction(message_reaction)) ??
    null
  return happening && { key: `telegram:${bot}:${update_id}`, ...happening }
}

/** The id of the callback query that an update carries, to be answered whatever it says; null for other updates. */
export const queryOf = (update: unknown): string | null => {
  const parsed = z.looseObject({ callback_query: z.looseObject({ id: z.string() }) }).safeParse(update)
  return parsed.success ? parsed.data.callback_query.id : null
}

const readPress = ({ from, data, message }: z.infer<typeof pressSchema>, now: Date): Happening | null => {
  if (data === undefined || from.is_bot || !message || !isPrivate(message.chat.type)) return null
  return { at: now, event: { type: 'CustomerPressed', from: senderOf(from, message.chat.id), press: cleanText(data) } }
}

// In private chats this update comes only when a person blocks the bot or lets it back in.
const readMembership = ({ chat, from, date, new_chat_member }: z.infer<typeof membershipSchema>): Happening | null => {
  if (!isPrivate(chat.type) || from.is_bot) return null
  const sender = senderOf(from, chat.id)
  if (new_chat_member.status === 'kicked') return { at: seconds(date), event: { type: 'CustomerLeft', from: sender } }
  if (new_chat_member.status === 'member')
    return { at: seconds(date), event: { type: 'CustomerReturned', from: sender } }
  return null
}
