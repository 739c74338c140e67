// Who of the team is away.

import type { Database } from '../database/client.ts'
import type { AwayRow } from '../desk.ts'

/** Reads those who are away at a moment, by name. */
export const readAway = async (db: Database, now: Date): Promise<AwayRow[]> => {
  const away = await db.manager.findMany({
    where: { awaySince: { not: null }, OR: [{ awayUntil: null }, { awayUntil: { gt: now } }] },
    orderBy: { name: 'asc' },
    select: { channel: true, externalId: true, name: true, awayUntil: true },
  })
  return away.map(({ awayUntil: until, ...who }) => ({ ...who, until }))
}
