// Managers put a ticket off: until the customer answers, or until a moment.

import { type StaffRule, takeUp, tellWho } from './claiming.ts'
import { remindInTime } from './customer-turn.ts'
import type { TicketEvent } from './events.ts'
import { holderOf } from './holder.ts'
import { change, refuse, showCard, tellThread, together } from './saying.ts'
import { momentText, snoozedUntil } from './snooze-times.ts'
import { isOpen } from './tickets.ts'
import { wakeAt } from './waking.ts'

/** It is the customer's turn. A ticket that nobody has is taken by whoever says so. */
export const awaitCustomer: StaffRule = (scene, ticket, actor) => {
  const { id, number } = ticket
  if (!isOpen(ticket)) return refuse('state', { say: 'staff.alreadyResolved', params: { number } })
  if (ticket.status === 'waiting') return refuse('state', { say: 'staff.alreadyWaiting', params: { number } })
  return together(
    holderOf(ticket) === null ? together(takeUp(scene, ticket, actor), tellWho(scene, ticket, actor)) : showCard(id),
    change({ type: 'AwaitCustomer', ticket: id, by: actor.id }),
    remindInTime(scene, id),
  )
}

/** A ticket is put off, whoever has it or nobody; once more moves the moment. */
export const snooze =
  ({ choice }: Extract<TicketEvent, { type: 'ManagerSnoozed' }>): StaffRule =>
  (scene, ticket, actor) => {
    const { id, number } = ticket
    const { now, settings } = scene.context
    if (!isOpen(ticket)) return refuse('state', { say: 'staff.alreadyResolved', params: { number } })
    const until = snoozedUntil(choice, now, settings.timeZone)
    const at = momentText(until, settings.timeZone, settings.locale)
    return together(
      change({ type: 'SnoozeTicket', ticket: id, until, by: actor.id }),
      showCard(id),
      tellThread(scene, id, { say: 'staff.snoozed', params: { name: actor.name, at } }),
      wakeAt(id, until),
    )
  }
