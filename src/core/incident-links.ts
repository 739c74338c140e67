// Which tickets are about an incident: managers say so, and so does a customer's question that was met by it.

import type { StaffRule } from './claiming.ts'
import type { TicketEvent } from './events.ts'
import { change, type Part, refuse, type Scene, showCard, tellThread, together } from './saying.ts'
import type { Question, Ticket } from './types.ts'

/** An incident's card is shown anew once in so long at most, whatever happens meanwhile: milliseconds. */
const SHOWN_EVERY = 3_000

/** Shows how an incident stands, a moment later: what happens meanwhile is shown with it. */
export const showIncident = ({ context: { now } }: Scene, incident: string): Part => ({
  deliveries: [
    {
      to: { kind: 'incident', incident },
      content: { kind: 'incident', incident },
      notBefore: new Date(now.getTime() + SHOWN_EVERY),
    },
  ],
})

/** A manager says which incident an open ticket is about. */
export const linkTicket =
  ({ incident: number }: Extract<TicketEvent, { type: 'ManagerLinked' }>): StaffRule =>
  (scene, ticket, { id: by, name }) => {
    const seen = scene.state.incident
    if (seen === null) return refuse('state', { say: 'staff.unknownIncident', params: { number } })
    const { incident, linked } = seen
    if (!isAnswerable(ticket))
      return refuse('state', { say: 'staff.alreadyResolved', params: { number: ticket.number } })
    if (incident.state !== 'open') return refuse('state', { say: 'staff.incidentOver', params: { number } })
    if (linked !== null) {
      return refuse('state', { say: 'staff.linkedAlready', params: { number: ticket.number, incident: linked } })
    }
    const { id, title } = incident
    return together(
      change({ type: 'LinkTicket', ticket: ticket.id, incident: id, by }),
      tellThread(scene, ticket.id, { say: 'staff.linked', params: { name, number, title } }),
      showCard(ticket.id),
      showIncident(scene, id),
    )
  }

/** A manager says that a ticket is not about its incident. */
export const unlinkTicket: StaffRule = (scene, ticket, { id: by, name }) => {
  const seen = scene.state.incident
  if (seen === null) return refuse('state', { say: 'staff.notLinked', params: { number: ticket.number } })
  const { id, number, title } = seen.incident
  return together(
    change({ type: 'UnlinkTicket', ticket: ticket.id, incident: id, by }),
    tellThread(scene, ticket.id, { say: 'staff.unlinked', params: { name, number, title } }),
    showCard(ticket.id),
    showIncident(scene, id),
  )
}

/** A new ticket whose question tells of an incident is linked to it. `heard`: its writer knows of it already. */
export const linkAtOnce = (scene: Scene, ticket: string, { incident, text }: Question): Linked => {
  const known = incident === undefined ? scene.context.incidentIn(text) : scene.context.openIncident(incident)
  if (known === null) return { part: {}, unheard: null }
  const { id, number, title } = known
  const part = together(
    change({ type: 'LinkTicket', ticket, incident: id, by: null }),
    tellThread(scene, ticket, { say: 'staff.linkedAtOnce', params: { number, title } }),
    showIncident(scene, id),
  )
  return { part, unheard: incident === undefined ? title : null }
}

interface Linked {
  readonly part: Part
  /** The title of the incident that the customer has to be told of still; null for none. */
  readonly unheard: string | null
}

const isAnswerable = ({ status }: Ticket): boolean => status !== 'resolved' && status !== 'merged'
