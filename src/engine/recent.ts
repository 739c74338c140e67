// What stands as the last words of a conversation left it: while people talk, nothing of it need be read again.
// It is only ever a guess: the store's version check finds it out where another process changed the conversation meanwhile.

import type { Decision } from '../core/decision.ts'
import type { ConversationEvent } from '../core/events.ts'
import type { Lane, Place } from './locate.ts'
import type { Recalled } from './recall.ts'
import type { StateRow } from './state-row.ts'

export interface Recent {
  /** What is known without asking, taken out; null where it must be recalled, as for all that comes late. */
  take(lane: Lane, event: ConversationEvent, isLate: boolean): Known | null
  /** Forgets everything: who may act has changed. */
  forget(): void
  /** Remembers what stands after words were stored: the same as before, at the next version. */
  keep(lane: Lane, place: Place, row: StateRow, readAt: number): void
}

/** What was recalled, and when it was read: milliseconds of `now`. */
export type Known = Recalled & { readonly readAt: number }

interface Entry {
  readonly place: Place
  readonly row: StateRow
  readonly readAt: number
}

// What the version does not guard, a customer's name above all, is never older than this.
const KEPT_FOR = 10_000
const MOST = 5_000

/** Makes the memory; `now` in milliseconds. */
export const createRecent = (now: () => number): Recent => {
  const entries = new Map<string, Entry>()
  return {
    take: (lane, event, isLate) => {
      const entry = entries.get(lane.name)
      // Taken out whatever comes of it: what fails half-way is read anew.
      entries.delete(lane.name)
      if (isLate || entry === undefined || entry.readAt + KEPT_FOR <= now() || !serves(entry.row, lane, event))
        return null
      return { ...entry, repeated: false, place: { ...entry.place, subject: lane.subject } }
    },
    forget: () => entries.clear(),
    keep: (lane, place, row, readAt) => {
      const [oldest] = entries.size >= MOST ? entries.keys() : []
      if (oldest !== undefined) entries.delete(oldest)
      entries.set(lane.name, { place: { ...place, version: place.version + 1n }, row, readAt })
    },
  }
}

/** The row once a decision's words were stored, said at that time. */
export const withWords = (row: StateRow, { changes }: Pick<Decision, 'changes'>, at: Date): StateRow => {
  const touched = new Set(changes.map((change) => (change.type === 'AddMessage' ? change.ticket : null)))
  const leases = new Map(
    changes.flatMap((change) => (change.type === 'SetLease' ? [[change.ticket, change.from]] : [])),
  )
  const tickets = row.tickets.map((one) => ({
    ...one,
    said_at: touched.has(one.id) ? at : one.said_at,
    lease_from: leases.get(one.id) ?? (leases.has(one.id) ? null : one.lease_from),
  }))
  const counted = changes.find((change) => change.type === 'SetFlow')
  return { ...row, tickets, flow: counted?.flow ?? row.flow }
}

// Only words, and only of people and about a ticket that the row knows; those that may open one want to know who else waits.
const serves = (row: StateRow, { subject }: Lane, event: ConversationEvent): boolean => {
  switch (event.type) {
    case 'CustomerWrote':
      return row.queue !== null || (row.form.kind === 'idle' && row.tickets.some(({ status }) => status !== 'resolved'))
    case 'ManagerReplied':
    case 'ManagerNoted':
      return (
        row.actor?.channel === event.by.channel &&
        row.actor.external_id === event.by.externalId &&
        row.tickets.some(({ id }) => id === subject)
      )
    default:
      return false
  }
}
