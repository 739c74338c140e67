// The receipts of erasures.

import type { Database, Transaction } from '../database/client.ts'
import type { Erased, Removals } from '../database/stored-erasure.ts'

/** An erasure as it is told of. */
export interface Erasure {
  readonly id: string
  readonly why: 'forgotten' | 'retention'
  readonly now: Date
  /** Of retention, once all before it are looked at: the position of a message. */
  readonly position?: bigint
}

/** Writes what an erasure reached, beside what it had reached before; answers its number. */
export const keepErasure = async (
  tx: Transaction | Database,
  { id, why, now, position }: Erasure,
  { counts, removals }: { readonly counts: Erased; readonly removals: Removals },
): Promise<number> => {
  const [row] = await tx.$queryRaw<{ number: number }[]>`
    INSERT INTO erasures AS e (id, why, at, position, counts, removals)
    VALUES (${id}::uuid, ${why}, ${now}, ${position ?? null}::bigint, ${JSON.stringify(counts)}::jsonb, ${JSON.stringify(removals)}::jsonb)
    ON CONFLICT (id) DO UPDATE SET removals = e.removals || excluded.removals, position = coalesce(excluded.position, e.position), counts = (
      SELECT jsonb_object_agg(key, value::int + (e.counts->>key)::int) FROM jsonb_each_text(excluded.counts))
    RETURNING number`
  if (row === undefined) throw new Error('an erasure was stored without a number')
  return row.number
}
