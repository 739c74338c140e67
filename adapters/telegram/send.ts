// Says one delivery: part after part, each paced, so that a failure in the middle loses and repeats nothing.

import { z } from 'zod'
import { ChannelError, type Delivery, type Receipt } from '../../src/channel.ts'
import type { Picture } from '../../src/desk/charts.ts'
import type { Pacer } from '../../src/pacing.ts'
import type { Client } from './client.ts'
import { toChannelError, wordsOf } from './errors.ts'
import type { FirstSteps, Keys } from './first-steps.ts'
import { createPaced, type Paced } from './paced.ts'
import type { Presence } from './presence.ts'
import { type Part, render } from './render.ts'
import { edit, type Revising, takeBack } from './revise.ts'
import { type FilePost, photoFields, sendFiles } from './send-files.ts'

export interface Sender {
  /** Sends what `delivery.sent` doesn't name yet. Throws ChannelError whose `sent` names every part that arrived so far. */
  send(delivery: Delivery): Promise<Receipt>
  /** Sends one part to a chat and answers its message_id. Throws what the client throws. */
  say(chat: string, part: Part, priority: number): Promise<string>
  /** Shows a picture in a chat, with the words that tell what is in it below. Throws what the client throws. */
  picture(chat: string, picture: Picture): Promise<void>
}

const sentMessage = z.looseObject({ message_id: z.int() })

const idOf = ({ message_id }: z.infer<typeof sentMessage>): string => String(message_id)

/** Replies of people go before what the desk says by itself where both wait for the same limit. */
const PRIORITY = { manager: 0, bot: 1, customer: 1 } as const

export interface SenderParts {
  readonly client: Client
  readonly pacer: Pacer
  readonly presence: Pick<Presence, 'seen'>
  readonly firstSteps: Pick<FirstSteps, 'keysFor' | 'shown'>
}

/** Makes the sender; the pacer holds back what would come too soon. */
export const createSender = ({ client, pacer, presence, firstSteps }: SenderParts): Sender => {
  const paced = createPaced(pacer)
  const say = async (chat: string, part: Part, priority: number): Promise<string> => {
    const markup = part.keyboard.length === 0 ? part.keys : { inline_keyboard: part.keyboard }
    const call = { method: 'sendMessage', place: chat, priority }
    const sent = await formatted(part, (words) =>
      paced(call, () =>
        client.call('sendMessage', { chat_id: chat, ...words, ...(markup && { reply_markup: markup }) }),
      ),
    )
    if (part.keys !== undefined) firstSteps.shown(chat, part.keys)
    return idOf(sentMessage.parse(sent))
  }
  return {
    say,
    picture: async (chat, given) => {
      await filePost(client, pacer, paced, chat)('sendPhoto', photoFields(given), 1)
    },
    send: async ({ address, content, sent }) => {
      if (address === null) throw unshown()
      switch (content.kind) {
        case 'message':
          return sayAll(withKeys(render(content), firstSteps.keysFor(address, content)), sent, (part) =>
            say(address, part, PRIORITY[content.author.role]),
          )
        case 'files':
          return sendFiles(filePost(client, pacer, paced, address), content, sent)
        case 'edit':
          return edit(revising(client, paced, address, say), content, sent)
        case 'delete':
          return takeBack(revising(client, paced, address, say), content)
        case 'seen':
          if (content.target !== null) await presence.seen(address, content.target)
          return { ids: [] }
        default:
          throw unshown()
      }
    },
  }
}

const withKeys = (parts: readonly Part[], keys: Keys | null): readonly Part[] =>
  keys === null ? parts : parts.map((part, index) => (index === parts.length - 1 ? { ...part, keys } : part))

// An album counts as many times as it has items (https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this): what follows it waits for that.
const filePost =
  (client: Client, pacer: Pacer, paced: Paced, chat: string): FilePost =>
  async (method, fields, items) => {
    const call = { method, place: chat, priority: PRIORITY.manager }
    const answer = await paced(call, () => client.upload(method, { chat_id: chat, ...fields }))
    for (let item = 1; item < items; item++) void pacer.turn(call)
    return z
      .union([sentMessage.transform((one) => [one]), z.array(sentMessage)])
      .parse(answer)
      .map(idOf)
  }

const unshown = (): ChannelError =>
  new ChannelError('permanent', 'Telegram shows messages in chats and nothing else', { reason: 'rejected' })

const sayAll = async (
  parts: readonly Part[],
  sent: readonly string[],
  say: (part: Part) => Promise<string>,
): Promise<Receipt> => {
  const ids = [...sent]
  for (const part of parts.slice(sent.length)) {
    try {
      ids.push(await say(part))
    } catch (error) {
      throw toChannelError(error, ids)
    }
  }
  return { ids }
}

const revising = (client: Client, paced: Paced, chat: string, say: Sender['say']): Revising => {
  // Only people correct what they said.
  const priority = PRIORITY.manager
  const callOf = (method: string) => ({ method, place: chat, priority })
  return {
    say: (part) => say(chat, part, priority),
    change: async (id, part) => {
      await formatted(part, (words) =>
        paced(callOf('editMessageText'), () =>
          client.call('editMessageText', { chat_id: chat, message_id: Number(id), ...words }),
        ),
      )
    },
    caption: async (id, { plain: caption }) => {
      await paced(callOf('editMessageCaption'), () =>
        client.call('editMessageCaption', { chat_id: chat, message_id: Number(id), caption }),
      )
    },
    remove: async (ids) => {
      await paced(callOf('deleteMessages'), () =>
        client.call('deleteMessages', { chat_id: chat, message_ids: ids.map(Number) }),
      )
    },
  }
}

// Words without their formatting are better than no words.
const formatted = async (part: Part, call: (words: object) => Promise<unknown>): Promise<unknown> => {
  try {
    return await call({ text: part.html, parse_mode: 'HTML' })
  } catch (error) {
    if (!/can't parse entities/i.test(wordsOf(error))) throw error
    return call({ text: part.plain })
  }
}
