// The methods that send a file into a chat: by upload, or by the id of one that is known.
import { type Arguments, textOf } from './arguments.ts'
import { type BotState, unixSeconds } from './bot-state.ts'
import { messageObject, show, writableChat } from './chats.ts'
import { readCaption } from './formatted-text.ts'
import { readInlineKeyboard } from './keyboard.ts'
import { badRequest, Refusal } from './refusal.ts'
import { keepFile, type MediaKind, type StoredFile } from './stored-files.ts'

type Method = (state: BotState, args: Arguments) => Promise<object>

const MAX_UPLOAD = 50 * 1024 * 1024
const MAX_PHOTO = 10 * 1024 * 1024
/** How JPEG, PNG, GIF, WebP and BMP begin, in latin1. */
const IMAGE = /^(\xFF\xD8\xFF|\x89PNG|GIF8|RIFF....WEBP|BM)/s

const sends =
  (method: string, kind: MediaKind): Method =>
  async (state, args) => {
    const { text, entities } = kind === 'sticker' || kind === 'video_note' ? NO_CAPTION : readCaption(args)
    const keyboard = readInlineKeyboard(args)
    const chat = writableChat(state.chats, textOf(args, 'chat_id'))
    const file = await fileIn(state, args, kind)
    state.passFlood(method, chat.id)
    const shown = show(chat, { from: 'bot', date: unixSeconds(state), text, entities, keyboard, file })
    return messageObject(chat, shown, state.bot)
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
}

const NO_CAPTION = { text: '', entities: [] } as const

async function fileIn(state: BotState, args: Arguments, kind: MediaKind): Promise<StoredFile> {
  const given = args[kind]
  const attached = typeof given === 'string' && given.startsWith('attach://') ? args[given.slice(9)] : given
  if (typeof attached === 'string') {
    const known = state.files.get(attached)
    if (!known) throw badRequest('wrong file identifier/HTTP URL specified')
    return known
  }
  if (!(attached instanceof File)) throw badRequest(`there is no ${kind.replace('_', ' ')} in the request`)
  const bytes = new Uint8Array(await attached.arrayBuffer())
  refuseSize(bytes, kind)
  return keepFile(state, { kind, bytes, name: attached.name, mediaType: attached.type })
}

function refuseSize(bytes: Uint8Array, kind: MediaKind): void {
  if (bytes.length === 0) throw badRequest('file must be non-empty')
  if (bytes.length > MAX_UPLOAD) throw new Refusal(413, 'Request Entity Too Large')
  if (kind !== 'photo') return
  if (bytes.length > MAX_PHOTO) throw badRequest(`file of size ${bytes.length} bytes is too big for a photo`)
  if (!IMAGE.test(Buffer.from(bytes.subarray(0, 16)).toString('latin1'))) throw badRequest('IMAGE_PROCESS_FAILED')
}
