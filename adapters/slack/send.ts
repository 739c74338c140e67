// Says one delivery: a message in parts, a card once and then in place, a mark; and changes what was said.

import { ChannelError, type Delivery, type Receipt } from '../../src/channel.ts'
import type { CardView } from '../../src/desk.ts'
import { messagePlace } from './addresses.ts'
import { priorities } from './api.ts'
import { sendBacklog } from './backlog.ts'
import { renderCard, type ShownCard } from './card.ts'
import { eraseStanding } from './erasing.ts'
import { isOutOfReach, slackCode, toChannelError } from './errors.ts'
import { sendIncident } from './incident-card.ts'
import type { LinkTo } from './links.ts'
import { namingOf, placeOf, postAll, type SendingParts, staffChannelOf } from './posting.ts'
import { sendReminder } from './reminder.ts'
import {
  type Card,
  type Mark,
  type Message,
  renderCardUpdate,
  renderMark,
  renderMessage,
  renderNewCard,
} from './render.ts'
import { alone, figuresOf, pictureOf } from './reports.ts'
import { deleteMessage, reviseMessage } from './revising.ts'
import { createSendFiles } from './sending-files.ts'
import { openDirect } from './start-check.ts'

type Seen = Extract<Delivery['content'], { kind: 'seen' }>

/** Makes `Channel.send`: throws ChannelError, whose `sent` names every part that has arrived so far. */
export const createSend = (parts: SendingParts) => {
  const sendFiles = createSendFiles(parts)
  return async (delivery: Delivery): Promise<Receipt> => {
    const { content } = delivery
    switch (content.kind) {
      case 'message':
        return sendMessage(parts, delivery, content)
      case 'card':
        return content.posted === null
          ? postCard(parts, delivery, content)
          : updateCard(parts, { ...content, posted: content.posted })
      case 'reminder':
        return sendReminder(parts, delivery, content)
      case 'backlog':
        return sendBacklog(parts, delivery, content)
      case 'incident':
        return sendIncident(parts, delivery, content)
      case 'figures':
        return sendMessage(parts, delivery, await figuresOf(parts.desk, content.of))
      case 'picture':
        return sendFiles(delivery, await pictureOf(parts.desk, content.of)).catch(alone)
      case 'mark':
        return addMark(parts, content)
      case 'seen':
        return addEyes(parts, content)
      case 'edit':
        return reviseMessage(parts, delivery, content)
      case 'delete':
        return content.erases === undefined ? deleteMessage(parts, content) : eraseStanding(parts, delivery, content)
      case 'files':
        return sendFiles(delivery, content)
    }
  }
}

const sendMessage = async (parts: SendingParts, given: Delivery, content: Message): Promise<Receipt> => {
  const delivery = { ...given, address: await placeFor(parts, given) }
  const place = placeOf(parts, delivery)
  const calls = renderMessage(delivery, content, place, namingOf(parts))
  return postAll(parts, delivery, calls, priorityOf(parts, content.author, place.channel))
}

const priorityOf = ({ staffChannel }: SendingParts, { role }: Message['author'], channel: string): number => {
  if (role === 'manager') return priorities.reply
  if (role === 'customer') return priorities.word
  return channel === staffChannel ? priorities.line : priorities.answer
}

const person = /^[UW][A-Z0-9]+$/

// Somebody of the team has no chat with the bot yet: it opens with the first words.
const placeFor = async ({ api }: SendingParts, { address }: Delivery): Promise<string | null> => {
  if (address === null || !person.test(address)) return address
  try {
    return await openDirect(api, address)
  } catch (error) {
    throw toChannelError(error, address)
  }
}

// Where somebody took the ticket, what is said in its thread waits for the card.
const postCard = async (parts: SendingParts, delivery: Delivery, { ticket }: Card): Promise<Receipt> => {
  const view = await parts.desk.card(ticket)
  const call = renderNewCard(delivery, await rendered(parts, view), staffChannelOf(parts))
  return postAll(parts, delivery, [call], view.isTaken ? priorities.word : priorities.card)
}

const rendered = async ({ desk, words, locale, thread, linkTo }: SendingParts, view: CardView) => {
  const [mergedInto, latestBefore] = [await linked(view.mergedInto, linkTo), await linked(view.latestBefore, linkTo)]
  return renderCard({ ...view, mergedInto, latestBefore }, words, locale, { thread, hasAssistant: desk.hasAssistant })
}

const linked = async (target: CardView['mergedInto'], linkTo: LinkTo): Promise<ShownCard['mergedInto']> =>
  target && { number: target.number, link: target.card === null ? null : await linkTo(target.card) }

const updateCard = async (parts: SendingParts, content: Card & { readonly posted: string }): Promise<Receipt> => {
  const call = renderCardUpdate(content.posted, await rendered(parts, await parts.desk.card(content.ticket)))
  try {
    await parts.api.call('chat.update', { ...call }, priorities.card)
    return { ids: [content.posted] }
  } catch (error) {
    if (isOutOfReach(error, call.channel, parts.staffChannel))
      throw new ChannelError('permanent', 'the card is out of reach', { cause: error, reason: 'messageGone' })
    throw toChannelError(error, call.channel)
  }
}

// A courtesy: what Slack refuses, or has no message for, is nobody's news.
const addEyes = async ({ api, log }: SendingParts, { target }: Seen): Promise<Receipt> => {
  if (target === null) return { ids: [] }
  const { channel, ts } = messagePlace(target)
  await api
    .call('reactions.add', { channel, timestamp: ts, name: 'eyes' }, priorities.mark)
    .catch((error: unknown) => log.debug({ err: error }, 'a customer’s message in Slack could not be marked as seen'))
  return { ids: [] }
}

// Where the message is gone there is nothing left to mark, and nobody to be told.
const harmless = new Set<string | null>(['already_reacted', 'no_reaction', 'message_not_found'])

const harmlessly = async (call: Promise<unknown>): Promise<void> => {
  try {
    await call
  } catch (error) {
    if (!harmless.has(slackCode(error))) throw error
  }
}

const addMark = async ({ api }: SendingParts, mark: Mark): Promise<Receipt> => {
  const call = renderMark(mark)
  try {
    await harmlessly(api.call('reactions.add', { ...call }, priorities.mark))
    if (mark.replaces !== undefined) {
      const old = renderMark({ target: mark.target, mark: mark.replaces })
      await harmlessly(api.call('reactions.remove', { ...old }, priorities.mark))
    }
  } catch (error) {
    throw toChannelError(error, call.channel)
  }
  return { ids: [mark.target] }
}
