// What becomes due: the reminder of tickets that nobody has claimed.

import { addBusinessTime, businessTimeBetween } from './business-time.ts'
import type { Say } from './decision.ts'
import { type Part, type Scene, tellStaff } from './saying.ts'

const LONGEST_INTERVAL = 8
const MINUTE = 60_000
const MINUTES_TOLD = 120

/** Sets the first reminder of a ticket that has just become nobody's; none where the setting is 0. */
export const remindOfClaim = ({ context: { now, settings } }: Scene, ticket: string): Part =>
  settings.claimReminder > 0 ? reminder(ticket, addBusinessTime(now, settings.claimReminder, settings)) : {}

/** A reminder is due: the staff hears of a ticket that is still new, and again after twice the time, up to eight times the first. */
export const remind = (scene: Scene, id: string): Part => {
  const ticket = scene.state.tickets.find((one) => one.id === id)
  const { now, settings } = scene.context
  if (ticket?.status !== 'new' || settings.claimReminder <= 0) return {}
  const waited = businessTimeBetween(ticket.since, now, settings)
  // Reminders at 1, 3, 7, 15 … times the setting: each interval is the time waited so far and one more.
  const interval = Math.min(waited + settings.claimReminder, LONGEST_INTERVAL * settings.claimReminder)
  return { ...tellStaff(unclaimed(ticket.number, waited)), ...reminder(id, addBusinessTime(now, interval, settings)) }
}

const reminder = (ticket: string, at: Date): Part => ({
  timers: [{ at, subject: { kind: 'claimReminder', ticket } }],
})

const unclaimed = (number: number, waited: number): Say => {
  const minutes = Math.round(waited / MINUTE)
  return minutes < MINUTES_TOLD
    ? { say: 'staff.unclaimedMinutes', params: { number, count: minutes } }
    : { say: 'staff.unclaimedHours', params: { number, count: Math.round(minutes / 60) } }
}
