// Says one delivery: a message in parts, a card once and then in place, a mark.

import { z } from 'zod'
import { ChannelError, type Delivery, type Receipt, type Words } from '../../src/channel.ts'
import type { CardView } from '../../src/desk.ts'
import { messageId, messagePlace } from './addresses.ts'
import { type Api, priorities } from './api.ts'
import { renderCard } from './card.ts'
import { slackCode, toChannelError } from './errors.ts'
import { lookUp } from './look-up.ts'
import {
  type Card,
  type Mark,
  type Message,
  type PostCall,
  renderCardUpdate,
  renderMark,
  renderMessage,
  renderNewCard,
} from './render.ts'

export interface SendingParts {
  readonly api: Api
  readonly card: (ticket: string) => Promise<CardView>
  readonly words: Words
  /** The desk's own language, for cards and for what stands in for a name. */
  readonly locale: string
  readonly staffChannel: string | null
  readonly pause: () => Promise<void>
}

const posted = z.object({ ts: z.string() })

/** Makes `Channel.send`: throws ChannelError, whose `sent` names every part that has arrived so far. */
export const createSend =
  (parts: SendingParts) =>
  (delivery: Delivery): Promise<Receipt> => {
    const { content } = delivery
    switch (content.kind) {
      case 'message':
        return sendMessage(parts, delivery, content)
      case 'card':
        return content.posted === null
          ? postCard(parts, delivery, content)
          : updateCard(parts, { ...content, posted: content.posted })
      case 'mark':
        return addMark(parts, content)
      case 'files':
      case 'edit':
      case 'delete':
        throw new ChannelError('permanent', `Slack can't be told of ${content.kind} yet`, { reason: 'rejected' })
    }
  }

const sendMessage = (parts: SendingParts, delivery: Delivery, content: Message): Promise<Receipt> => {
  const calls = renderMessage(delivery, content, placeOf(parts, delivery), parts.words(parts.locale, 'slack.customer'))
  return postAll(parts, delivery, calls, content.author.role === 'manager' ? priorities.reply : priorities.answer)
}

// An address is a direct message, or the card that a thread hangs on; without one the words are for the staff channel itself.
const placeOf = (parts: SendingParts, { address }: Delivery): { channel: string; thread: string | null } => {
  if (address === null) return { channel: staffChannelOf(parts), thread: null }
  if (!address.includes(':')) return { channel: address, thread: null }
  const { channel, ts } = messagePlace(address)
  return { channel, thread: ts }
}

const staffChannelOf = ({ staffChannel }: SendingParts): string => {
  if (staffChannel !== null) return staffChannel
  throw new ChannelError(
    'misconfigured',
    'tickets have no Slack channel to go to: set SLACK_STAFF_CHANNEL to the id of one',
  )
}

const postCard = async (parts: SendingParts, delivery: Delivery, { ticket }: Card): Promise<Receipt> => {
  const call = renderNewCard(delivery, await cardOf(parts, ticket), staffChannelOf(parts))
  return postAll(parts, delivery, [call], priorities.card)
}

const cardOf = async ({ card, words, locale }: SendingParts, ticket: string) =>
  renderCard(await card(ticket), words, locale)

const updateCard = async (parts: SendingParts, content: Card & { readonly posted: string }): Promise<Receipt> => {
  const call = renderCardUpdate(content.posted, await cardOf(parts, content.ticket))
  try {
    await parts.api.call('chat.update', { ...call }, priorities.card)
    return { ids: [content.posted] }
  } catch (error) {
    throw toChannelError(error, call.channel)
  }
}

const addMark = async ({ api }: SendingParts, mark: Mark): Promise<Receipt> => {
  const call = renderMark(mark)
  try {
    await api.call('reactions.add', { ...call }, priorities.mark)
  } catch (error) {
    // Where the message is gone there is nothing left to mark, and nobody to be told.
    const code = slackCode(error)
    if (code !== 'already_reacted' && code !== 'message_not_found') throw toChannelError(error, call.channel)
  }
  return { ids: [mark.target] }
}

const postAll = async (
  parts: SendingParts,
  delivery: Delivery,
  calls: readonly PostCall[],
  priority: number,
): Promise<Receipt> => {
  const ids = [...delivery.sent]
  const place = calls[0]?.channel ?? ''
  try {
    const found = await foundParts(parts, delivery, calls)
    for (const [part, call] of calls.entries()) {
      if (part < ids.length) continue
      const ts = found.get(part) ?? posted.parse(await parts.api.call('chat.postMessage', { ...call }, priority)).ts
      ids.push(messageId(call.channel, ts))
    }
    return { ids }
  } catch (error) {
    throw toChannelError(error, place, ids)
  }
}

const foundParts = async (
  { api, pause }: SendingParts,
  { id, triedAt, sent }: Delivery,
  calls: readonly PostCall[],
): Promise<ReadonlyMap<number, string>> => {
  const [call] = calls
  if (!call || triedAt === null || sent.length >= calls.length) return new Map()
  const parts = [...calls.keys()].slice(sent.length)
  return lookUp(api, { delivery: id, channel: call.channel, thread: call.thread_ts ?? null, triedAt, parts }, pause)
}
