// A message of a private chat becomes what a customer wrote, commanded or changed.

import { z } from 'zod'
import type { Inbound } from '../../src/channel.ts'
import type { Sender } from '../../src/core/types.ts'
import { cleanText, type Document } from '../../src/document.ts'
import { readWords } from './formatted-words.ts'
import { fileOf } from './parse-media.ts'
import { originOf } from './parse-origin.ts'
import { chatSchema, isPrivate, personSchema, senderOf } from './parse-person.ts'
import { wordsFor } from './parse-wordless.ts'

/** The end of the year 9999. */
const LATEST = 253_402_300_799
const entitiesSchema = z
  .array(
    z.looseObject({
      type: z.string(),
      offset: z.int(),
      length: z.int(),
      url: z.string().optional(),
      language: z.string().optional(),
    }),
  )
  .catch([])

/** Unix time as Telegram tells it, in seconds: never so large that a date or the database could not hold it. */
export const unixTime = z.int().min(0).max(LATEST)

export const messageSchema = z.looseObject({
  message_id: z.int(),
  date: unixTime,
  edit_date: unixTime.optional().catch(undefined),
  chat: chatSchema,
  from: personSchema.optional(),
  text: z.string().optional(),
  entities: entitiesSchema,
  caption: z.string().optional().catch(undefined),
  caption_entities: entitiesSchema,
})

type Message = z.infer<typeof messageSchema>
type Event = Inbound['event']

/** What happened, and when by Telegram's clock. */
export interface Happening {
  readonly at: Date
  readonly event: Event
}

const NO_WORDS: Document = { type: 'root', children: [] }
/** What people send that is passed on nowhere, by the field of Message that holds it: the kind is a key under `unsupported.` in the locales. */
const UNSUPPORTED: Readonly<Record<string, string>> = { live_photo: 'photo', game: 'game', story: 'story' }
/** Fields of messages that Telegram itself writes into a private chat; no person waits for an answer to them. */
const SERVICE =
  /^(pinned_message|message_auto_delete_timer_changed|chat_background_set|write_access_allowed|users_shared|chat_shared|connected_website|boost_added|forum_topic_|general_forum_topic_|video_chat_|giveaway|new_chat_|left_chat_|delete_chat_|group_chat_|migrate_|proximity_alert|web_app_data|successful_payment|refunded_payment|passport_data|gift|unique_gift|paid_message_price|checklist_tasks|suggested_post|direct_message_price|chat_owner)/
const COMMAND = /^\/([a-z0-9_]{1,32})(?:@[a-z0-9_]+)?(?:\s+([\s\S]*))?$/i

/** Reads a message; null where no person wrote it to the bot alone. */
export const readMessage = (message: Message): Happening | null => {
  const from = writerOf(message)
  const event = from && messageEvent(message, from)
  return event && { at: seconds(message.date), event }
}

/** Reads a message that was changed, by its text or caption now; null where it has none, since a changed file or place can't follow. */
export const readEdit = (message: Message): Happening | null => {
  const from = writerOf(message)
  const words = saidIn(message)
  if (from === null || words.children.length === 0) return null
  const event: Event = { type: 'CustomerEdited', from, messageId: String(message.message_id), words }
  return { at: seconds(message.edit_date ?? message.date), event }
}

/** Unix time as Telegram tells it, in seconds. */
export const seconds = (unix: number): Date => new Date(unix * 1000)

const writerOf = ({ chat, from }: Message): Sender | null =>
  !isPrivate(chat.type) || !from || from.is_bot ? null : senderOf(from, chat.id)

const messageEvent = (message: Message, from: Sender): Event | null => {
  const origin = originOf(message)
  // A command that was passed on is what somebody else wrote.
  const command = origin.forwardedFrom === undefined ? commandIn(message, from) : null
  if (command !== null) return command
  const messageId = String(message.message_id)
  const file = fileOf(message)
  const words = wordsFor(message) ?? saidIn(message)
  if (file !== null) return { type: 'CustomerWrote', from, messageId, words, files: [file], ...origin }
  if (words.children.length > 0) return { type: 'CustomerWrote', from, messageId, words, ...origin }
  return unsupported(message, from)
}

const commandIn = ({ text = '', message_id }: Message, from: Sender): Event | null => {
  const [, command, argument = ''] = COMMAND.exec(text) ?? []
  if (command === undefined) return null
  const [messageId, words] = [String(message_id), cleanText(argument).trim()]
  return { type: 'CustomerCommanded', from, messageId, command: command.toLowerCase(), argument: words }
}

const saidIn = ({ text, entities, caption, caption_entities }: Message): Document => {
  if (text !== undefined) return readWords(text, entities)
  return caption === undefined ? NO_WORDS : readWords(caption, caption_entities)
}

const unsupported = (message: Message, from: Sender): Event | null => {
  const fields = Object.keys(message)
  if (message.text === undefined && fields.some((field) => SERVICE.test(field))) return null
  const known = Object.keys(UNSUPPORTED).find((field) => fields.includes(field))
  const what = (known && UNSUPPORTED[known]) ?? 'other'
  return { type: 'CustomerSentUnsupported', from, messageId: String(message.message_id), what }
}
