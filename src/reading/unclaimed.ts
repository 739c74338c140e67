// What nobody has claimed, as the staff are reminded of it.

import { type ClaimSettings, overdueForClaimSince } from '../core/unclaimed.ts'
import { type Database, Prisma } from '../database/client.ts'
import type { Listed, UnclaimedRow } from '../desk/lists.ts'
import { listed } from './listed.ts'
import { cardOfTicket } from './rows.ts'

/** Reads those that have waited long enough to be reminded of, the longest first. */
export const readUnclaimed = async (
  db: Database,
  settings: ClaimSettings,
  now: Date,
  most: number,
): Promise<Listed<UnclaimedRow>> => {
  const since = overdueForClaimSince(settings, now)
  if (since === null) return { rows: [], total: 0 }
  const where = Prisma.sql`t.status = 'new' AND t.waiting_since <= ${since}`
  return listed(
    db,
    where,
    most,
    (limit) => db.$queryRaw<UnclaimedRow[]>`
    SELECT t.number, t.question, t.subject, t.waiting_since AS since,
      (SELECT p.posted FROM destinations p WHERE p.name = ${cardOfTicket}) AS card
    FROM tickets t WHERE ${where} ORDER BY t.waiting_since, t.number LIMIT ${limit}`,
  )
}
