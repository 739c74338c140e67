// An Update of the Bot API (https://core.telegram.org/bots/api#update) becomes an Inbound, or null where it is nobody's business.

import { z } from 'zod'
import type { Inbound } from '../../src/channel.ts'
import type { Sender } from '../../src/core/types.ts'
import { cleanText, readWords } from './formatted-words.ts'

const entitySchema = z.looseObject({
  type: z.string(),
  offset: z.int(),
  length: z.int(),
  url: z.string().optional(),
  language: z.string().optional(),
})
const personSchema = z.looseObject({
  id: z.int(),
  is_bot: z.boolean().catch(false),
  first_name: z.string().catch(''),
  last_name: z.string().optional().catch(undefined),
  language_code: z.string().optional().catch(undefined),
})
const chatSchema = z.looseObject({ id: z.int(), type: z.string() })
const messageSchema = z.looseObject({
  message_id: z.int(),
  date: z.int(),
  edit_date: z.int().optional().catch(undefined),
  chat: chatSchema,
  from: personSchema.optional(),
  text: z.string().optional(),
  entities: z.array(entitySchema).catch([]),
})
const pressSchema = z.looseObject({
  from: personSchema,
  data: z.string().optional(),
  message: z.looseObject({ chat: chatSchema }).optional(),
})
const membershipSchema = z.looseObject({
  chat: chatSchema,
  from: personSchema,
  date: z.int(),
  new_chat_member: z.looseObject({ status: z.string() }),
})
const updateSchema = z.looseObject({
  update_id: z.int(),
  message: messageSchema.optional(),
  edited_message: messageSchema.optional(),
  callback_query: pressSchema.optional(),
  my_chat_member: membershipSchema.optional(),
})

type Message = z.infer<typeof messageSchema>
type Person = z.infer<typeof personSchema>
type Event = Inbound['event']
interface Happening {
  readonly at: Date
  readonly event: Event
}

/** What people send that is no text, by the field of Message that holds it: the kind is a key under `unsupported.` in the locales. */
const UNSUPPORTED: Readonly<Record<string, string>> = {
  // A GIF comes as an animation and, for old programs, as a document too: the animation is asked first.
  animation: 'animation',
  photo: 'photo',
  live_photo: 'photo',
  video: 'video',
  video_note: 'videoNote',
  voice: 'voice',
  audio: 'audio',
  document: 'document',
  sticker: 'sticker',
  contact: 'contact',
  location: 'location',
  venue: 'location',
  poll: 'poll',
  dice: 'dice',
  game: 'game',
  story: 'story',
}
/** Fields of messages that Telegram itself writes into a private chat; no person waits for an answer to them. */
const SERVICE =
  /^(pinned_message|message_auto_delete_timer_changed|chat_background_set|write_access_allowed|users_shared|chat_shared|connected_website|boost_added|forum_topic_|general_forum_topic_|video_chat_|giveaway|new_chat_|left_chat_|delete_chat_|group_chat_|migrate_|proximity_alert|web_app_data|successful_payment|refunded_payment|passport_data|gift|unique_gift|paid_message_price|checklist_tasks|suggested_post|direct_message_price|chat_owner)/
const COMMAND = /^\/([a-z0-9_]{1,32})(?:@[a-z0-9_]+)?(?:\s+([\s\S]*))?$/i

/**
 * Reads one update. `bot` is the bot's numeric id and part of the event's key; `now` stands in where the update has no time.
 * Null for groups, channels, other bots, service messages and kinds that no person wrote. Never throws.
 */
export const parse = (update: unknown, bot: string, now: Date): Inbound | null => {
  const parsed = updateSchema.safeParse(update)
  if (!parsed.success) return null
  const { update_id, message, edited_message, callback_query, my_chat_member } = parsed.data
  const happening =
    (message && readMessage(message)) ??
    (edited_message && readEdit(edited_message)) ??
    (callback_query && readPress(callback_query, now)) ??
    (my_chat_member && readMembership(my_chat_member)) ??
    null
  return happening && { key: `telegram:${bot}:${update_id}`, ...happening }
}

/** The id of the callback query that an update carries, to be answered whatever it says; null for other updates. */
export const queryOf = (update: unknown): string | null => {
  const parsed = z.looseObject({ callback_query: z.looseObject({ id: z.string() }) }).safeParse(update)
  return parsed.success ? parsed.data.callback_query.id : null
}

const readMessage = (message: Message): Happening | null => {
  if (!isPrivate(message.chat.type) || !message.from || message.from.is_bot) return null
  const event = messageEvent(message, senderOf(message.from, message.chat.id))
  return event && { at: seconds(message.date), event }
}

const messageEvent = (message: Message, from: Sender): Event | null => {
  const messageId = String(message.message_id)
  if (message.text !== undefined) return textEvent(message.text, message, from)
  const fields = Object.keys(message)
  const known = Object.keys(UNSUPPORTED).find((field) => fields.includes(field))
  if (known === undefined && fields.some((field) => SERVICE.test(field))) return null
  return { type: 'CustomerSentUnsupported', from, messageId, what: (known && UNSUPPORTED[known]) ?? 'other' }
}

const textEvent = (text: string, { message_id, entities }: Message, from: Sender): Event => {
  const messageId = String(message_id)
  const [, command, argument = ''] = COMMAND.exec(text) ?? []
  if (command !== undefined) {
    const words = cleanText(argument).trim()
    return { type: 'CustomerCommanded', from, messageId, command: command.toLowerCase(), argument: words }
  }
  const words = readWords(text, entities)
  if (words.children.length === 0) return { type: 'CustomerSentUnsupported', from, messageId, what: 'other' }
  return { type: 'CustomerWrote', from, messageId, words }
}

// A caption that changed belongs to something that isn't passed on, so only texts count.
const readEdit = (message: Message): Happening | null => {
  if (!isPrivate(message.chat.type) || !message.from || message.from.is_bot || message.text === undefined) return null
  const words = readWords(message.text, message.entities)
  if (words.children.length === 0) return null
  const from = senderOf(message.from, message.chat.id)
  const event: Event = { type: 'CustomerEdited', from, messageId: String(message.message_id), words }
  return { at: seconds(message.edit_date ?? message.date), event }
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

const senderOf = (person: Person, chat: number): Sender => {
  const name = cleanText([person.first_name, person.last_name].join(' ')).trim()
  return {
    channel: 'telegram',
    externalId: String(person.id),
    address: String(chat),
    name: name === '' ? null : name,
    locale: person.language_code ?? null,
  }
}

const isPrivate = (type: string): boolean => type === 'private'

const seconds = (unix: number): Date => new Date(unix * 1000)
