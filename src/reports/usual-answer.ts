// How long the desk's first answers took lately, so that customers hear what they can expect.

import { businessTimeBetween, type Opening } from '../core/business-time.ts'
import type { Database } from '../database/client.ts'

const LATELY = 14 * 86_400_000
/** The newest are enough, and as many as are read. */
const MOST = 200
/** Fewer tell nothing. */
const FEWEST = 10
const READ_EVERY = 5 * 60_000

export interface UsualAnswer {
  /** The median in milliseconds of business time, as it was read last; null where too few tickets were answered. */
  current(): number | null
  /** Reads it no more. */
  stop(): Promise<void>
}

/** Reads it now, and again every few minutes. What can't be read now is told to `onFailure`, and stays as it was. */
export const watchUsualAnswer = async (
  db: Database,
  opening: Opening,
  onFailure: (error: unknown) => void,
): Promise<UsualAnswer> => {
  let current: number | null = null
  const read = async (): Promise<void> => {
    try {
      current = await readUsualAnswer(db, opening, new Date())
    } catch (error) {
      onFailure(error)
    }
  }
  await read()
  const timer = setInterval(() => void read(), READ_EVERY)
  return { current: () => current, stop: async () => clearInterval(timer) }
}

/** Reads the median time to the first answer of the tickets opened in the last 14 days; null where fewer than ten of them were answered. */
export const readUsualAnswer = async (db: Database, opening: Opening, now: Date): Promise<number | null> => {
  const answered = await db.ticket.findMany({
    where: { openedAt: { gte: new Date(now.getTime() - LATELY) }, answeredAt: { not: null } },
    orderBy: { openedAt: 'desc' },
    take: MOST,
    select: { openedAt: true, answeredAt: true },
  })
  const times = answered
    .map(({ openedAt, answeredAt }) => businessTimeBetween(openedAt, answeredAt ?? openedAt, opening))
    .toSorted((one, other) => one - other)
  return times.length < FEWEST ? null : (times[Math.floor(times.length / 2)] ?? null)
}
