// Says one delivery: part after part, each paced, so that a failure in the middle loses and repeats nothing.

import { z } from 'zod'
import { ChannelError, type Delivery, type Receipt } from '../../src/channel.ts'
import type { Call, Pacer } from '../../src/pacing.ts'
import type { Client } from './client.ts'
import { retryAfterOf, toChannelError, wordsOf } from './errors.ts'
import { type Part, render } from './render.ts'

export interface Sender {
  /** Sends what `delivery.sent` doesn't name yet. Throws ChannelError whose `sent` names every part that arrived so far. */
  send(delivery: Delivery): Promise<Receipt>
  /** Sends one part to a chat and answers its message_id. Throws what the client throws. */
  say(chat: string, part: Part, priority: number): Promise<string>
}

const sentMessage = z.looseObject({ message_id: z.int() })

/** Replies of people go before what the desk says by itself where both wait for the same limit. */
const PRIORITY = { manager: 0, bot: 1, customer: 1 } as const

/** Makes the sender; the pacer holds back what would come too soon. */
export const createSender = (client: Client, pacer: Pacer): Sender => {
  const sendMessage = async (chat: string, part: Part, priority: number, words: object): Promise<string> => {
    const call: Call = { method: 'sendMessage', place: chat, priority }
    await pacer.turn(call)
    const markup = part.keyboard.length === 0 ? {} : { reply_markup: { inline_keyboard: part.keyboard } }
    try {
      const sent = await client.call('sendMessage', { chat_id: chat, ...words, ...markup })
      return String(sentMessage.parse(sent).message_id)
    } catch (error) {
      const seconds = retryAfterOf(error)
      if (seconds !== null) pacer.hold(call, seconds * 1000)
      throw error
    }
  }
  const say = async (chat: string, part: Part, priority: number): Promise<string> => {
    try {
      return await sendMessage(chat, part, priority, { text: part.html, parse_mode: 'HTML' })
    } catch (error) {
      // Words without their formatting are better than no words.
      if (!/can't parse entities/i.test(wordsOf(error))) throw error
      return sendMessage(chat, part, priority, { text: part.plain })
    }
  }
  return {
    say,
    send: async ({ address, content, sent }) => {
      if (address === null || content.kind !== 'message') {
        throw new ChannelError('permanent', 'Telegram shows messages in chats and nothing else', { reason: 'rejected' })
      }
      const ids = [...sent]
      for (const part of render(content).slice(sent.length)) {
        try {
          ids.push(await say(address, part, PRIORITY[content.author.role]))
        } catch (error) {
          throw toChannelError(error, ids)
        }
      }
      return { ids }
    },
  }
}
