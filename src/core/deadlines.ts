// Tickets that nobody has claimed: the staff are reminded of all of them in one line, again and again, at growing intervals.

import { addBusinessTime, businessTimeBetween } from './business-time.ts'
import type { Change } from './decision.ts'
import { type Part, type Scene, together } from './saying.ts'
import type { Ticket } from './types.ts'
import { isOverdueForClaim } from './unclaimed.ts'

const LONGEST_INTERVAL = 8

/** Sets the first reminder of a ticket that has just become nobody's; none where the setting is 0. */
export const remindOfClaim = ({ context: { now, settings } }: Scene, ticket: string): Part =>
  settings.claimReminder > 0 ? reminder(ticket, addBusinessTime(now, settings.claimReminder, settings)) : {}

/** A reminder is due: the staff are shown what waits where the ticket still does, and again after twice the time, up to eight times the first. */
export const remind = (scene: Scene, id: string): Part => {
  const ticket = scene.state.tickets.find((one) => one.id === id)
  const { now, settings } = scene.context
  if (ticket?.status !== 'new' || settings.claimReminder <= 0) return {}
  // It has become nobody's anew meanwhile: a timer of before, or a clock that was set back.
  if (!isOverdueForClaim(ticket.since, settings, now)) {
    return reminder(id, addBusinessTime(ticket.since, settings.claimReminder, settings))
  }
  const waited = businessTimeBetween(ticket.since, now, settings)
  // Reminders at 1, 3, 7, 15 … times the setting: each interval is the time waited so far and one more.
  const interval = Math.min(waited + settings.claimReminder, LONGEST_INTERVAL * settings.claimReminder)
  return together(showReminder(true), reminder(id, addBusinessTime(now, interval, settings)))
}

/** Where a decision takes a ticket out of the line that the staff see, the line is shown without it. */
export const keepReminder = (scene: Scene, part: Part): Part => {
  const listed = scene.state.tickets.filter((ticket) => isListed(scene, ticket))
  const isTaken = part.changes?.some((one) => endsWaiting(one, listed)) ?? false
  return isTaken ? together(part, showReminder(false)) : part
}

const isListed = ({ context: { now, settings } }: Scene, ticket: Ticket): boolean =>
  ticket.status === 'new' && isOverdueForClaim(ticket.since, settings, now)

const ending: ReadonlySet<Change['type']> = new Set([
  'ClaimTicket',
  'AssignTicket',
  'SnoozeTicket',
  'ResolveTicket',
  'MergeTicket',
])

const endsWaiting = (one: Change, listed: readonly Ticket[]): boolean => {
  if (one.type === 'BanCustomer' || one.type === 'ForgetCustomer') return listed.length > 0
  return ending.has(one.type) && 'ticket' in one && listed.some(({ id }) => id === one.ticket)
}

const showReminder = (again: boolean): Part => ({
  deliveries: [{ to: { kind: 'reminder' }, content: { kind: 'reminder', again } }],
})

const reminder = (ticket: string, at: Date): Part => ({
  timers: [{ at, subject: { kind: 'claimReminder', ticket } }],
})
