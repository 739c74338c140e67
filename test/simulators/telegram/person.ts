// The driving side: a person with a Telegram app, who writes, presses buttons, blocks the bot and looks at the chat.
import { type BotState, type PressAnswer, unixSeconds } from './bot-state.ts'
import {
  type Chat,
  chatObject,
  createChat,
  messageObject,
  type Profile,
  type ShownMessage,
  userObject,
} from './chats.ts'
import { edit, type Manner, react, type Sent, send } from './sending.ts'
import type { NewFile } from './stored-files.ts'

/** What a person looks for: a part of the text, a pattern, or any property of a message. */
export type Sought = string | RegExp | ((message: ShownMessage) => boolean)
/** A press on a button; `answered()` resolves once the bot has answered it. */
export type Press = { readonly updateId: number | null; readonly queryId: string; answered(): Promise<PressAnswer> }

export type Person = {
  readonly id: number
  /** Everything the chat shows now, oldest first, edits applied. */
  readonly messages: readonly ShownMessage[]
  /** The labels in place of the keyboard; pressing one sends it as words. */
  readonly keys: readonly string[]
  /** The texts of answered presses, oldest first. */
  readonly notices: readonly PressAnswer[]
  /** Writes to the bot; `extra` is merged into the Message, so that it can be a reply or carry a photo (text may be ''). */
  sends(text: string, extra?: Readonly<Record<string, unknown>>): Sent
  /** Sends a file with or without a caption. */
  sendsFile(file: NewFile, caption?: string, manner?: Manner): Sent
  /** Sends files as one album, each as an update of its own; the caption stands under the first. */
  sendsAlbum(files: readonly NewFile[], caption?: string): readonly Sent[]
  /** Answers a message of the chat. */
  answers(messageId: number, text: string): Sent
  /** Passes on what somebody else wrote; null for a person who hides. */
  forwards(text: string, from: string | null): Sent
  /** Changes the text or caption of an own message; returns the update's id. */
  edits(messageId: number, text: string): number | null
  /** Takes a message out of the chat on both sides; no update tells. */
  deletesForBoth(messageId: number): void
  /** Puts an emoji on a message of the chat, or takes its own off; returns the update's id. */
  reacts(messageId: number, emoji: string | null): number | null
  /** Presses the newest button with this label, part of a label or callback_data; `messageId` names one message. */
  presses(button: string | RegExp, messageId?: number): Press
  /** Blocks the bot: my_chat_member `kicked`, and 403 from then on. */
  blocks(): number | null
  /** Lets the bot write again: my_chat_member `member`. */
  unblocks(): number | null
  /** Deletes the account: 403 from then on, and no update tells. */
  leavesTelegram(): void
  /** Resolves with the first message of the bot that fits, now or later; `after` is a message id. Rejects after `withinMs`. */
  sees(sought: Sought, options?: { readonly after?: number; readonly withinMs?: number }): Promise<ShownMessage>
}

const PATIENCE_MS = 15_000

/** Makes a person and their private chat with the bot, which begins with the first message. */
export function createPerson(state: BotState, profile: Profile): Person {
  const chat = createChat(profile.id, profile, profile.firstName)
  state.chats.set(chat.id, chat)
  const notices: PressAnswer[] = []
  return {
    id: profile.id,
    get messages() {
      return [...chat.messages.values()]
    },
    get keys() {
      return chat.keys?.labels ?? []
    },
    notices,
    sends: (text, extra = {}) => send(state, chat, { text }, { extra }),
    sendsFile: (file, caption = '', manner = {}) => send(state, chat, { text: caption, file }, manner),
    sendsAlbum: (files, caption = '') => {
      const album = `1410000${chat.lastMessageId}${chat.id}`
      return files.map((file, index) => send(state, chat, { text: index === 0 ? caption : '', file }, { album }))
    },
    answers: (messageId, text) => send(state, chat, { text }, { answers: messageId }),
    forwards: (text, from) => send(state, chat, { text }, { from }),
    edits: (messageId, text) => edit(state, chat, messageId, text),
    deletesForBoth: (messageId) => {
      chat.messages.delete(messageId)
    },
    reacts: (messageId, emoji) => react(state, chat, messageId, emoji),
    presses: (button, messageId) => press(state, chat, profile, notices, findButton(chat, button, messageId)),
    blocks: () => setMembership(state, chat, profile, 'kicked'),
    unblocks: () => setMembership(state, chat, profile, 'member'),
    leavesTelegram: () => {
      chat.shut = 'user is deactivated'
    },
    sees: (sought, { after = 0, withinMs = PATIENCE_MS } = {}) =>
      look(
        chat,
        (message) => message.from === 'bot' && message.message_id > after && fits(message, sought),
        String(sought),
        withinMs,
      ),
  }
}

type Found = { readonly message: ShownMessage; readonly data: string }

function findButton(chat: Chat, button: string | RegExp, messageId?: number): Found {
  const shown = [...chat.messages.values()]
    .filter((message) => messageId === undefined || message.message_id === messageId)
    .reverse()
  const isWanted = (value: string) => (typeof button === 'string' ? value.includes(button) : button.test(value))
  for (const message of shown) {
    const exact = message.buttons.find(({ text, callback_data }) => text === button || callback_data === button)
    const found =
      exact ?? message.buttons.find(({ text, callback_data = '' }) => isWanted(text) || callback_data === button)
    if (found?.callback_data !== undefined) return { message, data: found.callback_data }
  }
  throw new Error(`no button ${button}; the chat shows ${describe(chat)}`)
}

function press(state: BotState, chat: Chat, profile: Profile, notices: PressAnswer[], { message, data }: Found): Press {
  const queryId = String(state.queries.size + 1).padStart(18, '4')
  const { promise, resolve } = Promise.withResolvers<PressAnswer>()
  const answer = (given: PressAnswer) => {
    notices.push(given)
    resolve(given)
  }
  state.queries.set(queryId, { at: state.now(), userId: profile.id, isOver: false, answer })
  const updateId = state.queue.add('callback_query', {
    id: queryId,
    from: userObject(profile),
    message: messageObject(chat, message, state.bot),
    chat_instance: String(chat.id * 31),
    data,
  })
  return { updateId, queryId, answered: () => withPatience(promise, `no answer to the press of ${data}`, PATIENCE_MS) }
}

function setMembership(state: BotState, chat: Chat, profile: Profile, status: 'kicked' | 'member'): number | null {
  const was = status === 'kicked' ? 'member' : 'kicked'
  chat.shut = status === 'kicked' ? 'bot was blocked by the user' : null
  const member = (word: string) => ({ user: state.bot, status: word, ...(word === 'kicked' && { until_date: 0 }) })
  return state.queue.add('my_chat_member', {
    chat: chatObject(chat),
    from: userObject(profile),
    date: unixSeconds(state),
    old_chat_member: member(was),
    new_chat_member: member(status),
  })
}

function look(
  chat: Chat,
  isWanted: (message: ShownMessage) => boolean,
  what: string,
  withinMs: number,
): Promise<ShownMessage> {
  const find = () => [...chat.messages.values()].find(isWanted)
  const { promise, resolve } = Promise.withResolvers<ShownMessage>()
  const check = () => {
    const found = find()
    if (!found) return
    chat.watchers.delete(check)
    resolve(found)
  }
  chat.watchers.add(check)
  check()
  return withPatience(promise, () => `${what} was not seen; the chat shows ${describe(chat)}`, withinMs).finally(() => {
    chat.watchers.delete(check)
  })
}

async function withPatience<T>(promise: Promise<T>, complaint: string | (() => string), withinMs: number): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error(typeof complaint === 'string' ? complaint : complaint())), withinMs)
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}

const fits = (message: ShownMessage, sought: Sought): boolean => {
  if (typeof sought === 'function') return sought(message)
  return typeof sought === 'string' ? message.text.includes(sought) : sought.test(message.text)
}

const describe = (chat: Chat): string => {
  const lines = [...chat.messages.values()].map(({ message_id, from, text, buttons }) => {
    const labels = buttons.map((button) => ` [${button.text}]`).join('')
    return `${message_id} ${from}: ${text}${labels}`
  })
  return lines.length === 0 ? 'nothing' : `\n${lines.join('\n')}`
}
