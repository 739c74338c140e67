// Receipts of erasures: what was erased, and how far the deletion of the copies on platforms has come.

import type { Database } from '../database/client.ts'
import { type Erased, erasedSchema, type Removals, removalsSchema } from '../database/stored-erasure.ts'

export interface ErasureReceipt {
  readonly number: number
  readonly why: string
  readonly at: Date
  readonly erased: Erased
  /** The bot's own posts: those that are still to be deleted, those that are, and those that their platform refused to delete. */
  readonly posts: { readonly underWay: number; readonly deleted: number; readonly refused: number }
}

/** A receipt by its number; null where there is none. */
export const readErasure = async (db: Database, number: number): Promise<ErasureReceipt | null> => {
  const row = await db.erasure.findUnique({ where: { number } })
  if (row === null) return null
  const { why, at } = row
  const removals = removalsSchema.parse(row.removals)
  return { number, why, at, erased: erasedSchema.parse(row.counts), posts: await standingOf(db, removals) }
}

const standingOf = async (db: Database, removals: Removals): Promise<ErasureReceipt['posts']> => {
  const deliveries = await db.delivery.findMany({
    where: { id: { in: removals.map(({ delivery }) => delivery) } },
    select: { id: true, state: true },
  })
  const states = new Map(deliveries.map(({ id, state }) => [id, state]))
  const posts = (...among: readonly string[]) =>
    removals
      .filter(({ delivery }) => among.includes(states.get(delivery) ?? 'delivered'))
      .reduce((sum, removal) => sum + removal.posts, 0)
  return { underWay: posts('pending'), deleted: posts('delivered'), refused: posts('undelivered', 'retried') }
}
