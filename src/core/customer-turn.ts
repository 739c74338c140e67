// A customer whose turn it is says nothing: they are reminded once, and warned of what follows; then their ticket closes.

import { reopenButton } from './buttons.ts'
import { byDay, whenParams } from './customer-times.ts'
import { change, type Part, type Scene, speak, tellThread, together } from './saying.ts'
import { resolve } from './tickets.ts'
import type { Settings, Ticket } from './types.ts'

const DAY = 86_400_000

/** How long after it became their turn a customer is reminded, and how long after that their ticket closes; null where it doesn't. */
const stepsOf = ({ customerReminder, autoClose }: Settings) => {
  const isWarnedByReminder = customerReminder > 0 && (autoClose <= 0 || customerReminder < autoClose)
  // Where nobody is to be reminded in time they are still warned, a while before the ticket closes.
  const reminder = isWarnedByReminder ? customerReminder : autoClose
  if (reminder <= 0) return null
  const notice = isWarnedByReminder ? autoClose - customerReminder : Math.min(autoClose, DAY)
  return { reminder, notice: autoClose > 0 ? notice : null }
}

/** Sets the reminder of a customer whose turn it is from now on. */
export const remindInTime = (scene: Scene, ticket: string): Part => {
  const steps = stepsOf(scene.context.settings)
  return steps === null ? {} : remindAt(ticket, after(scene, scene.context.now, steps.reminder))
}

/** The reminder is due, where it is still their turn and they were not reminded; it tells when the ticket closes. */
export const remindOfTurn = (scene: Scene, id: string): Part => {
  const ticket = waiting(scene, id)
  const steps = stepsOf(scene.context.settings)
  if (ticket === null || ticket.remindedAt !== null || steps === null) return {}
  const { now } = scene.context
  const due = notBefore(scene, after(scene, ticket.since, steps.reminder))
  // A timer of before, since which it is their turn anew; or the desk was away, and it is night by now.
  if (now < due) return remindAt(id, due)
  const { number } = ticket
  const closes = steps.notice === null ? null : after(scene, now, steps.notice)
  const body =
    closes === null
      ? { say: 'customer.yourTurn', params: { number } }
      : { say: 'customer.yourTurnCloses', params: { number, ...whenParams(scene, closes) } }
  return together(
    change({ type: 'RemindCustomer', ticket: id }),
    speak(scene, { body, ticket: id }),
    closes === null ? {} : closeAt(id, closes),
  )
}

/** The time that the reminder gave is over: the ticket closes, where it is still the customer's turn. */
export const closeForSilence = (scene: Scene, id: string): Part => {
  const ticket = waiting(scene, id)
  const steps = stepsOf(scene.context.settings)
  if (ticket === null || ticket.remindedAt === null || steps === null || steps.notice === null) return {}
  const due = notBefore(scene, after(scene, ticket.remindedAt, steps.notice))
  if (scene.context.now < due) return closeAt(id, due)
  const { number } = ticket
  const isReopenable = scene.context.settings.reopenWindow > 0
  return together(
    resolve(ticket, null),
    tellThread(scene, id, { say: 'staff.closedForSilence' }),
    speak(scene, {
      body: {
        say: isReopenable ? 'customer.closedForSilence' : 'customer.closedForSilenceForGood',
        params: { number },
      },
      buttons: isReopenable ? [reopenButton(number)] : [],
      ticket: id,
    }),
  )
}

const after = (scene: Scene, at: Date, time: number): Date => byDay(scene, new Date(at.getTime() + time))

const notBefore = (scene: Scene, due: Date): Date => (due > scene.context.now ? due : byDay(scene, scene.context.now))

const waiting = ({ state }: Scene, id: string): Extract<Ticket, { status: 'waiting' }> | null => {
  const ticket = state.tickets.find((one) => one.id === id)
  return ticket?.status === 'waiting' ? ticket : null
}

const remindAt = (ticket: string, at: Date): Part => ({
  timers: [{ at, subject: { kind: 'customerReminder', ticket } }],
})

const closeAt = (ticket: string, at: Date): Part => ({ timers: [{ at, subject: { kind: 'autoClose', ticket } }] })
