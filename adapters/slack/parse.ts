// What a payload means for the desk. Pure: names and direct messages were looked up before.

import { z } from 'zod'
import type { Inbound } from '../../src/channel.ts'
import type { ManagerRef, Sender, TicketRef } from '../../src/core/types.ts'
import { type Document, fromPlainText, joined } from '../../src/document.ts'
import { messageId } from './addresses.ts'
import { parseJson } from './json.ts'
import { fromMrkdwn } from './mrkdwn.ts'
import { isDirect, type Payload, type Posted } from './payloads.ts'

/** A member of the workspace, as `users.info` tells. `locale` is a language such as `en`; both are null where unknown. */
export interface Member {
  readonly name: string | null
  readonly locale: string | null
  readonly guest: boolean
}

export interface Known {
  readonly staffChannel: string | null
  readonly member: (id: string) => Member | undefined
  /** The direct message with the author of a command; null where it wasn't needed. */
  readonly direct: string | null
  /** For what carries no time of its own. */
  readonly now: Date
}

/** What the FAQ picker keeps of the ticket that it was opened for. */
export const pickerCallback = 'ticket.faq'
const pickerTicket = z.object({ number: z.number().int() })

/** Subtypes that are still a person's words; every other one was written by no person, or isn't news. */
const spoken = new Set<string | undefined>([undefined, 'file_share', 'me_message', 'thread_broadcast'])

/**
 * Turns a payload into the event that the engine takes, or null where there is none: unfurls and reply counts (`message_changed` without new words), staff talk outside of threads, presses that only open something.
 */
export const parse = (payload: Payload, known: Known): Inbound | null => {
  switch (payload.kind) {
    case 'posted':
      return parsePosted(payload, known)
    case 'edited':
      return parseEdited(payload, known)
    case 'press':
      return parsePress(payload.press, known)
    case 'submission':
      return parseSubmission(payload.submission, known)
    case 'command':
      return parseSupport(payload.command, known)
    case 'search':
      return null
  }
}

type Spoken = Extract<Payload, { kind: 'posted' }>
type Edited = Extract<Payload, { kind: 'edited' }>
type Press = Extract<Payload, { kind: 'press' }>['press']
type Submission = Extract<Payload, { kind: 'submission' }>['submission']
type Command = Extract<Payload, { kind: 'command' }>['command']

const parsePosted = ({ team, channel, message }: Spoken, known: Known): Inbound | null => {
  if (message.user === undefined || !spoken.has(message.subtype)) return null
  const base = { key: `slack:${team}:${channel}:${message.ts}`, at: timeOf(message.ts) }
  if (isDirect(channel))
    return { ...base, event: customerEvent(channel, message, senderOf(message.user, channel, known), known) }
  const isReply = message.thread_ts !== undefined && message.thread_ts !== message.ts
  if (channel !== known.staffChannel || !isReply) return null
  return { ...base, event: managerEvent(channel, message, managerOf(message.user, undefined, known), known) }
}

const customerEvent = (channel: string, message: Posted, from: Sender, known: Known): Inbound['event'] => {
  const id = messageId(channel, message.ts)
  const files = message.files ?? []
  if (message.text.trim() === '') return { type: 'CustomerSentUnsupported', from, messageId: id, what: 'file' }
  // The words must not wait for the files, nor the files be passed over in silence.
  const names = files.map((file) => `📎 ${file.name ?? '?'}`).join('\n')
  return {
    type: 'CustomerWrote',
    from,
    messageId: id,
    words: joined([wordsOf(message.text, known), fromPlainText(names)]),
  }
}

const managerEvent = (channel: string, message: Posted, by: ManagerRef, known: Known): Inbound['event'] => {
  const id = messageId(channel, message.ts)
  const ticket: TicketRef = { thread: messageId(channel, message.thread_ts ?? message.ts) }
  // `//` keeps a message inside, files and all: they are in the thread already.
  if (message.text.startsWith('//')) {
    return { type: 'ManagerNoted', by, ticket, messageId: id, words: wordsOf(message.text.slice(2).trimStart(), known) }
  }
  // A caption without its picture would say something else than the manager meant.
  if (message.files?.length || message.text.trim() === '')
    return { type: 'ManagerSentUnsupported', by, ticket, messageId: id }
  return { type: 'ManagerReplied', by, ticket, messageId: id, words: wordsOf(message.text, known) }
}

const parseEdited = ({ team, channel, message, before }: Edited, known: Known): Inbound | null => {
  if (
    !message.user ||
    !spoken.has(message.subtype) ||
    !message.edited ||
    message.text === before.text ||
    !isDirect(channel)
  )
    return null
  return {
    key: `slack:${team}:${channel}:${message.ts}:edit:${message.edited.ts}`,
    at: timeOf(message.edited.ts),
    event: {
      type: 'CustomerEdited',
      from: senderOf(message.user, channel, known),
      messageId: messageId(channel, message.ts),
      words: wordsOf(message.text, known),
    },
  }
}

const managerPresses = {
  'ticket.claim': 'ManagerClaimed',
  'ticket.release': 'ManagerReleased',
  'ticket.resolve': 'ManagerResolved',
} as const
const isManagerPress = (id: string): id is keyof typeof managerPresses => id in managerPresses

const parsePress = ({ team, user, channel, message, actions }: Press, known: Known): Inbound | null => {
  const [action] = actions
  if (!action || !channel || !message) return null
  const base = {
    key: `slack:${team?.id ?? ''}:action:${user.id}:${action.action_ts}:${action.action_id}`,
    at: timeOf(action.action_ts),
  }
  if (isManagerPress(action.action_id)) {
    const ticket = ticketOf(action.value, channel.id, message)
    return {
      ...base,
      event: { type: managerPresses[action.action_id], by: managerOf(user.id, user.username, known), ticket },
    }
  }
  const press = action.value ?? action.selected_option?.value
  if (!isDirect(channel.id) || press === undefined) return null
  return { ...base, event: { type: 'CustomerPressed', from: senderOf(user.id, channel.id, known), press } }
}

/** The ticket a card's button names, else the one whose card it is. */
export const ticketOf = (value: string | undefined, channel: string, message: Posted): TicketRef => {
  const number = Number(value)
  return Number.isInteger(number) && number > 0
    ? { number }
    : { thread: messageId(channel, message.thread_ts ?? message.ts) }
}

const parseSubmission = ({ team, user, view }: Submission, known: Known): Inbound | null => {
  if (view.callback_id !== pickerCallback) return null
  const chosen = Object.values(view.state.values).flatMap((block) =>
    Object.values(block).map((field) => field.selected_option?.value),
  )
  const article = chosen.find((value) => value !== undefined)
  const ticket = pickerTicket.safeParse(parseJson(view.private_metadata)).data
  if (article === undefined || !ticket) return null
  return {
    // A view's id is its own for each time it was opened.
    key: `slack:${team?.id ?? ''}:action:${user.id}:${view.id}:${view.callback_id}:${article}`,
    at: known.now,
    event: { type: 'ManagerAnswered', by: managerOf(user.id, user.username ?? user.name, known), ticket, article },
  }
}

const parseSupport = (command: Command, known: Known): Inbound | null => {
  if (command.command !== '/support' || command.text.trim() === '' || known.direct === null) return null
  return {
    key: `slack:${command.team_id}:action:${command.user_id}:${command.trigger_id}:support`,
    at: known.now,
    event: {
      type: 'CustomerWrote',
      from: senderOf(command.user_id, known.direct, known),
      messageId: `command:${command.trigger_id}`,
      words: wordsOf(command.text, known),
    },
  }
}

const wordsOf = (text: string, known: Known): Document => fromMrkdwn(text, (id) => known.member(id)?.name ?? undefined)

const senderOf = (user: string, direct: string, known: Known): Sender => {
  const member = known.member(user)
  return {
    channel: 'slack',
    externalId: user,
    address: direct,
    name: member?.name ?? null,
    locale: member?.locale ?? null,
  }
}

const managerOf = (user: string, username: string | undefined, known: Known): ManagerRef => ({
  channel: 'slack',
  externalId: user,
  name: known.member(user)?.name ?? username ?? user,
})

const timeOf = (ts: string): Date => new Date(Math.floor(Number(ts) * 1000))
