// What ends a pause: the customer's word, or the moment until which a ticket was put off.

import { remindOfClaim } from './deadlines.ts'
import { holderOf } from './holder.ts'
import { change, type Part, resurfaceLine, type Scene, showCard, tellThread, together } from './saying.ts'
import type { OpenTicket, SnoozedTicket, Ticket } from './types.ts'

/** The customer has said something: whatever their ticket waited for is over. Nothing where it isn't paused. */
export const wakeByCustomer = (scene: Scene, ticket: Ticket): Part => {
  switch (ticket.status) {
    case 'waiting':
      return resume(scene, ticket)
    case 'snoozed':
      return together(resume(scene, ticket), tellThread(scene, ticket.id, { say: 'staff.wokenByCustomer' }))
    default:
      return {}
  }
}

/** Sets the timer that brings a ticket back. */
export const wakeAt = (ticket: string, at: Date): Part => ({ timers: [{ at, subject: { kind: 'snooze', ticket } }] })

/** The time of a ticket that was put off has come; it is nothing to one that isn't any more, or until later. */
export const comeBack = (scene: Scene, id: string): Part => {
  const ticket = scene.state.tickets.find((one) => one.id === id)
  if (ticket?.status !== 'snoozed') return {}
  // A timer of before, or a clock that was set back: the right one is set once more, and is the only one.
  if (scene.context.now < ticket.until) return wakeAt(id, ticket.until)
  return together(resume(scene, ticket), resurfaceLine(scene, id, saysBack(ticket)))
}

const saysBack = (ticket: SnoozedTicket) => {
  const { number } = ticket
  const name = holderOf(ticket)?.name
  return name === undefined
    ? { say: 'staff.backFromSnooze', params: { number } }
    : { say: 'staff.backFromSnoozeHeld', params: { number, name } }
}

/** Whether a ticket is put off: until its customer answers, or until a moment. */
export const isPaused = ({ status }: Ticket): boolean => status === 'waiting' || status === 'snoozed'

/** Ends the pause of a ticket, which must be paused: whoever had it has it again, and one that is nobody's is up for claiming. `by` is the manager who ends it. */
export const resume = (scene: Scene, ticket: OpenTicket, by: string | null = null): Part => {
  const { id } = ticket
  const holder = holderOf(ticket)
  return together(
    change({ type: 'ResumeTicket', ticket: id, holder: holder?.id ?? null, by }),
    showCard(id),
    holder === null ? remindOfClaim(scene, id) : {},
  )
}
