// A reaction in a private chat. Telegram tells of it only where the bot is an administrator, which in a private chat it mostly is not.

import { z } from 'zod'
import { cleanText } from '../../src/document.ts'
import { type Happening, seconds, unixTime } from './parse-message.ts'
import { chatSchema, isPrivate, personSchema, senderOf } from './parse-person.ts'

const kindSchema = z.object({
  type: z.string(),
  emoji: z.string().transform(cleanText).optional().catch(undefined),
  custom_emoji_id: z.string().optional().catch(undefined),
})

export const reactionSchema = z.looseObject({
  chat: chatSchema,
  message_id: z.int(),
  user: personSchema.optional(),
  date: unixTime,
  old_reaction: z.array(kindSchema).catch([]),
  new_reaction: z.array(kindSchema).catch([]),
})

type Reaction = z.infer<typeof reactionSchema>

/** Reads what was put on a message; null where something was only taken off it. */
export const readReaction = ({ chat, user, message_id, date, ...changed }: Reaction): Happening | null => {
  if (!user || user.is_bot || !isPrivate(chat.type)) return null
  const before = new Set(changed.old_reaction.map((kind) => JSON.stringify(kind)))
  const added = changed.new_reaction.filter((kind) => !before.has(JSON.stringify(kind)))
  if (added.length === 0) return null
  // Emoji that people made themselves have no character.
  const signs = added.flatMap(({ type, emoji }) => (type === 'paid' ? '⭐' : (emoji ?? [])))
  const reaction = signs.length === 0 ? null : signs.join(' ')
  const from = senderOf(user, chat.id)
  return { at: seconds(date), event: { type: 'CustomerReacted', from, messageId: String(message_id), reaction } }
}
