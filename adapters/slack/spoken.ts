// What people write in Slack, and change and delete of it. Pure: names were looked up before.

import type { Inbound } from '../../src/channel.ts'
import type { ManagerRef, Sender, TicketRef } from '../../src/core/types.ts'
import { fromPlainText, joined, plainText } from '../../src/document.ts'
import { messageId } from './addresses.ts'
import { type Known, managerOf, senderOf, timeOf, wordsOf } from './known.ts'
import { isDirect, type Payload, type Posted } from './payloads.ts'

type Of<Kind extends Payload['kind']> = Extract<Payload, { kind: Kind }>

/** Subtypes that are still a person's words; every other one was written by no person, or isn't news. */
const spoken = new Set<string | undefined>([undefined, 'file_share', 'me_message', 'thread_broadcast'])

/** A message; null for what no person wrote, and for staff talk outside of threads. */
export const parsePosted = ({ team, channel, message }: Of<'posted'>, known: Known): Inbound | null => {
  const place = placeOf(channel, message, known)
  if (place === null) return null
  const event =
    place.side === 'customer'
      ? customerEvent(channel, message, place.from, known)
      : managerEvent(channel, message, place, known)
  return { key: `slack:${team}:${channel}:${message.ts}`, at: timeOf(message.ts), event }
}

/** Other words in the place of those before; null for unfurls, reply counts and whatever else changes a message without its writer. */
export const parseEdited = ({ team, channel, message, before }: Of<'edited'>, known: Known): Inbound | null => {
  if (!message.edited || message.text === before.text) return null
  const place = placeOf(channel, message, known)
  if (place === null) return null
  const id = messageId(channel, message.ts)
  return {
    key: `slack:${team}:${channel}:${message.ts}:edit:${message.edited.ts}`,
    at: timeOf(message.edited.ts),
    event:
      place.side === 'customer'
        ? { type: 'CustomerEdited', from: place.from, messageId: id, words: wordsOf(message.text, known) }
        : {
            type: 'ManagerEdited',
            by: place.by,
            ticket: place.ticket,
            messageId: id,
            words: wordsOf(noteIn(message.text) ?? message.text, known),
            audience: noteIn(message.text) === null ? 'everyone' : 'staff',
          },
  }
}

/** A message that is gone. Slack doesn't tell who deleted it: it is taken for its writer's doing. */
export const parseDeleted = ({ team, channel, message, ts }: Of<'deleted'>, known: Known): Inbound | null => {
  const place = placeOf(channel, message, known)
  if (place === null) return null
  const id = messageId(channel, message.ts)
  return {
    key: `slack:${team}:${channel}:${message.ts}:delete`,
    at: timeOf(ts),
    event:
      place.side === 'customer'
        ? { type: 'CustomerDeleted', from: place.from, messageId: id }
        : { type: 'ManagerDeleted', by: place.by, ticket: place.ticket, messageId: id },
  }
}

type Place =
  | { readonly side: 'customer'; readonly from: Sender }
  | { readonly side: 'manager'; readonly by: ManagerRef; readonly ticket: TicketRef }

const placeOf = (channel: string, message: Posted, known: Known): Place | null => {
  if (message.user === undefined || !spoken.has(message.subtype)) return null
  if (isDirect(channel)) return { side: 'customer', from: senderOf(message.user, channel, known) }
  const isReply = message.thread_ts !== undefined && message.thread_ts !== message.ts
  if (channel !== known.staffChannel || !isReply) return null
  const ticket = { thread: messageId(channel, message.thread_ts ?? message.ts) }
  return { side: 'manager', by: managerOf(message.user, undefined, known), ticket }
}

const customerEvent = (channel: string, message: Posted, from: Sender, known: Known): Inbound['event'] => {
  const id = messageId(channel, message.ts)
  const files = message.files ?? []
  if (message.text.trim() === '') return { type: 'CustomerSentUnsupported', from, messageId: id, what: 'file' }
  // Slack sends only what has a space before its slash.
  const [, command, argument = ''] = /^\s*\/([a-z]\w*)(?:\s+([\s\S]*))?$/i.exec(message.text) ?? []
  if (command !== undefined && files.length === 0) {
    const typed = plainText(wordsOf(argument, known)).trim()
    return { type: 'CustomerCommanded', from, messageId: id, command: command.toLowerCase(), argument: typed }
  }
  // The words must not wait for the files, nor the files be passed over in silence.
  const names = files.map((file) => `📎 ${file.name ?? '?'}`).join('\n')
  return {
    type: 'CustomerWrote',
    from,
    messageId: id,
    words: joined([wordsOf(message.text, known), fromPlainText(names)]),
  }
}

const managerEvent = (
  channel: string,
  message: Posted,
  { by, ticket }: Extract<Place, { side: 'manager' }>,
  known: Known,
): Inbound['event'] => {
  const base = { by, ticket, messageId: messageId(channel, message.ts) }
  // `//` keeps a message inside, files and all: they are in the thread already.
  const noted = noteIn(message.text)
  if (noted !== null) return { ...base, type: 'ManagerNoted', words: wordsOf(noted, known) }
  // A caption without its picture would say something else than the manager meant.
  if (message.files?.length || message.text.trim() === '') return { ...base, type: 'ManagerSentUnsupported' }
  return { ...base, type: 'ManagerReplied', words: wordsOf(message.text, known) }
}

/** What a note says, without the two slashes that make it one; null where it is none. */
const noteIn = (text: string): string | null => (text.startsWith('//') ? text.slice(2).trimStart() : null)
