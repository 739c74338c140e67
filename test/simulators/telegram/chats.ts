// What the chats hold and show: people, groups, their messages, and who is waiting to see something.
import { type Arguments, textOf } from './arguments.ts'
import type { Entity } from './html-text.ts'
import type { InlineButton, InlineKeyboard, ReplyKeyboard } from './keyboard.ts'
import { badRequest, forbidden, Refusal } from './refusal.ts'
import { mediaFields, type StoredFile } from './stored-files.ts'

/** A Telegram account as a test describes it; `hasStarted` for one who wrote to the bot before the test began. */
export type Profile = {
  readonly id: number
  readonly firstName: string
  readonly languageCode?: string
  readonly username?: string
  readonly hasStarted?: boolean
}

/** One message as the chat shows it; `text` is the caption where it has a file, `buttons` in reading order, `edits` counts the changes so far. */
export type ShownMessage = {
  readonly message_id: number
  readonly from: 'bot' | 'user'
  readonly date: number
  text: string
  entities: readonly Entity[]
  readonly file: StoredFile | null
  buttons: readonly InlineButton[]
  keyboard: InlineKeyboard
  edits: number
  reaction: string | null
  /** What the person put on it. */
  theirReaction: string | null
  /** Whether it brought keys or took them away: such a message can't be edited. */
  readonly hasKeys: boolean
  readonly replyTo: number | null
  /** The album that a file of the bot's stands in. */
  readonly album: string | null
}

/** A private chat or a group, with everything it shows. */
export type Chat = {
  readonly id: number
  readonly profile: Profile | null
  readonly title: string
  isStarted: boolean
  /** Why the bot may not write there, as the 403 says it. */
  shut: string | null
  migratedTo: number | null
  /** The topics of a forum; the General one has none. */
  readonly topics: Set<number>
  lastMessageId: number
  /** What stands in place of the keyboard. */
  keys: ReplyKeyboard | null
  readonly messages: Map<number, ShownMessage>
  readonly watchers: Set<() => void>
}

/** Makes a chat: private with a profile, a group without. */
export const createChat = (id: number, profile: Profile | null, title: string): Chat => ({
  id,
  profile,
  title,
  isStarted: profile === null || profile.hasStarted === true,
  shut: null,
  migratedTo: null,
  topics: new Set(),
  lastMessageId: 0,
  keys: null,
  messages: new Map(),
  watchers: new Set(),
})

/** Adds a message under the chat's next id and wakes whoever watches. */
export function show(
  chat: Chat,
  message: Partial<ShownMessage> & Pick<ShownMessage, 'from' | 'date' | 'text'>,
): ShownMessage {
  chat.lastMessageId += 1
  const shown: ShownMessage = {
    entities: [],
    file: null,
    keyboard: [],
    buttons: message.keyboard?.flat() ?? [],
    edits: 0,
    reaction: null,
    theirReaction: null,
    hasKeys: false,
    replyTo: null,
    album: null,
    ...message,
    message_id: chat.lastMessageId,
  }
  chat.messages.set(shown.message_id, shown)
  wake(chat)
  return shown
}

/** Tells the watchers that the chat looks different now. */
export function wake(chat: Chat): void {
  for (const watcher of [...chat.watchers]) watcher()
}

/**
 * The chat of a call's `chat_id`, if the bot may write there.
 * @throws Refusal 400 for unknown chats and upgraded groups, 403 where the bot was blocked or never spoken to.
 */
export function writableChat(chats: ReadonlyMap<number, Chat>, chatId: string): Chat {
  if (chatId.trim() === '') throw badRequest('chat_id is empty')
  const chat = chats.get(Number(chatId))
  if (!chat) throw badRequest('chat not found')
  if (chat.migratedTo !== null) {
    const parameters = { migrate_to_chat_id: chat.migratedTo }
    throw new Refusal(400, 'Bad Request: group chat was upgraded to a supergroup chat', parameters)
  }
  if (chat.shut !== null) throw forbidden(chat.shut)
  if (!chat.isStarted) throw forbidden("bot can't initiate conversation with a user")
  return chat
}

/**
 * The chat that a call says something in.
 * @throws Refusal as `writableChat`, and 400 for a topic that there isn't; the General one has the id 1 everywhere but here
 */
export function chatToSayIn(chats: ReadonlyMap<number, Chat>, args: Arguments): Chat {
  const chat = writableChat(chats, textOf(args, 'chat_id'))
  const thread = textOf(args, 'message_thread_id')
  if (thread !== '' && !chat.topics.has(Number(thread))) throw badRequest('message thread not found')
  return chat
}

/** The User object of an account, as updates and messages carry it. */
export const userObject = ({ id, firstName, languageCode, username }: Profile) => ({
  id,
  is_bot: false,
  first_name: firstName,
  ...(username !== undefined && { username }),
  ...(languageCode !== undefined && { language_code: languageCode }),
})

/** The Chat object as messages carry it. */
export const chatObject = ({ id, profile, title }: Chat) =>
  profile === null
    ? { id, title, type: id < -1_000_000_000_000 ? 'supergroup' : 'group' }
    : {
        id,
        first_name: profile.firstName,
        ...(profile.username !== undefined && { username: profile.username }),
        type: 'private',
      }

/** The Message object of something shown; `bot` is the bot's User object. */
export const messageObject = (chat: Chat, shown: ShownMessage, bot: object) => ({
  message_id: shown.message_id,
  from: shown.from === 'bot' || !chat.profile ? bot : userObject(chat.profile),
  chat: chatObject(chat),
  date: shown.date,
  ...wordsObject(shown),
  ...(shown.keyboard.length > 0 && { reply_markup: { inline_keyboard: shown.keyboard } }),
})

const wordsObject = ({ text, entities, file }: ShownMessage) =>
  file === null
    ? { ...(text !== '' && { text }), ...(entities.length > 0 && { entities }) }
    : {
        ...mediaFields(file),
        ...(text !== '' && { caption: text }),
        ...(entities.length > 0 && { caption_entities: entities }),
      }
