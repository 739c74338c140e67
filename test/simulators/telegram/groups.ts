// Group chats: people who add the bot, take it away and write beside it.
import { type BotState, unixSeconds } from './bot-state.ts'
import { type Chat, chatObject, createChat, type Profile, type ShownMessage, userObject } from './chats.ts'

/** How somebody belongs to a group, as ChatMember.status says it. */
export type Membership = 'left' | 'kicked' | 'member' | 'administrator'

export type Group = {
  /** Everything the bot said there, oldest first. */
  readonly messages: readonly ShownMessage[]
  /** Somebody changes what the bot is in the group; returns the update's id. */
  changesBot(by: Profile, from: Membership, to: Membership): number | null
  /** Somebody writes there; `extra` is merged into the Message. Only what is meant for a bot reaches it, which the test decides. */
  hears(from: Profile, text: string, extra?: Readonly<Record<string, unknown>>): number | null
  /** Opens a topic, of a group that is a forum; returns its id. */
  opensTopic(name: string): number
  /** Turns the group into a supergroup with this id: a message in each of both tells of the other. */
  upgradeTo(id: number): void
}

/** Whom Telegram names where an admin acts as the group. */
const GROUP_ADMIN = { id: 1_087_968_824, is_bot: true, first_name: 'Group', username: 'GroupAnonymousBot' }

/** Makes a group that the bot may write to; `id` is negative. */
export function createGroup(state: BotState, id: number, title: string): Group {
  const chat = createChat(id, null, title)
  state.chats.set(id, chat)
  const member = (status: Membership) => ({ user: state.bot, status })
  const tell = (where: Chat, fields: object): void => {
    where.lastMessageId += 1
    const message = { message_id: where.lastMessageId, date: unixSeconds(state), chat: chatObject(where) }
    state.queue.add('message', { ...message, from: GROUP_ADMIN, ...fields })
  }
  return {
    get messages() {
      return [...chat.messages.values()]
    },
    changesBot: (by, from, to) => {
      chat.shut = shutBy(chat, to)
      return state.queue.add('my_chat_member', {
        chat: chatObject(chat),
        from: userObject(by),
        date: unixSeconds(state),
        old_chat_member: member(from),
        new_chat_member: member(to),
      })
    },
    hears: (from, text, extra = {}) => {
      chat.lastMessageId += 1
      const message = { message_id: chat.lastMessageId, date: unixSeconds(state), chat: chatObject(chat), text }
      return state.queue.add('message', { ...message, from: userObject(from), ...extra })
    },
    opensTopic: (name) => {
      // A topic has the id of the message that opened it, and 1 is the General one's.
      chat.lastMessageId = Math.max(chat.lastMessageId, 1)
      const topic = chat.lastMessageId + 1
      chat.topics.add(topic)
      const created = { forum_topic_created: { name, icon_color: 7_322_096 } }
      tell(chat, { message_thread_id: topic, is_topic_message: true, ...created })
      return topic
    },
    upgradeTo: (newId) => {
      const next = createChat(newId, null, title)
      tell(chat, { migrate_to_chat_id: newId })
      chat.migratedTo = newId
      state.chats.set(newId, next)
      tell(next, { migrate_from_chat_id: id })
    },
  }
}

// What the bot is told when it writes where it no longer belongs; null where it may.
function shutBy({ id }: Chat, status: Membership): string | null {
  const kind = id < -1_000_000_000_000 ? 'supergroup' : 'group'
  if (status === 'kicked') return `bot was kicked from the ${kind} chat`
  return status === 'left' ? `bot is not a member of the ${kind} chat` : null
}
