// What people write in Slack, and change and delete of it. Pure: names were looked up before.

import type { FileRef, Inbound } from '../../src/channel.ts'
import type { ManagerRef, Sender, TicketRef } from '../../src/core/types.ts'
import { type Document, joined, plainText } from '../../src/document.ts'
import { messageId } from './addresses.ts'
import { type Attached, attachedFrom, isGone } from './file-objects.ts'
import { type Known, managerOf, senderOf, threadSender, timeOf, wordsOf } from './known.ts'
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
  if (isEmptied(message) && !isEmptied(before))
    return parseDeleted({ kind: 'deleted', team, channel, message: before, ts: message.ts }, known)
  if (!message.edited || message.text === before.text) return null
  const place = placeOf(channel, message, known)
  if (place === null) return null
  const id = messageId(channel, message.ts)
  return {
    key: `slack:${team}:${channel}:${message.ts}:edit:${message.edited.ts}`,
    at: timeOf(message.edited.ts),
    event:
      place.side === 'customer'
        ? { type: 'CustomerEdited', from: place.from, messageId: id, words: saidIn(message, known).words }
        : {
            type: 'ManagerEdited',
            by: place.by,
            ticket: place.ticket,
            messageId: id,
            words: saidIn({ ...message, text: slashed(message.text) ?? message.text }, known).words,
            audience: slashed(message.text) === null ? 'everyone' : 'staff',
          },
  }
}

/** Whether a message had nothing but files, and these were deleted: of its own, Slack keeps a stone for each. */
const isEmptied = ({ text, files = [] }: Posted): boolean =>
  text.trim() === '' && files.length > 0 && files.every(isGone)

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
  if (channel !== known.staffChannel) {
    // The first message of such a thread was passed on already; what is changed of it follows.
    const from = isReply || message.edited ? threadSender(message.user, channel, message, known) : null
    return from === null ? null : { side: 'customer', from }
  }
  if (!isReply) return null
  const ticket = { thread: messageId(channel, message.thread_ts ?? message.ts) }
  return { side: 'manager', by: managerOf(message.user, undefined, known), ticket }
}

const customerEvent = (channel: string, message: Posted, from: Sender, known: Known): Inbound['event'] => {
  const id = messageId(channel, message.ts)
  // Slack sends only what has a space before its slash.
  const [, command, argument = ''] = /^\s*\/([a-z]\w*)(?:\s+([\s\S]*))?$/i.exec(message.text) ?? []
  if (command !== undefined && !message.files?.length) {
    const typed = plainText(wordsOf(argument, known)).trim()
    return { type: 'CustomerCommanded', from, messageId: id, command: command.toLowerCase(), argument: typed }
  }
  const { words, files, staying } = saidIn(message, known)
  if (words.children.length === 0 && files.length === 0)
    return { type: 'CustomerSentUnsupported', from, messageId: id, what: 'file' }
  // What can't leave Slack goes along all the same: where it should be shown it is refused, and both sides hear why.
  return { type: 'CustomerWrote', from, messageId: id, words, ...filesIn([...files, ...staying]) }
}

const managerEvent = (
  channel: string,
  message: Posted,
  { by, ticket }: Extract<Place, { side: 'manager' }>,
  known: Known,
): Inbound['event'] => {
  const base = { by, ticket, messageId: messageId(channel, message.ts) }
  // A note stays inside, files and all: they are in the thread already.
  const noted = noteIn(message.text, known)
  if (noted !== null) return { ...base, type: 'ManagerNoted', words: wordsOf(noted, known) }
  const { words, files, staying } = saidIn(message, known)
  // Without one of its files a message would say something else than the manager meant.
  if (staying.length > 0 || (words.children.length === 0 && files.length === 0))
    return { ...base, type: 'ManagerSentUnsupported' }
  return { ...base, type: 'ManagerReplied', words, ...filesIn(files) }
}

interface Said {
  /** With a link to each file that lies elsewhere. */
  readonly words: Document
  readonly files: readonly FileRef[]
  /** Files that can't leave Slack. */
  readonly staying: readonly FileRef[]
}

/** What a message says, with its files. */
export const saidIn = (message: Posted, known: Known): Said => {
  const attached = (message.files ?? []).map((file) => attachedFrom(known.file(file.id) ?? file))
  const links = attached.flatMap((each) => (each.kind === 'link' ? [linkTo(each)] : []))
  const of = (kind: 'file' | 'stays') => attached.flatMap((each) => (each.kind === kind ? [each.file] : []))
  const words = joined([wordsOf(message.text, known), ...links])
  return { words, files: of('file'), staying: of('stays') }
}

const linkTo = ({ name, url }: Extract<Attached, { kind: 'link' }>): Document => ({
  type: 'root',
  children: [
    {
      type: 'paragraph',
      children: [
        { type: 'text', value: '📎 ' },
        { type: 'link', url, children: [{ type: 'text', value: name }] },
      ],
    },
  ],
})

const filesIn = (files: readonly FileRef[]): { readonly files?: readonly FileRef[] } =>
  files.length === 0 ? {} : { files }

/** What a message says without the two slashes that make it a note; null where it has none. */
const slashed = (text: string): string | null => (text.startsWith('//') ? text.slice(2).trimStart() : null)

/** What a note says; null where the words are for the customer. */
const noteIn = (text: string, { thread }: Known): string | null => slashed(text) ?? (thread === 'notes' ? text : null)
