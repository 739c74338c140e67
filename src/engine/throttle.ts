// Tries to sign in are counted in the database, so that several processes count together; its rows are the locks.

import { TRIES_COUNT_FOR, waitAfter } from '../core/throttling.ts'
import type { Trier } from '../core/web-account-events.ts'
import type { Transaction } from '../database/client.ts'

/** Counts a try before anything is looked at; false where it has to wait, and then it doesn't count. */
export const countTry = async (tx: Transaction, { login, address }: Trier, now: Date): Promise<boolean> => {
  const since = new Date(now.getTime() - TRIES_COUNT_FOR)
  const keys = [login, address].sort()
  const rows = await tx.$queryRaw<Row[]>`
    INSERT INTO sign_in_attempts AS a (who, count, last_at) SELECT who, 0, ${now} FROM unnest(${keys}::text[]) AS who ORDER BY who
    ON CONFLICT (who) DO UPDATE SET count = CASE WHEN a.last_at < ${since} THEN 0 ELSE a.count END
    RETURNING who, count, blocked_until AS "blockedUntil"`
  if (rows.some(({ blockedUntil }) => blockedUntil !== null && blockedUntil > now)) return false
  for (const { who, count } of rows) {
    const wait = waitAfter(count + 1, who === login ? 'login' : 'address')
    const blockedUntil = wait === 0 ? null : new Date(now.getTime() + wait * 1_000)
    await tx.signInAttempt.update({ where: { who }, data: { count: count + 1, lastAt: now, blockedUntil } })
  }
  return true
}

/** A try that was good: the account's are forgotten, of the address's only this one. */
export const clearTry = async (tx: Transaction, { login, address }: Trier): Promise<void> => {
  await tx.signInAttempt.deleteMany({ where: { who: login } })
  await tx.signInAttempt.updateMany({
    where: { who: address, count: { gt: 0 } },
    data: { count: { decrement: 1 }, blockedUntil: null },
  })
}

interface Row {
  readonly who: string
  readonly count: number
  readonly blockedUntil: Date | null
}
