// What nobody has claimed, as the staff are reminded of it.

import { type ClaimSettings, isOverdueForClaim } from '../core/unclaimed.ts'
import type { Database } from '../database/client.ts'
import type { UnclaimedRow } from '../desk.ts'
import { cardOfTicket } from './rows.ts'

/** Reads those that have waited long enough to be reminded of, the longest first. */
export const readUnclaimed = async (db: Database, settings: ClaimSettings, now: Date): Promise<UnclaimedRow[]> => {
  const waiting = await db.$queryRaw<UnclaimedRow[]>`
    SELECT t.number, t.question, t.subject, t.waiting_since AS since,
      (SELECT p.posted FROM destinations p WHERE p.name = ${cardOfTicket}) AS card
    FROM tickets t WHERE t.status = 'new' AND t.waiting_since <= ${new Date(now.getTime() - settings.claimReminder)}
    ORDER BY t.waiting_since, t.number`
  return waiting.filter((ticket) => isOverdueForClaim(ticket.since, settings, now))
}
