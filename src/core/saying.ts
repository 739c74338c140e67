// The pieces of which every rule makes its decision: changes, words for the customer, lines for the staff.

import type {
  Author,
  Body,
  ButtonDraft,
  Calls,
  Change,
  Content,
  Decision,
  DeliveryDraft,
  Mark,
  Origin,
  Outcome,
  Say,
  StepDraft,
} from './decision.ts'
import type { Document } from './document.ts'
import type { FileRef } from './files.ts'
import type { Contact } from './settings.ts'
import type { Context, Form, Manager, State } from './types.ts'

/** What a rule looks at. */
export interface Scene {
  readonly state: State
  readonly context: Context
}

/** A decision, or a piece of one. */
export type Part = Partial<Decision>

/** Words on their way to the customer, with all that is stored of them. */
export interface Speech {
  /** Under which they are stored, where it must be known; else a fresh one. */
  readonly id?: string
  readonly body: Body
  /** Files that go after the words. */
  readonly files?: readonly FileRef[]
  /** Held back until then. */
  readonly notBefore?: Date
  readonly author?: Author
  readonly buttons?: readonly ButtonDraft[]
  readonly steps?: readonly StepDraft[]
  /** Later words were said before these: when these were written. */
  readonly writtenAt?: Date
  readonly ticket?: string
  readonly origin?: Origin
  /** The manager's own message, to be marked once this has arrived. */
  readonly confirms?: string
}

/** Several pieces as one, in their order; the last outcome counts. */
export const together = (...parts: readonly Part[]): Part => {
  const outcome = parts.findLast((part) => part.outcome !== undefined)?.outcome
  return {
    changes: parts.flatMap((part) => part.changes ?? []),
    deliveries: parts.flatMap((part) => part.deliveries ?? []),
    timers: parts.flatMap((part) => part.timers ?? []),
    ...(outcome === undefined ? {} : { outcome }),
  }
}

/** The whole decision that a piece amounts to. */
export const decisionOf = (part: Part): Decision => ({
  changes: [],
  deliveries: [],
  timers: [],
  outcome: { kind: 'done' },
  ...part,
})

export const change = (...changes: readonly Change[]): Part => ({ changes })

export const setForm = (form: Form): Part => change({ type: 'SetForm', form })

export const notice = (say: Say): Part => ({ outcome: { kind: 'done', notice: say } })

/** Nothing happens, and the presser is told why. */
export const refuse = (because: Extract<Outcome, { kind: 'refused' }>['because'], say: Say): Part => ({
  outcome: { kind: 'refused', because, notice: say },
})

const bot: Author = { role: 'bot' }

/** The only way to speak to the customer: what is stored and what is delivered are the same words under the same id. */
export const speak = ({ context }: Scene, speech: Speech): Part => {
  const { body, author = bot, buttons = [], files = [], ticket = null, origin = null } = speech
  const { id = context.newId(), steps, writtenAt } = speech
  const message = {
    kind: 'message',
    author,
    body,
    buttons,
    ...(steps && { steps }),
    ...(writtenAt && { writtenAt }),
  } as const
  const contents: Content[] = [
    ...(isSilent(body) && files.length > 0 && writtenAt === undefined ? [] : [message]),
    ...(files.length > 0 ? [{ kind: 'files', author, files, album: null } as const] : []),
  ]
  return {
    changes: [{ type: 'AddMessage', id, author, audience: 'everyone', body, buttons, files, ticket, origin }],
    deliveries: contents.map((content, index) => ({
      to: { kind: 'chat' },
      content,
      message: id,
      ...about(speech),
      // Arrived is what arrived whole.
      ...(index === contents.length - 1 ? confirmed(speech) : {}),
    })),
  }
}

const isSilent = (body: Body): boolean => 'document' in body && !('say' in body) && body.document.children.length === 0

const about = ({ ticket, notBefore }: Speech): Partial<DeliveryDraft> => ({
  ...(ticket === undefined ? {} : { ticket }),
  ...(notBefore === undefined ? {} : { notBefore }),
})

const confirmed = ({ ticket, confirms }: Speech): Partial<DeliveryDraft> =>
  ticket === undefined || confirms === undefined ? {} : { confirms: { ticket, target: confirms } }

/** The desk's own line in a ticket's thread: stored for the staff, so that the staff desk shows it too. */
export const tellThread = (
  { context }: Scene,
  ticket: string,
  body: Body,
  buttons: readonly ButtonDraft[] = [],
): Part => {
  const id = context.newId()
  return together(change({ type: 'AddMessage', id, author: bot, audience: 'staff', body, ticket, origin: null }), {
    deliveries: [
      { to: { kind: 'thread', ticket }, content: { kind: 'message', author: bot, body, buttons }, message: id },
    ],
  })
}

/** The same line, and in the channel too, for a thread that nobody looks at just now; it may call people. */
export const resurfaceLine = (scene: Scene, ticket: string, body: Body, calls?: Calls): Part =>
  callInThread(scene, ticket, body, { resurfaces: true, ...(calls && { calls }) })

/** The same line with what makes people look at it. */
export const callInThread = (
  { context }: Scene,
  ticket: string,
  body: Body,
  loud: Pick<Shown, 'resurfaces' | 'calls'>,
): Part => {
  const id = context.newId()
  const stored = change({ type: 'AddMessage', id, author: bot, audience: 'staff', body, ticket, origin: null })
  return together(stored, inThread(ticket, { author: bot, body, ...loud }, id))
}

/** A line in a ticket's thread of what its history tells anyway: no message of it is stored. */
export const lineInThread = (ticket: string, body: Body): Part => inThread(ticket, { author: bot, body }, undefined)

/** Words that are stored already in a ticket's thread; `message` is the stored one. */
export const showInThread = (ticket: string, body: Body, author: Author, message: string | undefined): Part =>
  inThread(ticket, { author, body }, message)

/** The same, with what else there is to show of them. */
export const inThread = (ticket: string, shown: Shown, message: string | undefined): Part => ({
  deliveries: [
    {
      to: { kind: 'thread', ticket },
      content: { kind: 'message', ...shown },
      ...(message === undefined ? {} : { message }),
    },
  ],
})

type Shown = Pick<Extract<Content, { kind: 'message' }>, 'author' | 'body' | 'resurfaces' | 'calls' | 'writtenAt'>

/** Words that stand in a ticket's thread already are to read so from now on. */
export const reviseInThread = (ticket: string, body: Body, author: Author, message: string): Part => ({
  deliveries: [{ to: { kind: 'thread', ticket }, content: { kind: 'edit', author, body }, message }],
})

export interface Note {
  readonly id: string
  readonly author: Author
  readonly words: Document
  readonly ticket: string
  readonly channel: string
  /** The platform's own id of the message, where it has one. */
  readonly messageId: string | null
}

/** Stores a manager's words for the staff alone. */
export const storeNote = ({ id, author, words, ticket, channel, messageId }: Note): Part =>
  change({
    type: 'AddMessage',
    id,
    author,
    audience: 'staff',
    body: { document: words },
    ticket,
    origin: messageId === null ? null : { channel, externalId: messageId },
  })

/** A line in the staff's channel itself. */
export const tellStaff = (say: Say): Part => ({
  deliveries: [{ to: { kind: 'staff' }, content: { kind: 'message', author: bot, body: say } }],
})

/** A line to one of the team by themselves, about a ticket. */
export const tellPerson = (ticket: string, account: Contact, body: Body): Part => ({
  deliveries: [{ to: { kind: 'person', account, ticket }, content: { kind: 'message', author: bot, body } }],
})

export const showCard = (ticket: string): Part => ({
  deliveries: [{ to: { kind: 'card', ticket }, content: { kind: 'card', ticket } }],
})

/** Shows in the customer's chat that somebody has what they wrote. */
export const showSeen: Part = { deliveries: [{ to: { kind: 'presence' }, content: { kind: 'seen' } }] }

/** Marks a manager's own message, where there is one to mark. */
export const markMessage = (ticket: string, target: string | null, mark: Mark): Part =>
  target === null ? {} : { deliveries: [{ to: { kind: 'marks', ticket }, content: { kind: 'mark', target, mark } }] }

/** The customer as the author of words, under the name that they gave or else their platform's. */
export const customerAuthor = ({ customer, conversation }: State): Author => ({
  role: 'customer',
  name: customer.name ?? conversation.knownName,
})

export const managerAuthor = ({ id, name }: Pick<Manager, 'id' | 'name'>): Author => ({ role: 'manager', id, name })
