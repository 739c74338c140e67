// Words that come too late to reopen a ticket open another one, and each leads to the other.

import { type Part, type Scene, tellThread } from './saying.ts'
import type { ResolvedTicket } from './types.ts'

/** The ticket that one opened now comes after: the newest of the chat, where it was resolved too long ago to be reopened; null for none. */
export const lateFor = ({ state: { tickets }, context: { now, settings } }: Scene): ResolvedTicket | null => {
  const newest = tickets.at(-1)
  return newest?.status === 'resolved' && now.getTime() - newest.resolvedAt.getTime() >= settings.reopenWindow
    ? newest
    : null
}

/** The old thread tells where its customer goes on; the new card leads back by itself. */
export const tellAfter = (scene: Scene, before: ResolvedTicket | null, ticket: string): Part =>
  before === null
    ? {}
    : tellThread(scene, before.id, { say: 'staff.goesOnAfter', params: { number: { numberOf: ticket } } })
