// The moment of truth of every event: its key is remembered and its conversation locked, unless somebody else was first.

import type { Decision } from '../core/decision.ts'
import { Prisma, type Transaction } from '../database/client.ts'
import type { Place } from './locate.ts'

/** What was decided is void: the same event, or another one of the same conversation, was stored meanwhile. */
export class Overtaken extends Error {
  override readonly name = 'Overtaken'
}

/** What passes the guard. */
export interface Passing {
  readonly key: string
  readonly now: Date
  readonly place: Place
  readonly decision: Decision
}

/**
 * The common table expressions that begin a store: `guard` takes the conversation's row lock where its version is as it was read,
 * and stores how much came in it lately; `fresh` then remembers the key. What follows in the statement must depend on `fresh`: without a row there nothing is stored.
 * Whoever gets a ticket is still let in, and is shut out only after this commit: who shuts them out finds the ticket with them then.
 */
export const guarded = ({ key, now, place: { conversation, version }, decision }: Passing): Prisma.Sql => {
  const { rows, hold } = stillIn(holders(decision))
  return Prisma.sql`${rows}
  guard AS (
    UPDATE conversations SET version = version + 1${flowSet(decision)} WHERE id = ${conversation}::uuid AND version = ${version}${hold} RETURNING id
  ), fresh AS (
    INSERT INTO inbound_keys (key, at) SELECT ${key}, ${now} FROM guard ON CONFLICT DO NOTHING RETURNING key
  )`
}

// Whom a rule chose is locked where their tickets are counted.
const holders = ({ changes }: Decision): string[] => {
  const ids = changes.flatMap((change) => {
    if (change.type === 'ClaimTicket') return change.manager
    if (change.type === 'AssignTicket') return change.by === null ? [] : change.manager
    return change.type === 'ReopenTicket' ? (change.holder ?? []) : []
  })
  return [...new Set(ids)]
}

const stillIn = (managers: readonly string[]): { readonly rows: Prisma.Sql; readonly hold: Prisma.Sql } =>
  managers.length === 0
    ? { rows: Prisma.empty, hold: Prisma.empty }
    : {
        rows: Prisma.sql`
  holders AS (
    SELECT id FROM managers WHERE id = ANY(${managers}::uuid[]) AND disabled_at IS NULL ORDER BY id FOR SHARE
  ),`,
        hold: Prisma.sql` AND (SELECT count(*) FROM holders) = ${managers.length}`,
      }

// Each word counts, and a statement of its own for that would cost as much as the word.
const flowSet = ({ changes }: Decision): Prisma.Sql => {
  const set = changes.find((change) => change.type === 'SetFlow')
  return set === undefined ? Prisma.empty : Prisma.sql`, flow = ${JSON.stringify(set.flow)}::jsonb`
}

/** The guard as a statement of its own, at the head of a transaction. Throws `Overtaken`. */
export const standGuard = async (tx: Transaction, passing: Passing): Promise<void> => {
  const passed = await tx.$queryRaw<unknown[]>`WITH ${guarded(passing)} SELECT key FROM fresh`
  if (passed.length === 0) throw new Overtaken('the conversation changed while an event was decided')
}
