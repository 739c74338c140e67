// A sign that somebody puts on a message: news where it is a customer's, on what the desk said to them. Pure.

import type { Inbound } from '../../src/channel.ts'
import { messageId } from './addresses.ts'
import { emojiOf } from './emoji.ts'
import { type Known, senderOf, threadSender, timeOf } from './known.ts'
import { isDirect, type Payload } from './payloads.ts'

/** Null for what anybody else marks, and in the staff channel. Put on once more after it was taken off it is the same sign. */
export const parseReacted = (
  { team, channel, ts, user, reaction, at }: Extract<Payload, { kind: 'reacted' }>,
  known: Known,
): Inbound | null => {
  const place = { ts, ...(known.threadSaying === null ? {} : { thread_ts: known.threadSaying }) }
  const from = isDirect(channel) ? senderOf(user, channel, known) : threadSender(user, channel, place, known)
  if (from === null) return null
  return {
    key: `slack:${team}:${channel}:${ts}:reaction:${user}:${reaction}`,
    at: timeOf(at),
    event: { type: 'CustomerReacted', from, messageId: messageId(channel, ts), reaction: emojiOf(reaction) },
  }
}
