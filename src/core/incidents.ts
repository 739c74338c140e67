// What an incident is, and how it goes from open to over: opened by a manager, resolved with one answer for all, stopped and gone on with between.

import type { Document } from './document.ts'
import type { IncidentStep } from './incident-events.ts'
import type { Manager } from './manager.ts'

/** An incident as customers may be told of it. */
export interface KnownIncident {
  readonly id: string
  readonly number: number
  readonly title: string
}

/** What everybody hears at the end, and whose words these are. */
interface Answered {
  readonly answer: Document
  readonly by: Pick<Manager, 'id' | 'name'>
}

export type Incident = KnownIncident &
  (
    | { readonly state: 'open'; readonly telling: boolean }
    /** One ticket after the other is answered and resolved; `stopped`: until somebody goes on. */
    | ({ readonly state: 'resolving' } & Answered)
    | ({ readonly state: 'stopped' } & Answered)
    | ({ readonly state: 'resolved' } & Answered)
  )

/** The incident that an event names, or that its ticket is linked to, and how the two stand to each other. */
export interface IncidentSeen {
  readonly incident: Incident
  /** The number of the incident that is not over and that the event's ticket is linked to; null for none. */
  readonly linked: number | null
  /** Whether the customer of the conversation at hand wants to hear of its end, and has not yet. */
  readonly follows: boolean
}

/** How an incident is to be from now on, or a key under `staff.` of why not. */
export type IncidentNext =
  | { readonly to: 'open'; readonly telling: boolean }
  | { readonly to: 'resolving'; readonly answer: Document }
  | { readonly to: 'goOn' | 'stopped' }
  | { readonly refused: string }

/** What a manager's step makes of an incident. `answer` is what they gave as one, null where they gave none. */
export const stepIncident = (
  incident: Pick<Incident, 'state'>,
  step: IncidentStep['type'],
  answer: Document | null,
): IncidentNext => {
  const { state } = incident
  if (state === 'resolved') return { refused: 'incidentOver' }
  switch (step) {
    case 'IncidentHushed':
    case 'IncidentTold':
      return state === 'open' ? { to: 'open', telling: step === 'IncidentTold' } : { refused: 'incidentResolving' }
    case 'IncidentResolved':
      if (state !== 'open') return { refused: 'incidentResolving' }
      return answer === null ? { refused: 'incidentUnanswered' } : { to: 'resolving', answer }
    case 'IncidentStopped':
      return state === 'resolving' ? { to: 'stopped' } : { refused: 'incidentNotRunning' }
    case 'IncidentContinued':
      return state === 'stopped' ? { to: 'goOn' } : { refused: 'incidentNotStopped' }
  }
}

const LONGEST_TITLE = 200
const LONGEST_PHRASING = 300
const MOST_PHRASINGS = 10

/** The title and the phrasings as they are kept; null where there is no title. */
export const tidiedIncident = (
  title: string,
  phrasings: readonly string[],
): { readonly title: string; readonly phrasings: readonly string[] } | null => {
  const tidy = (text: string, most: number) => text.replace(/\s+/g, ' ').trim().slice(0, most)
  const kept = tidy(title, LONGEST_TITLE)
  const others = phrasings.map((one) => tidy(one, LONGEST_PHRASING)).filter((one) => one !== '')
  return kept === '' ? null : { title: kept, phrasings: [...new Set(others)].slice(0, MOST_PHRASINGS) }
}
