// Receipts of erasures: what was erased, and how far the deletion of the copies on platforms has come.

import type { Database } from '../database/client.ts'
import { type Erased, erasedSchema, type Removals, removalsSchema } from '../database/stored-erasure.ts'
import type { ErasedRow } from '../desk/operations.ts'

export interface ErasureReceipt {
  readonly number: number
  readonly why: ErasedRow['why']
  readonly at: Date
  readonly erased: Erased
  /** The bot's own posts: those that are still to be deleted, those that are, and those that their platform refused to delete. */
  readonly posts: { readonly underWay: number; readonly deleted: number; readonly refused: number }
}

/** A receipt by its number; null where there is none. */
export const readErasure = async (db: Database, number: number): Promise<ErasureReceipt | null> => {
  const row = await db.erasure.findUnique({ where: { number } })
  if (row === null) return null
  const { at } = row
  const removals = removalsSchema.parse(row.removals)
  const why = row.why === 'retention' ? row.why : 'forgotten'
  return { number, why, at, erased: erasedSchema.parse(row.counts), posts: await standingOf(db, removals) }
}

/** The latest that erased anything, the latest first. */
export const readLatestErasures = async (db: Database, most: number): Promise<ErasedRow[]> => {
  const numbers = await db.$queryRaw<{ number: number }[]>`
    SELECT number FROM erasures WHERE EXISTS (SELECT FROM jsonb_each_text(counts) AS c WHERE c.value <> '0')
    ORDER BY number DESC LIMIT ${most}`
  const receipts = await Promise.all(numbers.map(({ number }) => readErasure(db, number)))
  return receipts.flatMap((receipt) => (receipt === null ? [] : [rowOf(receipt)]))
}

const rowOf = ({ number, why, at, erased: { requests, messages, files }, posts }: ErasureReceipt): ErasedRow => ({
  ...{ number, why, at, requests, messages, files },
  underWay: posts.underWay,
})

const standingOf = async (db: Database, removals: Removals): Promise<ErasureReceipt['posts']> => {
  const deliveries = await db.delivery.findMany({
    where: { id: { in: removals.map(({ delivery }) => delivery) } },
    select: { id: true, state: true, receipt: true },
  })
  const found = new Map(deliveries.map((delivery) => [delivery.id, delivery]))
  const standings = removals.map(({ delivery, posts }) => standingIn(found.get(delivery), posts))
  const sum = (what: keyof ErasureReceipt['posts']) => standings.reduce((all, one) => all + one[what], 0)
  return { underWay: sum('underWay'), deleted: sum('deleted'), refused: sum('refused') }
}

// How many there were, and went, is known once it ended; a row that is gone ended well.
const standingIn = (
  row: { readonly state: string; readonly receipt: unknown } | undefined,
  posts: number,
): ErasureReceipt['posts'] => {
  if (row?.state === 'pending') return { underWay: posts, deleted: 0, refused: 0 }
  const gone = Array.isArray(row?.receipt) ? row.receipt.length : null
  if (row === undefined || row.state === 'delivered') return { underWay: 0, deleted: gone ?? posts, refused: 0 }
  return { underWay: 0, deleted: gone ?? 0, refused: Math.max(1, posts - (gone ?? 0)) }
}
