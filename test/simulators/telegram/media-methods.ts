// The methods that send a file into a chat: by upload, or by the id of one that is known.
import { type Arguments, isRecord, jsonOf } from './arguments.ts'
import { type BotState, unixSeconds } from './bot-state.ts'
import { chatToSayIn, messageObject, show } from './chats.ts'
import { readCaption } from './formatted-text.ts'
import { readInlineKeyboard } from './keyboard.ts'
import { badRequest } from './refusal.ts'
import type { MediaKind } from './stored-files.ts'
import { fileIn } from './uploads.ts'

type Method = (state: BotState, args: Arguments) => Promise<object>

const MOST_IN_ALBUM = 10

const NO_CAPTION = { text: '', entities: [] } as const

const sends =
  (method: string, kind: MediaKind): Method =>
  async (state, args) => {
    const { text, entities } = kind === 'sticker' || kind === 'video_note' ? NO_CAPTION : readCaption(args)
    const keyboard = readInlineKeyboard(args)
    const chat = chatToSayIn(state.chats, args)
    const file = await fileIn(state, args, args[kind], kind)
    state.passFlood(method, chat.id)
    const shown = show(chat, { from: 'bot', date: unixSeconds(state), text, entities, keyboard, file })
    return messageObject(chat, shown, state.bot)
  }

/** sendMediaGroup: shows 2 to 10 files as one album; documents and audio only among their own kind. Answers the Messages. */
const sendMediaGroup: Method = async (state, args) => {
  const media = jsonOf(args, 'media', 'media')
  if (!Array.isArray(media)) throw badRequest("can't parse media: expected an Array")
  if (args.reply_markup !== undefined) throw badRequest('reply markup is not allowed for albums')
  if (media.length < 2) throw badRequest('there are not enough messages to send an album')
  if (media.length > MOST_IN_ALBUM) throw badRequest('too many messages to send as an album')
  const chat = chatToSayIn(state.chats, args)
  const items = await Promise.all(media.map((item: unknown) => albumItem(state, args, item)))
  const groups = new Set(items.map(({ file: { kind } }) => (kind === 'video' ? 'photo' : kind)))
  if (groups.size > 1) throw badRequest("message types can't be mixed so in an album")
  state.passFlood('sendMediaGroup', chat.id)
  const album = String(14_100_000_000 + chat.lastMessageId)
  return items.map((item) => {
    const shown = show(chat, { from: 'bot', date: unixSeconds(state), album, ...item })
    return { ...messageObject(chat, shown, state.bot), media_group_id: album }
  })
}

const ALBUM_KINDS: readonly MediaKind[] = ['photo', 'video', 'document', 'audio']

async function albumItem(state: BotState, args: Arguments, item: unknown) {
  if (!isRecord(item)) throw badRequest("can't parse InputMedia: expected an Object")
  const kind = ALBUM_KINDS.find((known) => known === item.type)
  if (kind === undefined) throw badRequest("can't parse InputMedia: wrong type")
  return { file: await fileIn(state, args, item.media, kind), ...readCaption(item) }
}

/** sendPhoto and its like, by name. They answer the Message, and throw Refusal as the real server refuses. */
export const mediaMethods: Readonly<Record<string, Method>> = {
  sendPhoto: sends('sendPhoto', 'photo'),
  sendDocument: sends('sendDocument', 'document'),
  sendVideo: sends('sendVideo', 'video'),
  sendVideoNote: sends('sendVideoNote', 'video_note'),
  sendVoice: sends('sendVoice', 'voice'),
  sendAudio: sends('sendAudio', 'audio'),
  sendAnimation: sends('sendAnimation', 'animation'),
  sendSticker: sends('sendSticker', 'sticker'),
  sendMediaGroup,
}
