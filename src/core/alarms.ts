// What is told while a ticket's time runs out, and when it has: each thing once.

import { type Alarm, alarmsOf, type Clock, dueOf, lookAgain, standingOf } from './clocks.ts'
import type { Calls, Say } from './decision.ts'
import { holderOf } from './holder.ts'
import { mailStaff } from './mailing.ts'
import { callInThread, change, type Part, resurfaceLine, type Scene, tellPerson, together } from './saying.ts'
import { momentText } from './snooze-times.ts'
import { isOpen } from './tickets.ts'
import type { OpenTicket } from './types.ts'

/** A ticket's clock is looked at. What has passed is told, the worst of it alone; what is to come sets the next look. */
export const lookAtClock = (scene: Scene, id: string): Part => {
  const ticket = scene.state.tickets.find((one) => one.id === id)
  if (ticket === undefined || !isOpen(ticket) || ticket.clock.stoppedAt !== null) return {}
  const { now, settings } = scene.context
  const standing = standingOf(ticket)
  const { told } = ticket.clock
  const passed = alarmsOf(standing, settings)
    .filter(({ at, alarm }) => at <= now && !told.includes(alarm))
    .map(({ alarm }) => alarm)
  const worst = passed.findLast(isBreach) ?? passed.at(-1)
  if (worst === undefined) return lookAgain(scene, id, standing)
  const clock: Clock = { ...ticket.clock, told: [...told, ...passed] }
  return together(
    change({ type: 'SetClock', ticket: id, clock, due: dueOf(clock, ticket.priority, settings) }),
    sound(scene, ticket, worst),
    lookAgain(scene, id, { ...standing, clock }),
  )
}

const isBreach = (alarm: Alarm): boolean => alarm === 'firstBreach' || alarm === 'resolutionBreach'

const sound = (scene: Scene, ticket: OpenTicket, alarm: Alarm): Part => {
  const { id } = ticket
  const holder = holderOf(ticket)
  const due = dueOf(ticket.clock, ticket.priority, scene.context.settings)
  const dueAt = (alarm.startsWith('first') ? due.first : due.resolution) ?? scene.context.now
  const line = lineOf(scene, ticket, alarm, dueAt)
  const recorded = change({ type: 'RecordAlarm', ticket: id, alarm, dueAt })
  if (isBreach(alarm)) {
    return together(recorded, resurfaceLine(scene, id, line, EVERYBODY), escalate(scene, ticket, { alarm, line }))
  }
  return together(
    recorded,
    holder === null
      ? resurfaceLine(scene, id, line, THOSE_THERE)
      : callInThread(scene, id, line, { calls: { managers: [holder.id] } }),
  )
}

const EVERYBODY: Calls = { staff: 'all' }
const THOSE_THERE: Calls = { staff: 'present' }

const escalate = (
  scene: Scene,
  ticket: OpenTicket,
  { alarm, line }: { readonly alarm: Alarm; readonly line: Say },
): Part => {
  return together(
    mailStaff(scene, ticket.id, alarm === 'firstBreach' ? 'answerLate' : 'resolutionLate'),
    // Without the customer's words: copies outside the thread could not be deleted with it.
    ...scene.context.settings.escalation.map((account) => tellPerson(ticket.id, account, line)),
  )
}

const lineOf = ({ context: { settings } }: Scene, ticket: OpenTicket, alarm: Alarm, dueAt: Date): Say => {
  const { number } = ticket
  const name = holderOf(ticket)?.name
  const at = momentText(dueAt, settings.timeZone, settings.locale)
  return name === undefined
    ? { say: `staff.${alarm}`, params: { number, at } }
    : { say: `staff.${alarm}Held`, params: { number, at, name } }
}
