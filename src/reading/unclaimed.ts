// What nobody has claimed, as the staff are reminded of it.

import { type ClaimSettings, overdueForClaimSince } from '../core/unclaimed.ts'
import { type Database, Prisma } from '../database/client.ts'
import { isFirstCard } from '../database/first-cards.ts'
import type { DeskLists, Listed, UnclaimedRow } from '../desk/lists.ts'
import { listed } from './listed.ts'
import { cardOfTicket } from './rows.ts'

/** What `Desk` tells of them. */
export const unclaimedOf = (
  db: Database,
  settings: ClaimSettings,
  now: () => Date,
): Pick<DeskLists, 'unclaimed' | 'cardsWaiting'> => ({
  unclaimed: (most) => readUnclaimed(db, settings, now(), most),
  cardsWaiting: () => countCardsWaiting(db),
})

// Those that have waited long enough to be reminded of, the longest first.
const readUnclaimed = async (
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

const countCardsWaiting = async (db: Database): Promise<number> => {
  const [row] = await db.$queryRaw<{ count: number }[]>`
    SELECT count(DISTINCT d.destination)::int AS count
    FROM deliveries d JOIN destinations p ON p.name = d.destination JOIN tickets t ON t.id = p.ticket_id
    WHERE d.state = 'pending' AND ${isFirstCard}`
  return row?.count ?? 0
}
