// The part of the port to read that is about incidents. `src/reading/` implements it.

import type { TicketRow } from '../desk.ts'
import type { Listed } from './lists.ts'

export interface DeskIncidents {
  /** What an incident's card shows now. Throws where there is no such incident. */
  incident(id: string): Promise<IncidentView>
  /** One by its number; null where there is none. */
  incidentNumbered(number: number): Promise<IncidentView | null>
  /** Those that are not over, the oldest first. */
  incidents(): Promise<readonly IncidentView[]>
  /** The tickets linked to one, the oldest first, `most` at most. */
  incidentTickets(number: number, most: number): Promise<Listed<TicketRow>>
}

export interface IncidentView {
  readonly id: string
  readonly number: number
  readonly title: string
  readonly phrasings: readonly string[]
  readonly state: 'open' | 'resolving' | 'stopped' | 'resolved'
  /** Whether customers who ask about it are told of it. */
  readonly telling: boolean
  readonly openedBy: string | null
  readonly openedAt: Date
  readonly resolvedAt: Date | null
  /** How many tickets are linked to it. */
  readonly linked: number
  /** How many customers wait to hear that it is over. */
  readonly waiting: number
  /** How many customers its end has reached, and how many it is still to reach. */
  readonly reached: number
  readonly left: number
  /** How many of those whom it reached the platform did not take it for. */
  readonly undelivered: number
  /** The id of its card on the staff's platform; null before it is there. */
  readonly card: string | null
}
