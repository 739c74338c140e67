// A claim is a lease: while the customer waits it runs, with each word of its holder it begins anew, and at its end the ticket is anybody's.

import { remindOfClaim } from './deadlines.ts'
import type { Change } from './decision.ts'
import { plainText } from './document.ts'
import { halfOf, leaseOf } from './lease-times.ts'
import { callInThread, change, type Part, resurfaceLine, type Scene, showCard, together } from './saying.ts'
import { chatterIn, isFarewell } from './small-talk.ts'
import { momentText } from './snooze-times.ts'
import { isOpen } from './tickets.ts'
import type { Ticket } from './types.ts'

/** The lease of a ticket is looked at: at half of it its holder is called, at its end the ticket goes back to all. */
export const lookAtLease = (scene: Scene, id: string): Part => {
  const ticket = scene.state.tickets.find((one) => one.id === id)
  const { now, settings } = scene.context
  if (ticket?.status !== 'claimed' || settings.claimLease <= 0) return {}
  const lease = leaseOf(ticket, settings)
  // Words of the customer set no timer: one that begins to wait now is found in time by the next look.
  if (lease === null) return lookAt(id, halfOf(now, settings))
  if (now < lease.half) return lookAt(id, lease.half)
  const { number, holder } = ticket
  if (now < lease.end) {
    const at = momentText(lease.end, settings.timeZone, settings.locale)
    const line = { say: 'staff.leaseHalf', params: { name: holder.name, number, at } }
    return together(callInThread(scene, id, line, { calls: { managers: [holder.id] } }), lookAt(id, lease.end))
  }
  return together(
    change({ type: 'LapseClaim', ticket: id, holder: holder.id }),
    showCard(id),
    resurfaceLine(scene, id, { say: 'staff.lapsed', params: { name: holder.name, number } }, { staff: 'present' }),
    remindOfClaim(scene, id),
  )
}

const lookAt = (ticket: string, at: Date): Part => ({ timers: [{ at, subject: { kind: 'lease', ticket } }] })

/** The holder has given a sign: their lease begins anew, where it runs. */
export const renewLease = ({ context: { now, settings } }: Scene, { id, leaseFrom }: Ticket): Part =>
  leaseFrom === null || settings.claimLease <= 0
    ? {}
    : together(change({ type: 'SetLease', ticket: id, from: now }), showCard(id))

/** Whatever is said and settled in a decision, leases run by it; cards show until when. */
export const keepLeases = (scene: Scene, part: Part): Part => {
  if (scene.context.settings.claimLease <= 0) return part
  const kept = scene.state.tickets.map((ticket) => keepLease(scene, ticket, part))
  return together(part, ...kept)
}

/** How a lease stands: `from` as it is stored, `holder` who has the ticket and whose turn it is. */
interface Standing {
  readonly from: Date | null
  readonly holder: string | null
  readonly isOpen: boolean
  /** Whether somebody has come to it, or come back to it. */
  readonly isTaken: boolean
}

const keepLease = (scene: Scene, ticket: Ticket, { changes = [], deliveries = [] }: Part): Part => {
  const { now, settings } = scene.context
  const holder = ticket.status === 'claimed' ? ticket.holder.id : null
  const before: Standing = { from: ticket.leaseFrom, holder, isOpen: isOpen(ticket), isTaken: false }
  const after = changes.reduce((standing, one) => affected(scene, ticket, standing, one), before)
  // A ban ends tickets where they are stored: what is left of their leases then is not this event's to change.
  if (after === before) return {}
  const from = after.isOpen ? after.from : null
  const isMoved = from?.getTime() !== ticket.leaseFrom?.getTime()
  const isShown = deliveries.some(({ to }) => to.kind === 'card' && to.ticket === ticket.id)
  const isCardOld = isMoved && after.holder !== null && !isShown
  return together(
    isMoved ? change({ type: 'SetLease', ticket: ticket.id, from }) : {},
    isCardOld ? showCard(ticket.id) : {},
    after.isTaken && after.holder !== null ? lookAt(ticket.id, halfOf(now, settings)) : {},
  )
}

const affected = (scene: Scene, ticket: Ticket, standing: Standing, one: Change): Standing => {
  const { now } = scene.context
  if (one.type === 'MergeTicket' && one.into === ticket.id) {
    const goesOn = scene.state.tickets.some(({ id, leaseFrom }) => id === one.ticket && leaseFrom !== null)
    return goesOn ? { ...standing, from: standing.from ?? now } : standing
  }
  if (one.type === 'RemoveMessage' && one.held) return unsaid(scene, ticket, standing, one.message)
  if (!('ticket' in one) || one.ticket !== ticket.id) return standing
  const renewed = standing.from && now
  switch (one.type) {
    case 'AddMessage':
      return { ...standing, from: spoken(standing, one, now) }
    case 'AddToTicket':
      return { ...standing, from: standing.from ?? now }
    case 'ClaimTicket':
    case 'AssignTicket':
      return { from: renewed, holder: one.manager, isOpen: true, isTaken: true }
    case 'ResumeTicket': {
      const asks = one.by === null && ticket.status === 'waiting'
      return { from: asks ? (standing.from ?? now) : renewed, holder: one.holder, isOpen: true, isTaken: true }
    }
    case 'ReopenTicket':
      return { from: one.by === null ? now : null, holder: one.holder, isOpen: true, isTaken: true }
    case 'AwaitCustomer':
      return { ...standing, from: null, holder: null }
    case 'ReleaseTicket':
    case 'LapseClaim':
    case 'SnoozeTicket':
      return { ...standing, holder: null }
    case 'ResolveTicket':
    case 'MergeTicket':
      return { ...standing, holder: null, isOpen: false }
    default:
      return standing
  }
}

// A reply that never went has answered nobody.
const unsaid = ({ state: { named }, context: { now } }: Scene, { id }: Ticket, standing: Standing, message: string) =>
  named?.id === message && named.ticket === id && named.author === 'manager' && named.audience === 'everyone'
    ? { ...standing, from: standing.from ?? now }
    : standing

type Added = Extract<Change, { type: 'AddMessage' }>

const spoken = ({ from, holder }: Standing, { author, audience, body, files = [] }: Added, now: Date): Date | null => {
  if (author.role === 'customer') {
    const thanks = files.length === 0 && 'document' in body && isFarewell(chatterIn(plainText(body.document)))
    return thanks ? from : (from ?? now)
  }
  if (author.role === 'bot') return from
  if (audience === 'everyone') return null
  return author.id === holder ? from && now : from
}
