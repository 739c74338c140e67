// What a manager has who was shut out goes back to all.

import { assignSoon } from './assigning.ts'
import { remindOfClaim } from './deadlines.ts'
import { holderOf } from './holder.ts'
import { change, type Part, resurfaceLine, type Scene, showCard, together } from './saying.ts'
import { isOpen } from './tickets.ts'

/** A ticket whose holder was shut out becomes anybody's, and the staff hear of it; nothing where somebody else has it by now. */
export const giveBack = (scene: Scene, id: string): Part => {
  const ticket = scene.state.tickets.find((one) => one.id === id)
  const holder = ticket !== undefined && isOpen(ticket) ? holderOf(ticket) : null
  if (ticket === undefined || holder?.disabled !== true) return {}
  const line = { say: 'staff.returned', params: { name: holder.name, number: ticket.number } }
  return together(
    change({ type: 'ReleaseTicket', ticket: id, by: null, from: holder.id }),
    showCard(id),
    resurfaceLine(scene, id, line, { staff: 'present' }),
    remindOfClaim(scene, id),
    assignSoon(scene, id),
  )
}
