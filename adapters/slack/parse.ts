// What a payload means for the desk. Pure: names and direct messages were looked up before.

import type { Inbound } from '../../src/channel.ts'
import type { TicketRef } from '../../src/core/types.ts'
import { messageId } from './addresses.ts'
import { incidentPressed } from './incident-modals.ts'
import { numberIn } from './json.ts'
import { type Known, managerOf, senderOf, threadSender, timeOf, wordsOf } from './known.ts'
import { isDirect, type Payload, type Posted } from './payloads.ts'
import { parseReacted } from './reacted.ts'
import { parseShortcut } from './shortcut.ts'
import { parseDeleted, parseEdited, parsePosted } from './spoken.ts'
import { parseSubmission } from './submissions.ts'
import { isSupport, parseSupportForm } from './support-form.ts'
import { ticketPressed } from './ticket-actions.ts'
import { readUndo } from './undo.ts'

/**
 * Turns a payload into the event that the engine takes, or null where there is none: unfurls and reply counts (`message_changed` without new words), staff talk outside of threads, presses that only open something.
 */
export const parse = (payload: Payload, known: Known): Inbound | null => {
  switch (payload.kind) {
    case 'posted':
      return parsePosted(payload, known)
    case 'edited':
      return parseEdited(payload, known)
    case 'deleted':
      return parseDeleted(payload, known)
    case 'reacted':
      return parseReacted(payload, known)
    case 'press':
      return parsePress(payload.press, known)
    case 'submission':
      return isSupport(payload.submission)
        ? parseSupportForm(payload.submission, known)
        : parseSubmission(payload.submission, known)
    case 'shortcut':
      return parseShortcut(payload.shortcut, known)
    case 'command':
      return parseSupport(payload.command, known)
    case 'home':
    case 'search':
      return null
  }
}

type Press = Extract<Payload, { kind: 'press' }>['press']
type Command = Extract<Payload, { kind: 'command' }>['command']

const managerPresses = {
  'ticket.claim': 'ManagerClaimed',
  'ticket.release': 'ManagerReleased',
  'ticket.resolve': 'ManagerResolved',
} as const
// It stands in threads and, in lists that one person alone sees, without a message.
const sendAgain = /^delivery\.again:([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/
/** In the thread of a resolved ticket: what was kept as a note goes after all. */
const sendNote = /^note\.send:(\d{1,9}):([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/
const isManagerPress = (id: string): id is keyof typeof managerPresses => id in managerPresses

const parsePress = ({ team, user, channel, message, actions }: Press, known: Known): Inbound | null => {
  const [action] = actions
  if (!action) return null
  const base = {
    key: `slack:${team?.id ?? ''}:action:${user.id}:${action.action_ts}:${action.action_id}`,
    at: timeOf(action.action_ts),
  }
  const by = managerOf(user.id, user.username, known)
  const [, again] = sendAgain.exec(action.value ?? '') ?? []
  if (again !== undefined) return { ...base, event: { type: 'DeliveryRetried', by, delivery: again } }
  const [, number, note] = sendNote.exec(action.value ?? '') ?? []
  if (note !== undefined) {
    return { ...base, event: { type: 'ManagerSentNote', by, ticket: { number: Number(number) }, message: note } }
  }
  const incident = incidentPressed(action, by)
  if (incident !== null) return { ...base, event: incident }
  const undone = readUndo(action.action_id, action.value ?? '')
  if (undone !== null) return { ...base, event: { type: 'ManagerUndid', by, ...undone } }
  const named = numberIn(action.value)
  // In a list that only its reader sees there is no message.
  if (named !== null && isManagerPress(action.action_id)) {
    return { ...base, event: { type: managerPresses[action.action_id], by, ticket: { number: named } } }
  }
  if (!channel || !message) return null
  if (isManagerPress(action.action_id)) {
    const ticket = ticketOf(action.value, channel.id, message)
    return { ...base, event: { type: managerPresses[action.action_id], by, ticket } }
  }
  const chosen = action.action_id === 'ticket.more' ? action.selected_option?.value : undefined
  if (chosen === 'waiting' || chosen === 'summary') {
    const ticket = ticketOf(String(ticketPressed(action) ?? ''), channel.id, message)
    const event = { by, ticket }
    if (chosen === 'waiting') return { ...base, event: { type: 'ManagerAwaitedCustomer', ...event } }
    return { ...base, event: { type: 'ManagerConsulted', ...event, purpose: 'summary' } }
  }
  const press = action.value ?? action.selected_option?.value
  const from = isDirect(channel.id)
    ? senderOf(user.id, channel.id, known)
    : threadSender(user.id, channel.id, message, known)
  return from === null || press === undefined ? null : { ...base, event: { type: 'CustomerPressed', from, press } }
}

/** The ticket a card's button names, else the one whose card it is. */
const ticketOf = (value: string | undefined, channel: string, message: Posted): TicketRef => {
  const number = numberIn(value)
  return number === null ? { thread: messageId(channel, message.thread_ts ?? message.ts) } : { number }
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
