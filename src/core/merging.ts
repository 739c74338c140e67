// Two tickets of one chat are one matter: one goes into the other, which goes on. Nothing is moved: each thread keeps its history.

import type { StaffRule } from './claiming.ts'
import { fromPlainText } from './document.ts'
import type { ManagerEvent, TicketEvent } from './events.ts'
import { change, markMessage, type Part, refuse, type Scene, showCard, speak, tellThread, together } from './saying.ts'
import { goesOn, isOpen } from './tickets.ts'
import type { MergedTicket, OpenTicket, State } from './types.ts'
import { isPaused, resume } from './waking.ts'

type Merged = Extract<TicketEvent, { type: 'ManagerMerged' }>

/** The ticket goes into another open one, whose holder stays; both threads point to each other, and the customer hears under which number it goes on. */
export const merge =
  ({ into: number, links }: Merged): StaffRule =>
  (scene, ticket, actor) => {
    if (!isOpen(ticket)) return refuse('state', { say: 'staff.alreadyResolved', params: { number: ticket.number } })
    const target = scene.state.tickets.find((one) => one.number === number)
    if (target?.status === 'merged') return refuse('state', wentInto(target))
    if (target === undefined || target.id === ticket.id || !isOpen(target)) {
      return refuse('state', { say: 'staff.notOpenToMerge', params: { number } })
    }
    return together(
      // As before resolving: what a manager has just answered is said first.
      change({ type: 'ReleaseHeld' }, { type: 'MergeTicket', ticket: ticket.id, into: target.id, by: actor.id }),
      ...[ticket.id, ...mergedInto(scene.state, ticket.id)].map(showCard),
      // The customer has asked something new: a pause of the other ticket must not bury it.
      isPaused(target) ? resume(scene, target, actor.id) : showCard(target.id),
      tellBoth(scene, { ticket, target, by: actor.name, links }),
      speak(scene, { body: goesOn({ ...ticket, status: 'merged', into: target }), ticket: target.id }),
    )
  }

// What went into this ticket before goes on where this one does.
const mergedInto = ({ tickets }: State, id: string): readonly string[] =>
  tickets.filter((one) => one.status === 'merged' && one.into.id === id).map((one) => one.id)

interface Both {
  readonly ticket: OpenTicket
  readonly target: OpenTicket
  readonly by: string
  readonly links: Merged['links']
}

const tellBoth = (scene: Scene, { ticket, target, by, links }: Both): Part =>
  together(
    tellThread(scene, ticket.id, pointing('staff.mergedAway', { by, number: target.number }, links.into)),
    tellThread(scene, target.id, {
      ...pointing('staff.tookIn', { by, number: ticket.number }, links.from),
      document: fromPlainText(scene.state.question ?? ''),
    }),
  )

const pointing = (say: string, params: { readonly by: string; readonly number: number }, link: string | null) =>
  link === null ? { say, params } : { say: `${say}Linked`, params: { ...params, link } }

/** What managers still may do at a ticket that was merged: what concerns its own history, and nothing that the customer would hear anew. */
const harmless: readonly ManagerEvent['type'][] = [
  'ManagerNoted',
  'ManagerEdited',
  'ManagerDeleted',
  'ManagerTookBack',
  'ManagerUndid',
  'ManagerTitled',
  'ManagerPrioritized',
  'ManagerTagged',
  'ManagerWroteArticle',
  'ManagerBanned',
  'ManagerUnbanned',
  'DeliveryRetried',
]

/** What a manager's act at a merged ticket comes to; null where there is nothing special about it. */
export const afterMerging = (scene: Scene, event: ManagerEvent): Part | null => {
  const { subject } = scene.state
  if (subject?.status !== 'merged' || harmless.includes(event.type)) return null
  const written = event.type === 'ManagerReplied' || event.type === 'ManagerSentUnsupported' ? event.messageId : null
  return written === null ? refuse('state', wentInto(subject)) : pointOn(scene, subject, written)
}

// Words in the thread stay where their writer sees them, and did not go: that must not be missed.
const pointOn = (scene: Scene, { id, into }: MergedTicket, written: string): Part =>
  together(
    markMessage(id, written, 'failed'),
    tellThread(scene, id, { say: 'staff.writeThere', params: { number: into.number } }),
  )

const wentInto = ({ number, into }: MergedTicket) => ({ say: 'staff.wentInto', params: { number, into: into.number } })
