// The methods that say, change and take back things in chats.
import { type Arguments, flagOf, integerOf, isRecord, jsonOf, textOf } from './arguments.ts'
import { type BotState, unixSeconds } from './bot-state.ts'
import { type Chat, chatToSayIn, messageObject, type ShownMessage, show, wake, writableChat } from './chats.ts'
import { readCaption, readMessageText } from './formatted-text.ts'
import { readInlineKeyboard, readReplyKeyboard } from './keyboard.ts'
import { badRequest } from './refusal.ts'

const NOT_MODIFIED =
  'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message'
const DELETABLE_SECONDS = 48 * 3600
const MOST_DELETED = 100
const ACTIONS =
  /^(typing|upload_photo|(record|upload)_(video|voice|audio|video_note)|upload_document|choose_sticker|find_location)$/
// The reactions that bots may set (core.telegram.org/bots/api#reactiontypeemoji); a check mark is not among them.
const REACTIONS = new Set(
  '👍 👎 ❤ 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡'.split(
    ' ',
  ),
)

/** sendMessage: shows a text with its keyboard; answers the Message. Throws Refusal as the real server refuses. */
export function sendMessage(state: BotState, args: Arguments): object {
  const { text, entities } = readMessageText(args)
  const [keyboard, keys] = [readInlineKeyboard(args), readReplyKeyboard(args)]
  const chat = chatToSayIn(state.chats, args)
  const replyTo = readReplyTarget(chat, args)
  state.passFlood('sendMessage', chat.id)
  if (keys !== null) chat.keys = keys
  const said = { text, entities, keyboard, replyTo, hasKeys: keys !== null }
  return answer(state, chat, show(chat, { from: 'bot', date: unixSeconds(state), ...said }))
}

/** editMessageText: replaces text and keyboard; answers the Message. Refuses a change that changes nothing. */
export function editMessageText(state: BotState, args: Arguments): object {
  const { text, entities } = readMessageText(args)
  const keyboard = readInlineKeyboard(args)
  const [chat, shown] = editable(state, args)
  if (shown.file !== null) throw badRequest('there is no text in the message to edit')
  if (isSame([text, entities, keyboard], [shown.text, shown.entities, shown.keyboard])) throw badRequest(NOT_MODIFIED)
  state.passFlood('editMessageText', chat.id)
  Object.assign(shown, { text, entities, keyboard, buttons: keyboard.flat(), edits: shown.edits + 1 })
  wake(chat)
  return answer(state, chat, shown)
}

/** editMessageCaption: replaces the words under a file; answers the Message. */
export function editMessageCaption(state: BotState, args: Arguments): object {
  const { text, entities } = readCaption(args)
  const [chat, shown] = editable(state, args)
  if (shown.file === null) throw badRequest('there is no caption in the message to edit')
  if (isSame([text, entities], [shown.text, shown.entities])) throw badRequest(NOT_MODIFIED)
  state.passFlood('editMessageCaption', chat.id)
  Object.assign(shown, { text, entities, edits: shown.edits + 1 })
  wake(chat)
  return answer(state, chat, shown)
}

/** editMessageReplyMarkup: replaces the keyboard, or takes it away; answers the Message. */
export function editMessageReplyMarkup(state: BotState, args: Arguments): object {
  const keyboard = readInlineKeyboard(args)
  const [chat, shown] = editable(state, args)
  if (isSame(keyboard, shown.keyboard)) throw badRequest(NOT_MODIFIED)
  state.passFlood('editMessageReplyMarkup', chat.id)
  Object.assign(shown, { keyboard, buttons: keyboard.flat(), edits: shown.edits + 1 })
  wake(chat)
  return answer(state, chat, shown)
}

/** deleteMessage: takes a message out of the chat; refuses messages older than 48 hours. */
export function deleteMessage(state: BotState, args: Arguments): true {
  const chat = writableChat(state.chats, textOf(args, 'chat_id'))
  const shown = chat.messages.get(integerOf(args, 'message_id') ?? 0)
  if (!shown) throw badRequest('message to delete not found')
  if (!isDeletable(state, shown)) throw badRequest("message can't be deleted")
  chat.messages.delete(shown.message_id)
  wake(chat)
  return true
}

/** deleteMessages: takes up to 100 messages out of the chat, passes over those that are gone, and takes none where one is too old. */
export function deleteMessages(state: BotState, args: Arguments): true {
  const chat = writableChat(state.chats, textOf(args, 'chat_id'))
  const ids = jsonOf(args, 'message_ids', 'message identifiers')
  if (!Array.isArray(ids) || ids.length === 0) throw badRequest('message identifiers are not specified')
  if (ids.length > MOST_DELETED) throw badRequest('too many message identifiers specified')
  const found = ids.map((id) => chat.messages.get(Number(id))).filter((shown) => shown !== undefined)
  if (found.some((shown) => !isDeletable(state, shown))) throw badRequest("message can't be deleted")
  for (const shown of found) chat.messages.delete(shown.message_id)
  wake(chat)
  return true
}

/** setMessageReaction: sets the bot's one reaction, or takes it away with an empty list. */
export function setMessageReaction(state: BotState, args: Arguments): true {
  const chat = writableChat(state.chats, textOf(args, 'chat_id'))
  const shown = chat.messages.get(integerOf(args, 'message_id') ?? 0)
  if (!shown) throw badRequest('message to react not found')
  const reactions = jsonOf(args, 'reaction', 'reaction types') ?? []
  if (!Array.isArray(reactions)) throw badRequest("can't parse reaction types: expected an Array")
  if (reactions.length > 1) throw badRequest('REACTIONS_TOO_MANY')
  const [reaction] = reactions
  const emoji = isRecord(reaction) ? reaction.emoji : undefined
  if (reaction !== undefined && !(typeof emoji === 'string' && REACTIONS.has(emoji)))
    throw badRequest('REACTION_INVALID')
  shown.reaction = typeof emoji === 'string' ? emoji : null
  wake(chat)
  return true
}

/** sendChatAction: accepts the documented actions and shows nothing. */
export function sendChatAction(state: BotState, args: Arguments): true {
  if (!ACTIONS.test(textOf(args, 'action'))) throw badRequest('wrong parameter action in request')
  writableChat(state.chats, textOf(args, 'chat_id'))
  return true
}

/** answerCallbackQuery: ends the presser's waiting, once, while the query lives; its text is at most 200 characters. */
export function answerCallbackQuery(state: BotState, args: Arguments): true {
  const query = state.queries.get(textOf(args, 'callback_query_id'))
  const text = textOf(args, 'text')
  if (!query || query.isOver || state.now() - query.at > state.queryLifetimeMs) {
    throw badRequest('query is too old and response timeout expired or query ID is invalid')
  }
  if ([...text].length > 200) throw badRequest('MESSAGE_TOO_LONG')
  query.isOver = true
  query.answer({ text, isAlert: flagOf(args, 'show_alert') })
  return true
}

function readReplyTarget(chat: Chat, args: Arguments): number | null {
  const parameters = jsonOf(args, 'reply_parameters', 'reply parameters')
  const given = isRecord(parameters) ? { ...parameters } : { message_id: integerOf(args, 'reply_to_message_id') }
  const id = Number(given.message_id)
  if (!id) return null
  if (chat.messages.has(id)) return id
  const mayMiss = flagOf(args, 'allow_sending_without_reply') || flagOf(given, 'allow_sending_without_reply')
  if (!mayMiss) throw badRequest('message to be replied not found')
  return null
}

function editable(state: BotState, args: Arguments): [Chat, ShownMessage] {
  const chat = writableChat(state.chats, textOf(args, 'chat_id'))
  const shown = chat.messages.get(integerOf(args, 'message_id') ?? 0)
  if (!shown) throw badRequest('message to edit not found')
  if (shown.from !== 'bot' || shown.hasKeys) throw badRequest("message can't be edited")
  return [chat, shown]
}

const isDeletable = (state: BotState, shown: ShownMessage): boolean =>
  unixSeconds(state) - shown.date < DELETABLE_SECONDS

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

const answer = (state: BotState, chat: Chat, shown: ShownMessage): object => ({
  ...messageObject(chat, shown, state.bot),
  ...(shown.edits > 0 && { edit_date: unixSeconds(state) }),
})
