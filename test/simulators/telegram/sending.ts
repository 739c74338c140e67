// What a person sends and changes, as the updates that tell the bot of it.
import { type BotState, unixSeconds } from './bot-state.ts'
import { type Chat, chatObject, messageObject, type Profile, type ShownMessage, show, userObject } from './chats.ts'
import { keepFile, type NewFile } from './stored-files.ts'

/** A message the person sent: the update that carries it, and its id in the chat. */
export type Sent = { readonly updateId: number | null; readonly messageId: number }
/**
 * How something is sent: `album` is its media group, `answers` the id of the message that it answers, `from` whose words are passed on
 * (null for a person who hides), `extra` is merged into the Message.
 */
export type Manner = {
  readonly album?: string
  readonly answers?: number
  readonly from?: string | null
  readonly extra?: Readonly<Record<string, unknown>>
}

/** Sends words, a file, or a file with a caption. */
export function send(
  state: BotState,
  chat: Chat,
  { text, file }: { readonly text: string; readonly file?: NewFile },
  manner: Manner = {},
): Sent {
  const profile = ownerOf(chat)
  if (chat.shut !== null) throw new Error(`${profile.firstName} can't write: ${chat.shut}`)
  chat.isStarted = true
  if (chat.keys?.isOneTime && chat.keys.labels.includes(text)) chat.keys = null
  const command = /^\/\w+(?:@\w+)?/.exec(text)?.[0]
  const entities = command && !file ? [{ type: 'bot_command', offset: 0, length: command.length }] : []
  const stored = file === undefined ? null : keepFile(state, file)
  const shown = show(chat, { from: 'user', date: unixSeconds(state), text, entities, file: stored })
  const message = { ...messageObject(chat, shown, state.bot), ...mannerOf(state, chat, manner) }
  return { updateId: state.queue.add('message', message), messageId: shown.message_id }
}

/** Changes the text or caption of an own message; returns the update's id. */
export function edit(state: BotState, chat: Chat, messageId: number, text: string): number | null {
  const shown = chat.messages.get(messageId)
  if (shown?.from !== 'user') throw new Error(`message ${messageId} is not the person's own`)
  shown.text = text
  shown.edits += 1
  return state.queue.add('edited_message', { ...messageObject(chat, shown, state.bot), edit_date: unixSeconds(state) })
}

/** Puts a reaction on a message in place of the person's last one there, as an update tells of it where the bot is an administrator; null takes it off. */
export function react(state: BotState, chat: Chat, messageId: number, emoji: string | null): number | null {
  const shown = standing(chat, messageId)
  const kinds = (one: string | null) => (one === null ? [] : [{ type: 'emoji', emoji: one }])
  const before = kinds(shown.theirReaction)
  shown.theirReaction = emoji
  return state.queue.add('message_reaction', {
    chat: chatObject(chat),
    message_id: messageId,
    user: userObject(ownerOf(chat)),
    date: unixSeconds(state),
    old_reaction: before,
    new_reaction: kinds(emoji),
  })
}

function mannerOf(state: BotState, chat: Chat, { album, answers, from, extra }: Manner): object {
  const answered = answers === undefined ? undefined : standing(chat, answers)
  return {
    ...(album !== undefined && { media_group_id: album }),
    ...(answered !== undefined && { reply_to_message: messageObject(chat, answered, state.bot) }),
    ...(from !== undefined && { forward_origin: forwardOrigin(from, unixSeconds(state)) }),
    ...extra,
  }
}

function standing(chat: Chat, id: number): ShownMessage {
  const shown = chat.messages.get(id)
  if (!shown) throw new Error(`there is no message ${id} in the chat`)
  return shown
}

const forwardOrigin = (name: string | null, date: number): object =>
  name === null
    ? { type: 'hidden_user', sender_user_name: '', date }
    : { type: 'user', sender_user: { id: 5_010_000_001, is_bot: false, first_name: name }, date }

function ownerOf({ profile, title }: Chat): Profile {
  if (profile === null) throw new Error(`${title} is a group, not a person`)
  return profile
}
