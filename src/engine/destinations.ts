// Where a draft of the rules goes in this desk: which channel, which name, which address.

import { hash } from 'node:crypto'
import type { FinishedContent } from '../channel.ts'
import type { Calls, Content, DeliveryDraft, Destination } from '../core/decision.ts'
import type { Contact } from '../core/settings.ts'
import { firstName } from '../core/shown-names.ts'
import type { State } from '../core/types.ts'
import type { DeliveryRow } from '../database/outbox.ts'
import type { Shell } from './shell.ts'
import { type Voice, worded, wordedButtons, wordedSteps } from './wording.ts'
import { dated } from './written-at.ts'

/** What finishing a delivery takes: who is spoken to, and in which voice on either side. */
export interface Parties {
  readonly state: State
  readonly address: string
  readonly customer: Voice
  readonly staff: Voice
  /** The accounts of the managers who may be called, by their ids. */
  readonly accounts: ReadonlyMap<string, Contact>
}

/** A draft as a row of the outbox; null where the desk has no staff channel, since its page reads the database itself. */
export const finished = (shell: Shell, parties: Parties, draft: DeliveryDraft): DeliveryRow | null => {
  const place = placeOf(shell, parties, draft.to)
  if (place === null) return null
  const voice = draft.to.kind === 'chat' ? parties.customer : parties.staff
  const content = dated(shell, draft, finishedContent(draft.content, voice), voice)
  return {
    id: crypto.randomUUID(),
    ...place,
    content: called(parties, draft, place, shownContent(shell, draft, content, voice)),
    message: draft.message ?? null,
    notBefore: draft.notBefore?.toISOString() ?? null,
    about: ('ticket' in draft.to ? draft.to.ticket : draft.ticket) ?? null,
    conversation: parties.state.conversation.id,
    confirms: draft.confirms ? confirmation(shell, parties, draft.confirms) : null,
  }
}

// Whoever has no account where the words are said is not called there.
const called = (
  { accounts }: Parties,
  { content: drafted }: DeliveryDraft,
  { channel }: Placed,
  content: FinishedContent,
): FinishedContent => {
  if (drafted.kind !== 'message' || drafted.calls === undefined || content.kind !== 'message') return content
  const { calls } = drafted
  if ('staff' in calls) return { ...content, calls }
  const people = contactsOf(calls, accounts).flatMap((one) => (one.channel === channel ? [one.externalId] : []))
  return people.length === 0 ? content : { ...content, calls: { people: [...new Set(people)] } }
}

const contactsOf = (
  { managers, accounts = [] }: Exclude<Calls, { staff: unknown }>,
  known: Parties['accounts'],
): readonly Contact[] => [...managers.flatMap((id) => known.get(id) ?? []), ...accounts]

// Staff see each other's whole names; customers see what the desk wants them to.
const shownContent = (
  { settings }: Shell,
  { to }: DeliveryDraft,
  content: FinishedContent,
  { words, locale }: Voice,
): FinishedContent => {
  if (to.kind !== 'chat' || !('author' in content) || content.author.role !== 'manager') return content
  const name = settings.staffIdentity === 'desk' ? words(locale, 'customer.deskName') : firstName(content.author.name)
  return { ...content, author: { ...content.author, name } }
}

const confirmation = (
  shell: Shell,
  parties: Parties,
  { ticket, target }: { ticket: string; target: string },
): DeliveryRow | null =>
  finished(shell, parties, { to: { kind: 'marks', ticket }, content: { kind: 'mark', target, mark: 'delivered' } })

type Placed = Pick<DeliveryRow, 'destination' | 'channel' | 'address' | 'ticket' | 'follows'>

const placeOf = (shell: Shell, { state, address }: Parties, to: Destination): Placed | null => {
  if (to.kind === 'chat' || to.kind === 'presence') {
    const { id, channel } = state.conversation
    return { destination: `${channel}:${to.kind}:${id}`, channel, address, ticket: null, follows: null }
  }
  if (to.kind === 'mail') return mailPlace(to.mailbox)
  if (to.kind === 'person') {
    const { channel, externalId } = to.account
    return { destination: `${channel}:person:${externalId}`, channel, address: externalId, ticket: null, follows: null }
  }
  const channel = shell.staffChannel
  if (channel === null) return null
  if (to.kind === 'staff') return staffPlace(channel)
  if (to.kind === 'incident') return incidentPlace(channel, to.incident)
  if (to.kind === 'reminder') return { ...staffPlace(channel), destination: `${channel}:reminder` }
  const destination = to.kind === 'card' ? cardPlace(channel, to.ticket) : `${channel}:${to.kind}:${to.ticket}`
  const follows = to.kind === 'thread' ? cardPlace(channel, to.ticket) : null
  return { destination, channel, address: null, ticket: to.ticket, follows }
}

/** Where a ticket's card is shown. */
export const cardPlace = (channel: string, ticket: string): string => `${channel}:card:${ticket}`

/** The staff channel itself, for words that belong to no ticket's thread. */
export const staffPlace = (channel: string): Placed => ({
  destination: `${channel}:staff`,
  channel,
  address: null,
  ticket: null,
  follows: null,
})

/** Reports in the staff channel: counting and drawing them takes a while, for which nothing else there waits. */
export const reportPlace = (channel: string): Placed => ({ ...staffPlace(channel), destination: `${channel}:report` })

/** An incident's card. */
export const incidentPlace = (channel: string, incident: string): Placed => ({
  ...staffPlace(channel),
  destination: `${channel}:incident:${incident}`,
})

/** The letters that go to the owner of an account, to whatever address they have at the time. */
export const letterPlace = (account: string, mailbox: string): Placed => ({
  ...mailPlace(mailbox),
  destination: `mail:account:${account}`,
})

/** A mailbox. Its name goes into the log, where its address has no place. */
export const mailPlace = (mailbox: string): Placed => ({
  destination: `mail:box:${hash('sha256', mailbox.toLowerCase()).slice(0, 16)}`,
  channel: 'mail',
  address: mailbox,
  ticket: null,
  follows: null,
})

const finishedContent = (content: Content, voice: Voice): FinishedContent => {
  switch (content.kind) {
    case 'message':
      return {
        kind: 'message',
        author: content.author,
        document: worded(content.body, voice),
        buttons: wordedButtons(content.buttons ?? [], voice),
        ...(content.steps ? { steps: wordedSteps(content.steps, voice) } : {}),
        ...(content.resurfaces ? { resurfaces: content.resurfaces } : {}),
      }
    case 'edit':
      return { kind: 'edit', author: content.author, document: worded(content.body, voice), posted: [] }
    case 'delete':
      return { kind: 'delete', posted: [], instead: worded(content.instead, voice) }
    case 'card':
      return { kind: 'card', ticket: content.ticket, posted: null }
    case 'reminder':
    case 'incident':
      return { ...content, posted: null }
    case 'seen':
      return { kind: 'seen', target: null }
    case 'digest':
    case 'files':
    case 'mark':
      return content
  }
}
