// The shortcut `Create ticket`: a message anywhere becomes a ticket of its author, who is answered in its thread.

import type { Inbound } from '../../src/channel.ts'
import type { Sender } from '../../src/core/types.ts'
import { messageId } from './addresses.ts'
import { type Known, managerOf, senderOf, threadOf, timeOf } from './known.ts'
import { isDirect, type Payload } from './payloads.ts'
import { saidIn } from './spoken.ts'

type Shortcut = Extract<Payload, { kind: 'shortcut' }>['shortcut']

/** The ticket that is wanted; null where no person wrote the message. */
export const parseShortcut = ({ team, user, channel, message }: Shortcut, known: Known): Inbound | null => {
  const { user: author } = message
  if (author === undefined || message.bot_id !== undefined || known.source === null) return null
  const { words, files, staying } = saidIn(message, known)
  return {
    // However often, and by whomever it is used: one message is one ticket.
    key: `slack:${team?.id ?? ''}:${channel.id}:${message.ts}:ticket`,
    at: timeOf(message.ts),
    event: {
      type: 'MessageTaken',
      from: authorOf(author, { channel, message }, known),
      messageId: messageId(channel.id, message.ts),
      words,
      ...(files.length + staying.length === 0 ? {} : { files: [...files, ...staying] }),
      takenBy: managerOf(user.id, user.username ?? user.name, known).name,
      source: known.source.link,
    },
  }
}

// Where the bot can't speak, and among the staff's own threads, the direct message serves.
const authorOf = (
  author: string,
  { channel, message }: Pick<Shortcut, 'channel' | 'message'>,
  known: Known,
): Sender => {
  const { isOpen = false, direct = '' } = known.source ?? {}
  if (!isOpen || isDirect(channel.id) || channel.id === known.staffChannel) return senderOf(author, direct, known)
  return {
    ...senderOf(author, messageId(channel.id, message.thread_ts ?? message.ts), known),
    externalId: threadOf(author, channel.id, message),
    account: { externalId: author, address: direct },
  }
}
