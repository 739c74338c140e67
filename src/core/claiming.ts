// Who has a ticket, and that it is done: claim, release, resolve.

import { summarizeFor } from './consulting.ts'
import { remindOfClaim } from './deadlines.ts'
import { holderOf } from './holder.ts'
import { renewLease } from './leases.ts'
import {
  change,
  lineInThread,
  notice,
  type Part,
  refuse,
  type Scene,
  showCard,
  showSeen,
  speak,
  together,
} from './saying.ts'
import { naming } from './shown-names.ts'
import { askedOnce, isOpen, resolve } from './tickets.ts'
import type { Manager, Ticket } from './types.ts'
import { isPaused, resume } from './waking.ts'

/** A rule of the staff's: who acts, on which ticket. */
export type StaffRule = (scene: Scene, ticket: Ticket, actor: Manager) => Part

/** Applies a rule to the event's ticket and manager; refused where either is unknown. */
export const byManager = (scene: Scene, rule: StaffRule): Part => {
  const { subject, actor } = scene.state
  return subject === null || actor === null
    ? refuse('unknown', { say: 'staff.unknownTicket' })
    : rule(scene, subject, actor)
}

/** A manager takes a ticket; who came first keeps it, and ends a pause of it by claiming it again. */
export const claim: StaffRule = (scene, ticket, actor) => {
  const { number } = ticket
  if (!isOpen(ticket)) return refuse('state', { say: 'staff.alreadyResolved', params: { number } })
  const holder = holderOf(ticket)
  if (holder !== null && holder.id !== actor.id) return tooLate(scene, ticket, holder)
  // The customer has heard already who answers them.
  if (holder !== null && isPaused(ticket)) return resume(scene, ticket, actor.id)
  if (holder !== null)
    return together(renewLease(scene, ticket), notice({ say: 'staff.alreadyYours', params: { number } }))
  return together(
    takeUp(scene, ticket, actor),
    lineInThread(ticket.id, { say: 'staff.claimed', params: { name: actor.name } }),
    tellWho(scene, ticket, actor),
    summarizeFor(scene, ticket),
  )
}

/** Two who are no further apart press for the same ticket at the same time: milliseconds. */
const SAME_TIME = 60_000

// Whoever lost by a moment hears by how much: it was no fault, neither theirs nor the desk's.
const tooLate = ({ context: { at } }: Scene, { number, claimedAt }: Ticket, holder: Manager): Part => {
  const lead = claimedAt === null ? 0 : at.getTime() - claimedAt.getTime()
  if (lead <= 0 || lead > SAME_TIME) return held(number, holder)
  // A tenth of a second is the least that is told: less is no tie.
  const tenths = Math.max(Math.round(lead / 100), 1)
  const params = { number, name: holder.name, whole: Math.floor(tenths / 10), tenth: tenths % 10 }
  return refuse('held', { say: 'staff.claimedFaster', params })
}

/** The customer hears who answers them from now on. */
export const tellWho = (scene: Scene, { id, number }: Ticket, { name }: Manager): Part =>
  speak(scene, { body: naming(scene.context.settings, 'customer.claimed', name, { number }), ticket: id })

/** The claim itself, the card and the customer's chat that show it; nothing where the ticket isn't up for claiming. */
export const takeUp = ({ context: { at } }: Scene, ticket: Ticket, { id: manager }: Manager): Part =>
  isOpen(ticket) && holderOf(ticket) === null
    ? together(change({ type: 'ClaimTicket', ticket: ticket.id, manager, at }), showCard(ticket.id), showSeen)
    : {}

/** A manager gives a ticket back to all; an admin may give back anybody's. */
export const release: StaffRule = (scene, ticket, actor) => {
  const { id, number } = ticket
  const holder = isOpen(ticket) ? holderOf(ticket) : null
  if (holder === null) return refuse('state', { say: 'staff.notClaimed', params: { number } })
  if (holder.id !== actor.id && !actor.admin) return held(number, holder)
  return together(
    change({ type: 'ReleaseTicket', ticket: id, by: actor.id }),
    showCard(id),
    lineInThread(id, { say: 'staff.released', params: { name: actor.name } }),
    remindOfClaim(scene, id),
  )
}

/** A manager is done with a ticket, whoever holds it; the customer is asked how it was. */
export const resolveByManager: StaffRule = (scene, ticket, actor) => {
  const { id, number } = ticket
  if (!isOpen(ticket)) return refuse('state', { say: 'staff.alreadyResolved', params: { number } })
  return together(
    resolve(ticket, actor.id),
    speak(scene, { ...askedOnce(scene, ticket, 'customer.resolved'), ticket: id }),
  )
}

const held = (number: number, { name }: Manager): Part =>
  refuse('held', { say: 'staff.heldBy', params: { number, name } })
