// The day's tokens, in the database: several processes and restarts share them.

import type { Database } from '../database/client.ts'

/** Puts right what was reserved, once it is known what was used. */
export type Settle = (used: number) => Promise<void>

export interface Budget {
  /** What is left today, as far as this process knows: from memory. */
  readonly left: () => number
  /** Takes so many of today's tokens before they are used; null where they aren't left. Rejects where the database is away. */
  readonly reserve: (tokens: number) => Promise<Settle | null>
}

interface Options {
  readonly db: Database
  /** The most of a day. */
  readonly daily: number
  /** The desk's, by its IANA name: when its day begins. */
  readonly timeZone: string
  readonly now?: () => Date
}

/** Opens it: what was used today is read once. Rejects where the database is away. */
export const openBudget = async ({ db, daily, timeZone, now = () => new Date() }: Options): Promise<Budget> => {
  // Swedes write dates as ISO does.
  const days = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' })
  const today = (): string => days.format(now())
  let known = { day: today(), used: 0 }
  const look = async (day: string): Promise<void> => {
    const [row] = await db.$queryRaw<Row[]>`SELECT tokens::float8 AS tokens FROM model_usage WHERE day = ${day}::date`
    known = { day, used: row?.tokens ?? 0 }
  }
  await look(known.day)
  return {
    left: () => Math.max(0, daily - (known.day === today() ? known.used : 0)),
    reserve: async (tokens) => {
      const day = today()
      const used = await take(db, day, tokens, daily)
      if (used === null) {
        await look(day)
        return null
      }
      known = { day, used }
      return async (total) => {
        const left = await correct(db, day, total - tokens)
        if (known.day === day) known = { day, used: left }
      }
    },
  }
}

interface Row {
  readonly tokens: number
}

// One statement, so that two who take the last tokens can't both have them; null where they aren't left.
const take = async (db: Database, day: string, tokens: number, daily: number): Promise<number | null> => {
  if (tokens > daily) return null
  const [row] = await db.$queryRaw<Row[]>`
    INSERT INTO model_usage AS known (day, tokens) VALUES (${day}::date, ${tokens}::bigint)
    ON CONFLICT (day) DO UPDATE SET tokens = known.tokens + excluded.tokens
      WHERE known.tokens + excluded.tokens <= ${daily}::bigint
    RETURNING tokens::float8 AS tokens`
  return row?.tokens ?? null
}

const correct = async (db: Database, day: string, by: number): Promise<number> => {
  const [row] = await db.$queryRaw<Row[]>`
    UPDATE model_usage SET tokens = greatest(0, tokens + ${by}::bigint) WHERE day = ${day}::date
    RETURNING tokens::float8 AS tokens`
  return row?.tokens ?? 0
}
