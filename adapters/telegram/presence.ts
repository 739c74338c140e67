// Signs that somebody is there: 'typing …' while an answer is prepared, and eyes on what a manager has taken up.
// Courtesies: each is tried once, and what Telegram refuses (no reactions allowed, a message gone) is nobody's news.

import type { Logger } from 'pino'
import type { Client } from './client.ts'

export interface Presence {
  /** Shows for up to five seconds, or until something is said, that an answer is on its way. Never rejects. */
  typing(chat: string): Promise<void>
  /** Puts the bot's reaction on a message. Never rejects. */
  seen(chat: string, message: string): Promise<void>
}

/** One that every chat allows unless it allows none (https://core.telegram.org/bots/api#reactiontypeemoji). */
const EYES = '👀'

/** Makes them over one client. */
export const createPresence = (client: Pick<Client, 'call'>, log: Logger): Presence => {
  const tried = async (work: Promise<unknown>): Promise<void> => {
    await work.catch((error: unknown) => log.debug({ err: error }, 'a sign of presence could not be shown on Telegram'))
  }
  return {
    typing: (chat) => tried(client.call('sendChatAction', { chat_id: chat, action: 'typing' })),
    seen: (chat, message) =>
      tried(
        client.call('setMessageReaction', {
          chat_id: chat,
          message_id: Number(message),
          reaction: [{ type: 'emoji', emoji: EYES }],
        }),
      ),
  }
}
