// The moment of truth of every event: its key is remembered and its conversation locked, unless somebody else was first.

import { Prisma, type Transaction } from '../database/client.ts'
import type { Place } from './locate.ts'

/** What was decided is void: the same event, or another one of the same conversation, was stored meanwhile. */
export class Overtaken extends Error {
  override readonly name = 'Overtaken'
}

/**
 * The common table expressions that begin a store: `guard` takes the conversation's row lock where its version is as it was read,
 * `fresh` then remembers the key. What follows in the statement must depend on `fresh`: without a row there nothing is stored.
 */
export const guarded = (key: string, now: Date, { conversation, version }: Place): Prisma.Sql => Prisma.sql`
  guard AS (
    UPDATE conversations SET version = version + 1 WHERE id = ${conversation}::uuid AND version = ${version} RETURNING id
  ), fresh AS (
    INSERT INTO inbound_keys (key, at) SELECT ${key}, ${now} FROM guard ON CONFLICT DO NOTHING RETURNING key
  )`

/** The guard as a statement of its own, at the head of a transaction. Throws `Overtaken`. */
export const standGuard = async (tx: Transaction, key: string, now: Date, place: Place): Promise<void> => {
  const passed = await tx.$queryRaw<unknown[]>`WITH ${guarded(key, now, place)} SELECT key FROM fresh`
  if (passed.length === 0) throw new Overtaken('the conversation changed while an event was decided')
}
