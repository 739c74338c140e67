// What stands beside a reply for its writer alone: that it goes to the customer in a moment, and how to keep it from that.

import type { Words } from '../../src/channel.ts'
import type { HeldReply } from '../../src/core/decision.ts'
import type { ManagerEvent } from '../../src/core/events.ts'
import { button, phrase, type SlackMessage, section } from './card.ts'

type Undone = Pick<Extract<ManagerEvent, { type: 'ManagerUndid' }>, 'ticket' | 'message' | 'into'>

/** Words and buttons for the writer of a reply that is held, below what else they should know. */
export const undoOffer = (
  words: Words,
  locale: string,
  { message, ticket, time, isTheirs }: HeldReply,
  above: string | null,
): SlackMessage => {
  const key = isTheirs ? 'slack.undo.held' : 'slack.undo.heldFromForm'
  const offer = phrase(words, locale, key, { seconds: Math.round(time / 1_000), number: ticket })
  const text = above === null ? offer : `${above}\n${offer}`
  const offered = (name: 'undo' | 'note') =>
    button({
      action: `reply.${name}`,
      label: phrase(words, locale, `slack.undo.${name}`),
      value: `${ticket} ${message}`,
    })
  return {
    text,
    blocks: [section(text), { type: 'actions', block_id: 'reply', elements: [offered('undo'), offered('note')] }],
  }
}

const held = /^(\d{1,9}) ([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/

/** What a press on one of these buttons asks for; null for other buttons. */
export const readUndo = (action: string, value: string): Undone | null => {
  const [, number, message] = held.exec(value) ?? []
  if (number === undefined || message === undefined) return null
  if (action !== 'reply.undo' && action !== 'reply.note') return null
  return { ticket: { number: Number(number) }, message, into: action === 'reply.note' ? 'note' : 'nothing' }
}
