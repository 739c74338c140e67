// Group chats: people who add the bot, take it away and write beside it.
import { type BotState, unixSeconds } from './bot-state.ts'
import { chatObject, createChat, type Profile, type ShownMessage, userObject } from './chats.ts'

/** How somebody belongs to a group, as ChatMember.status says it. */
export type Membership = 'left' | 'kicked' | 'member' | 'administrator'

export type Group = {
  /** Everything the bot said there, oldest first. */
  readonly messages: readonly ShownMessage[]
  /** Somebody changes what the bot is in the group; returns the update's id. */
  changesBot(by: Profile, from: Membership, to: Membership): number | null
  /** Somebody writes there; `extra` is merged into the Message. Only what is meant for a bot reaches it, which the test decides. */
  hears(from: Profile, text: string, extra?: Readonly<Record<string, unknown>>): number | null
  /** Turns the group into a supergroup with this id. */
  upgradeTo(id: number): void
}

/** Makes a group that the bot may write to; `id` is negative. */
export function createGroup(state: BotState, id: number, title: string): Group {
  const chat = createChat(id, null, title)
  state.chats.set(id, chat)
  const member = (status: Membership) => ({ user: state.bot, status })
  return {
    get messages() {
      return [...chat.messages.values()]
    },
    changesBot: (by, from, to) =>
      state.queue.add('my_chat_member', {
        chat: chatObject(chat),
        from: userObject(by),
        date: unixSeconds(state),
        old_chat_member: member(from),
        new_chat_member: member(to),
      }),
    hears: (from, text, extra = {}) => {
      chat.lastMessageId += 1
      const message = { message_id: chat.lastMessageId, date: unixSeconds(state), chat: chatObject(chat), text }
      return state.queue.add('message', { ...message, from: userObject(from), ...extra })
    },
    upgradeTo: (newId) => {
      chat.migratedTo = newId
      state.chats.set(newId, createChat(newId, null, title))
    },
  }
}
